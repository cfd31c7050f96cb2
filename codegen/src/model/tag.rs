//! The tag of a layer's cipher as a member of its own, beside the carrier of the layer.

use std::sync::Arc;

use super::{Field, Layer, Source, Step};

/// A tag beside the text of its layer. The steps after the cipher apply to the text and to the tag alike.
#[derive(Clone, Copy, Debug)]
pub struct DetachedTag<'m> {
    /// The member with the tag.
    pub field: &'m Arc<Field>,
    /// The steps of the layer up to the cipher.
    pub before: &'m [Step],
    /// The size of the tag in bytes.
    pub length: usize,
    /// The steps after the cipher.
    pub after: &'m [Step],
}

impl Layer {
    /// The members with the tag of the next layer's cipher; `check` allows one.
    pub fn tags(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| matches!(field.source, Source::Tag))
    }
}

impl<'m> DetachedTag<'m> {
    /// The tag of the layer `next`, which `outer` carries; `None` if the tag stands at the end of the text.
    pub fn of(outer: &'m Layer, next: &'m Layer) -> Option<Self> {
        let field = outer.tags().next()?;
        let size =
            |step: &Step| if let Step::Encrypt(encryption) = step { Some(encryption.cipher.row().tag) } else { None };
        let (at, length) = next.steps.iter().enumerate().rev().find_map(|(index, step)| Some((index, size(step)?)))?;
        let (before, after) = next.steps.split_at_checked(at + 1)?;
        (length > 0).then_some(Self { field, before, length, after })
    }

    /// The tag of the layer of that index.
    pub fn at(layers: &'m [Layer], index: usize) -> Option<Self> {
        Self::of(layers.get(index.checked_sub(1)?)?, layers.get(index)?)
    }
}
