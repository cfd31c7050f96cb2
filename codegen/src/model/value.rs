//! Named values, bound to the message that they are computed over.

use std::sync::Arc;

use super::{Credential, Field, Percent, System, View};
use crate::source::Span;
pub use crate::spec::syntax::{SerialForm, Style, TimeFormat};
pub use refundry_vocabulary::{Cipher, Conversion, Digest, Mode, Order, Padding, Scheme, StepWord, Task};

/// A text and what is done to it, bound to one direction of one operation.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name in the spec.
    pub name: String,
    /// Its meaning.
    pub doc: String,
    /// The text that chooses among the cases; `None`: there is one.
    pub by: Option<Part>,
    /// The ways it can come about.
    pub cases: Vec<Case>,
    /// Whether it shows a secret: one goes in, and no one-way step follows; or it is a key of a step, or writes one.
    pub secret: bool,
    /// Where it is declared.
    pub span: Span,
}

impl Value {
    /// Whether every case ends in text.
    pub fn yields_text(&self) -> bool {
        self.cases.iter().all(|case| case.steps.last().is_none_or(Step::yields_text))
    }

    /// Every part of every case, those inside optional ones too, and the one that chooses.
    pub fn parts(&self) -> Vec<&Part> {
        let mut out: Vec<&Part> = self.by.iter().collect();
        self.cases.iter().for_each(|case| reach(&case.parts, &mut out));
        out
    }

    /// Whether the value of that index takes the salt, itself or through others.
    pub fn rests_on_salt(values: &[Self], index: usize) -> bool {
        let mut reached = vec![index];
        let mut next = 0;
        while let Some(value) = reached.get(next).and_then(|index| values.get(*index)) {
            let mut parts = value.parts();
            reach(value.steps().flat_map(Step::texts), &mut parts);
            if parts.iter().any(|part| matches!(part, Part::System(System::Salt))) {
                return true;
            }
            let named =
                parts.into_iter().filter_map(|part| if let Part::Value(index) = part { Some(*index) } else { None });
            // Values in a circle are reported elsewhere; here each is looked at once.
            for index in named.chain(value.steps().flat_map(Step::values)).collect::<Vec<_>>() {
                if !reached.contains(&index) {
                    reached.push(index);
                }
            }
            next += 1;
        }
        false
    }

    /// Every step of every case.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.cases.iter().flat_map(|case| case.steps.iter())
    }
}

fn reach<'p>(parts: impl IntoIterator<Item = &'p Part>, out: &mut Vec<&'p Part>) {
    for part in parts {
        match part {
            Part::Optional(inner) => reach(inner.iter(), out),
            part => out.push(part),
        }
    }
}

/// One way for a value to come about.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The text that chooses it; `None`: any other, or the only case.
    pub when: Option<String>,
    /// The text, in order.
    pub parts: Vec<Part>,
    /// What is done to the text, in the sender's order.
    pub steps: Vec<Step>,
}

impl Case {
    /// Whether nothing of its text can be seen in the output of its steps.
    pub fn is_one_way(&self) -> bool {
        self.steps.iter().any(Step::is_one_way)
    }

    /// Whether the text holds a secret: a credential, a field or a value that shows one.
    pub fn holds_secret(&self, values: &[Value]) -> bool {
        self.parts.iter().any(|part| part.holds_secret(values))
    }

    /// The steps before the signature with a key pair, the signature, the steps after it.
    pub fn around_signature(&self) -> Option<(&[Step], &Signature, &[Step])> {
        let at = self.steps.iter().position(|step| matches!(step, Step::Sign(_)))?;
        let (before, rest) = self.steps.split_at(at);
        match rest.split_first()? {
            (Step::Sign(signature), after) => Some((before, signature, after)),
            _ => None,
        }
    }
}

