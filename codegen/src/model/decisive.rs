//! The members of received messages that must be well formed, because a decision rests on them.

use std::sync::Arc;

use super::{Field, Location, Message, Place, Presence, Provider, Receives, Verify};

impl Provider {
    /// The members of a message that must have the declared type, by the names under which they arrive: those on
    /// which an outcome, a comparison with the request or a signature rests, and the members around those.
    pub fn strict(&self, message: &Message) -> Vec<String> {
        let receives = || self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        let rests = |field: &&Arc<Field>| field.forbids() || receives().any(|receives| receives.rests_on(field));
        let received = message.received_fields();
        received.filter(rests).map(|field| field.received_name()).collect()
    }
}

impl Message {
    /// The names of the members that refuse a message, as they arrive in the body or in the headers.
    pub fn forbidden(&self, headers: bool) -> Vec<String> {
        let forbidden = self.received_fields().filter(|field| matches!(field.presence, Presence::Never));
        forbidden.filter(|field| (field.place == Place::Header) == headers).map(|field| field.received_name()).collect()
    }
}

impl Field {
    /// Whether the field, or a member inside it, refuses the message.
    fn forbids(&self) -> bool {
        let inside = |message: &Arc<Message>| message.fields.iter().any(|field| field.forbids());
        matches!(self.presence, Presence::Never) || self.ty.message().is_some_and(inside)
    }
}

impl Receives {
    fn rests_on(&self, field: &Field) -> bool {
        let decisive = self.decisive();
        let on_path = |path: &&[Arc<Field>]| path.iter().any(|part| part.span == field.span);
        decisive.iter().any(on_path) || self.proving().into_iter().any(|part| part.span == field.span)
    }

    /// The members that hold signatures, the token or the time of the message, and the members around them.
    fn proving(&self) -> Vec<&Field> {
        let signatures = self.signatures().iter().map(|signed| &signed.signature);
        let time = self.verify.as_ref().and_then(Verify::fresh).map(|fresh| &fresh.at);
        let token = self.token().map(|token| &token.at);
        let members = signatures.chain(time).chain(token).filter_map(Location::member);
        members.flat_map(|names| self.along(names)).map(AsRef::as_ref).collect()
    }
}
