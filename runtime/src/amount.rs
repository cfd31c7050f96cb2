//! Money in the minor unit, read and written exactly, without floating point.

use std::error::Error;
use std::fmt;

use crate::ShortText;

/// An amount in the currency's minor unit, a hundredth of the major one.
///
/// ```
/// # use refundry_runtime::Fen;
/// assert_eq!(Fen::from_yuan("19.9")?, Fen::new(1990));
/// assert_eq!(Fen::new(5).yuan_text().as_str(), "0.05");
/// # Ok::<(), refundry_runtime::FenError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(u64);

/// The reason why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenError {
    /// The text does not have the format; holds the format's description.
    Form(&'static str),
    /// The amount exceeds 64 bits.
    TooLarge,
}

impl fmt::Display for FenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(form) => write!(f, "not an amount: {form} is needed"),
            Self::TooLarge => f.write_str("the amount is too large"),
        }
    }
}

impl Error for FenError {}

const FEN_FORM: FenError = FenError::Form("a whole number of the minor unit without sign or leading zero");
const YUAN_FORM: FenError = FenError::Form("a number with at most two decimals, without sign or leading zero");

impl Fen {
    /// An amount of `fen` minor units.
    pub const fn new(fen: u64) -> Self {
        Self(fen)
    }

    /// The number of minor units.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Reads minor units: digits only, without leading zeros except `0` itself.
    ///
    /// # Errors
    /// The text has another form, or the amount exceeds 64 bits.
    pub fn from_fen(text: &str) -> Result<Self, FenError> {
        whole(text, FEN_FORM).map(Self)
    }

    /// Reads major units with up to two decimals, exactly: `19`, `19.9`, `19.90`.
    ///
    /// # Errors
    /// The text has another form (`1e3`, `.5`, `1.`, a sign, a space), or the amount exceeds 64 bits.
    pub fn from_yuan(text: &str) -> Result<Self, FenError> {
        let (major, minor) = match text.split_once('.') {
            Some((major, decimals)) => (major, cents(decimals)?),
            None => (text, 0),
        };
        let major = whole(major, YUAN_FORM)?.checked_mul(100);
        major.and_then(|fen| fen.checked_add(minor)).map(Self).ok_or(FenError::TooLarge)
    }

    /// The sum; `None` if it exceeds 64 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` if it would be negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The minor units as digits.
    pub fn fen_text(self) -> ShortText {
        let mut text = ShortText::new();
        text.push_digits(self.0, 1);
        text
    }

    /// The major units, always with two decimals.
    pub fn yuan_text(self) -> ShortText {
        let mut text = ShortText::new();
        text.push_digits(self.0 / 100, 1);
        text.push('.');
        text.push_digits(self.0 % 100, 2);
        text
    }
}

/// The major units with two decimals.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.yuan_text())
    }
}

fn whole(text: &str, form: FenError) -> Result<u64, FenError> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if text.is_empty() || !canonical {
        return Err(form);
    }
    text.parse().map_err(|_| FenError::TooLarge)
}

fn cents(decimals: &str) -> Result<u64, FenError> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0')).ok_or(YUAN_FORM);
    match *decimals.as_bytes() {
        [tens] => Ok(digit(tens)? * 10),
        [tens, ones] => Ok(digit(tens)? * 10 + digit(ones)?),
        _ => Err(YUAN_FORM),
    }
}
