//! The members of a canonical text.

use crate::Percent;

/// The style of the members of a selection.
#[derive(Clone, Copy, Debug)]
pub struct PairStyle<'a> {
    /// The form of each member.
    pub form: PairForm<'a>,
    /// The separator between two members.
    pub join: &'a str,
    /// Whether members with an empty value are left out.
    pub skip_empty: bool,
}

impl<'a> PairStyle<'a> {
    /// A style from its parts.
    pub const fn new(form: PairForm<'a>, join: &'a str, skip_empty: bool) -> Self {
        Self { form, join, skip_empty }
    }
}

/// The form of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairForm<'a> {
    /// Name, this separator, value.
    Pair(&'a str),
    /// The value alone.
    Values,
    /// A member of a compact JSON object.
    Json,
    /// Name, this separator, value; name and value are percent-encoded by the table, the separator is not.
    Encoded(&'a str, Percent),
    /// The value alone, percent-encoded by the table.
    EncodedValues(Percent),
    /// A member of `[name=value,name=value]`; nested JSON likewise, and its lists as `[item, item]`.
    Brackets,
    /// Name and value with nothing between; the members of nested JSON likewise, sorted by name, and its lists by their
    /// items.
    Concatenated,
}
