//! The keys of a mapping as rows, which the parser and the JSON Schema read.

/// A kind of mapping with the keys of the language.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mapping {
    /// The name of its definition in the schema.
    pub(crate) name: &'static str,
    /// What messages call it: "a field".
    pub(crate) noun: &'static str,
    /// Its keys, in the order in which they are listed.
    pub(crate) keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    /// The choices beside one of which it may stand; empty: it may always stand there.
    pub(crate) with: &'static [&'static str],
    /// What an editor shows.
    pub(crate) description: &'static str,
}

/// Whether a key has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Need {
    /// It may be left out.
    Optional,
    /// It has to be there, wherever it may stand.
    Required,
    /// It has to be there unless the key `beside` holds `word`.
    Unless { beside: &'static str, word: &'static str },
    /// Just one of the choices of the mapping has to be there.
    Choice,
    /// At most one of the rivals of the mapping is there.
    Rival,
}

impl Mapping {
    /// The row of a key.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The keys of that need.
    pub(crate) fn of_need(&self, need: Need) -> impl Iterator<Item = &'static str> {
        self.keys.iter().filter(move |key| key.need == need).map(|key| key.name)
    }
}

impl Key {
    pub(crate) const fn optional(name: &'static str, description: &'static str) -> Self {
        Self { name, need: Need::Optional, with: &[], description }
    }

    pub(crate) const fn required(name: &'static str, description: &'static str) -> Self {
        Self { need: Need::Required, ..Self::optional(name, description) }
    }

    pub(crate) const fn choice(name: &'static str, description: &'static str) -> Self {
        Self { need: Need::Choice, ..Self::optional(name, description) }
    }

    pub(crate) const fn rival(name: &'static str, description: &'static str) -> Self {
        Self { need: Need::Rival, ..Self::optional(name, description) }
    }

    pub(crate) const fn unless(
        name: &'static str,
        beside: &'static str,
        word: &'static str,
        description: &'static str,
    ) -> Self {
        Self { need: Need::Unless { beside, word }, ..Self::optional(name, description) }
    }

    /// The same key, where it may only stand beside one of these choices.
    pub(crate) const fn with(self, choices: &'static [&'static str]) -> Self {
        Self { with: choices, ..self }
    }

    /// Whether it may stand beside a choice.
    pub(crate) fn goes_with(&self, choice: &str) -> bool {
        self.with.is_empty() || self.with.contains(&choice)
    }
}
