//! The credentials of a merchant.

use super::{KeyType, Prose, Scalar};
use crate::source::Span;

/// A text, key or certificate that the merchant holds.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The name in the spec and in Rust.
    pub name: String,
    /// The type of the credential.
    pub ty: CredentialType,
    /// Whether the value is redacted everywhere.
    pub secret: bool,
    /// Whether every merchant has it.
    pub required: bool,
    /// The only valid texts: every choice over the credential lists its cases, and has no value for another text. Empty
    /// if any text is valid.
    pub words: Vec<String>,
    /// Its meaning.
    pub doc: Prose,
    /// The place in the spec.
    pub span: Span,
}

/// The type of a credential.
#[derive(Clone, Debug)]
pub enum CredentialType {
    /// A text with its limits.
    Text(Scalar),
    /// A key or certificate.
    Key(KeyType),
}
