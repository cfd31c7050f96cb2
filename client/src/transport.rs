//! The connection to a provider.

#[cfg(feature = "reqwest")]
pub(crate) mod http_client;
#[cfg(feature = "pkcs12")]
mod pkcs12;
pub(crate) mod service;

use std::future::Future;

use bytes::Bytes;
use http::{Request, Response};
use thiserror::Error;

/// Sends one request once. It follows no redirect, repeats nothing by itself, and bounds the answer.
pub trait Transport: Send + Sync {
    /// Sends the request and returns the answer, whatever its status is.
    ///
    /// # Errors
    /// No answer came. [`SendError::NotSent`] promises that no byte left the machine.
    fn send(&self, request: Request<Bytes>) -> impl Future<Output = Result<Response<Bytes>, SendError>> + Send;
}

/// The reason why no answer came. Its text holds no address: a query of an address may be signed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SendError {
    /// No byte left the machine: the name was not resolved, or no connection was made.
    #[error("nothing was sent: {0}")]
    NotSent(String),
    /// The request may have arrived.
    #[error("no answer came: {0}")]
    NoAnswer(String),
}
