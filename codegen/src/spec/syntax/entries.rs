//! A mapping of the file, with an index for the lookup by name.

use std::{collections::HashMap, ops::Deref, sync::OnceLock};

use super::Word;

/// A mapping in the order of the file.
#[derive(Clone, Debug)]
pub struct Entries<T> {
    listed: Vec<(Word, T)>,
    /// The index of the first entry of each name, built at the first lookup.
    places: OnceLock<HashMap<String, usize>>,
}

impl<T> Entries<T> {
    /// The first entry of this name.
    pub fn entry(&self, name: &str) -> Option<&(Word, T)> {
        let places = self.places.get_or_init(|| {
            let names = self.listed.iter().enumerate().rev();
            names.map(|(place, (word, _))| (word.value.clone(), place)).collect()
        });
        places.get(name).and_then(|place| self.listed.get(*place))
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { listed: Vec::new(), places: OnceLock::new() }
    }
}

impl<T: PartialEq> PartialEq for Entries<T> {
    fn eq(&self, other: &Self) -> bool {
        self.listed == other.listed
    }
}

impl<T> Deref for Entries<T> {
    type Target = [(Word, T)];

    fn deref(&self) -> &Self::Target {
        &self.listed
    }
}

impl<T> FromIterator<(Word, T)> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = (Word, T)>>(entries: I) -> Self {
        Self { listed: entries.into_iter().collect(), places: OnceLock::new() }
    }
}

impl<T> IntoIterator for Entries<T> {
    type Item = (Word, T);
    type IntoIter = std::vec::IntoIter<(Word, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.listed.into_iter()
    }
}

impl<'e, T> IntoIterator for &'e Entries<T> {
    type Item = &'e (Word, T);
    type IntoIter = std::slice::Iter<'e, (Word, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.listed.iter()
    }
}
