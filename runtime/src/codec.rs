//! Codecs: how the members of a message are written as text, and read from it. Each has a folder with its writer, its
//! reader, and what belongs to it alone; all of them write through [`Writer`] and read into [`Members`].

mod body;
mod members;
pub mod read;
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
