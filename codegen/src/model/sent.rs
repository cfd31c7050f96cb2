//! What is sent, and what of it validation looks at.

use super::{Field, Message, Provider, Source};

impl Provider {
    /// The messages that are sent, each with whether it lies inside another.
    pub fn sent_messages(&self) -> Vec<(&Message, bool)> {
        let mut out: Vec<(&Message, bool)> = Vec::new();
        let sends = || self.operations.iter().filter_map(|operation| operation.sends.as_ref());
        let layers = || sends().flat_map(|sends| sends.layers.iter());
        layers().for_each(|layer| push(&layer.message, false, &mut out));
        layers().for_each(|layer| inner(&layer.message, &mut out));
        out
    }
}

fn push<'m>(message: &'m Message, nested: bool, out: &mut Vec<(&'m Message, bool)>) {
    if !out.iter().any(|(other, _)| other.name == message.name) {
        out.push((message, nested));
    }
}

fn inner<'m>(message: &'m Message, out: &mut Vec<(&'m Message, bool)>) {
    for message in message.fields.iter().filter_map(|field| field.ty.message()) {
        push(message, true, out);
        inner(message, out);
    }
}

impl Field {
    /// Whether validation looks at a sent field: what the spec itself fixes is right already.
    pub fn is_checked(&self) -> bool {
        matches!(self.source, Source::Caller | Source::Nonce | Source::Salt | Source::Credential(_))
    }
}
