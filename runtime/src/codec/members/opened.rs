//! The inner layer that is opened before the signature is verified, beside the member that carries it.

use super::Members;

/// An opened inner layer.
pub(super) struct Opened<'a> {
    /// The index of the carrier among the members that may carry the layer.
    carrier: usize,
    /// The name of the carrier.
    name: &'a str,
    members: Members<'a>,
}

impl<'a> Members<'a> {
    /// Adds the members of the inner layer; `carrier` is the index in `names` of the member that carries it. Paths and
    /// selections through that member lead into `inner` from then on.
    pub fn open_layer(&mut self, names: &[&'a str], carrier: usize, inner: Self) {
        let name = names.get(carrier).copied().unwrap_or_default();
        self.opened = Some(Box::new(Opened { carrier, name, members: inner }));
    }

    /// The members of the opened inner layer.
    pub fn opened(&mut self) -> Option<&mut Self> {
        self.opened.as_deref_mut().map(|opened| &mut opened.members)
    }

    /// Whether an inner layer is opened.
    pub fn has_opened(&self) -> bool {
        self.opened.is_some()
    }

    /// Removes the opened inner layer, with the index of its carrier.
    pub fn take_opened(&mut self) -> Option<(usize, Self)> {
        self.opened.take().map(|opened| (opened.carrier, opened.members))
    }

    /// The members of the inner layer, if it was opened from the member `name`.
    pub(super) fn opened_in(&self, name: &str) -> Option<&Self> {
        self.opened.as_deref().filter(|opened| opened.name == name).map(|opened| &opened.members)
    }
}
