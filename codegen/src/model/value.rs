//! Named values, bound to the message that they are computed over.

use std::sync::Arc;

use super::{Credential, Field, Percent, System, View};
use crate::source::Span;
pub use crate::spec::syntax::{SerialForm, Style, TimeFormat};
pub use refundry_vocabulary::{Cipher, Conversion, Digest, Mode, Order, Padding, Scheme, StepWord, Task};
use refundry_vocabulary::{PairForm, PairStyle};

/// A text and the steps over it, bound to one direction of one operation.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name in the spec.
    pub name: String,
    /// Its meaning.
    pub doc: String,
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
        let mut out: Vec<&Part> = self.by.iter().collect();
        self.cases.iter().for_each(|case| reach(&case.parts, &mut out));
        out
    }

    /// Whether the value of that index takes the salt, directly or through other values.
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
            // Each value is visited once: values may form a circle, which is reported elsewhere.
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

/// One case of a value.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The text of `by` that chooses the case; `None`: any other text, or the only case.
    pub when: Option<String>,
    /// The parts of the text, in order.
    pub parts: Vec<Part>,
    /// The steps over the text, in the sender's order.
    pub steps: Vec<Step>,
}

impl Case {
    /// Whether the output of the steps shows nothing of the text.
    pub fn is_one_way(&self) -> bool {
        self.steps.iter().any(Step::is_one_way)
    }

    /// Whether the text holds a secret: a credential, a field or a value that shows one.
    pub fn holds_secret(&self, values: &[Value]) -> bool {
        self.parts.iter().any(|part| part.holds_secret(values))
    }

    /// The steps before the signature with a key pair, the signature, and the steps after it.
    pub fn around_signature(&self) -> Option<(&[Step], &Signature, &[Step])> {
        let at = self.steps.iter().position(|step| matches!(step, Step::Sign(_)))?;
        let (before, rest) = self.steps.split_at(at);
        match rest.split_first()? {
            (Step::Sign(signature), after) => Some((before, signature, after)),
            _ => None,
        }
    }
}

/// A part of a value's or a header's text.
#[derive(Clone, Debug)]
pub enum Part {
    /// A fixed text.
    Literal(String),
    /// The text of a credential.
    Credential(Arc<Credential>),
    /// The serial number of a certificate.
    Serial(Arc<Credential>, SerialForm),
    /// A field of a layer.
    Field {
        /// The index of the layer, from the outside in.
        layer: usize,
        /// The path of the field.
        path: Vec<Arc<Field>>,
        /// The form in which the field is taken.
        view: View,
    },
    /// The text of another value, by its index.
    Value(usize),
    /// A selection of members.
    Fields(Selection),
    /// Parts that are left out together if one of them is empty.
    Optional(Vec<Part>),
    /// A system value of the message.
    System(System),
    /// A header of the same message, or one parameter of it.
    Header {
        /// Its name.
        name: String,
        /// The parameter's name.
        parameter: Option<String>,
    },
    /// The time of the context's clock, in this format.
    Now(TimeFormat),
}

impl Part {
    /// Whether the optional parts around it are left out if the part is empty. A literal is never empty, and nested
    /// optional parts are left out on their own.
    pub fn is_awaited(&self) -> bool {
        !matches!(self, Self::Literal(_) | Self::Optional(_))
    }

    /// Whether the part holds a secret.
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
    /// The index of the layer, from the outside in.
    pub layer: usize,
    /// The carriers that lead to that layer from the layer of the text, each with its alternatives; empty for that
    /// layer itself. In a received message, the selection looks into an inner layer before that layer is read.
    pub carriers: Vec<Vec<String>>,
    /// The declared fields that the selection takes, in its order.
    pub fields: Vec<Arc<Field>>,
    /// The names listed by `only`.
    pub only: Option<Vec<String>>,
    /// The names left out; a name that ends in `*` stands for all names with that beginning.
    pub except: Vec<String>,
    /// Whether members with empty values are taken.
    pub keep_empty: bool,
    /// Whether objects and lists are taken, as their text.
    pub keep_nested: bool,
    /// The order of the members.
    pub order: Order,
    /// The form of each member.
    pub style: Style,
    /// The separator between members.
    pub join: String,
    /// The table of percent-encoding for each name and each value.
    pub percent: Option<Percent>,
}

