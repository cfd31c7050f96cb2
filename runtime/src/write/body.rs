//! Written bytes that know which of them are secret.

use std::fmt;
use std::ops::Range;

/// A body, or the text of an inner layer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The exact bytes.
    pub bytes: Vec<u8>,
    /// Where the secret values are, in ascending order.
    pub secret: Vec<Range<usize>>,
}

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The text, and whether it holds a secret.
    pub fn into_text(self) -> (String, bool) {
        let secret = !self.secret.is_empty();
        (String::from_utf8(self.bytes).unwrap_or_default(), secret)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// Notes that what `write` appends is secret.
    pub(super) fn secret(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        self.secret.push(start..self.bytes.len());
    }

    /// Notes that all since `start` is secret.
    pub(super) fn secret_since(&mut self, start: usize) {
        self.secret.retain(|range| range.start < start);
        self.secret.push(start..self.bytes.len());
    }
}

/// The text, with `***` for what is secret.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&masked(&self.bytes, &self.secret), f)
    }
}

/// The text, with `***` for the given ranges.
pub(crate) fn masked(bytes: &[u8], secret: &[Range<usize>]) -> String {
    let (mut text, mut shown) = (String::new(), 0);
    for range in secret {
        text.push_str(&String::from_utf8_lossy(bytes.get(shown..range.start).unwrap_or_default()));
        text.push_str("***");
        shown = range.end;
    }
    text.push_str(&String::from_utf8_lossy(bytes.get(shown..).unwrap_or_default()));
    text
}
