//! The options of a layer's codec, in which providers with the same codec differ.

use super::{Charset, Entries, Location, Percent, Spanned, Word};

/// The options of a layer; an option that is not written is `None`.
#[derive(Clone, Debug, Default)]
pub struct Options {
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
    /// The form of absent fields.
    pub absent: Option<Spanned<Absent>>,
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
