//! Values with their spans.

use crate::source::Span;

/// A value that an author wrote, with its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its span in the file.
    pub span: Span,
}

/// A name or a text with its span.
pub type Word = Spanned<String>;
