//! Extras: the members that a caller adds because the spec lacks them.

use super::{Layer, Selection, Sends};

impl Sends {
    /// The layer that takes the extras: the innermost one, which has the content of the request. An element that is a
    /// text holds nothing else, and an acknowledgement has no caller who adds members.
    pub fn extras_layer(&self) -> Option<&Layer> {
        self.layers.iter().rfind(|layer| !layer.message.has_text()).filter(|_| !self.is_acknowledgement())
    }

    /// Whether the layer of that index holds the extras.
    pub fn takes_extras(&self, layer: usize) -> bool {
        let innermost = self.layers.iter().rposition(|layer| !layer.message.has_text());
        innermost == Some(layer) && !self.is_acknowledgement()
    }

    /// Whether a selection takes the extras: it does if it selects all members of the layer that has them.
    pub fn extends(&self, selection: &Selection) -> bool {
        self.takes_extras(selection.layer) && selection.only.is_none()
    }

    /// The names in `except` that may be names of extras. An extra has no name that the message declares.
    pub fn left_out_of_extras<'s>(&'s self, selection: &'s Selection) -> Vec<&'s str> {
        let Some(layer) = self.extras_layer().filter(|_| self.extends(selection)) else { return Vec::new() };
        let declared = |name: &&str| layer.message.field(name).is_some();
        selection.except.iter().map(String::as_str).filter(|name| !declared(name)).collect()
    }
}
