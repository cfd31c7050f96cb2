//! The options of a layer's codec, in which providers with the same codec differ.

use super::{Charset, Entries, Location, Percent, Spanned, Word};

/// The options of a layer; an option that is not written is `None`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The time at which a received inner layer is opened.
    pub opened: Option<Spanned<Opening>>,
    /// The list that a received JSON array is.
    pub array: Option<Word>,
    /// The table of percent-encoding.
    pub percent: Option<Spanned<Percent>>,
    /// The form of nested objects and lists.
    pub nesting: Option<Spanned<Nesting>>,
    /// The form of brackets in names.
    pub brackets: Option<Spanned<Brackets>>,
    /// The declaration before the XML root.
    pub declaration: Option<Spanned<String>>,
    /// The document type of XML.
    pub doctype: Option<Spanned<Doctype>>,
    /// The prefixes of XML, each with its namespace.
    pub namespaces: Entries<Word>,
    /// Whether an element without content is one tag.
    pub self_closing: Option<Spanned<bool>>,
    /// Whether XML texts are written as CDATA sections.
    pub cdata: Option<Spanned<bool>>,
    /// The separator between name and value.
    pub pair: Option<Spanned<char>>,
    /// The separator between members.
    pub join: Option<Spanned<char>>,
    /// Whether `join` does not count within braces.
    pub braces: Option<Spanned<bool>>,
    /// The charset of the encoded text.
    pub charset: Option<Spanned<Charset>>,
    /// The location at which a received message names its charset.
    pub charset_from: Option<Spanned<Location>>,
    /// Whether the message may come without a body.
    pub body: Option<Spanned<BodyPresence>>,
    /// Whether white space around a received text belongs to no member.
    pub trim: Option<Spanned<bool>>,
    /// The form of absent fields.
    pub absent: Option<Spanned<Absent>>,
}

/// Whether a received message has a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyPresence {
    /// It has one.
    #[default]
    Required,
    /// It may come without one.
    Optional,
    /// It has none.
    Never,
}

/// The time at which a received inner layer is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Before the signature is verified, so that verification can use its members.
    BeforeSignature,
    /// After the signature was found right.
    AfterSignature,
}

/// The document type of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doctype {
    /// Sent in exactly this spelling.
    Written(String),
    /// Accepted without declarations.
    Allowed,
}

/// The form of fields that the caller leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Left out.
    Skip,
    /// As `null`.
    Null,
}

/// The form of nested values in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// `a[b]=1&l[0]=2`
    Brackets,
}

/// The form of brackets in names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brackets {
    /// Percent-encoded by the table.
    Encoded,
    /// Written literally.
    Literal,
}
