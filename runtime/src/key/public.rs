//! RSA public keys, in all the forms that providers publish.

use std::fmt;

use super::library::{Hash, Public};
use super::{der, numbers, pem};
use crate::{KeyError, Scheme, digest, encode};

/// An RSA public key of 2048 to 8192 bits. Of a certificate only the key is used: nothing else in it is checked.
#[derive(Clone)]
pub struct RsaPublicKey(Public);

impl RsaPublicKey {
    /// Reads PEM with a certificate, a `PUBLIC KEY` or an `RSA PUBLIC KEY`, or its base64 without the `BEGIN` and `END`
    /// lines.
    ///
    /// # Errors
    /// The text contains something else (the error says what), or a key that is too short.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::rsa_public(text)?)
    }

    /// Reads a certificate, a `SubjectPublicKeyInfo` or a PKCS#1 public key in DER.
    ///
    /// # Errors
    /// The bytes are not an RSA public key of 2048 to 8192 bits.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Public::from_der(der::public_key_of(der).unwrap_or(der)).map(Self).ok_or(KeyError::Refused)
    }

    /// Makes a key of modulus and exponent in hex.
    ///
    /// # Errors
    /// A number is not hex, or the numbers are not an RSA key of 2048 to 8192 bits.
    pub fn from_numbers(n_hex: &str, e_hex: &str) -> Result<Self, KeyError> {
        Self::from_der(&numbers::public_der(n_hex, e_hex)?)
    }

    /// Whether the signature (SHA-256, PKCS#1 v1.5) over this message was made with the private key.
    pub fn verify_sha256(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Hash::Sha256, message, signature)
    }

    /// Whether the signature (SHA-512, PKCS#1 v1.5) over this message was made with the private key.
    pub fn verify_sha512(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Hash::Sha512, message, signature)
    }

    /// Whether the signature (SHA-1, PKCS#1 v1.5) over this message was made with the private key. Weak: an attacker
    /// who influences the signed text may find two messages with the same SHA-1.
    pub fn verify_sha1(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Hash::Sha1, message, signature)
    }

    /// Whether the signature (SHA-256, PSS with a salt of 32 bytes) over this message was made with the private key.
    pub fn verify_pss_sha256(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_pss(Hash::Sha256, message, signature)
    }

    /// Whether the signature (SHA-384, PSS with a salt of 48 bytes) over this message was made with the private key.
    pub fn verify_pss_sha384(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_pss(Hash::Sha384, message, signature)
    }

    /// Whether the signature (SHA-512, PSS with a salt of 64 bytes) over this message was made with the private key.
    pub fn verify_pss_sha512(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_pss(Hash::Sha512, message, signature)
    }

    /// Whether the signature over this message was made with a scheme; `false` if this kind of key does not support it.
    pub fn verify_by(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        match scheme {
            Scheme::RsaSha256 => self.verify_sha256(message, signature),
            Scheme::RsaSha512 => self.verify_sha512(message, signature),
            Scheme::Ps256 => self.verify_pss_sha256(message, signature),
            Scheme::Ps384 => self.verify_pss_sha384(message, signature),
            Scheme::Ps512 => self.verify_pss_sha512(message, signature),
            Scheme::RsaSha1 => self.verify_sha1(message, signature),
            Scheme::RsaMd5
            | Scheme::RsaRaw
            | Scheme::Sm2
            | Scheme::Sm2Der
            | Scheme::Es256
            | Scheme::Es256Der
            | Scheme::Es384
            | Scheme::Es384Der => false,
        }
    }

    pub(super) fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify(hash, message, signature)
    }
}

/// A fingerprint: SHA-256 over the key in PKCS#1.
impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = encode::hex_lower(&digest::sha256(self.0.der()));
        f.debug_tuple("RsaPublicKey").field(&fingerprint).finish()
    }
}
