//! The rules of a provider's page as data: their limits, and their sections.

use crate::{Charset, PairSigns, Unit};

/// One rule of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The name, such as `sn.length`.
    pub id: &'static str,
    /// The field's path, such as `goods_details.price`; empty for a rule between fields.
    pub field: &'static str,
    /// The limit that a value must keep.
    pub limit: Limit,
    /// The section of the provider's page; empty if there is none.
    pub reference: &'static str,
    /// Whether the field's value is secret and never shown.
    pub secret: bool,
    /// Whether a caller may lift the rule for one request.
    pub liftable: bool,
}

impl Rule {
    /// A rule over a field that is not secret. It is liftable, unless it protects what the codec can carry, or keeps a
    /// map's keys apart from the names of other fields.
    pub const fn new(id: &'static str, field: &'static str, limit: Limit) -> Self {
        let liftable = !matches!(limit, Limit::Characters(_) | Limit::Keys(_));
        Self { id, field, limit, reference: "", secret: false, liftable }
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
    pub const fn section(self, reference: &'static str) -> Self {
        Self { reference, ..self }
    }

    /// Marks the field's value as secret.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// Makes the rule impossible to lift.
    #[must_use]
    pub const fn firm(self) -> Self {
        Self { liftable: false, ..self }
    }
}

/// The limit of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// The field must be present.
    Required,
    /// The field must be present if this expression is true.
    RequiredWhen(&'static str),
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
    Listed(&'static [&'static str]),
    /// The allowed characters, as ranges with both ends included.
    Alphabet(&'static [(char, char)]),
    /// The bounds of a number, both included.
    Range {
        /// The minimum value.
        min: i64,
        /// The maximum value.
        max: i64,
    },
    /// The characters that the transport or codec can carry.
    Characters(Characters),
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
    Keys(&'static [&'static str]),
    /// No key of a map occurs twice. Every map has this limit.
    DistinctKeys,
    /// At least one of these fields is present.
    AtLeastOneOf(&'static [&'static str]),
    /// Exactly one of these fields is present.
    ExactlyOneOf(&'static [&'static str]),
    /// This expression is true.
    Check(&'static str),
    /// A lifted rule must be liftable.
    Lift,
    /// An extra field must fit beside the declared fields.
    Extra,
}

impl Limit {
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

/// A set of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Characters {
    /// The characters of XML 1.0, without the carriage return, which a parser would turn into a line feed.
    Xml,
    /// The characters of XML in the basic plane: no emoji.
    XmlBasicPlane,
    /// The characters of the basic plane, up to U+FFFF.
    BasicPlane,
    /// Printable ASCII, without a space at either end.
    HeaderValue,
    /// The characters that unencoded names and values can carry: none that ends a value.
    Pairs(PairSigns),
    /// The characters of a charset.
    Charset(Charset),
    /// The characters that all of these can carry.
    All(&'static [Self]),
}
