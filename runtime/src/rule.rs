//! The rules of a provider's page as data: their limits, and their sections.

mod texts;

pub use texts::Texts;

use std::borrow::Cow;
use std::mem;

use refundry_vocabulary::{Characters, Unit};

/// One rule of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name, such as `sn.length`.
    pub id: Cow<'static, str>,
    /// The field's path, such as `goods_details.price`; empty for a rule between fields.
    pub field: Cow<'static, str>,
    /// The limit that a value must keep.
    pub limit: Limit,
    /// The section of the provider's page; empty if there is none.
    pub reference: Cow<'static, str>,
    /// Whether the field's value is secret and never shown.
    pub secret: bool,
    /// Whether a caller may lift the rule for one request.
    pub liftable: bool,
}

impl Rule {
    /// A rule over a field that is not secret.
    pub const fn new(id: &'static str, field: &'static str, limit: Limit) -> Self {
        let liftable = limit.is_liftable();
        let (id, field, reference) = (Cow::Borrowed(id), Cow::Borrowed(field), Cow::Borrowed(""));
        Self { id, field, limit, reference, secret: false, liftable }
    }

    /// A rule whose field is named in its id: `sn.length` is about `sn`, and `within_total` about no field. The id of
    /// a nested message's rule begins with `prefix`.
    pub const fn named(prefix: &str, id: &'static str, limit: Limit) -> Self {
        let (_, local) = id.split_at(prefix.len());
        let mut bytes = local.as_bytes();
        while let [before @ .., last] = bytes {
            if *last == b'.' {
                return Self::new(id, local.split_at(before.len()).0, limit);
            }
            bytes = before;
        }
        Self::new(id, "", limit)
    }

    /// Sets the section of the provider's page.
    #[must_use]
    pub const fn section(mut self, reference: &'static str) -> Self {
        // A constant cannot run the destructor of the old text.
        mem::forget(mem::replace(&mut self.reference, Cow::Borrowed(reference)));
        self
    }

    /// Marks the field's value as secret.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Makes the rule impossible to lift.
    #[must_use]
    pub const fn firm(mut self) -> Self {
        self.liftable = false;
        self
    }
}

/// The limit of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The field must be present.
    Required,
    /// The field must be present if this expression is true.
    RequiredWhen(Cow<'static, str>),
    /// The length of a text.
    Length {
        /// The minimum length.
        min: usize,
        /// The maximum length.
        max: usize,
        /// The unit of the length.
        unit: Unit,
    },
    /// Only ASCII digits, within these counts; for an integer the number of its digits.
    Digits {
        /// The minimum count.
        min: usize,
        /// The maximum count.
        max: usize,
    },
    /// The allowed texts.
    Listed(Texts),
    /// The allowed characters, as ranges with both ends included.
    Alphabet(Cow<'static, [(char, char)]>),
    /// The form of the whole text, a pattern such as `[0-9]{4}[A-Z]{1,8}`.
    Pattern(Cow<'static, str>),
    /// The bounds of a number, both included.
    Range {
        /// The minimum value.
        min: i64,
        /// The maximum value.
        max: i64,
    },
    /// The characters that the transport or codec can carry.
    Characters(Characters),
    /// A code of ISO 4217 with known decimals: an amount in major units is written with them.
    Currency,
    /// A year from 2000 to 2099, of a time that is written with two digits of its year.
    Year,
    /// The number of entries of a list or map.
    Entries {
        /// The maximum number.
        max: usize,
    },
    /// The length of a map's keys.
    KeyLength {
        /// The maximum length.
        max: usize,
        /// The unit of the length.
        unit: Unit,
    },
    /// The length of a map's values.
    ValueLength {
        /// The maximum length.
        max: usize,
        /// The unit of the length.
        unit: Unit,
    },
    /// The keys of a map that is written in brackets: none of these, which other fields use, none with a bracket, and
    /// none empty, because common readers take `m[]` for a list entry.
    Keys(Texts),
    /// No key of a map occurs twice. Every map has this limit.
    DistinctKeys,
    /// At least one of these fields is present.
    AtLeastOneOf(Texts),
    /// Exactly one of these fields is present.
    ExactlyOneOf(Texts),
    /// This expression is true.
    Check(Cow<'static, str>),
    /// A lifted rule must be liftable.
    Lift,
    /// An extra field must fit beside the declared fields.
    Extra,
}

impl Limit {
    /// Whether a caller may lift the rule: not if it protects what the codec can carry, keeps a map's keys apart from the
    /// names of other fields, or makes an amount or a time writable.
    pub const fn is_liftable(&self) -> bool {
        !matches!(self, Self::Characters(_) | Self::Keys(_) | Self::Currency | Self::Year)
    }

    /// [`Limit::RequiredWhen`] as a constant.
    pub const fn required_when(expression: &'static str) -> Self {
        Self::RequiredWhen(Cow::Borrowed(expression))
    }

    /// [`Limit::Listed`] as a constant.
    pub const fn listed(texts: &'static [&'static str]) -> Self {
        Self::Listed(Texts::Constant(texts))
    }

    /// [`Limit::Alphabet`] as a constant.
    pub const fn alphabet(ranges: &'static [(char, char)]) -> Self {
        Self::Alphabet(Cow::Borrowed(ranges))
    }

    /// [`Limit::Pattern`] as a constant.
    pub const fn pattern(pattern: &'static str) -> Self {
        Self::Pattern(Cow::Borrowed(pattern))
    }

    /// [`Limit::Keys`] as a constant.
    pub const fn keys(taken: &'static [&'static str]) -> Self {
        Self::Keys(Texts::Constant(taken))
    }

    /// [`Limit::AtLeastOneOf`] as a constant.
    pub const fn at_least_one_of(fields: &'static [&'static str]) -> Self {
        Self::AtLeastOneOf(Texts::Constant(fields))
    }

    /// [`Limit::ExactlyOneOf`] as a constant.
    pub const fn exactly_one_of(fields: &'static [&'static str]) -> Self {
        Self::ExactlyOneOf(Texts::Constant(fields))
    }

    /// [`Limit::Check`] as a constant.
    pub const fn check(expression: &'static str) -> Self {
        Self::Check(Cow::Borrowed(expression))
    }

    /// A length in characters, both bounds included.
    pub const fn characters(min: usize, max: usize) -> Self {
        Self::Length { min, max, unit: Unit::Characters }
    }

    /// Only ASCII digits, both counts included.
    pub const fn digits(min: usize, max: usize) -> Self {
        Self::Digits { min, max }
    }

    /// The bounds of a number, both included.
    pub const fn range(min: i64, max: i64) -> Self {
        Self::Range { min, max }
    }

    /// A length in bytes, both bounds included.
    pub const fn bytes(min: usize, max: usize) -> Self {
        Self::Length { min, max, unit: Unit::Bytes }
    }

    /// A length whose unit the page does not state, both bounds included.
    pub const fn unstated(min: usize, max: usize) -> Self {
        Self::Length { min, max, unit: Unit::Unstated }
    }
}
