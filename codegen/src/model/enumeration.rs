//! Lists of words.

use super::Unit;
use crate::source::Span;

/// An enumeration: open where it is read, closed by a rule where it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Its name in the spec.
    pub name: String,
    /// Its meaning.
    pub doc: String,
    /// The listed values.
    pub values: Vec<EnumerationValue>,
    /// The least and the greatest length of a value, where the row of the field that has this type states one.
    pub length: Option<(usize, usize, Unit)>,
    /// Where it is declared.
    pub span: Span,
}

/// A listed value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationValue {
    /// As it travels.
    pub wire: String,
    /// The variant's name in Rust.
    pub variant: String,
    /// Its meaning.
    pub doc: String,
    /// Where it is listed.
    pub span: Span,
}
