//! How the codec of a layer writes and reads: what differs between providers that speak the same codec.

use super::{Charset, Locus, Percent, Spanned};

/// The options of a layer; what is not written is `None`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The table of percent-encoding.
    pub percent: Option<Spanned<Percent>>,
    /// How what is nested is written.
    pub nesting: Option<Spanned<Nesting>>,
    /// How brackets in names are written.
    pub brackets: Option<Spanned<Brackets>>,
    /// The declaration in front of the root of XML.
    pub declaration: Option<Spanned<String>>,
    /// Whether XML writes texts as character data.
    pub cdata: Option<Spanned<bool>>,
    /// The sign between name and value.
    pub pair: Option<Spanned<char>>,
    /// The sign between members.
    pub join: Option<Spanned<char>>,
    /// Whether the latter does not count in braces.
    pub braces: Option<Spanned<bool>>,
    /// How the text becomes bytes.
    pub charset: Option<Spanned<Charset>>,
    /// Where a received message names its charset itself.
    pub charset_from: Option<Spanned<Locus>>,
    /// How what is absent is written.
    pub absent: Option<Spanned<Absent>>,
}

/// How what the caller leaves out is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Not at all.
    Skip,
    /// As `null`.
    Null,
}

/// How a form writes what is nested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// `a[b]=1&l[0]=2`
    Brackets,
}

/// How brackets in names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brackets {
    /// As the table has them.
    Encoded,
    /// As they are.
    Literal,
}
