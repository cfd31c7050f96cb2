//! The steps of a value.

use super::{Cipher, Conversion, Digest, EncryptionScheme, Padding, Parts, Scheme, State, Written};

/// A step of a value or a layer.
#[derive(Clone, Debug)]
pub enum Step<S: State = Written> {
    /// A digest.
    Digest(Digest),
    /// A digest with a shared key.
    Hmac(Digest, S::Key),
    /// A signature with a key pair.
    Sign(Signature<S>),
    /// A cipher.
    Encrypt(Encryption<S>),
    /// A decryption with a private key.
    Decrypt(Decryption<S>),
    /// A conversion to another notation.
    Convert(Conversion),
}

impl<S: State> Step<S> {
    /// Whether the output is a text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::Convert(conversion) if !conversion.yields_bytes())
    }
}

/// A signature with a key pair; each direction has its own half of the pair.
#[derive(Clone, Debug)]
pub struct Signature<S: State = Written> {
    /// The scheme.
    pub scheme: Scheme,
    /// The private key, if this side signs.
    pub sign: Option<S::Credential>,
    /// The public key, if this side verifies.
    pub verify: Option<Verifier<S>>,
    /// The signer's identifier in SM2.
    pub user_id: String,
}

/// The source of the key that verifies.
#[derive(Clone, Debug)]
pub enum Verifier<S: State = Written> {
    /// The key of a credential.
    Key(S::Credential),
    /// One key of a set, chosen by its serial number.
    BySerial {
        /// The credential with the set.
        keys: S::Credential,
        /// The serial number of the key.
        serial: Box<S::Part>,
    },
    /// A certificate that the message carries.
    Certificate {
        /// The part that holds the certificate.
        certificate: Box<S::Part>,
        /// The credential with the trust anchors of the certificate.
        anchors: S::Credential,
        /// The common name that its subject must have.
        common_name: Option<String>,
    },
}

/// A cipher with its inputs.
#[derive(Clone, Debug)]
pub struct Encryption<S: State = Written> {
    /// The cipher.
    pub cipher: Cipher,
    /// Its key.
    pub key: S::Key,
    /// The initialisation vector or the nonce.
    pub iv: Parts<S>,
    /// The data that a cipher with a tag authenticates with the text.
    pub associated_data: Parts<S>,
    /// The padding of the last block.
    pub padding: Padding,
}

/// A decryption with a private key.
#[derive(Clone, Debug)]
pub struct Decryption<S: State = Written> {
    /// The scheme.
    pub scheme: EncryptionScheme,
    /// The private key.
    pub key: S::Credential,
    /// The length of the text in bytes, where the scheme needs it.
    pub length: Option<usize>,
}
