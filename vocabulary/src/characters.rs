//! Sets of characters.

use std::borrow::Cow;

use crate::{Charset, Separators};

/// A set of characters that a place in a message can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    Pairs(Separators),
    /// The characters of a charset.
    Charset(Charset),
    /// The characters that all of these can carry.
    All(Cow<'static, [Self]>),
}

impl Characters {
    /// [`Characters::All`] as a constant.
    pub const fn all(sets: &'static [Self]) -> Self {
        Self::All(Cow::Borrowed(sets))
    }
}
