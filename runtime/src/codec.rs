//! Codecs write the members of a message as text, and read them back. Each codec has a folder with its writer and its
//! reader; all writers are a [`Writer`], and all readers return [`Members`].

mod body;
mod input;
mod members;
mod writer;

pub(crate) mod form {
    pub(super) mod read;
    mod style;
    mod write;

    pub use style::FormStyle;
    pub use write::FormWriter;
}

pub(crate) mod json {
    pub(crate) mod brackets;
    pub(crate) mod concatenated;
    pub(super) mod read;
    pub(crate) mod text;
    mod write;

    pub use write::JsonWriter;
}

pub(crate) mod pairs {
    pub(super) mod read;
    pub(crate) mod separators;
    mod write;

    pub use write::PairsWriter;
}

pub(crate) mod segments {
    pub(super) mod read;
    mod write;

    pub use write::SegmentsWriter;
}

pub(crate) mod xml {
    #[cfg(not(feature = "xml"))]
    pub(super) mod absent;
    #[cfg(feature = "xml")]
    pub(super) mod read;
    #[cfg_attr(not(feature = "xml"), allow(dead_code))]
    pub(crate) mod text;
    #[cfg(feature = "xml")]
    mod write;

    #[cfg(not(feature = "xml"))]
    pub(super) use absent as read;
    #[cfg(feature = "xml")]
    pub use read::XmlRules;
    #[cfg(feature = "xml")]
    pub use write::{XmlStyle, XmlWriter};
}

/// Readers of received messages: they accept any kind of scalar, and refuse duplicates and malformed input.
pub mod read {
    pub use super::form::read::{form, form_field, form_styled};
    pub use super::input::{is_json, is_xml, no_body, text_in, text_in_open, trimmed};
    pub use super::json::read::{json, json_or_array};
    pub use super::members::Members;
    pub use super::pairs::read::pairs;
    pub use super::segments::read::segments;
    #[cfg(feature = "xml")]
    pub use super::xml::read::{element, xml, xml_by, xml_with_lists};
}

pub use body::Body;
pub(crate) use body::redacted;
pub use form::{FormStyle, FormWriter};
pub use json::JsonWriter;
pub use members::{DeclaredNames, Extra, Members, Order, Selection};
pub use pairs::PairsWriter;
pub use segments::SegmentsWriter;
pub use writer::{Format, Writer};
#[cfg(feature = "xml")]
pub use xml::{XmlRules, XmlStyle, XmlWriter};

/// The greatest nesting depth of objects, lists and elements.
const MAX_DEPTH: usize = 64;
