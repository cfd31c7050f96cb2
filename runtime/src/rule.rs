//! The rules of a provider's page, as data: what they limit, and where they are written.

use crate::{Charset, PairSigns, Unit};

/// One rule of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Its name: `sn.length`.
    pub id: &'static str,
    /// The field's path, `goods_details.price`; empty for a rule between fields.
    pub field: &'static str,
    /// What it demands.
    pub limit: Limit,
    /// The section of the provider's page; empty if there is none.
    pub reference: &'static str,
    /// Whether the field's value is secret and never shown.
    pub secret: bool,
    /// Whether a caller may lift the rule for one request.
    pub liftable: bool,
}

impl Rule {
    /// A rule over a field that may be shown. It may be lifted, unless it tells what can be carried at all, or keeps a
    /// map from the names of other fields.
    pub const fn new(id: &'static str, field: &'static str, limit: Limit) -> Self {
        let liftable = !matches!(limit, Limit::Characters(_) | Limit::Keys(_));
        Self { id, field, limit, reference: "", secret: false, liftable }
    }

    /// The same, written in this section of the provider's page.
    #[must_use]
    pub const fn section(self, reference: &'static str) -> Self {
        Self { reference, ..self }
    }

    /// The same over a field that is never shown.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// The same, and nobody may lift it.
    #[must_use]
    pub const fn firm(self) -> Self {
        Self { liftable: false, ..self }
    }
}

/// What a rule demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// The field is there.
    Required,
    /// The field is there when this expression holds.
    RequiredWhen(&'static str),
    /// The length of a text.
    Length {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
        /// What is counted.
        unit: Unit,
    },
    /// ASCII digits only, and how many of them; for an integer the number of its digits.
    Digits {
        /// The least number.
        min: usize,
        /// The greatest number.
        max: usize,
    },
    /// The texts that are allowed.
    Listed(&'static [&'static str]),
    /// The characters that are allowed, as ranges with both ends.
    Alphabet(&'static [(char, char)]),
    /// The bounds of a number, both included.
    Range {
        /// The least value.
        min: i64,
        /// The greatest value.
        max: i64,
    },
    /// The characters that can be carried.
    Characters(Characters),
    /// The number of entries of a list or map.
    Entries {
        /// The greatest number.
        max: usize,
    },
    /// The length of a map's keys.
    KeyLength {
        /// The greatest length.
        max: usize,
        /// What is counted.
        unit: Unit,
    },
    /// The length of a map's values.
    ValueLength {
        /// The greatest length.
        max: usize,
        /// What is counted.
        unit: Unit,
    },
    /// The keys of a map that is written in brackets: none of these, which other fields write, none with a
    /// bracket, and none empty: common readers take `m[]` for an entry of a list.
    Keys(&'static [&'static str]),
    /// No key of a map stands there twice. Every map is held to it.
    DistinctKeys,
    /// One or more of these fields are there.
    AtLeastOneOf(&'static [&'static str]),
    /// Just one of these fields is there.
    ExactlyOneOf(&'static [&'static str]),
    /// This expression holds.
    Check(&'static str),
    /// A rule that was lifted may be lifted.
    Lift,
    /// A field that a caller added can be written beside those of the spec.
    Extra,
}

impl Limit {
    /// A length in characters, both bounds included.
    pub const fn characters(min: usize, max: usize) -> Self {
        Self::Length { min, max, unit: Unit::Characters }
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

/// Which characters can be carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Characters {
    /// Those of XML 1.0, without the carriage return, which a parser would turn into a line feed.
    Xml,
    /// Those of XML that are in the basic plane: no emoji.
    XmlBasicPlane,
    /// Those of the basic plane, up to U+FFFF.
    BasicPlane,
    /// Printable ASCII without a blank at either end.
    HeaderValue,
    /// What unencoded text of names and values can carry: nothing that ends a value.
    Pairs(PairSigns),
    /// What a charset can carry.
    Charset(Charset),
    /// What each of these can carry.
    All(&'static [Self]),
}
