//! What the merchant holds.

use super::{KeyType, Type};
use crate::source::Span;

/// Something the merchant holds.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its name in the spec and in Rust.
    pub name: String,
    /// What kind of thing it is.
    pub ty: CredentialType,
    /// Whether it is masked everywhere.
    pub secret: bool,
    /// Whether every merchant has it.
    pub required: bool,
    /// Its meaning.
    pub doc: String,
    /// Where it is declared.
    pub span: Span,
}

/// The kinds of credential.
#[derive(Clone, Debug)]
pub enum CredentialType {
    /// A text with its limits.
    Text(Type),
    /// A key or certificate.
    Key(KeyType),
}
