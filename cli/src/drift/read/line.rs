//! A line of a page.

/// A line of text, with its number in the page.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Counted from one.
    pub number: usize,
    /// Without its end.
    pub text: String,
}
