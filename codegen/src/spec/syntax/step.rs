//! The steps of a value.

use super::{Cipher, Conversion, Digest, EncryptionScheme, Padding, Parts, Scheme, SliceEnd, State, Written};

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
    /// A part of the input.
    Slice(Slice),
}

impl<S: State> Step<S> {
    /// Whether the output is a text.
    pub fn yields_text(&self) -> bool {
        match self {
            Self::Convert(conversion) => !conversion.yields_bytes(),
            Self::Slice(slice) => slice.text,
            Self::Digest(_) | Self::Hmac(..) | Self::Sign(_) | Self::Encrypt(_) | Self::Decrypt(_) => false,
        }
    }
}

/// A part of a text or of bytes.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// The end from which it is counted.
    pub end: SliceEnd,
    /// The number of its characters or bytes.
    pub count: usize,
    /// Whether the input is a text, so that characters are counted.
    pub text: bool,
}

impl Slice {
    /// The runtime's function.
    pub fn function(&self) -> &'static str {
        if self.text { self.end.row().characters } else { self.end.row().bytes }
    }

    /// The part in a sentence: `its first 16 characters`.
    pub fn prose(&self) -> String {
        let unit = if self.text { "characters" } else { "bytes" };
        format!("its {} {} {unit}", self.end.word(), self.count)
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
    /// The length of a GCM nonce in bytes.
    pub nonce_length: usize,
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
