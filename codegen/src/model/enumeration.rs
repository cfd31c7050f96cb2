//! Enumerations and their listed values.

use super::{Prose, Unit};
use crate::source::Span;

/// An enumeration: open in received messages, closed by a rule in sent ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Its name in the spec.
    pub name: String,
    /// Its meaning.
    pub doc: Prose,
    /// The listed values.
    pub values: Vec<EnumerationValue>,
    /// The least and the greatest length of a value, if the field with this type states one.
    pub length: Option<(usize, usize, Unit)>,
    /// The place in the spec.
    pub span: Span,
}

/// A listed value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationValue {
    /// The value as it travels.
    pub wire: String,
    /// The variant's name in Rust.
    pub variant: String,
    /// Its meaning.
    pub doc: Prose,
    /// The place in the spec.
    pub span: Span,
}
