//! The sources of a field's value by their kind.

use std::sync::Arc;

use super::{ConditionalText, Credential, Source};

/// A value that the spec, the merchant or the context supplies before anything is computed.
#[derive(Clone, Copy, Debug)]
pub enum Supplied<'s> {
    /// A fixed text.
    Constant(&'s str),
    /// The text of a credential.
    Credential(&'s Arc<Credential>),
    /// The nonce of the context.
    Nonce,
    /// The salt of the context.
    Salt,
    /// The time of the context's clock.
    Now,
}

impl Source {
    /// The value that is supplied before anything is computed; `None` if the caller or a computation yields it.
    pub fn supplied(&self) -> Option<Supplied<'_>> {
        match self {
            Self::Constant(text) => Some(Supplied::Constant(text)),
            Self::Credential(credential) => Some(Supplied::Credential(credential)),
            Self::Nonce => Some(Supplied::Nonce),
            Self::Salt => Some(Supplied::Salt),
            Self::Now => Some(Supplied::Now),
            Self::Caller | Self::Conditional(_) | Self::Value(_) | Self::Operation => None,
            Self::Layer | Self::Tag | Self::Members | Self::Sent(_) | Self::Received(_) => None,
        }
    }

    /// Whether each transmission of a request has a value of its own, or may have one.
    pub fn is_fresh(&self) -> bool {
        match self {
            Self::Nonce | Self::Salt | Self::Now | Self::Value(_) | Self::Tag => true,
            Self::Caller | Self::Constant(_) | Self::Conditional(_) | Self::Credential(_) | Self::Operation => false,
            Self::Layer | Self::Members | Self::Sent(_) | Self::Received(_) => false,
        }
    }

    /// The fixed texts of which the value is one; empty if the request or the context supplies it.
    pub fn constants(&self) -> Vec<&str> {
        match self {
            Self::Constant(text) => vec![text],
            Self::Conditional(text) => vec![&text.constant, &text.otherwise],
            Self::Caller | Self::Credential(_) | Self::Value(_) | Self::Operation => Vec::new(),
            Self::Nonce | Self::Salt | Self::Now | Self::Tag | Self::Layer | Self::Members => Vec::new(),
            Self::Sent(_) | Self::Received(_) => Vec::new(),
        }
    }

    /// The text that depends on other fields, if the value is one.
    pub fn conditional(&self) -> Option<&ConditionalText> {
        if let Self::Conditional(text) = self { Some(text) } else { None }
    }

    /// The credential whose text the value is.
    pub fn credential(&self) -> Option<&Arc<Credential>> {
        if let Self::Credential(credential) = self { Some(credential) } else { None }
    }
}
