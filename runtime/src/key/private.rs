//! RSA private keys: parsed once, so signing never parses.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512, RsaEncoding, RsaKeyPair};

use super::numbers::RsaNumbers;
use super::{OTHER_KIND, pem};
use crate::{KeyError, Scheme};

/// An RSA private key of 2048 to 8192 bits. Clones share the key; the type has no `Debug`.
#[derive(Clone)]
pub struct RsaPrivateKey(Arc<RsaKeyPair>);

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
        let pair = RsaKeyPair::from_pkcs8(der).or_else(|_| RsaKeyPair::from_der(der));
        pair.map(|pair| Self(Arc::new(pair))).map_err(|_| KeyError::Refused)
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
        self.sign(&RSA_PKCS1_SHA256, message)
    }

    /// Signs with SHA-512 and PKCS#1 v1.5 (RFC 8017, section 8.2), deterministically.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library fails.
    pub fn sign_sha512(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(&RSA_PKCS1_SHA512, message)
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
            Scheme::RsaSha1 | Scheme::RsaMd5 | Scheme::RsaRaw | Scheme::Sm2 | Scheme::Sm2Der => {
                Err(KeyError::Unusable(OTHER_KIND))
            }
        }
    }

    /// The public half, a PKCS#1 public key in DER.
    pub fn public_der(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    fn sign(&self, encoding: &'static dyn RsaEncoding, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        let signed = self.0.sign(encoding, &SystemRandom::new(), message, &mut signature);
        signed.map(|()| signature).map_err(|_| KeyError::Signing)
    }
}
