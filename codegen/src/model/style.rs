//! How a layer's codec writes and reads.

pub use refundry_vocabulary::{Charset, Percent};

/// The options of a layer, settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The table of percent-encoding.
    pub percent: Percent,
    /// Whether a form writes what is nested in brackets, instead of JSON text.
    pub nests: bool,
    /// Whether a form leaves the brackets of names as they are.
    pub literal_brackets: bool,
    /// Whether XML writes texts as character data.
    pub cdata: bool,
    /// The signs of unencoded pairs.
    pub signs: Signs,
    /// How the text becomes bytes.
    pub charset: Charset,
    /// Whether JSON writes what the caller leaves out as `null`.
    pub nulls: bool,
}

/// The signs of unencoded pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Between name and value.
    pub pair: char,
    /// Between members.
    pub join: char,
    /// Whether the latter does not count in braces.
    pub braces: bool,
}

impl Default for Signs {
    fn default() -> Self {
        Self { pair: '=', join: '&', braces: false }
    }
}
