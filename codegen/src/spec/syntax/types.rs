//! Types of fields.

use super::Word;

/// What a length counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode characters.
    Characters,
    /// Bytes of UTF-8.
    Bytes,
    /// The page does not say.
    Unstated,
}

/// What a value is, and how it travels.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `string`, `string(32)`, `string(1..32, bytes)`
    String {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: Option<usize>,
        /// What the length counts.
        unit: Unit,
    },
    /// `digits(10)`, `digits(13..13)`
    Digits {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
    },
    /// `integer`, `integer(10)`, `integer(10, text)`
    Integer {
        /// The greatest number of digits.
        digits: Option<usize>,
        /// Whether it travels as text.
        text: bool,
    },
    /// `amount(fen)`, `amount(yuan, text)`, `amount(fen, 10, text)`
    Amount {
        /// In units with two decimals, not in minor units.
        yuan: bool,
        /// The greatest number of digits.
        digits: Option<usize>,
        /// Whether it travels as text.
        text: bool,
    },
    /// The pattern, such as `yyyyMMddHHmmss`.
    DateTime(String),
    /// `epoch_ms`, `epoch_s`, with `(text)`
    Epoch {
        /// In milliseconds, not in seconds.
        millis: bool,
        /// Whether it travels as text.
        text: bool,
    },
    /// `http_date`: a date of HTTP headers.
    HttpDate,
    /// `boolean`, `boolean(Y, N)`: the words for true and false, where they are others.
    Boolean(Option<(String, String)>),
    /// `enumeration(refund_status)`, `enumeration(refund_account, 30)`: one of the texts of an enumeration.
    Enumeration {
        /// The enumeration.
        name: Word,
        /// The least and the greatest length of a text, where the page has one.
        length: Option<(usize, usize, Unit)>,
    },
    /// A code of the section `errors`.
    ErrorCode,
    /// A message, by name.
    Object(Word),
    /// `sole(item)`: a list of just one object of a message.
    Sole(Word),
    /// Messages or scalars.
    List(Box<Type>),
    /// Texts by name.
    Map {
        /// The greatest number of entries.
        entries: Option<usize>,
        /// The greatest length of a name.
        key: Option<(usize, Unit)>,
        /// The greatest length of a text.
        value: Option<(usize, Unit)>,
    },
    /// JSON text that holds this.
    Json(Box<Type>),
    /// `indexed(coupon)`: a list of a message's members whose names end in an index.
    Indexed {
        /// The message.
        message: Word,
        /// The first index.
        from: usize,
    },
    /// `parallel(order, "|")`: a list of a message's members, each of which holds the texts of all.
    Parallel {
        /// The message.
        message: Word,
        /// What stands between the texts.
        join: String,
    },
    /// A key or certificate; credentials only.
    Key(KeyType),
}

/// What only credentials are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// Bytes given in hex.
    Hex,
    /// Bytes given in base64.
    Base64,
    /// An RSA key for signing.
    RsaPrivate,
    /// An RSA key for verifying, or a certificate with one.
    RsaPublic,
    /// Several RSA keys for verifying, by serial.
    RsaPublicSet,
    /// An RSA key for signing that may be short, or sign with MD5 or SHA-1.
    WeakRsaPrivate,
    /// The same for verifying.
    WeakRsaPublic,
    /// An SM2 key for signing.
    Sm2Private,
    /// An SM2 key for verifying.
    Sm2Public,
    /// The merchant's own certificate.
    Certificate,
    /// The certificates that those in messages must come from.
    TrustAnchors,
}

impl KeyType {
    /// The types by their word.
    pub const WORDS: &[(&'static str, Self)] = &[
        ("hex", Self::Hex),
        ("base64", Self::Base64),
        ("rsa_private_key", Self::RsaPrivate),
        ("rsa_public_key", Self::RsaPublic),
        ("rsa_public_keys", Self::RsaPublicSet),
        ("weak_rsa_private_key", Self::WeakRsaPrivate),
        ("weak_rsa_public_key", Self::WeakRsaPublic),
        ("sm2_private_key", Self::Sm2Private),
        ("sm2_public_key", Self::Sm2Public),
        ("certificate", Self::Certificate),
        ("trust_anchors", Self::TrustAnchors),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        super::word_of(Self::WORDS, self)
    }

    /// Whether a step that needs shared bytes can take it.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Hex | Self::Base64)
    }

    /// Whether it is masked everywhere.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Hex | Self::Base64 | Self::RsaPrivate | Self::WeakRsaPrivate | Self::Sm2Private)
    }
}
