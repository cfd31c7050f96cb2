//! The options of a layer's codecs.

pub use refundry_vocabulary::{Charset, Percent};

/// The options of a layer, with defaults filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The table of percent-encoding.
    pub percent: Percent,
    /// Whether a form writes nested values in brackets instead of JSON text.
    pub nests: bool,
    /// Whether a form leaves brackets in names unescaped.
    pub literal_brackets: bool,
    /// Whether XML writes texts in CDATA sections.
    pub cdata: bool,
    /// The separators of unencoded pairs.
    pub signs: Signs,
    /// The charset of the text.
    pub charset: Charset,
    /// Whether JSON writes a member that the caller leaves out as `null`.
    pub nulls: bool,
}

/// The separators of unencoded pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// The separator between name and value.
    pub pair: char,
    /// The separator between members.
    pub join: char,
    /// Whether `join` inside braces does not separate.
    pub braces: bool,
}

impl Default for Signs {
    fn default() -> Self {
        Self { pair: '=', join: '&', braces: false }
    }
}
