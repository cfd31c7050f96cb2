//! Codecs: how the members of a message are written as text, and read from it. Each has a folder with its writer, its
//! reader, and what belongs to it alone; all of them write through [`Writer`] and read into [`Members`].

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
    pub(super) mod read;
    pub(crate) mod text;
    mod write;

    pub use write::JsonWriter;
}

pub(crate) mod pairs {
    pub(super) mod read;
    mod separators;
    mod write;

    pub use separators::PairSigns;
    pub use write::PairsWriter;
}

pub(crate) mod xml {
    pub(super) mod read;
    pub(crate) mod text;
    mod write;

    pub use write::{XmlStyle, XmlWriter};
}

/// Readers of what arrived: tolerant about the kind of a scalar, never about duplicates or malformed input.
pub mod read {
    pub use super::form::read::{form, form_field, form_styled};
    pub use super::input::{is_json, text_in};
    pub use super::json::read::json;
    pub use super::members::Members;
    pub use super::pairs::read::pairs;
    pub use super::xml::read::{xml, xml_with_lists};
}

pub use body::Body;
pub(crate) use body::masked;
pub use form::{FormStyle, FormWriter};
pub use json::JsonWriter;
pub use members::{Extra, Known, Members, Order, Selection};
pub use pairs::{PairSigns, PairsWriter};
pub use writer::{Format, Writer};
pub use xml::{XmlStyle, XmlWriter};

/// How deep objects, lists and elements may lie in each other.
const MAX_DEPTH: usize = 64;
