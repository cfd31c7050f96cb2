//! The known mistakes in a signature's text, key or steps. Each mistake changes the model or the values, and the
//! signature is computed again. A mistake that reproduces the foreign signature is reported as its cause.

mod additions;
mod digests;
mod edit;
mod form;
mod hmac_keys;
mod keys;
mod layers;
mod list;
mod literals;
mod members;
mod mistake;
mod notation;
mod numbers;
mod pairs;
mod parts;
mod proof;
mod received;
mod requests;
mod retype;
mod search;
mod selections;
mod sent;
mod spelling;
mod texts;
mod times;
mod values;
mod variant;
mod verifiers;
mod writing;

pub use received::{Delivery, answer_causes};
pub use sent::{Foreign, Subject, causes, misfit};

/// A text and its signature, with the mistakes that produce them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproduced {
    /// The mistakes in words; empty for the correct signature.
    pub mistakes: Vec<String>,
    /// The signed text.
    pub text: String,
    /// The signed bytes.
    pub bytes: Vec<u8>,
    /// The signature; empty if only the text was searched.
    pub signature: String,
    /// Whether all mistakes are outside the computation: in the notation of the signature, or in a file.
    pub outside: bool,
    /// The secrets of the text in the spelling that a mistake gives them, for [`Redaction::with`].
    ///
    /// [`Redaction::with`]: crate::explain::Redaction::with
    pub secrets: Vec<String>,
}
