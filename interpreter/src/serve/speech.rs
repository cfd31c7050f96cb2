//! A message that the provider sends: an answer or a notification.

use refundry_codegen::model::Operation;
use refundry_runtime::{
    KeyError, ReadError, Record, SignError, Timestamp, http,
    http::{Request, Response, StatusCode, Uri},
};

use super::{
    ProviderKeys,
    speaker::{Speaker, Target},
};
use crate::{interpreter::Interpreter, object::Object};

/// The content of a message: the members, and the inputs of its signature.
#[derive(Clone, Copy)]
pub struct Speech<'s> {
    /// The members without signatures.
    pub object: &'s Object,
    /// The clock.
    pub now: Timestamp,
    /// A text that no other message has.
    pub nonce: &'s str,
    /// The record of the request that is answered.
    pub sent: Option<&'s Record>,
}

/// The reason why a message cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The provider's keys do not fit, or a member cannot be written.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// A layer cannot be sealed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The message uses a concept that cannot be written.
    #[error("a message with {0} cannot be written")]
    Lacking(&'static str),
}

impl From<KeyError> for SpeechError {
    fn from(error: KeyError) -> Self {
        Self::Sign(error.into())
    }
}

impl<'m> Interpreter<'m> {
    /// Writes and signs an answer.
    ///
    /// # Errors
    /// A key does not fit, or the message uses a concept that cannot be written.
    pub fn answer(
        &self,
        operation: &'m Operation,
        status: StatusCode,
        speech: Speech<'_>,
        keys: &ProviderKeys,
    ) -> Result<Response<Vec<u8>>, SpeechError> {
        let target = Target::Answer(status);
        let (headers, body) = Speaker::new(self, operation, target, speech, keys)?.speak()?;
        let mut response = Response::new(body);
        (*response.status_mut(), *response.headers_mut()) = (status, headers);
        Ok(response)
    }

    /// Writes and signs a notification to a URL of the merchant.
    ///
    /// # Errors
    /// See [`Interpreter::answer`].
    pub fn notification(
        &self,
        operation: &'m Operation,
        to: &Uri,
        speech: Speech<'_>,
        keys: &ProviderKeys,
    ) -> Result<Request<Vec<u8>>, SpeechError> {
        let (headers, body) = Speaker::new(self, operation, Target::Notification(to), speech, keys)?.speak()?;
        let mut request = Request::new(body);
        (*request.method_mut(), *request.uri_mut()) = (http::Method::POST, to.clone());
        *request.headers_mut() = headers;
        Ok(request)
    }
}
