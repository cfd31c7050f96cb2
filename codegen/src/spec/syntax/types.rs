//! Types of fields.

use super::{Conversion, FieldType, KeyType, Unit, Word};

/// A type of values, with its form on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A single value.
    Scalar(Scalar<Listed>),
    /// A message, by name.
    Object(Word),
    /// `sole(item)`: a list that has exactly one object.
    Sole(Word),
    /// A list of messages or scalars.
    List(Box<Type>),
    /// A map from names to texts.
    Map {
        /// The maximum number of entries.
        entries: Option<usize>,
        /// The maximum length of a name.
        key: Option<(usize, Unit)>,
        /// The maximum length of a text.
        value: Option<(usize, Unit)>,
    },
    /// A text that contains JSON of this type.
    Json(Box<Type>),
    /// `encoded(base64url, json(object(item)))`: a received text that encodes a text of this type.
    Encoded(Conversion, Box<Type>),
    /// `indexed(coupon)`: a flat list whose members' names end in an index.
    Indexed {
        /// The message.
        message: Word,
        /// The first index.
        from: usize,
    },
    /// `parallel(order, "|")`: a flat list in which each member holds the texts of all items.
    Parallel {
        /// The message.
        message: Word,
        /// The separator between the texts.
        join: String,
    },
    /// A key or certificate; for credentials only.
    Key(KeyType),
}

/// The type of a single value; `E` is its enumeration and `C` the currency of an amount, by name or found.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<E, C = Currency> {
    /// `string`, `string(32)`, `string(1..32, bytes)`
    String {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: Option<usize>,
        /// The unit of the length.
        unit: Unit,
    },
    /// ASCII digits: `digits(10)`, `digits(13..13)`
    Digits {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
    },
    /// A whole number: `integer`, `integer(10)`, `integer(10, text)`
    Integer {
        /// The greatest number of digits.
        digits: Option<usize>,
        /// Whether JSON writes it as a text.
        text: bool,
    },
    /// Money: `amount(minor)`, `amount(yuan, text)`, `amount(major, currency fee_type)`
    Amount(Amount<C>),
    /// An instant: `datetime(yyyyMMddHHmmss)`, `epoch_ms`, `epoch_s(text)`, `http_date`
    Time {
        /// Its format.
        format: ZonelessTimeFormat,
        /// Whether JSON writes it as a text.
        text: bool,
    },
    /// True or false: `boolean`, `boolean(Y, N)`
    Boolean {
        /// The words for them, where they are not `true` and `false`.
        words: Option<(String, String)>,
    },
    /// One of a list that may grow: `enumeration(refund_status)`, `enumeration(refund_account, 30)`
    Enumeration(E),
    /// A code of the section `errors`.
    ErrorCode,
}

/// The form of an amount; `C` is the currency of major units.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount<C> {
    /// The unit that is counted.
    pub unit: AmountUnit<C>,
    /// The greatest number of digits.
    pub digits: Option<usize>,
    /// Whether JSON writes it as a text.
    pub text: bool,
    /// Whether zeros fill it up to the number of digits.
    pub padded: bool,
    /// Whether every amount but zero has a minus sign.
    pub negative: bool,
}

/// The unit of an amount.
#[derive(Clone, Debug, PartialEq)]
pub enum AmountUnit<C> {
    /// The minor unit: fen, cents, yen.
    Minor,
    /// The major unit of a currency, with the decimals of that currency.
    Major(C),
}

/// The currency of an amount in major units, as a type names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Currency {
    /// `yuan`: any currency with two decimals.
    TwoDecimals,
    /// The provider's `currency:`.
    Provider,
    /// The currency that a member of the same message names.
    Member(Word),
}

/// An enumeration as a type names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The enumeration.
    pub name: Word,
    /// The least and the greatest length of a text, where the page has one.
    pub length: Option<(usize, usize, Unit)>,
}

impl<E, C> Scalar<E, C> {
    /// The same with its enumeration and its currency found; `None` where one is not found.
    pub fn resolved<F, D>(
        &self,
        find: impl FnOnce(&E) -> Option<F>,
        currency: impl FnOnce(&C) -> Option<D>,
    ) -> Option<Scalar<F, D>> {
        Some(match self {
            Self::String { min, max, unit } => Scalar::String { min: *min, max: *max, unit: *unit },
            Self::Digits { min, max } => Scalar::Digits { min: *min, max: *max },
            Self::Integer { digits, text } => Scalar::Integer { digits: *digits, text: *text },
            Self::Amount(amount) => Scalar::Amount(amount.resolved(currency)?),
            Self::Time { format, text } => Scalar::Time { format: format.clone(), text: *text },
            Self::Boolean { words } => Scalar::Boolean { words: words.clone() },
            Self::Enumeration(enumeration) => Scalar::Enumeration(find(enumeration)?),
            Self::ErrorCode => Scalar::ErrorCode,
        })
    }

    /// The word for it in a spec.
    pub fn field_type(&self) -> FieldType {
        match self {
            Self::String { .. } => FieldType::String,
            Self::Digits { .. } => FieldType::Digits,
            Self::Integer { .. } => FieldType::Integer,
            Self::Amount(_) => FieldType::Amount,
            Self::Time { format, .. } => format.field_type(),
            Self::Boolean { .. } => FieldType::Boolean,
            Self::Enumeration(_) => FieldType::Enumeration,
            Self::ErrorCode => FieldType::ErrorCode,
        }
    }
}

impl<C> Amount<C> {
    /// The same with its currency found; `None` where `find` finds none.
    pub fn resolved<D>(&self, find: impl FnOnce(&C) -> Option<D>) -> Option<Amount<D>> {
        let unit = match &self.unit {
            AmountUnit::Minor => AmountUnit::Minor,
            AmountUnit::Major(currency) => AmountUnit::Major(find(currency)?),
        };
        let Self { digits, text, padded, negative, .. } = *self;
        Some(Amount { unit, digits, text, padded, negative })
    }
}

/// The format of a time without its zone, which is the provider's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZonelessTimeFormat {
    /// Milliseconds since 1970.
    EpochMillis,
    /// Seconds since 1970.
    EpochSeconds,
    /// The date of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT`.
    HttpDate,
    /// A pattern, such as `yyyyMMddHHmmss`.
    Pattern(String),
}

impl ZonelessTimeFormat {
    /// The word for it in a spec.
    pub fn field_type(&self) -> FieldType {
        match self {
            Self::EpochMillis => FieldType::EpochMs,
            Self::EpochSeconds => FieldType::EpochS,
            Self::HttpDate => FieldType::HttpDate,
            Self::Pattern(_) => FieldType::Datetime,
        }
    }
}
