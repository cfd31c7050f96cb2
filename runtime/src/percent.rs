//! The tables of percent-encoding that forms and queries are written with.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// A table: which characters stay, how a blank is written, and in which case the hex digits are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Percent {
    /// As the URL standard, Java's `URLEncoder` and browsers write forms: `*-._` stay, a blank is `+`.
    #[default]
    Form,
    /// RFC 3986: `-._~` stay, a blank is `%20`.
    Rfc3986,
    /// PHP's `urlencode`: `-._` stay, a blank is `+`.
    Php,
    /// .NET's `HttpUtility.UrlEncode`: `-_.!*()` stay, a blank is `+`, the hex digits are in lower case.
    DotNet,
}

// The blank stays in all of them, because two in three write it in a way of their own.
const PHP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b' ');
const FORM: &AsciiSet = &PHP.remove(b'*');
const RFC_3986: &AsciiSet = &PHP.remove(b'~');
const DOT_NET: &AsciiSet = &FORM.remove(b'!').remove(b'(').remove(b')');

impl Percent {
    /// Appends the encoded bytes.
    pub(crate) fn encode(self, out: &mut Vec<u8>, bytes: &[u8]) {
        for piece in percent_encode(bytes, self.set()) {
            match piece.as_bytes() {
                escape @ [b'%', ..] if self == Self::DotNet => out.extend(escape.iter().map(u8::to_ascii_lowercase)),
                piece => self.with_blanks(out, piece),
            }
        }
    }

    /// Appends the encoded text.
    pub(crate) fn push(self, out: &mut String, text: &str) {
        let mut bytes = std::mem::take(out).into_bytes();
        self.encode(&mut bytes, text.as_bytes());
        // What is appended is ASCII.
        *out = String::from_utf8(bytes).unwrap_or_default();
    }

    /// Whether a plus sign that arrives stands for a blank.
    pub(crate) fn plus_is_blank(self) -> bool {
        self != Self::Rfc3986
    }

    fn set(self) -> &'static AsciiSet {
        match self {
            Self::Form => FORM,
            Self::Rfc3986 => RFC_3986,
            Self::Php => PHP,
            Self::DotNet => DOT_NET,
        }
    }

    fn with_blanks(self, out: &mut Vec<u8>, piece: &[u8]) {
        let blank: &[u8] = if self.plus_is_blank() { b"+" } else { b"%20" };
        for (at, word) in piece.split(|byte| *byte == b' ').enumerate() {
            if at > 0 {
                out.extend_from_slice(blank);
            }
            out.extend_from_slice(word);
        }
    }
}
