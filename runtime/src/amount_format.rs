//! The forms of amounts on the wire.

use refundry_vocabulary::decimals;

use crate::{Amount, AmountError, ShortText};

/// The form of an amount on the wire.
///
/// ```
/// # use refundry_runtime::{Amount, AmountFormat};
/// let yen = AmountFormat::of_currency("JPY");
/// assert_eq!(Amount::parse("100.00", yen)?.format(yen).as_str(), "100");
/// assert_eq!(Amount::from_minor(1500).format(AmountFormat::of_currency("KWD")).as_str(), "1.500");
/// assert_eq!(Amount::from_minor(100).format(AmountFormat::padded(12)).as_str(), "000000000100");
/// # Ok::<(), refundry_runtime::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountFormat {
    digits: Digits,
    negative: bool,
}

/// The digits of an amount, without its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    Minor,
    /// Minor units, with zeros before them.
    Padded(usize),
    /// Major units with this number of decimals.
    Major(u8),
    /// Major units of a currency that is not known.
    Unknown,
}

impl AmountFormat {
    /// Minor units without leading zeros.
    pub const MINOR: Self = Self::new(Digits::Minor);

    const fn new(digits: Digits) -> Self {
        Self { digits, negative: false }
    }

    /// Major units with that number of decimals.
    pub const fn major(decimals: u8) -> Self {
        Self::new(Digits::Major(decimals))
    }

    /// Major units of the currency with that code of ISO 4217. No amount has the format of an unknown code: it is
    /// written as an empty text, and no text is read.
    pub fn of_currency(code: &str) -> Self {
        Self::new(decimals(code).map_or(Digits::Unknown, Digits::Major))
    }

    /// Minor units with leading zeros up to that number of digits, at most 20.
    pub const fn padded(digits: usize) -> Self {
        Self::new(Digits::Padded(digits))
    }

    /// The expected text in errors.
    pub(crate) const fn words(self) -> &'static str {
        match self.digits {
            Digits::Minor => "an amount in the minor unit",
            Digits::Padded(_) => "an amount in the minor unit with leading zeros",
            Digits::Major(_) => "an amount in the major unit",
            Digits::Unknown => "an amount of a currency of ISO 4217",
        }
    }

    /// The amount with a minus sign; zero has none.
    #[must_use]
    pub const fn negative(self) -> Self {
        Self { digits: self.digits, negative: true }
    }
}

impl Amount {
    /// The amount in that format.
    pub fn format(self, format: AmountFormat) -> ShortText {
        let digits = match format.digits {
            Digits::Minor => self.to_minor(),
            Digits::Padded(width) => {
                let mut text = ShortText::new();
                text.push_digits(self.minor(), width);
                text
            }
            Digits::Major(decimals) => self.to_major(decimals),
            Digits::Unknown => ShortText::new(),
        };
        if !format.negative || self.minor() == 0 || digits.is_empty() {
            return digits;
        }
        let mut text = ShortText::new();
        text.push('-');
        text.push_str(&digits);
        text
    }

    /// Reads an amount of that format.
    ///
    /// # Errors
    /// The text has another form, or the amount exceeds 64 bits.
    pub fn parse(text: &str, format: AmountFormat) -> Result<Self, AmountError> {
        const SIGN: AmountError = AmountError::Form("a minus sign before every amount but zero");
        let (digits, negative) = match text.strip_prefix('-').filter(|_| format.negative) {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        let amount = match format.digits {
            Digits::Minor => Self::parse_minor(digits),
            Digits::Padded(width) => padded(digits, width),
            Digits::Major(decimals) => Self::from_major(digits, decimals),
            Digits::Unknown => Err(AmountError::Form("a currency of ISO 4217")),
        }?;
        let signed = !format.negative || negative == (amount.minor() > 0);
        signed.then_some(amount).ok_or(SIGN)
    }
}

fn padded(text: &str, width: usize) -> Result<Amount, AmountError> {
    if text.len() != width || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AmountError::Form("minor units with leading zeros, in the stated number of digits"));
    }
    match text.trim_start_matches('0') {
        "" => Ok(Amount::from_minor(0)),
        digits => Amount::parse_minor(digits),
    }
}
