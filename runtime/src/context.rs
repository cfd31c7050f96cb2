//! The inputs that vary between calls: passing them in makes every call reproducible byte for byte.

use std::fmt;

use crate::{Nonce, Server, Timestamp};

/// The inputs of one call to the provider `P`, which is inferred from the server.
pub struct Context<'a, P> {
    /// The server to send to.
    pub server: &'a Server<P>,
    /// The time of the call.
    pub now: Timestamp,
    /// A text that is unique to the call.
    pub nonce: &'a str,
    /// A random text, for providers that salt their signatures.
    pub salt: &'a str,
}

/// A provider whose calls take neither a nonce nor a salt: [`Context::new`] makes their contexts.
#[diagnostic::on_unimplemented(
    message = "the calls of this provider take a nonce",
    label = "this provider takes a nonce",
    note = "write `Context::with_nonce(&server, &nonce)`; `Nonce::random()` draws one (feature `random`)"
)]
pub trait WithoutNonce {}

impl<'a, P> Context<'a, P> {
    /// A context with the time of the system's clock, for a provider that takes no nonce.
    pub fn new(server: &'a Server<P>) -> Self
    where
        P: WithoutNonce,
    {
        Self { server, now: Timestamp::now(), nonce: "", salt: "" }
    }

    /// A context with the time of the system's clock. The nonce is the salt as well, if the provider salts its
    /// signatures. Each call needs a nonce of its own, a repeated one too.
    pub fn with_nonce(server: &'a Server<P>, nonce: &'a Nonce) -> Self {
        Self { server, now: Timestamp::now(), nonce: nonce.as_str(), salt: nonce.as_str() }
    }

    /// The same context at another time than that of the system's clock.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        Self { now, ..self }
    }

    /// The same context with a salt of its own.
    #[must_use]
    pub fn with_salt(self, salt: &'a Nonce) -> Self {
        Self { salt: salt.as_str(), ..self }
    }
}

// Derived impls would demand `P: Clone`.
impl<P> Clone for Context<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Context<'_, P> {}

impl<P> fmt::Debug for Context<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, now, nonce, salt } = self;
        f.debug_struct("Context")
            .field("server", server)
            .field("now", now)
            .field("nonce", nonce)
            .field("salt", salt)
            .finish()
    }
}
