//! The inputs that vary between calls: passing them in makes every call reproducible byte for byte.

use std::fmt;

use crate::{Server, Timestamp};

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
