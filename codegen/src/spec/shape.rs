//! The shape of a value: what the value of a key may be. The JSON Schema is written from the shapes.

use std::sync::LazyLock;

use refundry_vocabulary::WordFamily;

use super::form::Form;
use super::grammar::Mapping;
use super::tree::{Node, NodeContent};

/// A word that is allowed.
#[derive(Clone, Copy)]
pub(crate) struct AllowedWord {
    pub(crate) word: &'static str,
    /// The meaning in a sentence; `None` if the description of the key explains the word.
    pub(crate) meaning: Option<&'static str>,
}

impl AllowedWord {
    /// A word without a meaning of its own.
    pub(super) fn plain(word: &'static str) -> Self {
        Self { word, meaning: None }
    }
}

/// The words that are allowed. A function, because the words of the vocabulary are no constants.
pub(crate) type Words = fn() -> Vec<AllowedWord>;

/// The shapes that a value may have.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Any text.
    Text,
    /// A declared name.
    Name,
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Word(Words),
    /// A text that begins with one of these words.
    Lead(Words),
    /// A text of this form.
    Form(Form),
    /// The null value of YAML.
    Null,
    /// A list, which may be empty.
    List(&'static Shape),
    /// A list with at least one item.
    NonEmptyList(&'static Shape),
    /// A mapping with fixed keys.
    Mapping(&'static Mapping),
    /// A mapping with fixed keys, and at least one of them.
    NonEmptyMapping(&'static Mapping),
    /// A mapping whose fixed keys come from the vocabulary.
    Vocabulary(&'static LazyLock<Mapping>),
    /// A mapping from declared names.
    Declared(&'static Shape),
    /// A mapping from wire names.
    Wire(&'static Shape),
    /// A mapping from wire names with at least one entry.
    NonEmptyWire(&'static Shape),
    /// A mapping from wire names in which `http` is the answer's status.
    Conditions { http: &'static Shape, member: &'static Shape },
    /// The value of a field in an example: texts, lists and mappings, nested.
    Data,
    /// One of these shapes.
    Either(&'static [Shape]),
}

impl Shape {
    /// Whether a value holds several values of one shape.
    pub(super) fn is_several(self) -> bool {
        match self {
            Self::List(_)
            | Self::NonEmptyList(_)
            | Self::Declared(_)
            | Self::Wire(_)
            | Self::NonEmptyWire(_)
            | Self::Conditions { .. } => true,
            Self::Either(shapes) => shapes.iter().all(|shape| shape.is_several()),
            Self::Text
            | Self::Name
            | Self::Boolean
            | Self::Word(_)
            | Self::Lead(_)
            | Self::Form(_)
            | Self::Null
            | Self::Mapping(_)
            | Self::NonEmptyMapping(_)
            | Self::Vocabulary(_)
            | Self::Data => false,
        }
    }

    /// Whether a value may be a mapping.
    pub(super) fn is_mapping(self) -> bool {
        match self {
            Self::Either(shapes) => shapes.iter().any(|shape| shape.is_mapping()),
            Self::Mapping(_) | Self::NonEmptyMapping(_) | Self::Vocabulary(_) | Self::Conditions { .. } => true,
            _ => self.of_entry().is_some(),
        }
    }

    /// Whether a value may be a text.
    pub(super) fn may_be_text(self) -> bool {
        match self {
            Self::Either(shapes) => shapes.iter().any(|shape| shape.may_be_text()),
            Self::Boolean | Self::Word(_) | Self::Null | Self::Data => true,
            _ => self.is_text(),
        }
    }

    /// Whether a value is a text, a list or a mapping as the shape wants it; its content is not looked at.
    pub(super) fn admits(self, node: &Node) -> bool {
        match self {
            Self::Either(shapes) => shapes.iter().any(|shape| shape.admits(node)),
            Self::Data => true,
            Self::Null => matches!(node.kind, NodeContent::Null),
            Self::List(_) | Self::NonEmptyList(_) => matches!(node.kind, NodeContent::List(_)),
            Self::Mapping(_)
            | Self::NonEmptyMapping(_)
            | Self::Vocabulary(_)
            | Self::Declared(_)
            | Self::Wire(_)
            | Self::NonEmptyWire(_)
            | Self::Conditions { .. } => matches!(node.kind, NodeContent::Map(_)),
            Self::Text | Self::Name | Self::Boolean | Self::Word(_) | Self::Lead(_) | Self::Form(_) => {
                matches!(node.kind, NodeContent::Scalar(_))
            }
        }
    }

    /// Whether a value is a mapping whose keys are names of the author's.
    pub(super) fn has_own_names(self) -> bool {
        self.of_entry().is_some() || matches!(self, Self::Conditions { .. })
    }

    /// The shape of an entry of a mapping with names of the author's.
    pub(super) fn of_entry(self) -> Option<Self> {
        match self {
            Self::Declared(entry) | Self::Wire(entry) | Self::NonEmptyWire(entry) => Some(*entry),
            _ => None,
        }
    }

    /// Whether a value may be a text without a list of words.
    pub(super) fn is_text(self) -> bool {
        match self {
            Self::Text | Self::Name | Self::Form(_) | Self::Lead(_) => true,
            Self::Either(shapes) => shapes.iter().any(|shape| shape.is_text()),
            _ => false,
        }
    }

    /// Whether a value is a list of texts.
    pub(super) fn is_texts(self) -> bool {
        match self {
            Self::List(inner) | Self::NonEmptyList(inner) => {
                matches!(inner, Self::Text | Self::Name | Self::Word(_) | Self::Form(_))
            }
            Self::Either(shapes) => shapes.iter().any(|shape| shape.is_texts()),
            _ => false,
        }
    }

    /// The only words that a value may be; `None` if it may be something else.
    pub(super) fn words(self) -> Option<Vec<AllowedWord>> {
        match self {
            Self::Boolean => Some(["true", "false"].map(AllowedWord::plain).to_vec()),
            Self::Word(words) => Some(words()),
            _ => None,
        }
    }

    /// Whether a text is one of the words of the shape.
    pub(super) fn has_word(self, text: &str) -> bool {
        let is = |allowed: Vec<AllowedWord>, text: &str| allowed.iter().any(|allowed| allowed.word == text);
        match self {
            Self::Word(words) => is(words(), text),
            Self::Lead(words) => is(words(), text.split([' ', '(']).next().unwrap_or_default()),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.has_word(text)),
            _ => false,
        }
    }

    /// The mappings with fixed keys that a value may be or hold.
    pub(crate) fn mappings(self) -> Vec<&'static Mapping> {
        match self {
            Self::Mapping(mapping) | Self::NonEmptyMapping(mapping) => vec![mapping],
            Self::Vocabulary(mapping) => vec![mapping],
            Self::List(inner)
            | Self::NonEmptyList(inner)
            | Self::Declared(inner)
            | Self::Wire(inner)
            | Self::NonEmptyWire(inner) => inner.mappings(),
            Self::Conditions { http, member } => [*http, *member].into_iter().flat_map(Self::mappings).collect(),
            Self::Either(shapes) => shapes.iter().copied().flat_map(Self::mappings).collect(),
            Self::Text
            | Self::Name
            | Self::Boolean
            | Self::Word(_)
            | Self::Lead(_)
            | Self::Form(_)
            | Self::Null
            | Self::Data => Vec::new(),
        }
    }
}

/// The words of a table of words.
pub(super) fn words<T>(table: &[(&'static str, T)]) -> Vec<AllowedWord> {
    table.iter().map(|(word, _)| AllowedWord::plain(word)).collect()
}

/// The words of a family of the vocabulary.
pub(super) fn family<T: WordFamily>() -> Vec<AllowedWord> {
    let allowed = |value: &T| AllowedWord { word: value.word(), meaning: Some(value.meaning()) };
    T::ALL.iter().map(allowed).collect()
}
