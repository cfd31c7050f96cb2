//! What varies from call to call, handed in so that every call can be repeated byte for byte.

use std::fmt;

use crate::{Server, Timestamp};

/// The surroundings of one call to the provider `P`, which is inferred from the server.
pub struct Context<'a, P> {
    /// Where the request goes.
    pub server: &'a Server<P>,
    /// The time of the call.
    pub now: Timestamp,
    /// A text that no other call has.
    pub nonce: &'a str,
    /// A random text, for providers that salt their signatures.
    pub salt: &'a str,
}

// Derived impls would demand that `P` has them, too.
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
