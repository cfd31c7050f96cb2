//! Encoded bytes and their secret ranges.

use std::fmt;
use std::ops::Range;

use crate::charset::Transcode;
use crate::{Charset, SignError};

/// A body, or the text of an inner layer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The exact bytes.
    pub bytes: Vec<u8>,
    /// The ranges of the secret values in `bytes`, in ascending order.
    pub secret: Vec<Range<usize>>,
}

impl Body {
    /// An empty body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The output of a step; all of it is secret, or none.
    pub fn stepped(bytes: impl Into<Vec<u8>>, secret: bool) -> Self {
        let bytes = bytes.into();
        let secret = secret.then_some(0..bytes.len()).into_iter().collect();
        Self { bytes, secret }
    }

    /// The body re-encoded in a charset.
    ///
    /// # Errors
    /// [`SignError::Charset`] if the charset lacks a character.
    pub fn in_charset(self, charset: Charset) -> Result<Self, SignError> {
        let (mut out, mut done) = (Self::empty(), 0);
        for secret in self.secret {
            out.append(self.bytes.get(done..secret.start), charset)?;
            let start = out.bytes.len();
            out.append(self.bytes.get(secret.clone()), charset)?;
            out.secret.push(start..out.bytes.len());
            done = secret.end;
        }
        out.append(self.bytes.get(done..), charset)?;
        Ok(out)
    }

    fn append(&mut self, text: Option<&[u8]>, charset: Charset) -> Result<(), SignError> {
        let text = text.and_then(|text| std::str::from_utf8(text).ok());
        let bytes = text.and_then(|text| charset.encode(text)).ok_or(SignError::Charset)?;
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }

    /// The text, and whether any of it is secret.
    pub fn into_text(self) -> (String, bool) {
        let secret = !self.secret.is_empty();
        (String::from_utf8(self.bytes).unwrap_or_default(), secret)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// Marks everything from `start` to the end as secret.
    pub(super) fn secret_since(&mut self, start: usize) {
        self.secret.retain(|range| range.start < start);
        self.secret.push(start..self.bytes.len());
    }
}

/// The text, with `***` for each secret range.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&redacted(&self.bytes, &self.secret, Charset::Utf8), f)
    }
}

/// The text, with `***` for the given ranges.
pub(crate) fn redacted(bytes: &[u8], secret: &[Range<usize>], charset: Charset) -> String {
    let (mut text, mut shown) = (String::new(), 0);
    let show = |text: &mut String, bytes: Option<&[u8]>| {
        let bytes = bytes.unwrap_or_default();
        text.push_str(&charset.decode(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes)));
    };
    for range in secret {
        show(&mut text, bytes.get(shown..range.start));
        text.push_str("***");
        shown = range.end;
    }
    show(&mut text, bytes.get(shown..));
    text
}
