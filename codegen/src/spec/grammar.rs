//! The keys of a mapping as rows, read by the parser, the JSON Schema and the tables of the reference.

use super::shape::Shape;

/// A kind of mapping with fixed keys.
pub(crate) struct Mapping {
    /// The name of its definition in the schema.
    pub(crate) name: &'static str,
    /// Its noun in messages: "a field".
    pub(crate) noun: &'static str,
    /// Its keys, in the order of listings.
    pub(crate) keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The shape of its value.
    pub(crate) shape: Shape,
    pub(crate) need: Need,
    /// The choices that allow this key; empty if it is always allowed.
    pub(crate) with: &'static [&'static str],
    /// The description that editors and the reference show, in Markdown.
    pub(crate) description: &'static str,
}

/// Whether a key must be present.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The key may be left out.
    Optional,
    /// The key must be present wherever it is allowed.
    Required,
    /// The key must be present unless something excuses it.
    Unless(Excuse),
    /// Exactly one of the mapping's choices must be present.
    Choice,
    /// At most one of the mapping's rivals may be present.
    Rival,
}

/// The reason why a key may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Excuse {
    /// The key that has the value `word`.
    pub(crate) beside: &'static str,
    pub(crate) word: &'static str,
    /// The key that stands in its place.
    pub(crate) or: &'static str,
}

impl Mapping {
    /// The row of a key.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of the keys with this need.
    pub(crate) fn of_need(&self, need: Need) -> impl Iterator<Item = &'static str> {
        self.keys.iter().filter(move |key| key.need == need).map(|key| key.name)
    }
}

impl Key {
    pub(crate) const fn optional(name: &'static str, shape: Shape, description: &'static str) -> Self {
        Self { name, shape, need: Need::Optional, with: &[], description }
    }

    pub(crate) const fn required(name: &'static str, shape: Shape, description: &'static str) -> Self {
        Self { need: Need::Required, ..Self::optional(name, shape, description) }
    }

    pub(crate) const fn choice(name: &'static str, shape: Shape, description: &'static str) -> Self {
        Self { need: Need::Choice, ..Self::optional(name, shape, description) }
    }

    pub(crate) const fn rival(name: &'static str, shape: Shape, description: &'static str) -> Self {
        Self { need: Need::Rival, ..Self::optional(name, shape, description) }
    }

    pub(crate) const fn unless(name: &'static str, shape: Shape, excuse: Excuse, description: &'static str) -> Self {
        Self { need: Need::Unless(excuse), ..Self::optional(name, shape, description) }
    }

    /// Allows the key only beside one of these choices.
    pub(crate) const fn with(self, choices: &'static [&'static str]) -> Self {
        Self { with: choices, ..self }
    }

    /// Whether the key is allowed beside a choice.
    pub(crate) fn goes_with(&self, choice: &str) -> bool {
        self.with.is_empty() || self.with.contains(&choice)
    }
}
