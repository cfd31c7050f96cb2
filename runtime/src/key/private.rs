//! RSA private keys: parsed once, so neither signing nor decrypting parses.

mod decrypt;

use std::sync::Arc;

use super::library::{Hash, Private};
use super::numbers::RsaNumbers;
use zeroize::Zeroizing;

use super::{OTHER_KIND, pem};
use crate::{KeyError, Scheme, digest};

/// An RSA private key of 2048 to 8192 bits. Clones share the key; the type has no `Debug`.
#[derive(Clone)]
pub struct RsaPrivateKey(Arc<Held>);

struct Held {
    key: Private,
    /// Known to the holder of the key alone: replaces texts that cannot be decrypted.
    secret: Zeroizing<[u8; 32]>,
}

impl RsaPrivateKey {
    /// Reads PEM with a PKCS#8 or PKCS#1 key, or its base64 without the `BEGIN` and `END` lines.
    ///
    /// # Errors
    /// The text contains something else (the error says what), or a key that is too short.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::rsa_private(text)?)
    }

    /// Reads a PKCS#8 or PKCS#1 key in DER.
    ///
    /// # Errors
    /// The bytes are not an RSA private key of 2048 to 8192 bits.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = Private::from_der(der).ok_or(KeyError::Refused)?;
        Ok(Self(Arc::new(Held { key, secret: Zeroizing::new(digest::sha256(der)) })))
    }

    /// Makes a key of its numbers.
    ///
    /// # Errors
    /// A number is not hex, or the numbers are not an RSA key of 2048 to 8192 bits.
    pub fn from_numbers(numbers: &RsaNumbers<'_>) -> Result<Self, KeyError> {
        Self::from_der(&numbers.to_der()?)
    }

    /// Signs with SHA-256 and PKCS#1 v1.5 (RFC 8017, section 8.2), deterministically.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Hash::Sha256, message)
    }

    /// Signs with SHA-512 and PKCS#1 v1.5 (RFC 8017, section 8.2), deterministically.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_sha512(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Hash::Sha512, message)
    }

    /// Signs with SHA-256 and PSS (RFC 8017, section 8.1), MGF1 over the same digest and a random salt of 32 bytes.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_pss_sha256(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_pss(Hash::Sha256, message)
    }

    /// Signs with SHA-384 and PSS (RFC 8017, section 8.1), MGF1 over the same digest and a random salt of 48 bytes.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_pss_sha384(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_pss(Hash::Sha384, message)
    }

    /// Signs with SHA-512 and PSS (RFC 8017, section 8.1), MGF1 over the same digest and a random salt of 64 bytes.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_pss_sha512(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign_pss(Hash::Sha512, message)
    }

    /// Signs with a scheme.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] if this kind of key does not support the scheme, [`KeyError::Signing`] if the library
    /// fails.
    pub fn sign_by(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match scheme {
            Scheme::RsaSha256 => self.sign_sha256(message),
            Scheme::RsaSha512 => self.sign_sha512(message),
            Scheme::Ps256 => self.sign_pss_sha256(message),
            Scheme::Ps384 => self.sign_pss_sha384(message),
            Scheme::Ps512 => self.sign_pss_sha512(message),
            Scheme::RsaSha1
            | Scheme::RsaMd5
            | Scheme::RsaRaw
            | Scheme::Sm2
            | Scheme::Sm2Der
            | Scheme::Es256
            | Scheme::Es256Der
            | Scheme::Es384
            | Scheme::Es384Der => Err(KeyError::Unusable(OTHER_KIND)),
        }
    }

    /// The public half, a PKCS#1 public key in DER.
    pub fn public_der(&self) -> &[u8] {
        self.0.key.public_der()
    }

    fn sign_pss(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.key.sign_pss(hash, message).ok_or(KeyError::Signing)
    }

    fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.key.sign(hash, message).ok_or(KeyError::Signing)
    }
}
