//! What varies from call to call, handed in so that every call can be repeated byte for byte.

use crate::{Server, Timestamp};

/// The surroundings of one call.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Where the request goes.
    pub server: &'a Server,
    /// The time of the call.
    pub now: Timestamp,
    /// A text that no other call has.
    pub nonce: &'a str,
    /// A random text, for providers that salt their signatures.
    pub salt: &'a str,
}