/// A part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Itself.
    Literal(String),
    /// A credential.
    Credential(Arc<Credential>),
    /// The serial number of a certificate.
    Serial(Arc<Credential>, SerialForm),
    /// A field of a layer.
    Field {
        /// Which layer, from the outside.
        layer: usize,
        /// Which field, and what leads to it.
        path: Vec<Arc<Field>>,
        /// How it is taken.
        view: View,
    },
    /// Another value, by its index.
    Value(usize),
    /// A selection of members.
    Fields(Selection),
    /// Parts that are left out together if something in them is empty.
    Optional(Vec<Part>),
    /// What the message's transport says.
    System(System),
    /// A header of the same message, or a parameter in it.
    Header {
        /// Its name.
        name: String,
        /// The parameter's name.
        parameter: Option<String>,
    },
    /// The context's clock.
    Now(TimeFormat),
}

impl Part {
    /// Whether optional parts around it are left out where it writes nothing. A literal always writes itself, and
    /// optional parts are left out for themselves.
    pub fn is_awaited(&self) -> bool {
        !matches!(self, Self::Literal(_) | Self::Optional(_))
    }

    /// Whether a secret stands in it.
    pub fn holds_secret(&self, values: &[Value]) -> bool {
        let of_field = |field: &Arc<Field>| field.shows_secret_of(values);
        match self {
            Self::Credential(credential) => credential.secret,
            Self::Value(index) => values.get(*index).is_some_and(|value| value.secret),
            Self::Field { path, .. } => path.iter().any(of_field),
            Self::Fields(selection) => selection.fields.iter().any(of_field),
            Self::Optional(parts) => parts.iter().any(|part| part.holds_secret(values)),
            Self::Literal(_) | Self::Serial(..) | Self::System(_) | Self::Header { .. } | Self::Now(_) => false,
        }
    }
}

/// A selection of the members of one layer.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Which layer, from the outside.
    pub layer: usize,
    /// What leads to that layer from the one where the text is made, each with its alternatives; empty for that layer
    /// itself. Of what is received, an inner layer is looked into before it is read.
    pub carriers: Vec<Vec<String>>,
    /// The listed fields that take part, in their order.
    pub fields: Vec<Arc<Field>>,
    /// The names listed by `only`.
    pub only: Option<Vec<String>>,
    /// The names left out, and the beginnings of names, with a `*` at their end.
    pub except: Vec<String>,
    /// Whether empty members take part.
    pub keep_empty: bool,
    /// Whether objects and lists take part, as their text.
    pub keep_nested: bool,
    /// In which order.
    pub order: Order,
    /// How each is written.
    pub style: Style,
    /// Between members.
    pub join: String,
    /// The table by which names and values are percent-encoded, each for itself.
    pub percent: Option<Percent>,
}

impl Selection {
    /// Whether a member of a request stands in the text as JSON does: a number, a boolean, what is nested.
    pub fn takes_literally(&self, field: &Field) -> bool {
        let whole = matches!(self.style, Style::Json | Style::Brackets);
        whole && (field.ty.is_literal() || field.ty.is_nested())
    }

    /// Whether a member of that name takes part.
    pub fn takes(&self, wire: &str) -> bool {
        let leaves = |name: &String| name.strip_suffix('*').map_or(name == wire, |start| wire.starts_with(start));
        self.only.as_ref().is_none_or(|only| only.iter().any(|name| name == wire)) && !self.except.iter().any(leaves)
    }
}

/// What a key is.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A credential.
    Credential(Arc<Credential>),
    /// A value, by its index.
    Value(usize),
}

impl KeySource {
    /// Of parts where bytes are needed: a value or a shared key alone may be bytes that are no text.
    pub fn of_parts(parts: &[Part]) -> Option<Self> {
        match parts {
            [Part::Value(index)] => Some(Self::Value(*index)),
            [Part::Credential(credential)] => Some(Self::Credential(Arc::clone(credential))),
            _ => None,
        }
    }
}

