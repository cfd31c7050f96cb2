//! Texts that are computed.

use super::{Spanned, Word};

/// A text that is computed.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
    /// Its parts, in order.
    pub text: Vec<Spanned<Part>>,
    /// What is done to the text, in the sender's order.
    pub steps: Vec<Spanned<Step>>,
}

/// One part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Itself.
    Literal(String),
    /// A credential.
    Credential(Word),
    /// A member.
    Field {
        /// The member's path.
        path: Word,
        /// How it is taken.
        view: View,
    },
    /// Another value.
    Value(Word),
    /// A selection of members.
    Fields(Selection),
    /// Something of the call.
    System(System),
    /// A header of the same message.
    Header(Word),
    /// The call's clock.
    Now(TimeFormat),
}

/// How a member is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Its value.
    Value,
    /// As it is encoded on the wire.
    Encoded,
    /// Its undecoded bytes.
    Source,
}

/// How a time is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Milliseconds since 1970.
    EpochMillis,
    /// Seconds since 1970.
    EpochSeconds,
    /// A pattern, such as `yyyyMMddHHmmss`.
    Pattern(String),
}

/// Something of the call itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// The HTTP method.
    Method,
    /// The whole address.
    Url,
    /// The path as sent.
    Path,
    /// The query as sent, without the question mark.
    Query,
    /// The content type.
    ContentType,
    /// The exact bytes of the body.
    Body,
    /// The HTTP status.
    Status,
    /// The call's nonce.
    Nonce,
    /// The call's salt.
    Salt,
}

/// Which members stand in a text, and how.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Of which message; `None`: the outermost layer.
    pub of: Option<Word>,
    /// These alone.
    pub only: Option<Vec<Word>>,
    /// All but these.
    pub except: Vec<Word>,
    /// Whether empty members stand in it.
    pub keep_empty: bool,
    /// In the order of the list or the message, not by name.
    pub declared_order: bool,
    /// `None`: values alone.
    pub pair: Option<String>,
    /// Between the members.
    pub join: String,
}

/// What is done to a text.
#[derive(Clone, Debug)]
pub enum Step {
    /// MD5.
    Md5,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
    /// HMAC with SHA-256 and this key.
    HmacSha256(Word),
    /// HMAC with SHA-512 and this key.
    HmacSha512(Word),
    /// RSA with SHA-256, PKCS#1 v1.5.
    RsaSha256 {
        /// The key that signs.
        sign: Option<Word>,
        /// The key that verifies.
        verify: Option<Word>,
    },
    /// AES-256 in ECB mode with PKCS#7 padding and this key.
    Aes256Ecb(Word),
    /// Hex in lower case.
    HexLower,
    /// Hex in upper case.
    HexUpper,
    /// Base64.
    Base64,
    /// Base64 for URLs.
    Base64Url,
    /// Lower case.
    Lower,
    /// Upper case.
    Upper,
}
