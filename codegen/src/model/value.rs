//! Named values, bound to the message that they are computed over.

use std::sync::Arc;

pub use super::resolved::{Decryption, Encryption, KeySource, Signature, Verifier};
use super::{Credential, Field, Part, Prose, Step, System};
use crate::source::Span;
pub use crate::spec::syntax::{SerialForm, Style};
pub use refundry_vocabulary::{Cipher, Conversion, Digest, Mode, Order, Padding, Randomness, Scheme, StepWord, Task};

/// A text and the steps over it, bound to one direction of one operation.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name in the spec.
    pub name: String,
    /// Its meaning.
    pub doc: Prose,
    /// The text that chooses among the cases; `None` if there is one case.
    pub by: Option<Part>,
    /// The cases, of which one applies.
    pub cases: Vec<Case>,
    /// Whether the value shows a secret: it holds one and no one-way step follows, or it is or writes a key of a step.
    pub secret: bool,
    /// The place in the spec.
    pub span: Span,
}

impl Value {
    /// Whether every case ends in text.
    pub fn yields_text(&self) -> bool {
        self.cases.iter().all(|case| case.steps.last().is_none_or(Step::yields_text))
    }

    /// Every part of every case, including parts inside optional ones, and `by`.
    pub fn parts(&self) -> Vec<&Part> {
        self.by.iter().chain(Part::flat(self.cases.iter().flat_map(|case| &case.parts))).collect()
    }

    /// Whether the value of that index takes the salt, directly or through other values.
    pub fn rests_on_salt(values: &[Self], index: usize) -> bool {
        let takes_salt = |value: &Self| {
            let mut parts = value.parts().into_iter().chain(Part::flat(value.steps().flat_map(Step::texts)));
            parts.any(|part| matches!(part, Part::System(System::Salt)))
        };
        Self::reached(values, index).into_iter().filter_map(|index| values.get(index)).any(takes_salt)
    }

    /// Whether the value of that index takes a secret credential, as text or as a key, directly or through other values.
    pub fn rests_on_secret(values: &[Self], index: usize) -> bool {
        let keys = |value: &Self| {
            value.steps().filter_map(Step::key).any(|key| matches!(key, KeySource::Credential(key) if key.secret))
        };
        let texts = |value: &Self| value.parts().into_iter().filter_map(Part::credential).any(|text| text.secret);
        let mut reached = Self::reached(values, index).into_iter().filter_map(|index| values.get(index));
        reached.any(|value| keys(value) || texts(value))
    }

    /// The value of that index and all values that it takes, directly or through others.
    pub fn reached(values: &[Self], index: usize) -> Vec<usize> {
        let mut reached = vec![index];
        let mut next = 0;
        while let Some(value) = reached.get(next).and_then(|index| values.get(*index)) {
            // Each value is visited once: values may form a circle, which is reported elsewhere.
            for index in value.taken_values() {
                if !reached.contains(&index) {
                    reached.push(index);
                }
            }
            next += 1;
        }
        reached
    }

    /// Whether a signature of the value differs each time.
    pub fn is_randomised(&self) -> bool {
        let mut signatures = self.steps().filter_map(Step::signature);
        signatures.any(|signature| signature.scheme.row().randomness == Randomness::Fresh)
    }

    /// Whether a cipher makes an empty output of an empty text: an absent member would make an empty key of the value.
    pub fn may_vanish(&self) -> bool {
        self.steps().any(|step| matches!(step, Step::Encrypt(encryption) if encryption.padding == Padding::Zero))
    }

    /// Every step of every case.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.cases.iter().flat_map(|case| case.steps.iter())
    }
}

/// One case of a value.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The text of `by` that chooses the case; `None`: any other text, or the only case.
    pub when: Option<String>,
    /// The parts of the text, in order.
    pub parts: Vec<Part>,
    /// The steps over the text, in the sender's order.
    pub steps: Vec<Step>,
    /// The place of the last step in the spec; empty if there are no steps.
    pub last_step: Span,
    /// The value that a choice names for the case, with the place of its declaration.
    pub chosen: Option<(String, Span)>,
}

impl Case {
    /// Whether the output of the steps shows nothing of the text.
    pub fn is_one_way(&self) -> bool {
        self.steps.iter().any(Step::is_one_way)
    }

    /// Whether the steps take the whole text, and do not cut it before a digest or a key takes it.
    pub fn keeps_text(&self) -> bool {
        let mut first = self.steps.iter().take_while(|step| !step.is_one_way());
        !first.any(|step| matches!(step, Step::Slice(_)))
    }

    /// Whether the output of the steps shows a secret, if the text is one or not.
    pub fn shows_secret(&self, text: bool) -> bool {
        self.steps.iter().fold(text, |secret, step| step.shows_secret(secret))
    }

    /// Whether the text holds a secret: a credential, a field or a value that shows one.
    pub fn holds_secret(&self, values: &[Value]) -> bool {
        self.parts.iter().any(|part| part.holds_secret(values))
    }

    /// The steps before the signature with a key pair, the signature, and the steps after it.
    pub fn around_signature(&self) -> Option<(&[Step], &Signature, &[Step])> {
        let at = self.steps.iter().position(|step| step.signature().is_some())?;
        let (before, rest) = self.steps.split_at(at);
        let (step, after) = rest.split_first()?;
        Some((before, step.signature()?, after))
    }
}

