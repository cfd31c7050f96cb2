//! One received member, and the reading of its scalar.

use std::borrow::Cow;

use super::{Extra, Selection};
use crate::codec::xml;

/// The name of the text of an element that is read with its attributes; no element has it.
pub(in crate::codec) const TEXT: &str = "#text";

/// A decoded value.
#[derive(Clone, Debug)]
pub(in crate::codec) enum Value<'a> {
    Text(Cow<'a, str>),
    /// A text that encodes another one. It is rare, and boxed so that the other members stay small.
    Encoded(Box<EncodedText<'a>>),
    /// A JSON number, `true` or `false`, as it was written.
    Literal(Cow<'a, str>),
    Null,
    /// A JSON object or list, as it is written.
    Nested(Cow<'a, str>),
    /// The elements inside an XML element, as they are written.
    Element(Cow<'a, str>),
}

/// A text, and the text that it encodes.
#[derive(Clone, Debug)]
pub(in crate::codec) struct EncodedText<'a> {
    pub(in crate::codec) text: Cow<'a, str>,
    pub(in crate::codec) content: String,
}

/// The kind of a member within its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::codec) enum MemberKind {
    /// The only member of its name.
    Single,
    /// An entry of an XML list; all entries have the same name.
    Listed,
    /// An attribute of XML.
    Attribute,
    /// An element of XML that carries an inner layer, which has its attributes as well.
    Carrier,
}

#[derive(Clone, Debug)]
pub(in crate::codec) struct Member<'a> {
    pub(in crate::codec) name: Cow<'a, str>,
    pub(in crate::codec) value: Value<'a>,
    /// The undecoded value; `None` for a member from inside a decoded text.
    pub(in crate::codec) source: Option<&'a str>,
    /// The whole element, from the `<` of its start tag to the `>` of its end tag; `None` outside XML, and once its
    /// attributes were read.
    pub(in crate::codec) element: Option<&'a str>,
    pub(in crate::codec) taken: bool,
    pub(in crate::codec) kind: MemberKind,
}

impl<'a> Member<'a> {
    pub(in crate::codec) fn new(name: Cow<'a, str>, value: Value<'a>, source: &'a str) -> Self {
        Self { name, value, source: Some(source), element: None, taken: false, kind: MemberKind::Single }
    }

    /// A member from inside a decoded text.
    pub(in crate::codec) fn decoded(name: Cow<'a, str>, value: Value<'a>) -> Self {
        Self { name, value, source: None, element: None, taken: false, kind: MemberKind::Single }
    }

    /// An attribute: its name gets the prefix `@`, which no element name has.
    #[cfg_attr(not(feature = "xml"), allow(dead_code))]
    pub(in crate::codec) fn attribute(name: &str, value: Cow<'a, str>) -> Self {
        Self { kind: MemberKind::Attribute, ..Self::decoded(format!("@{name}").into(), Value::Text(value)) }
    }

    /// The text of an element.
    #[cfg_attr(not(feature = "xml"), allow(dead_code))]
    pub(in crate::codec) fn text(text: &Cow<'a, str>) -> Self {
        Self::decoded(Cow::Borrowed(TEXT), Value::Text(text.clone()))
    }

    /// Whether the start tag of its element has more than a name.
    pub(in crate::codec) fn has_attributes(&self) -> bool {
        let after = |element: &str| element.as_bytes().get(self.name.len() + 1).copied();
        self.element.is_some_and(|element| !matches!(after(element), Some(b'>' | b'/')))
    }

    /// The attributes that nothing read, as `element@attribute`.
    pub(in crate::codec) fn unread_attributes(&self) -> Extra {
        match self.element {
            Some(element) if self.kind != MemberKind::Carrier && self.has_attributes() => {
                let found = xml::read::attributes_of(element).into_iter();
                found.map(|(name, value)| (format!("{}@{name}", self.name), value.into_owned())).collect()
            }
            _ => Extra::new(),
        }
    }

    /// Whether a canonical text can include it: XML attributes, lists and nested elements cannot be included.
    pub(in crate::codec) fn is_flat(&self) -> bool {
        matches!(self.kind, MemberKind::Single | MemberKind::Carrier) && !matches!(self.value, Value::Element(_))
    }

    /// Whether a selection includes it, regardless of its name.
    pub(in crate::codec) fn is_selected(&self, selection: &Selection<'_>) -> bool {
        self.is_flat() && (selection.nested || !self.value.is_nested())
    }

    pub(in crate::codec) fn into_owned(self) -> Member<'static> {
        let name = Cow::Owned(self.name.into_owned());
        Member { name, value: self.value.into_owned(), source: None, element: None, taken: self.taken, kind: self.kind }
    }
}

impl<'a> Value<'a> {
    /// The text of the value of any kind; `None` for null.
    pub(in crate::codec) fn text(&self) -> Option<&Cow<'a, str>> {
        match self {
            Self::Text(text) | Self::Literal(text) | Self::Nested(text) | Self::Element(text) => Some(text),
            Self::Encoded(encoded) => Some(&encoded.text),
            Self::Null => None,
        }
    }

    /// The text of the value of any kind; empty for null.
    pub(in crate::codec) fn or_empty(&self) -> &str {
        self.text().map_or("", AsRef::as_ref)
    }

    /// Whether it is an object or a list.
    pub(in crate::codec) fn is_nested(&self) -> bool {
        matches!(self, Self::Nested(_))
    }

    /// Whether JSON writes it without quotes.
    pub(in crate::codec) fn is_literal(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Encoded(_))
    }

    fn into_owned(self) -> Value<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Text(text) => Value::Text(own(text)),
            Self::Encoded(encoded) => {
                Value::Encoded(Box::new(EncodedText { text: own(encoded.text), content: encoded.content }))
            }
            Self::Literal(text) => Value::Literal(own(text)),
            Self::Null => Value::Null,
            Self::Nested(text) => Value::Nested(own(text)),
            Self::Element(text) => Value::Element(own(text)),
        }
    }
}
