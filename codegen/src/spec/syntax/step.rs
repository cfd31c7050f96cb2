//! The steps of a value, as an author writes them.

use super::{Cipher, Conversion, Digest, Padding, Part, Scheme, Spanned, Word};

/// One step.
#[derive(Clone, Debug)]
pub enum Step {
    /// A digest.
    Digest(Digest),
    /// A digest with a key: the credential or value.
    Hmac(Digest, Word),
    /// A signature with a key pair.
    Sign(Signature),
    /// A cipher.
    Encrypt(Encryption),
    /// A conversion.
    Convert(Conversion),
}

impl Step {
    /// Whether the output of the step is text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::Convert(conversion) if !conversion.yields_bytes())
    }
}

/// A signature with the keys of both directions.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The scheme.
    pub scheme: Scheme,
    /// The key that signs.
    pub sign: Option<Word>,
    /// The key that verifies.
    pub verify: Option<Verifier>,
    /// The SM2 user id of the signer.
    pub user_id: Option<Word>,
}

/// The source of the key that verifies.
#[derive(Clone, Debug)]
pub enum Verifier {
    /// A credential.
    Key(Word),
    /// One of the keys of a credential, by serial number.
    BySerial {
        /// The credential with the keys.
        keys: Word,
        /// The serial number.
        serial: Box<Spanned<Part>>,
    },
    /// A certificate in the message.
    Certificate {
        /// The location of the certificate.
        certificate: Box<Spanned<Part>>,
        /// The credential with the trust anchors.
        anchors: Word,
        /// The required common name of the certificate's subject.
        common_name: Option<Word>,
    },
}

/// A cipher with its inputs.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// The cipher.
    pub cipher: Cipher,
    /// Its key.
    pub key: Word,
    /// The initialisation vector or the nonce.
    pub iv: Vec<Spanned<Part>>,
    /// The data that GCM authenticates with the text.
    pub associated_data: Vec<Spanned<Part>>,
    /// The padding of the last block.
    pub padding: Padding,
}
