//! Who the provider is, and what the merchant holds.

use super::{Confidence, Spanned, Type, Word};

/// The section `provider`.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// The Rust module and the cargo feature.
    pub id: Option<Word>,
    /// The provider's own name.
    pub name: Option<Word>,
    /// One line for the documentation.
    pub title: Option<Word>,
    /// The page that the spec follows.
    pub document: Document,
    /// Minutes east of UTC.
    pub time_zone: Option<Spanned<i16>>,
    /// The currency of all amounts.
    pub currency: Option<Word>,
    /// What the provider does.
    pub doc: Option<Word>,
}

/// The provider's page.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title.
    pub title: Option<Word>,
    /// Where it is found.
    pub url: Option<Word>,
    /// Which state of it.
    pub revision: Option<Word>,
}

/// What the connection needs.
#[derive(Clone, Debug)]
pub struct Transport {
    /// Whether the merchant's client certificate is asked for.
    pub tls_identity_required: bool,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
}

/// Something the merchant holds.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its type; `None` if it was missing or faulty, which is reported.
    pub ty: Option<Spanned<Type>>,
    /// Whether it is masked wherever it could be printed.
    pub secret: bool,
    /// Whether every merchant has it.
    pub required: bool,
    /// How sure the fact is.
    pub confidence: Confidence,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
}

/// A throw-away key or certificate of the examples.
#[derive(Clone, Debug)]
pub enum Key {
    /// The numbers of an RSA key in hex under their names in PKCS#1; a public key has `n` and `e`.
    Rsa(Vec<(&'static str, Word)>),
    /// An SM2 private key in hex.
    Sm2Private(Word),
    /// An SM2 public key in hex: `04`, x and y.
    Sm2Public(Word),
    /// A certificate in PEM.
    Certificate(Word),
}
