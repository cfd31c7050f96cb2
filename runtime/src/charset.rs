//! Conversion between text and the charsets of bodies.

use std::borrow::Cow;

use refundry_vocabulary::{Charset, UnknownCharset};

use crate::ReadError;

/// Encodes and decodes text in a charset. Without the feature `charset`, only UTF-8 works; the others return `None`.
pub trait Transcode {
    /// The encoded bytes; `None` if the charset lacks a character or would decode it to another one.
    fn encode(self, text: &str) -> Option<Cow<'_, [u8]>>;

    /// The decoded text; `None` if the bytes are invalid in the charset.
    fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>>;

    /// Whether encoding and decoding gives back the same text.
    fn carries(self, text: &str) -> bool;
}

impl Transcode for Charset {
    fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        if self == Self::Utf8 || text.is_ascii() {
            return Some(Cow::Borrowed(text.as_bytes()));
        }
        encoded(self, text)
    }

    fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if self == Self::Utf8 {
            return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        decoded(self, bytes)
    }

    fn carries(self, text: &str) -> bool {
        self.encode(text).is_some()
    }
}

impl From<UnknownCharset> for ReadError {
    fn from(error: UnknownCharset) -> Self {
        Self::malformed("text", error.to_string())
    }
}

#[cfg(feature = "charset")]
fn encoding(charset: Charset) -> &'static encoding_rs::Encoding {
    match charset {
        Charset::Utf8 => encoding_rs::UTF_8,
        Charset::Gbk => encoding_rs::GBK,
        Charset::Gb18030 => encoding_rs::GB18030,
        Charset::Big5 => encoding_rs::BIG5,
        Charset::EucKr => encoding_rs::EUC_KR,
        Charset::EucJp => encoding_rs::EUC_JP,
        Charset::Cp932 => encoding_rs::SHIFT_JIS,
        Charset::Windows1252 => encoding_rs::WINDOWS_1252,
    }
}

#[cfg(feature = "charset")]
fn encoded(charset: Charset, text: &str) -> Option<Cow<'_, [u8]>> {
    let (bytes, _, _) = encoding(charset).encode(text);
    // The encoder writes some characters as a similar one; decoding again shows it.
    (decoded(charset, &bytes)? == text).then_some(bytes)
}

#[cfg(feature = "charset")]
fn decoded(charset: Charset, bytes: &[u8]) -> Option<Cow<'_, str>> {
    encoding(charset).decode_without_bom_handling_and_without_replacement(bytes)
}

#[cfg(not(feature = "charset"))]
use absent::{decoded, encoded};

#[cfg(not(feature = "charset"))]
mod absent {
    use std::borrow::Cow;

    use refundry_vocabulary::Charset;

    pub(super) fn encoded(_: Charset, _: &str) -> Option<Cow<'_, [u8]>> {
        None
    }

    pub(super) fn decoded(_: Charset, _: &[u8]) -> Option<Cow<'_, str>> {
        None
    }

    #[test]
    fn text_beyond_ascii_is_neither_written_nor_read() {
        use super::Transcode;

        for charset in Charset::ALL.iter().copied().filter(|charset| *charset != Charset::Utf8) {
            assert_eq!(charset.encode("r1").as_deref(), Some(&b"r1"[..]), "{charset:?}");
            assert!(charset.encode("\u{5546}").is_none() && charset.decode(b"r1").is_none(), "{charset:?}");
        }
    }
}
