//! Short texts on the stack, for numbers and times in bodies and canonical texts.

use std::fmt;
use std::ops::Deref;

const CAPACITY: usize = 48;

/// A text of at most 48 bytes without allocation. Characters that do not fit are dropped.
#[derive(Clone, Copy)]
pub struct ShortText {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl ShortText {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0 }
    }

    pub(crate) fn push(&mut self, character: char) {
        let mut buffer = [0; 4];
        let encoded = character.encode_utf8(&mut buffer).as_bytes();
        let room = self.bytes.get_mut(self.length..self.length + encoded.len());
        if let Some(room) = room {
            room.copy_from_slice(encoded);
            self.length += encoded.len();
        }
    }

    pub(crate) fn push_str(&mut self, text: &str) {
        text.chars().for_each(|character| self.push(character));
    }

    /// Writes a number in decimal, padded with zeros to `width` digits.
    pub(crate) fn push_digits(&mut self, number: u64, width: usize) {
        let mut digits = [b'0'; 20];
        let (mut rest, mut count) = (number, 0);
        for digit in digits.iter_mut().rev() {
            if rest == 0 && count >= width {
                break;
            }
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            count += 1;
        }
        let written = digits.get(digits.len() - count..).unwrap_or_default();
        if let Some(room) = self.bytes.get_mut(self.length..self.length + count) {
            room.copy_from_slice(written);
            self.length += count;
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let written = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }
}

impl Deref for ShortText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for ShortText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for ShortText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for ShortText {}

impl fmt::Display for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// An integer in decimal.
pub fn integer_text(number: i64) -> ShortText {
    let mut text = ShortText::new();
    if number < 0 {
        text.push('-');
    }
    text.push_digits(number.unsigned_abs(), 1);
    text
}

/// A decimal number without trailing zeros in its fraction: `10.50` is `10.5`, and `10.0` is `10`. A text of another
/// form is returned unchanged.
///
/// ```
/// # use refundry_runtime::number_text;
/// assert_eq!((number_text("10.50"), number_text("10.0"), number_text("100")), ("10.5", "10", "100"));
/// ```
pub fn number_text(text: &str) -> &str {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, decimals)) if digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(decimals) => {
            let short = text.trim_end_matches('0');
            short.strip_suffix('.').unwrap_or(short)
        }
        _ => text,
    }
}

/// A decimal number with at least `least` decimals, and without zeros at the end of further ones: for one decimal,
/// `150.00` and `150` are `150.0`, and `150.26` stays. A text of another form is returned unchanged.
pub fn decimal_text(text: &str, least: usize) -> String {
    let short = number_text(text);
    let (whole, decimals) = short.split_once('.').unwrap_or((short, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let whole_digits = whole.strip_prefix('-').unwrap_or(whole);
    if whole_digits.is_empty() || !digits(whole_digits) || !digits(decimals) || short.ends_with('.') {
        return text.to_owned();
    }
    format!("{whole}.{decimals:0<least$}")
}

/// Whether a text is there and is one of these.
pub fn is_one_of(text: Option<&str>, texts: &[&str]) -> bool {
    text.is_some_and(|text| texts.contains(&text))
}

/// `text` if the condition holds, and `otherwise` if it does not.
pub const fn text_if<'t>(holds: bool, text: &'t str, otherwise: &'t str) -> &'t str {
    if holds { text } else { otherwise }
}

/// `true` or `false`.
pub fn boolean_text(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Reads an integer as [`integer_text`] writes it: no plus sign, no leading zero, no exponent.
pub(crate) fn parse_integer(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| integer_text(*number).as_str() == text)
}
