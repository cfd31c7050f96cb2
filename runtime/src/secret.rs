//! Secrets: wiped on drop, and never shown. Every use calls `expose`, so that grep finds it.

use zeroize::{Zeroize, Zeroizing};

use crate::KeyError;
use crate::decode;

/// A secret text, such as a shared key.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a text, which is wiped on drop.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// Appends to a text that contains a secret. If the text has to be reallocated, the old memory is wiped.
pub fn append(text: &mut String, more: &str) {
    reserve(text, more.len());
    text.push_str(more);
}

/// Reserves `more` bytes; if the text has to be reallocated, the old memory is wiped.
pub(crate) fn reserve(text: &mut String, more: usize) {
    if text.capacity() - text.len() >= more {
        return;
    }
    let mut moved = String::with_capacity((text.len() + more).max(2 * text.capacity()));
    moved.push_str(text);
    std::mem::replace(text, moved).zeroize();
}

/// Secret bytes, given as text in hex or base64.
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Reads hex of either case.
    ///
    /// # Errors
    /// The text is not hex.
    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        let bytes = const_hex::decode(text).map_err(|_| KeyError::Encoding("hex"))?;
        // The decoder accepts a prefix `0x`, which no provider writes.
        if text.len() != bytes.len() * 2 {
            return Err(KeyError::Encoding("hex"));
        }
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Reads padded base64.
    ///
    /// # Errors
    /// The text is not base64.
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        let bytes = decode::base64(text).ok_or(KeyError::Encoding("base64"))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// The secret itself.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{append, reserve};

    #[test]
    fn a_text_that_grows_keeps_its_content() {
        let mut text = String::with_capacity(2);
        for piece in ["k\u{e9}y", "", "&a=1", "&b=2&c=3&d=4&e=5"] {
            append(&mut text, piece);
        }
        assert_eq!(text, "k\u{e9}y&a=1&b=2&c=3&d=4&e=5");
    }

    #[test]
    fn a_reserved_text_grows_in_place() {
        for (used, more) in [(0, 1), (8, 0), (8, 1), (8, 9), (8, 100)] {
            let mut text = "k".repeat(used);
            reserve(&mut text, more);
            assert!(text.capacity() >= used + more, "{used} {more}");
            let (place, capacity) = (text.as_ptr(), text.capacity());
            reserve(&mut text, capacity - used);
            assert_eq!((text.as_ptr(), text.as_str()), (place, "k".repeat(used).as_str()), "{used} {more}");
        }
    }
}
