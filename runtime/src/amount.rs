//! Money in minor units, read and written exactly, without floating point.

use std::error::Error;
use std::fmt;

use crate::ShortText;

/// An amount of money in the minor unit of its currency: fen, cents, yen. The currency itself is not part of it.
///
/// ```
/// # use refundry_runtime::Amount;
/// assert_eq!(Amount::from_major("19.9", 2)?, Amount::from_minor(1990));
/// assert_eq!(Amount::from_minor(5).to_major(2).as_str(), "0.05");
/// # Ok::<(), refundry_runtime::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

/// The reason why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// The text does not have the format; holds the format's description.
    Form(&'static str),
    /// The amount exceeds 64 bits.
    TooLarge,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(form) => write!(f, "not an amount: {form} is needed"),
            Self::TooLarge => f.write_str("the amount is too large"),
        }
    }
}

impl Error for AmountError {}

const MINOR_FORM: AmountError = AmountError::Form("a whole number of the minor unit without sign or leading zero");
const MAJOR_FORM: AmountError =
    AmountError::Form("a number without sign or leading zero, and with no more decimals than its currency has");

/// Ten to this power is the greatest in 64 bits.
const MOST_DECIMALS: u8 = 19;

impl Amount {
    /// An amount of `minor` minor units.
    pub const fn from_minor(minor: u64) -> Self {
        Self(minor)
    }

    /// The number of minor units.
    pub const fn minor(self) -> u64 {
        self.0
    }

    /// Reads minor units: digits only, without leading zeros except `0` itself.
    ///
    /// # Errors
    /// The text has another form, or the amount exceeds 64 bits.
    pub fn parse_minor(text: &str) -> Result<Self, AmountError> {
        whole(text, MINOR_FORM).map(Self)
    }

    /// Reads major units of a currency with that number of decimals, exactly: `19`, `19.9` and `19.90` for two.
    /// Further decimals are zeros: `19.9000`. More than 19 `decimals` count as 19.
    ///
    /// # Errors
    /// The text has another form (`1e3`, `.5`, `1.`, a sign, a space) or a fraction of the minor unit, or the amount
    /// exceeds 64 bits.
    pub fn from_major(text: &str, decimals: u8) -> Result<Self, AmountError> {
        let decimals = decimals.min(MOST_DECIMALS);
        let (major, minor) = match text.split_once('.') {
            Some((major, fraction)) => (major, minor_units(fraction, decimals)?),
            None => (text, 0),
        };
        let major = whole(major, MAJOR_FORM)?.checked_mul(10u64.pow(decimals.into()));
        major.and_then(|amount| amount.checked_add(minor)).map(Self).ok_or(AmountError::TooLarge)
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
    pub fn to_minor(self) -> ShortText {
        let mut text = ShortText::new();
        text.push_digits(self.0, 1);
        text
    }

    /// The major units, always with that number of decimals; more than 19 count as 19.
    pub fn to_major(self, decimals: u8) -> ShortText {
        let decimals = decimals.min(MOST_DECIMALS);
        let scale = 10u64.pow(decimals.into());
        let mut text = ShortText::new();
        text.push_digits(self.0 / scale, 1);
        if decimals > 0 {
            text.push('.');
            text.push_digits(self.0 % scale, decimals.into());
        }
        text
    }
}

fn whole(text: &str, form: AmountError) -> Result<u64, AmountError> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if text.is_empty() || !canonical {
        return Err(form);
    }
    text.parse().map_err(|_| AmountError::TooLarge)
}

/// The minor units of the digits after the point; digits beyond `decimals` are zeros.
fn minor_units(fraction: &str, decimals: u8) -> Result<u64, AmountError> {
    let decimals = usize::from(decimals);
    let fits = |(place, byte): (usize, u8)| if place < decimals { byte.is_ascii_digit() } else { byte == b'0' };
    if fraction.is_empty() || !fraction.bytes().enumerate().all(fits) {
        return Err(MAJOR_FORM);
    }
    let digits = fraction.bytes().map(|byte| u64::from(byte - b'0')).chain(std::iter::repeat(0));
    Ok(digits.take(decimals).fold(0, |minor, digit| minor * 10 + digit))
}
