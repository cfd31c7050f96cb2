//! Several shared keys, of which a text chooses one.

use crate::{KeyError, ReadError, Secret, SignError};

/// Shared keys by their names, as messages name them. They have no `Debug`: a secret cannot be printed.
#[derive(Default)]
pub struct SharedKeys(Vec<(String, Secret)>);

const NO_LINES: KeyError = KeyError::Encoding("lines of a name, a colon and a key");

/// No key has the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotHeld {
    name: String,
    held: Vec<String>,
}

impl SharedKeys {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key, or replaces the key of this name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        let name = name.into();
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, key.into()));
        self
    }

    /// Reads keys, each in a line with its name before it: `name: key`.
    ///
    /// # Errors
    /// A line has no name or no key.
    pub fn from_lines(text: &str) -> Result<Self, KeyError> {
        let mut keys = Self::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let pair = line.split_once(':').map(|(name, key)| (name.trim(), key.trim()));
            let (name, key) = pair.filter(|(name, key)| !name.is_empty() && !key.is_empty()).ok_or(NO_LINES)?;
            keys = keys.with(name, key);
        }
        Ok(keys)
    }

    /// The names, in the order of insertion.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The key of a name, compared exactly as it was given.
    ///
    /// # Errors
    /// There is no key of this name.
    pub fn named(&self, name: &str) -> Result<&str, NotHeld> {
        // Anybody can sign with an empty key, so it counts as no key.
        let found = self.0.iter().find(|(other, _)| other == name).map(|(_, key)| key.expose());
        let found = found.filter(|key| !key.is_empty());
        found.ok_or_else(|| NotHeld { name: name.to_owned(), held: self.names().map(str::to_owned).collect() })
    }
}

impl From<NotHeld> for ReadError {
    fn from(NotHeld { name, held }: NotHeld) -> Self {
        Self::SerialNotHeld { serial: name, held }
    }
}

impl From<NotHeld> for SignError {
    fn from(NotHeld { name, .. }: NotHeld) -> Self {
        Self::Key(KeyError::Missing(name.into()))
    }
}