impl Selection {
    /// The style of the members.
    pub fn pair_style(&self) -> PairStyle<'_> {
        let form = match (&self.style, self.percent) {
            (Style::Pair(separator), None) => PairForm::Pair(separator),
            (Style::Pair(separator), Some(percent)) => PairForm::Encoded(separator, percent),
            (Style::Values, None) => PairForm::Values,
            (Style::Values, Some(percent)) => PairForm::EncodedValues(percent),
            (Style::Json, _) => PairForm::Json,
            (Style::Brackets, _) => PairForm::Brackets,
        };
        PairStyle { form, join: &self.join, skip_empty: !self.keep_empty }
    }

    /// Whether the text holds a member of a request as JSON writes it: a number, a boolean or a nested value.
    pub fn takes_literally(&self, field: &Field) -> bool {
        let whole = matches!(self.style, Style::Json | Style::Brackets);
        whole && (field.ty.is_literal() || field.ty.is_nested())
    }

    /// Whether the selection takes a member of that name.
    pub fn takes(&self, wire: &str) -> bool {
        let leaves = |name: &String| name.strip_suffix('*').map_or(name == wire, |start| wire.starts_with(start));
        self.only.as_ref().is_none_or(|only| only.iter().any(|name| name == wire)) && !self.except.iter().any(leaves)
    }
}

/// The source of a key.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A credential.
    Credential(Arc<Credential>),
    /// A value, by its index.
    Value(usize),
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

/// A step of a value or a layer.
#[derive(Clone, Debug)]
pub enum Step {
    /// A digest.
    Digest(Digest),
    /// A digest with a shared key.
    Hmac(Digest, KeySource),
    /// A signature with a key pair.
    Sign(Signature),
    /// A cipher.
    Encrypt(Encryption),
    /// A conversion to another notation.
    Convert(Conversion),
}

impl Step {
    /// The word of the step in the language, with its facts.
    pub fn kind(&self) -> StepWord {
        match self {
            Self::Digest(digest) => StepWord::Digest(*digest),
            Self::Hmac(digest, _) => StepWord::Hmac(*digest),
            Self::Sign(signature) => StepWord::Sign(signature.scheme),
            Self::Encrypt(encryption) => StepWord::Encrypt(encryption.cipher),
            Self::Convert(conversion) => StepWord::Convert(*conversion),
        }
    }

    /// The name of the step in the language.
    pub fn name(&self) -> &'static str {
        self.kind().word()
    }

    /// Whether the output is a text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::Convert(conversion) if !conversion.yields_bytes())
    }

    /// Whether the output shows nothing of the input.
    pub fn is_one_way(&self) -> bool {
        match self {
            Self::Digest(digest) => digest.row().one_way,
            Self::Hmac(..) | Self::Sign(_) | Self::Encrypt(_) => true,
            Self::Convert(_) => false,
        }
    }

    /// Whether a receiver can undo the step: a cipher, or a notation for bytes.
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::Encrypt(_) => true,
            Self::Convert(conversion) => conversion.can_be_undone(),
            Self::Digest(_) | Self::Hmac(..) | Self::Sign(_) => false,
        }
    }

    /// The values that the step needs as keys or texts.
    pub fn values(&self) -> Vec<usize> {
        let key = |key: &KeySource| if let KeySource::Value(index) = key { Some(*index) } else { None };
        match self {
            Self::Hmac(_, source) => key(source).into_iter().collect(),
            Self::Encrypt(encryption) => key(&encryption.key).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The texts that the step needs beside its input.
    pub fn texts(&self) -> Vec<&Part> {
        match self {
            Self::Encrypt(encryption) => encryption.iv.iter().chain(&encryption.associated_data).collect(),
            Self::Sign(Signature { verify: Some(Verifier::BySerial { serial: part, .. }), .. }) => vec![part],
            Self::Sign(Signature { verify: Some(Verifier::Certificate { certificate: part, .. }), .. }) => vec![part],
            _ => Vec::new(),
        }
    }
}

/// A signature with a key pair; each direction has its own half of the pair.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The scheme.
    pub scheme: Scheme,
    /// The private key, if this side signs.
    pub sign: Option<Arc<Credential>>,
    /// The public key, if this side verifies.
    pub verify: Option<Verifier>,
    /// The signer's identifier in SM2.
    pub user_id: String,
}

/// The source of the key that verifies.
#[derive(Clone, Debug)]
pub enum Verifier {
    /// The key of a credential.
    Key(Arc<Credential>),
    /// One key of a set, chosen by its serial.
    BySerial {
        /// The credential with the set.
        keys: Arc<Credential>,
        /// The serial of the key.
        serial: Box<Part>,
    },
    /// A certificate that the message carries.
    Certificate {
        /// The part that holds the certificate.
        certificate: Box<Part>,
        /// The credential with the trust anchors of the certificate.
        anchors: Arc<Credential>,
        /// The common name that its subject must have.
        common_name: Option<String>,
    },
}

impl Verifier {
    /// The credential that verification rests on.
    pub fn credential(&self) -> &Credential {
        match self {
            Self::Key(credential)
            | Self::BySerial { keys: credential, .. }
            | Self::Certificate { anchors: credential, .. } => credential,
        }
    }
}

/// A cipher with its inputs.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// The cipher.
    pub cipher: Cipher,
    /// Its key.
    pub key: KeySource,
    /// The initialisation vector or the nonce.
    pub iv: Vec<Part>,
    /// The data that is authenticated with the text.
    pub associated_data: Vec<Part>,
    /// The padding of the last block.
    pub padding: Padding,
}
