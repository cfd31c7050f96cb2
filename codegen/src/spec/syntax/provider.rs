//! The provider's identity, and the merchant's credentials.

use super::{Confidence, Prose, Spanned, Type, Word};

/// The section `provider`.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// The name of the Rust module and of the cargo feature.
    pub id: Option<Word>,
    /// The description of the provider and of its page.
    pub about: About,
    /// The zone of the provider's local time.
    pub time_zone: Option<Spanned<Zone>>,
    /// The currency of all amounts.
    pub currency: Option<Word>,
}

/// The zone of local times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// A fixed offset, in minutes east of UTC.
    Fixed(i16),
    /// A name of the IANA database.
    Named(String),
}

impl Default for Zone {
    fn default() -> Self {
        Self::Fixed(0)
    }
}

/// The description of the provider and of its page, for readers alone.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The provider's own name.
    pub name: String,
    /// One line for the documentation.
    pub title: Prose,
    /// The page that the spec follows.
    pub document: Document,
    /// A description of one paragraph.
    pub doc: Prose,
}

/// The provider's page.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// The URL of the page.
    pub url: Option<String>,
    /// The version or date of the page.
    pub revision: Option<String>,
}

/// The demands on the connection.
#[derive(Clone, Debug)]
pub struct Transport {
    /// Whether the provider demands the merchant's client certificate.
    pub tls_identity_required: bool,
    /// The description in the words of the spec.
    pub doc: Prose,
}

/// A credential of the merchant.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The type; `None` if it is missing or faulty (already reported).
    pub ty: Option<Spanned<Type>>,
    /// Whether it is redacted wherever it could be printed.
    pub secret: bool,
    /// Whether every merchant has it.
    pub required: bool,
    /// The confidence in this fact.
    pub confidence: Confidence,
    /// The description in the words of the spec.
    pub doc: Prose,
}

/// The kind of a throw-away key or certificate, with its content.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyKind {
    /// `n`, `e`, and for a private key `d`, `p`, `q`, `dp`, `dq`, `qinv`, in hex.
    Rsa(Vec<(&'static str, String)>),
    /// An SM2 private key in hex.
    Sm2Private(String),
    /// An SM2 public key in hex: `04`, x and y.
    Sm2Public(String),
    /// A P-256 private key in hex.
    P256Private(String),
    /// A P-256 public key in hex.
    P256Public(String),
    /// A P-384 private key in hex.
    P384Private(String),
    /// A P-384 public key in hex.
    P384Public(String),
    /// A certificate in PEM.
    Certificate(String),
}
