//! The text of a spec and places in it.

use std::path::PathBuf;

/// A spec as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it came from, for messages.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

/// A range of bytes of a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}
