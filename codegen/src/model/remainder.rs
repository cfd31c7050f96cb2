//! The text of a layer without one of its members, such as the body without its signature.

use std::sync::Arc;

use super::{Field, Sends, SentText};

/// The text of a layer without one member.
#[derive(Clone, Debug)]
pub struct Remainder {
    /// The index of the layer, from the outside in.
    pub layer: usize,
    /// The carriers that lead to that layer in a received message, each with its alternatives.
    pub carriers: Vec<Vec<String>>,
    /// The other fields of the layer.
    pub fields: Vec<Arc<Field>>,
    /// The member that is left out.
    pub without: Arc<Field>,
}

impl Remainder {
    /// Whether the text holds the member at this path from the outermost layer on.
    pub fn holds(&self, path: &[String]) -> bool {
        let mut through = self.carriers.iter().zip(path);
        through.all(|(carriers, name)| carriers.contains(name))
            && path.get(self.carriers.len()).is_some_and(|name| *name != self.without.wire)
    }

    /// The carrier of the layer; `None` for the outermost layer.
    pub fn carrier(&self) -> Option<&str> {
        self.carriers.last()?.first().map(String::as_str)
    }
}

impl Sends {
    /// The encoded layer without the member; `None` if the layer is no text.
    pub fn remainder(&self, remainder: &Remainder) -> Option<SentText<'_>> {
        let mut text = self.layer_text(remainder.layer)?;
        text.fields.retain(|field| field.wire != remainder.without.wire);
        Some(text)
    }
}
