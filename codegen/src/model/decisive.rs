//! The members of received messages that must be well formed, because a decision rests on them.

use std::sync::Arc;

use super::{Field, Message, Provider, Receives, Verify};

impl Provider {
    /// The members of a message that must have the declared type, by the names under which they arrive: those on
    /// which an outcome, a comparison with the request or a signature rests, and the members around those.
    pub fn strict(&self, message: &Message) -> Vec<String> {
        let receives = || self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        let rests = |field: &&Arc<Field>| receives().any(|receives| receives.rests_on(field));
        let received = message.received_fields();
        received.filter(rests).map(|field| field.received_name()).collect()
    }
}

impl Receives {
    fn rests_on(&self, field: &Field) -> bool {
        let decisive = self.decisive();
        let on_path = |path: &&[Arc<Field>]| path.iter().any(|part| part.span == field.span);
        decisive.iter().any(on_path) || self.proving().into_iter().any(|part| part.span == field.span)
    }

    /// The members that hold signatures or the time of the message, and the members around them.
    fn proving(&self) -> Vec<&Field> {
        let signatures = self.signatures().iter().map(|signed| &signed.signature);
        let time = match &self.verify {
            Some(Verify::Signed { fresh: Some(fresh), .. }) => Some(&fresh.at),
            _ => None,
        };
        let mut out = Vec::new();
        for location in signatures.chain(time) {
            let Some(names) = location.member() else { continue };
            let mut message = self.layers.first().map(|layer| &layer.message);
            for name in names {
                let Some(field) = message.and_then(|message| message.field(name)) else { break };
                out.push(field.as_ref());
                message = field.ty.message();
            }
        }
        out
    }
}
