//! The styles in which forms are written and read.

use std::borrow::Cow;

use crate::charset::Transcode;
use crate::percent::Escape;
use crate::{Charset, Percent};

/// The style of a form or query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormStyle {
    /// The table of percent-encoding.
    pub percent: Percent,
    /// Whether the brackets in names are not percent-encoded.
    pub literal_brackets: bool,
    /// The charset of the bytes that are percent-encoded.
    pub charset: Charset,
}

impl FormStyle {
    /// The style of the URL standard: UTF-8, and brackets encoded.
    pub const DEFAULT: Self = Self { percent: Percent::Form, literal_brackets: false, charset: Charset::Utf8 };

    /// Appends an encoded value; nothing if the charset lacks a character (see [`FormStyle::carries`]).
    pub(crate) fn value(self, out: &mut Vec<u8>, text: &str) {
        self.percent.encode(out, &self.charset.encode(text).unwrap_or(Cow::Borrowed(b"")));
    }

    pub(crate) fn carries(self, text: &str) -> bool {
        self.charset == Charset::Utf8 || self.charset.carries(text)
    }

    pub(crate) fn name(self, out: &mut Vec<u8>, name: &str) {
        if !self.literal_brackets {
            return self.value(out, name);
        }
        for piece in name.split_inclusive(['[', ']']) {
            let bracket = piece.chars().next_back().filter(|last| matches!(last, '[' | ']'));
            self.value(out, piece.trim_end_matches(['[', ']']));
            out.extend(bracket.and_then(|bracket| u8::try_from(bracket).ok()));
        }
    }
}
