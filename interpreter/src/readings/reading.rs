//! A known mistake: its words, its category and its change.

use super::variant::Variant;

/// A known mistake.
pub(crate) struct Reading {
    /// The mistake in words.
    pub(crate) words: String,
    /// The category.
    pub(crate) kind: Kind,
    /// Applies the mistake; `false` if it does not apply.
    pub(crate) change: Box<dyn Fn(&mut Variant) -> bool>,
}

/// Category of a mistake. Two mistakes of one category are not combined, except for members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Key,
    Output,
    Digest,
    Empty,
    Order,
    Encoding,
    Blanks,
    Amount,
    Member,
    Part,
    Charset,
    Text,
    Body,
    Json,
}

impl Kind {
    /// Whether mistakes of both categories can be combined.
    pub(crate) fn goes_with(self, other: Self) -> bool {
        self != other || self == Self::Member
    }

    /// Whether the category leaves text and keys unchanged.
    pub(crate) fn is_of_steps(self) -> bool {
        matches!(self, Self::Output | Self::Digest | Self::Charset)
    }
}

/// Collects mistakes.
#[derive(Default)]
pub(crate) struct List(pub(crate) Vec<Reading>);

impl List {
    pub(crate) fn put(
        &mut self,
        kind: Kind,
        words: impl Into<String>,
        change: impl Fn(&mut Variant) -> bool + 'static,
    ) {
        self.0.push(Reading { words: words.into(), kind, change: Box::new(change) });
    }
}
