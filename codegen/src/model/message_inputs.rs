//! The inputs of a computation that the sender of a received message chose: faults in them are the sender's.

use super::{
    MessageInputs, Part, Step, Value,
    value::{Encryption, KeySource, Task},
};

impl Part {
    /// Whether the sender of a received message chose the text of the part itself, a value inside it aside.
    fn is_of_message(&self) -> bool {
        match self {
            Self::Field { path, .. } => path.first().is_some_and(|field| field.is_received()),
            Self::Fields(_) | Self::Remainder(_) | Self::System(_) | Self::Header { .. } => true,
            Self::Optional(parts) => parts.iter().any(Self::is_of_message),
            Self::Literal(_)
            | Self::Credential(_)
            | Self::Serial(..)
            | Self::KeyOf { .. }
            | Self::Value(_)
            | Self::Received(_)
            | Self::Sent(_)
            | Self::Now(_) => false,
        }
    }

    /// Whether the sender of a received message chose the part, directly or through values.
    fn rests_on_message(&self, values: &[Value]) -> bool {
        self.is_of_message() || Self::values([self]).into_iter().any(|index| Value::rests_on_message(values, index))
    }
}

impl Value {
    /// Whether the value of that index takes a text of the received message, directly or through other values.
    fn rests_on_message(values: &[Self], index: usize) -> bool {
        let mut reached = Self::reached(values, index).into_iter().filter_map(|index| values.get(index));
        reached.any(|value| {
            let mut parts = value.parts().into_iter().chain(Part::flat(value.steps().flat_map(Step::texts)));
            parts.any(Part::is_of_message)
        })
    }

    /// The inputs that come from the received message, if a fault in one of them can stop the computation.
    pub fn message_inputs(&self, values: &[Self]) -> Option<MessageInputs> {
        let text =
            self.steps().any(Step::may_refuse) && self.parts().into_iter().any(|part| part.rests_on_message(values));
        let own = MessageInputs { text, key: false, iv: false };
        let ciphers = self.steps().filter_map(Step::encryption).map(|encryption| encryption.inputs(values));
        any(ciphers.fold(own, either))
    }
}

impl Step {
    /// Whether the step can refuse its input.
    fn may_refuse(&self) -> bool {
        match self {
            Self::Encrypt(_) | Self::Decrypt(_) | Self::Slice(_) => true,
            Self::Convert(conversion) => conversion.row().task == Task::Decodes,
            Self::Digest(_) | Self::Hmac(..) | Self::Sign(_) => false,
        }
    }

    fn encryption(&self) -> Option<&Encryption> {
        if let Self::Encrypt(encryption) = self { Some(encryption) } else { None }
    }
}

impl Encryption {
    /// The inputs beside the text that come from the received message, if there are any.
    pub fn message_inputs(&self, values: &[Value]) -> Option<MessageInputs> {
        any(self.inputs(values))
    }

    fn inputs(&self, values: &[Value]) -> MessageInputs {
        let key = matches!(&self.key, KeySource::Value(index) if Value::rests_on_message(values, *index));
        MessageInputs { text: false, key, iv: self.iv.iter().any(|part| part.rests_on_message(values)) }
    }
}

fn either(one: MessageInputs, other: MessageInputs) -> MessageInputs {
    MessageInputs { text: one.text || other.text, key: one.key || other.key, iv: one.iv || other.iv }
}

fn any(inputs: MessageInputs) -> Option<MessageInputs> {
    (inputs.text || inputs.key || inputs.iv).then_some(inputs)
}
