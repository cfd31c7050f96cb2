//! A wrong reading: its words, what it is about, and what it changes.

use super::variant::Variant;

/// A wrong reading.
pub(crate) struct Reading {
    /// What somebody did, in words.
    pub(crate) words: String,
    /// What it is about.
    pub(crate) kind: Kind,
    /// The change; one that does not apply says so.
    pub(crate) change: Box<dyn Fn(&mut Variant) -> bool>,
}

/// What a reading is about. But for members, a second one about the same cannot be meant beside it.
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
    /// Whether two readings of the kinds can be meant together.
    pub(crate) fn goes_with(self, other: Self) -> bool {
        self != other || self == Self::Member
    }

    /// Whether it leaves text and keys as they are.
    pub(crate) fn is_of_steps(self) -> bool {
        matches!(self, Self::Output | Self::Digest | Self::Charset)
    }
}

/// Readings in the making.
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
