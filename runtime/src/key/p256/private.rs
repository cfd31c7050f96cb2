//! P-256 private keys.

use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::DecodePrivateKey;

use super::{NEEDED_PRIVATE, P256PublicKey};
use crate::key::OTHER_KIND;
use crate::key::pem::{self, PemKind};
use crate::{KeyError, Scheme, SecretBytes};

/// The length of the key's number in bytes.
const LENGTH: usize = 32;

/// A P-256 private key. The type has no `Debug`.
#[derive(Clone)]
pub struct P256PrivateKey(SigningKey);

impl P256PrivateKey {
    /// Makes a key of its number, 64 hex digits.
    ///
    /// # Errors
    /// The text is not hex, or the number is outside the curve's range.
    pub fn from_hex(d_hex: &str) -> Result<Self, KeyError> {
        let number = SecretBytes::from_hex(d_hex)?;
        match number.expose().len() {
            LENGTH => Self::of(SecretKey::from_slice(number.expose()).ok()),
            found => Err(KeyError::Length { found, needed: LENGTH }),
        }
    }

    /// Reads PEM with a PKCS#8 or SEC 1 key, or its base64 without the `BEGIN` and `END` lines.
    ///
    /// # Errors
    /// The text contains something else: the error says what.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let der =
            pem::section(text, NEEDED_PRIVATE)?.only(&[PemKind::PrivateKey, PemKind::EcPrivateKey], NEEDED_PRIVATE)?;
        Self::of(SecretKey::from_pkcs8_der(&der).ok().or_else(|| SecretKey::from_sec1_der(&der).ok()))
    }

    fn of(key: Option<SecretKey>) -> Result<Self, KeyError> {
        key.map(|key| Self(SigningKey::from(key))).ok_or(KeyError::Unusable(NEEDED_PRIVATE))
    }

    /// Signs with SHA-256: r and s, 64 bytes. The random number of the standard is derived from key and message
    /// (RFC 6979), so signing is deterministic.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.signature(message).map(|signature| signature.to_bytes().to_vec())
    }

    /// [`P256PrivateKey::sign`], encoded as a DER sequence of r and s.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_der(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.signature(message).map(|signature| signature.to_der().as_bytes().to_vec())
    }

    /// Signs with a scheme.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] if this kind of key does not support the scheme, and those of [`P256PrivateKey::sign`].
    pub fn sign_by(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match scheme {
            Scheme::Es256 => self.sign(message),
            Scheme::Es256Der => self.sign_der(message),
            Scheme::RsaSha256
            | Scheme::RsaSha512
            | Scheme::RsaSha1
            | Scheme::RsaMd5
            | Scheme::RsaRaw
            | Scheme::Ps256
            | Scheme::Ps384
            | Scheme::Ps512
            | Scheme::Sm2
            | Scheme::Sm2Der => Err(KeyError::Unusable(OTHER_KIND)),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> P256PublicKey {
        P256PublicKey(*self.0.verifying_key())
    }

    fn signature(&self, message: &[u8]) -> Result<Signature, KeyError> {
        self.0.try_sign(message).map_err(|_| KeyError::Signing)
    }
}
