//! The types that are made of other values: objects, lists and maps.

use std::sync::Arc;

use super::{Message, Type};

/// The structure of a value that is no single text.
#[derive(Clone, Copy, Debug)]
pub enum Structure<'t> {
    /// An object.
    Object(&'t Arc<Message>),
    /// A list of objects.
    Objects(&'t Arc<Message>),
    /// A list of scalars, by their type.
    Scalars(&'t Type),
    /// An object of texts.
    Map,
}

impl Type {
    /// The structure of an object, list or map; `None` for a single text and for a list that stands flat.
    pub fn structure(&self) -> Option<Structure<'_>> {
        match self {
            Self::Object(message) => Some(Structure::Object(message)),
            Self::List(item) => Some(item.message().map_or(Structure::Scalars(item), Structure::Objects)),
            Self::Map { .. } => Some(Structure::Map),
            Self::Scalar(_) | Self::Json(_) | Self::Layer(_) => None,
            Self::Indexed { .. } | Self::Parallel { .. } => None,
        }
    }

    /// Whether the type is the next layer, as an object.
    pub fn is_layer(&self) -> bool {
        matches!(self, Self::Layer(_))
    }
}
