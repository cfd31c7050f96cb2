//! How forms are written and read.

use crate::Percent;

/// The style of a form or query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormStyle {
    /// The table of percent-encoding.
    pub percent: Percent,
    /// Whether the brackets of names stay as they are.
    pub literal_brackets: bool,
}

impl FormStyle {
    /// The URL standard's.
    pub const DEFAULT: Self = Self { percent: Percent::Form, literal_brackets: false };

    pub(crate) fn value(self, out: &mut Vec<u8>, text: &str) {
        self.percent.encode(out, text.as_bytes());
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
