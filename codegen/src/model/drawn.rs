//! The random texts of the context: the messages that take a nonce or a salt.

use super::{Part, Provider, Sends, Supplied, System};

impl Sends {
    /// Whether the message takes that text of the context, in a field or as a part of a text.
    pub fn takes(&self, wanted: System) -> bool {
        let mut fields = self.layers.iter().flat_map(|layer| layer.message.sourced());
        self.parts().into_iter().any(|part| matches!(part, Part::System(system) if *system == wanted))
            || fields.any(|field| match field.source.supplied() {
                Some(Supplied::Nonce) => wanted == System::Nonce,
                Some(Supplied::Salt) => wanted == System::Salt,
                Some(Supplied::Constant(_) | Supplied::Credential(_) | Supplied::Now) | None => false,
            })
    }

    /// Whether the message takes a random text.
    pub fn is_drawn(&self) -> bool {
        self.takes(System::Nonce) || self.takes(System::Salt)
    }
}

impl Provider {
    /// Whether a request or an acknowledgement takes a random text.
    pub fn draws(&self) -> bool {
        self.sent().any(|(_, sends)| sends.is_drawn())
    }
}