/// One step.
#[derive(Clone, Debug)]
pub enum Step {
    /// A digest.
    Digest(Digest),
    /// A digest with a key.
    Hmac(Digest, KeySource),
    /// A signature with a key pair.
    Sign(Signature),
    /// A cipher.
    Encrypt(Encryption),
    /// Another way of writing it.
    Convert(Conversion),
}

impl Step {
    /// Its word in the language, with the facts behind it.
    pub fn kind(&self) -> StepWord {
        match self {
            Self::Digest(digest) => StepWord::Digest(*digest),
            Self::Hmac(digest, _) => StepWord::Hmac(*digest),
            Self::Sign(signature) => StepWord::Sign(signature.scheme),
            Self::Encrypt(encryption) => StepWord::Encrypt(encryption.cipher),
            Self::Convert(conversion) => StepWord::Convert(*conversion),
        }
    }

    /// The step's name in the language.
    pub fn name(&self) -> &'static str {
        self.kind().word()
    }

    /// Whether its output is a text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::Convert(conversion) if !conversion.yields_bytes())
    }

    /// Whether nothing of its input can be seen in its output. CRC-32 is linear, and its 32 bits let anybody search a
    /// short secret.
    pub fn is_one_way(&self) -> bool {
        !matches!(self, Self::Convert(_) | Self::Digest(Digest::Crc32))
    }

    /// Whether a receiver can get its input back: it is a cipher, or a way of writing bytes.
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::Encrypt(_) => true,
            Self::Convert(conversion) => conversion.can_be_undone(),
            Self::Digest(_) | Self::Hmac(..) | Self::Sign(_) => false,
        }
    }

    /// The values that it needs as keys or texts.
    pub fn values(&self) -> Vec<usize> {
        let key = |key: &KeySource| if let KeySource::Value(index) = key { Some(*index) } else { None };
        match self {
            Self::Hmac(_, source) => key(source).into_iter().collect(),
            Self::Encrypt(encryption) => key(&encryption.key).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The texts that it needs beside its input.
    pub fn texts(&self) -> Vec<&Part> {
        match self {
            Self::Encrypt(encryption) => encryption.iv.iter().chain(&encryption.associated_data).collect(),
            Self::Sign(Signature { verify: Some(Verifier::BySerial { serial: part, .. }), .. }) => vec![part],
            Self::Sign(Signature { verify: Some(Verifier::Certificate { certificate: part, .. }), .. }) => vec![part],
            _ => Vec::new(),
        }
    }
}

/// A signature with a key pair; each direction has its own half.
#[derive(Clone, Debug)]
pub struct Signature {
    /// How.
    pub scheme: Scheme,
    /// The private key, where this side signs.
    pub sign: Option<Arc<Credential>>,
    /// The public key, where this side verifies.
    pub verify: Option<Verifier>,
    /// The signer's identifier in SM2.
    pub user_id: String,
}

/// Where the key that verifies comes from.
#[derive(Clone, Debug)]
pub enum Verifier {
    /// A credential.
    Key(Arc<Credential>),
    /// One of the keys of a credential.
    BySerial {
        /// The credential.
        keys: Arc<Credential>,
        /// Which of them.
        serial: Box<Part>,
    },
    /// A certificate in the message.
    Certificate {
        /// Where it stands.
        certificate: Box<Part>,
        /// The credential with the certificates that it must come from.
        anchors: Arc<Credential>,
        /// What its subject must be called.
        common_name: Option<String>,
    },
}

impl Verifier {
    /// The credential that it rests on.
    pub fn credential(&self) -> &Credential {
        match self {
            Self::Key(credential)
            | Self::BySerial { keys: credential, .. }
            | Self::Certificate { anchors: credential, .. } => credential,
        }
    }
}

/// A cipher with all that it needs.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// Which.
    pub cipher: Cipher,
    /// Its key.
    pub key: KeySource,
    /// The initialisation vector or the nonce.
    pub iv: Vec<Part>,
    /// What is authenticated with the text.
    pub associated_data: Vec<Part>,
    /// How the last block is filled.
    pub padding: Padding,
}
