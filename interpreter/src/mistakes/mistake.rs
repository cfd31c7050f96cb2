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

/// Category of a mistake. Two mistakes of one category are not combined, except for members and
/// times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MistakeKind {
    Key,
    /// A mistake in the key that is combined with steps only.
    RareKey,
    /// A mistake in the key of HMAC, which leaves the text unchanged.
    HmacKey,
    Output,
    Step,
    Digest,
    /// A digest that is taken twice.
    Twice,
    /// The scheme of a signature with a key pair.
    Scheme,
    /// A digest before a signature with a key pair.
    Before,
    /// A digest of the text and the key.
    KeyedText,
    Empty,
    Order,
    Pair,
    Encoding,
    Blanks,
    Amount,
    Number,
    Time,
    Member,
    /// A member whose value is guessed.
    Guess,
    Part,
    Literal,
    Line,
    /// A mistake in a value that the signature takes.
    Inner,
    Charset,
    Text,
    Body,
    Json,
    /// A member of JSON at another place.
    Place,
}

impl MistakeKind {
    /// Whether mistakes of both categories can be combined. Rare ones are combined with other steps only, because the
    /// number of pairs grows with the square of the mistakes.
    pub(crate) fn goes_with(self, other: Self) -> bool {
        match (self.is_rare(), other.is_rare()) {
            (false, false) => self != other || matches!(self, Self::Member | Self::Time),
            (true, false) => other.is_of_steps(),
            (false, true) => self.is_of_steps(),
            (true, true) => false,
        }
    }

    fn is_rare(self) -> bool {
        matches!(self, Self::Step | Self::Guess | Self::Literal | Self::Line | Self::Inner | Self::Place)
            || matches!(self, Self::RareKey | Self::HmacKey)
    }

    /// Whether the category can change the length or the alphabet of the signature.
    pub(crate) fn changes_output(self) -> bool {
        matches!(self, Self::Output | Self::Step | Self::Digest | Self::KeyedText | Self::Twice | Self::Scheme)
    }

    /// Whether the category leaves text and keys unchanged.
    pub(crate) fn is_of_steps(self) -> bool {
        matches!(self, Self::Output | Self::Digest | Self::Charset | Self::HmacKey)
            || matches!(self, Self::Twice | Self::Scheme | Self::Before)
    }

    /// Whether the category changes nothing but the finished text.
    pub(crate) fn is_of_text(self) -> bool {
        self == Self::Text
    }

    /// Whether a mistake that does not apply alone may apply after another digest, which has HMAC or lacks it.
    pub(crate) fn follows(self) -> bool {
        matches!(self, Self::HmacKey | Self::Twice)
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
