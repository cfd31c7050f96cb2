//! The fields of a record: their texts stand in one text, so that a record costs two allocations.

use std::borrow::Cow;
use std::ops::Range;

/// Texts by their names, in the order given.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    names: Vec<(Cow<'static, str>, Range<usize>)>,
    texts: String,
}

impl Fields {
    /// No fields, with space for those of most requests.
    pub(super) fn new() -> Self {
        Self { names: Vec::with_capacity(12), texts: String::with_capacity(256) }
    }

    /// Adds a field, unless its text is empty: an empty text is never compared.
    pub(super) fn push(&mut self, name: Cow<'static, str>, text: &str) {
        if !text.is_empty() {
            let start = self.texts.len();
            self.texts.push_str(text);
            self.names.push((name, start..self.texts.len()));
        }
    }

    /// The text of a field.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, at) = self.names.iter().find(|(known, _)| known == name)?;
        self.texts.get(at.clone())
    }

    /// Each name with its text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(name, at)| (name.as_ref(), self.texts.get(at.clone()).unwrap_or_default()))
    }

    /// Leaves out the fields of these names.
    pub(super) fn remove(&mut self, names: &[&str]) {
        self.names.retain(|(name, _)| !names.contains(&name.as_ref()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

// Texts of removed fields stay behind, and tell no records apart.
impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}
