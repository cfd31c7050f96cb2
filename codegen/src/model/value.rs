//! Named values, bound to the message that they are computed over.

use std::sync::Arc;

use super::{Credential, Field};
use crate::source::Span;
pub use crate::spec::syntax::TimeFormat;
use crate::spec::syntax::{System, View};

/// A text and what is done to it, bound to one direction of one operation.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name in the spec.
    pub name: String,
    /// Its meaning.
    pub doc: String,
    /// The text, in order.
    pub parts: Vec<Part>,
    /// What is done to the text, in the sender's order.
    pub steps: Vec<Step>,
    /// Whether it shows a secret: one goes in, and no one-way step follows.
    pub secret: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Itself.
    Literal(String),
    /// A credential.
    Credential(Arc<Credential>),
    /// A field of a layer.
    Field {
        /// Which layer, from the outside.
        layer: usize,
        /// Which field; a received one may be missing from the spec.
        wire: String,
        /// The field, where the message lists it.
        field: Option<Arc<Field>>,
        /// How it is taken.
        view: View,
    },
    /// Another value, by its index.
    Value(usize),
    /// A selection of members.
    Fields(Selection),
    /// What the message's transport says.
    System(System),
    /// A header of the same message.
    Header(String),
    /// The context's clock.
    Now(TimeFormat),
}

/// A selection of the members of one layer.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Which layer, from the outside.
    pub layer: usize,
    /// The listed fields that take part, in their order.
    pub fields: Vec<Arc<Field>>,
    /// The names listed by `only`.
    pub only: Option<Vec<String>>,
    /// The names left out.
    pub except: Vec<String>,
    /// Whether empty members take part.
    pub keep_empty: bool,
    /// Whether the order is the declared one instead of the names'.
    pub declared_order: bool,
    /// Between name and value; `None`: values alone.
    pub pair: Option<String>,
    /// Between members.
    pub join: String,
}

/// What a key is.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A credential.
    Credential(Arc<Credential>),
    /// A value, by its index.
    Value(usize),
}

/// One step.
#[derive(Clone, Debug)]
pub enum Step {
    /// A digest.
    Md5,
    /// A digest.
    Sha256,
    /// A digest.
    Sha512,
    /// A keyed digest.
    HmacSha256(KeySource),
    /// A keyed digest.
    HmacSha512(KeySource),
    /// A signature, PKCS#1 v1.5 over SHA-256.
    RsaSha256 {
        /// The private key, where this side signs.
        sign: Option<Arc<Credential>>,
        /// The public key, where this side verifies.
        verify: Option<Arc<Credential>>,
    },
    /// A cipher, PKCS#7 padding.
    Aes256Ecb(KeySource),
    /// Bytes as text.
    HexLower,
    /// Bytes as text.
    HexUpper,
    /// Bytes as text.
    Base64,
    /// Bytes as text, without padding.
    Base64Url,
    /// Text in lower case.
    Lower,
    /// Text in upper case.
    Upper,
}

impl Step {
    /// The step's name in the language.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::HmacSha256(_) => "hmac_sha256",
            Self::HmacSha512(_) => "hmac_sha512",
            Self::RsaSha256 { .. } => "rsa_sha256",
            Self::Aes256Ecb(_) => "aes_256_ecb",
            Self::HexLower => "hex_lower",
            Self::HexUpper => "hex_upper",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::Lower => "lower",
            Self::Upper => "upper",
        }
    }

    /// Whether its output is a text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::HexLower | Self::HexUpper | Self::Base64 | Self::Base64Url | Self::Lower | Self::Upper)
    }

    /// Whether nothing of its input can be seen in its output.
    pub fn is_one_way(&self) -> bool {
        !self.yields_text()
    }
}
