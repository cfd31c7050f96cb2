//! The options of a layer's codecs.

pub use refundry_vocabulary::{Charset, Percent, Separators};

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
    /// Whether XML writes an element without content as one tag.
    pub self_closing: bool,
    /// The separators of unencoded pairs.
    pub separators: Separators,
    /// The charset of the text.
    pub charset: Charset,
    /// Whether white space around a received form or around pairs belongs to no member.
    pub trims: bool,
    /// Whether JSON writes a member that the caller leaves out as `null`.
    pub nulls: bool,
}