impl Part {
    /// Whether the optional parts around it are left out if the part is empty. A literal is never empty, and nested
    /// optional parts are left out on their own.
    pub fn is_awaited(&self) -> bool {
        !matches!(self, Self::Literal(_) | Self::Optional(_))
    }

    /// Whether the part is in every message, as a required credential is.
    pub fn is_always_there(&self) -> bool {
        match self {
            Self::Literal(_) | Self::Serial(..) | Self::Now(_) => true,
            Self::Credential(credential) => credential.required,
            Self::Field { .. } | Self::Fields(_) | Self::Remainder(_) | Self::Value(_) | Self::Optional(_) => false,
            Self::System(_) | Self::Header { .. } | Self::KeyOf { .. } | Self::Received(_) | Self::Sent(_) => false,
        }
    }

    /// Whether the part holds a secret.
    pub fn holds_secret(&self, values: &[Value]) -> bool {
        let of_field = |field: &Arc<Field>| field.shows_secret_of(values);
        match self {
            Self::Credential(credential) => credential.secret,
            Self::KeyOf { .. } => true,
            Self::Value(index) => values.get(*index).is_some_and(|value| value.secret),
            Self::Field { path, .. } | Self::Received(path) => path.iter().any(of_field),
            Self::Fields(selection) => selection.fields.iter().any(of_field),
            Self::Remainder(remainder) => remainder.fields.iter().any(of_field),
            Self::Optional(parts) => parts.iter().any(|part| part.holds_secret(values)),
            Self::Literal(_) | Self::Serial(..) | Self::System(_) | Self::Header { .. } | Self::Now(_) => false,
            // Lowering refuses a field that shows a secret.
            Self::Sent(_) => false,
        }
    }
}

impl KeySource {
    /// The bytes of a value or of a shared key, if that is the only part; these bytes need not be a text.
    pub fn of_parts(parts: &[Part]) -> Option<Self> {
        match parts {
            [Part::Value(index)] => Some(Self::Value(*index)),
            [Part::Credential(credential)] => Some(Self::Credential(Arc::clone(credential))),
            _ => None,
        }
    }
}

impl Step {
    /// The word of the step in the language, with its facts.
    pub fn kind(&self) -> StepWord {
        match self {
            Self::Digest(digest) => StepWord::Digest(*digest),
            Self::Hmac(digest, _) => StepWord::Hmac(*digest),
            Self::Sign(signature) => StepWord::Sign(signature.scheme),
            Self::Encrypt(encryption) => StepWord::Encrypt(encryption.cipher),
            Self::Decrypt(decryption) => StepWord::Decrypt(decryption.scheme),
            Self::Convert(conversion) => StepWord::Convert(*conversion),
            Self::Slice(slice) => StepWord::Slice(slice.end),
        }
    }

    /// The name of the step in the language.
    pub fn name(&self) -> &'static str {
        self.kind().word()
    }

    /// Whether the output shows nothing of the input.
    pub fn is_one_way(&self) -> bool {
        match self {
            Self::Digest(digest) => digest.row().one_way,
            Self::Hmac(..) | Self::Sign(_) | Self::Encrypt(_) => true,
            Self::Decrypt(_) | Self::Convert(_) | Self::Slice(_) => false,
        }
    }

    /// Whether the output shows a secret, if the input is one or not. A decryption yields one of a public text.
    pub fn shows_secret(&self, input: bool) -> bool {
        matches!(self, Self::Decrypt(_)) || input && !self.is_one_way()
    }

    /// Whether a receiver can undo the step: a cipher, or a notation for bytes.
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::Encrypt(_) => true,
            Self::Convert(conversion) => conversion.can_be_undone(),
            Self::Digest(_) | Self::Hmac(..) | Self::Sign(_) | Self::Decrypt(_) | Self::Slice(_) => false,
        }
    }

    /// The values that the step needs as keys.
    pub fn values(&self) -> Vec<usize> {
        let value = |key: &KeySource| if let KeySource::Value(index) = key { Some(*index) } else { None };
        self.key().and_then(value).into_iter().collect()
    }

    /// The texts that the step needs beside its input.
    pub fn texts(&self) -> Vec<&Part> {
        match self {
            Self::Encrypt(encryption) => encryption.iv.iter().chain(&encryption.associated_data).collect(),
            Self::Sign(signature) => match &signature.verify {
                Some(Verifier::BySerial { serial: part, .. } | Verifier::Certificate { certificate: part, .. }) => {
                    vec![part]
                }
                Some(Verifier::Key(_)) | None => Vec::new(),
            },
            Self::Digest(_) | Self::Hmac(..) | Self::Decrypt(_) | Self::Convert(_) | Self::Slice(_) => Vec::new(),
        }
    }
}

impl Verifier {
    /// The credential that verification rests on.
    pub fn credential(&self) -> &Arc<Credential> {
        match self {
            Self::Key(credential)
            | Self::BySerial { keys: credential, .. }
            | Self::Certificate { anchors: credential, .. } => credential,
        }
    }
}
