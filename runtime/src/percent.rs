//! The percent-encoding tables of forms and queries.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use refundry_vocabulary::Percent;

// No table encodes the space, because two of three write it in their own way.
const PHP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b' ');
const FORM: &AsciiSet = &PHP.remove(b'*');
const RFC_3986: &AsciiSet = &PHP.remove(b'~');
const DOT_NET: &AsciiSet = &FORM.remove(b'!').remove(b'(').remove(b')');

/// Encodes with a table.
pub(crate) trait Escape {
    /// Appends the encoded bytes.
    fn encode(self, out: &mut Vec<u8>, bytes: &[u8]);

    /// Appends the encoded text.
    fn push(self, out: &mut String, text: &str);

    /// Whether a received plus sign stands for a space.
    fn plus_is_blank(self) -> bool;
}

impl Escape for Percent {
    fn encode(self, out: &mut Vec<u8>, bytes: &[u8]) {
        for piece in percent_encode(bytes, set(self)) {
            match piece.as_bytes() {
                escape @ [b'%', ..] if self == Self::DotNet => out.extend(escape.iter().map(u8::to_ascii_lowercase)),
                piece => with_blanks(out, piece, if self.plus_is_blank() { b"+" } else { b"%20" }),
            }
        }
    }

    fn push(self, out: &mut String, text: &str) {
        let mut bytes = std::mem::take(out).into_bytes();
        self.encode(&mut bytes, text.as_bytes());
        // The appended bytes are ASCII.
        *out = String::from_utf8(bytes).unwrap_or_default();
    }

    fn plus_is_blank(self) -> bool {
        self != Self::Rfc3986
    }
}

fn set(table: Percent) -> &'static AsciiSet {
    match table {
        Percent::Form => FORM,
        Percent::Rfc3986 => RFC_3986,
        Percent::Php => PHP,
        Percent::DotNet => DOT_NET,
    }
}

fn with_blanks(out: &mut Vec<u8>, piece: &[u8], blank: &[u8]) {
    for (at, word) in piece.split(|byte| *byte == b' ').enumerate() {
        if at > 0 {
            out.extend_from_slice(blank);
        }
        out.extend_from_slice(word);
    }
}
