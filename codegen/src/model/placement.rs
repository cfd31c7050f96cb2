//! Where the fields of a request stand: in its body, query and headers. Fields in the path are pieces of it.

use std::sync::Arc;

use super::{Field, Layer, Place, Sends, Writing};

impl Layer {
    /// The fields that its codec writes into a text, attributes first: they stand in the start tag of the root.
    pub fn written_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        let at = |place: Place| self.message.fields.iter().filter(move |field| field.place == place);
        at(Place::Attribute).chain(at(Place::Body))
    }

    /// Whether a field stands in the query: by its own place, or because the query is the codec of the layer.
    pub fn has_in_query(&self, field: &Field) -> bool {
        field.place == Place::Query || field.place == Place::Body && self.is_query()
    }

    /// The fields in the query, where it is the outermost layer.
    pub fn query_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| self.has_in_query(field))
    }

    /// The fields that are headers of their own, where it is the outermost layer.
    pub fn header_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| field.place == Place::Header)
    }

    /// How the members of the query are written: as texts, where they stand there beside a body.
    pub fn query_writing(&self) -> Writing {
        if self.is_query() { self.writing() } else { Writing::QUERY }
    }
}

impl Sends {
    /// The fields that are headers of their own.
    pub fn header_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.layers.iter().take(1).flat_map(Layer::header_fields)
    }

    /// Whether there is a query: fixed members, fields, or the outermost layer, even an empty one.
    pub fn has_query(&self) -> bool {
        let by_layer = |outer: &Layer| outer.is_query() || outer.query_fields().next().is_some();
        self.layers.first().is_some_and(|outer| by_layer(outer) || !self.query.is_empty())
    }
}
