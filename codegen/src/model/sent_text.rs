//! The texts of a request that a codec writes: its encoded layers, and its query.

use std::sync::Arc;

use super::{Codec, Field, Layer, Sends, Writing};

/// A text of a request that a codec writes.
#[derive(Clone, Debug)]
pub struct SentText<'s> {
    /// The index of the layer whose fields are written.
    pub index: usize,
    /// That layer.
    pub layer: &'s Layer,
    /// The codec of the text.
    pub codec: Codec,
    /// The fixed members, which stand before the fields.
    pub fixed: &'s [(String, String)],
    /// The fields in their order.
    pub fields: Vec<&'s Arc<Field>>,
    /// The form of the fields.
    pub writing: Writing,
    /// Whether the caller's extras follow.
    pub extras: bool,
}

impl Sends {
    /// The text of an encoded layer; `None` for the outermost layer of a request without a body.
    pub fn layer_text(&self, index: usize) -> Option<SentText<'_>> {
        let layer = self.layers.get(index).filter(|_| index > 0 || self.has_body())?;
        let (codec, writing, fields) = (layer.codec(), layer.writing(), layer.written_fields().collect());
        Some(SentText { index, layer, codec, fixed: &[], fields, writing, extras: self.takes_extras(index) })
    }

    /// The text of the query, if there is one.
    pub fn query_text(&self) -> Option<SentText<'_>> {
        let layer = self.layers.first().filter(|_| self.has_query())?;
        let (writing, fields) = (layer.query_writing(), layer.query_fields().collect());
        let extras = layer.is_query() && self.takes_extras(0);
        Some(SentText { index: 0, layer, codec: Codec::Query, fixed: &self.query, fields, writing, extras })
    }
}
