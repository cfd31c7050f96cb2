//! The steps of a value, as an author writes them.

use super::{Cipher, Conversion, Digest, Padding, Part, Scheme, Spanned, Word};

/// One step.
#[derive(Clone, Debug)]
pub enum Step {
    /// A digest.
    Digest(Digest),
    /// A digest with a key.
    Hmac(Digest, Word),
    /// A signature with a key pair.
    Sign(Signature),
    /// A cipher.
    Encrypt(Encryption),
    /// Another way of writing it.
    Convert(Conversion),
}

impl Step {
    /// Whether its output is a text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::Convert(conversion) if !conversion.yields_bytes())
    }
}

/// Who signs and who verifies.
#[derive(Clone, Debug)]
pub struct Signature {
    /// How.
    pub scheme: Scheme,
    /// The key that signs.
    pub sign: Option<Word>,
    /// The key that verifies.
    pub verify: Option<Verifier>,
    /// The signer's identifier in SM2.
    pub user_id: Option<Word>,
}

/// Where the key that verifies comes from.
#[derive(Clone, Debug)]
pub enum Verifier {
    /// A credential.
    Key(Word),
    /// One of the keys of a credential.
    BySerial {
        /// The credential.
        keys: Word,
        /// Which of them.
        serial: Box<Spanned<Part>>,
    },
    /// A certificate in the message.
    Certificate {
        /// Where it stands.
        certificate: Box<Spanned<Part>>,
        /// The credential with the certificates that it must come from.
        anchors: Word,
        /// What its subject must be called.
        common_name: Option<Word>,
    },
}

/// A cipher with all that it needs.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// Which.
    pub cipher: Cipher,
    /// Its key.
    pub key: Word,
    /// The initialisation vector or the nonce.
    pub iv: Vec<Spanned<Part>>,
    /// What is authenticated with the text.
    pub associated_data: Vec<Spanned<Part>>,
    /// How the last block is filled.
    pub padding: Padding,
}
