//! The signatures of a received message that prove its sender: those over a key, and digests that such a signature covers.

use std::sync::Arc;

use super::{Case, Field, Part, Receives, Signed, Step, Value, value::KeySource};

impl Receives {
    /// The signatures that only the provider can make.
    pub fn proofs(&self) -> impl Iterator<Item = &Signed> {
        self.signatures().iter().filter(|signed| self.proves(signed))
    }

    /// Whether only the provider can make a signature. Anybody can make a digest without a key, so it proves the members
    /// in it only if the digest itself is in the text of a signature with a key, which the message must have as well.
    pub fn proves(&self, signed: &Signed) -> bool {
        let keyed = |signed: &&Signed| Value::is_keyed(&self.values, signed.value);
        keyed(&signed)
            || !self.has_alternatives()
                && self.signatures().iter().filter(keyed).any(|by| self.covers(&signed.signature, by.value))
    }
}

impl Receives {
    /// The values under these signatures that may be empty, with their indices: a signature under an empty key is no
    /// proof.
    pub fn vanishing(&self, signatures: &[Signed]) -> Vec<(usize, &Value)> {
        let own =
            |index: &usize| self.signatures().iter().any(|signed| signed.value == *index) && !self.is_taken(*index);
        let mut out: Vec<(usize, &Value)> = Vec::new();
        for index in signatures.iter().flat_map(|signed| Value::reached(&self.values, signed.value)) {
            let value = self.values.get(index).filter(|value| value.may_vanish() && !own(&index));
            out.extend(value.filter(|_| out.iter().all(|(other, _)| *other != index)).map(|value| (index, value)));
        }
        out
    }
}

impl Receives {
    /// Whether a key stands in optional parts of the value, directly or through other values: a message without these
    /// parts has no key.
    pub fn has_optional_key(&self, value: usize) -> bool {
        let texts = Value::reached(&self.values, value).into_iter().filter_map(|index| self.values.get(index));
        let mut parts = texts.flat_map(|value| &value.cases).flat_map(|case| &case.parts);
        let keyed = |part: &&Part| part.is_keyed(&self.values);
        parts.any(|part| matches!(part, Part::Optional(inner) if Part::flat(inner).iter().any(keyed)))
    }
}

impl Value {
    /// Whether nobody can compute the value without a secret of the provider or of the merchant, in any case.
    pub fn is_keyed(values: &[Self], index: usize) -> bool {
        let Some(value) = values.get(index) else { return true };
        let step_is_keyed = |step: &Step| match step {
            Step::Sign(_) => true,
            Step::Hmac(..) | Step::Encrypt(_) => step.key().is_some_and(|key| key.is_secret(values)),
            // Anybody can encrypt with a public key.
            Step::Digest(_) | Step::Decrypt(_) | Step::Convert(_) | Step::Slice(_) => false,
        };
        let is_keyed =
            |case: &Case| case.parts.iter().any(|part| part.is_keyed(values)) || case.steps.iter().any(step_is_keyed);
        value.cases.iter().all(is_keyed)
    }
}

impl KeySource {
    fn is_secret(&self, values: &[Value]) -> bool {
        match self {
            Self::Credential(credential) => credential.secret,
            Self::Value(index) => Value::is_keyed(values, *index),
        }
    }
}

impl Part {
    /// Whether the part holds a secret that is not in the message itself.
    fn is_keyed(&self, values: &[Value]) -> bool {
        let added = |field: &Arc<Field>| !field.is_received() && field.shows_secret_of(values);
        match self {
            Self::Credential(credential) => credential.secret,
            Self::KeyOf { .. } => true,
            Self::Value(index) => Value::is_keyed(values, *index),
            Self::Fields(selection) => selection.fields.iter().any(added),
            Self::Field { path, .. } => path.first().is_some_and(added),
            Self::Literal(_)
            | Self::Serial(..)
            | Self::Remainder(_)
            | Self::Received(_)
            | Self::Sent(_)
            | Self::Now(_) => false,
            Self::Optional(_) | Self::System(_) | Self::Header { .. } => false,
        }
    }
}
