//! The known wrong readings of a page: what a signature becomes if somebody takes the text, the key or the steps
//! otherwise. Each changes the model or the values as such a reader would, and the signature is computed anew; the one
//! that reproduces what somebody else computed is its cause.

mod digests;
mod edit;
mod keys;
mod list;
mod members;
mod parts;
mod proof;
mod reading;
mod received;
mod search;
mod selections;
mod sent;
mod texts;
mod values;
mod variant;
mod verifiers;

pub use received::{Delivery, answer_causes};
pub use sent::{Foreign, Subject, causes};

/// A text and its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproduced {
    /// The readings that make it, in words: none for the right one.
    pub readings: Vec<String>,
    /// The text that is signed.
    pub text: String,
    /// The bytes that it is signed as.
    pub bytes: Vec<u8>,
    /// The signature; empty where only the text was looked for.
    pub signature: String,
}
