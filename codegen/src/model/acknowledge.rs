//! The acknowledgement of a notification: the same bytes for all, or a message that is written for each.

use std::sync::Arc;

use super::{Credential, Field, Operation, Part, Presence, Sends, Source, Step, Value};

/// The acknowledgement of a notification.
#[derive(Clone, Debug)]
pub enum Acknowledge {
    /// The same bytes for every notification.
    Fixed {
        /// The HTTP status.
        status: u16,
        /// The content type, if one is sent.
        content_type: Option<String>,
        /// The body, byte by byte.
        body: String,
    },
    /// A message that is written for one notification, as a request is; it has neither a method nor an address.
    Written {
        /// The HTTP status.
        status: u16,
        /// The message.
        reply: Box<Sends>,
    },
}

impl Operation {
    /// The acknowledgement that is written for each notification, with its status.
    pub fn reply(&self) -> Option<(u16, &Sends)> {
        match &self.acknowledge {
            Some(Acknowledge::Written { status, reply }) => Some((*status, reply)),
            Some(Acknowledge::Fixed { .. }) | None => None,
        }
    }
}

impl Sends {
    /// Whether the message is an acknowledgement, which has no method.
    pub fn is_acknowledgement(&self) -> bool {
        self.method.is_empty()
    }

    /// The member of the notification that a field repeats, by the name in its source; empty if there is none.
    pub fn repeated(&self, name: &str) -> &[Arc<Field>] {
        self.repeated.iter().find(|(other, _)| other == name).map_or(&[], |(_, path)| path)
    }

    /// The members of the notification that an acknowledgement repeats in its fields and texts.
    pub fn repeated_members(&self) -> Vec<&[Arc<Field>]> {
        let in_parts = self.parts().into_iter().filter_map(Part::received);
        self.repeated.iter().map(|(_, path)| path.as_slice()).chain(in_parts).collect()
    }

    /// Whether the message shows a secret of the merchant, or something that is computed with one.
    pub fn uses_secret(&self) -> bool {
        let credential = |credential: Option<&Arc<Credential>>| credential.is_some_and(|credential| credential.secret);
        let mut fields = self.layers.iter().flat_map(|layer| layer.message.sourced());
        let mut parts = self.parts().into_iter();
        let keyed = |step: &Step| step.key().is_some() || step.signature().is_some();
        self.steps().any(keyed)
            || parts.any(|part| matches!(part, Part::KeyOf { .. }) || credential(part.credential()))
            || fields.any(|field| credential(field.source.credential()))
    }

    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.values.iter().flat_map(Value::steps).chain(self.layers.iter().flat_map(|layer| &layer.steps))
    }

    /// The parts of all texts, those inside optional parts included.
    pub(super) fn parts(&self) -> Vec<&Part> {
        let values = self.values.iter().flat_map(Value::parts).chain(self.steps().flat_map(Step::texts));
        Part::flat(values.chain(self.headers.iter().flat_map(|header| &header.parts)).chain(&self.body))
    }

    /// The fields of an acknowledgement that it cannot lack, each with the member that it repeats.
    pub fn demanded_members(&self) -> Vec<(&Arc<Field>, &[Arc<Field>])> {
        let fields = self.layers.iter().flat_map(|layer| layer.message.sourced());
        let required = fields.filter(|field| matches!(field.presence, Presence::Required));
        required.filter_map(|field| Some((field, self.repeated(field.received_from()?)))).collect()
    }
}

impl Field {
    /// The name of the notification's member that the field repeats.
    pub fn received_from(&self) -> Option<&str> {
        if let Source::Received(name) = &self.source { Some(name) } else { None }
    }
}
