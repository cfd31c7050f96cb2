//! A line of a page.

/// A line of text with its number on the page.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The number, counted from one.
    pub number: usize,
    /// The text without its line break.
    pub text: String,
}
