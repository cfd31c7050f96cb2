//! A known mistake: its words, its category and its change.

use super::variant::Variant;

/// A known mistake.
pub(crate) struct Mistake {
    /// The mistake in words.
    pub(crate) words: String,
    /// The category.
    pub(crate) kind: MistakeKind,
    /// Applies the mistake; `false` if it does not apply.
    pub(crate) change: Box<dyn Fn(&mut Variant) -> bool>,
}

/// Category of a mistake. Two mistakes of one category are not combined, except for members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MistakeKind {
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

impl MistakeKind {
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
pub(crate) struct List(pub(crate) Vec<Mistake>);

impl List {
    pub(crate) fn put(
        &mut self,
        kind: MistakeKind,
        words: impl Into<String>,
        change: impl Fn(&mut Variant) -> bool + 'static,
    ) {
        self.0.push(Mistake { words: words.into(), kind, change: Box::new(change) });
    }
}
