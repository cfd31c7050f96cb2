//! The text of a spec, and spans in it.

use std::path::PathBuf;

/// The source of a spec.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path, for messages.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

/// A range of bytes of a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether another span lies within this one.
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
