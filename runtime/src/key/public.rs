//! RSA public keys, in all the forms that providers publish.

use std::fmt;
use std::ops::RangeInclusive;

use aws_lc_rs::rsa::PublicKey;
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA512, RsaParameters,
};

use super::{der, numbers, pem};
use crate::{KeyError, Scheme, digest, encode};

const BITS: RangeInclusive<usize> = 2048..=8192;

/// An RSA public key of 2048 to 8192 bits. Of a certificate only the key is used: nothing else in it is checked.
#[derive(Clone)]
pub struct RsaPublicKey(ParsedPublicKey);

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
        let key = PublicKey::from_der(der::public_key_of(der).unwrap_or(der));
        let key = key.map_err(|_| KeyError::Refused)?;
        // The library checks the length only when it verifies, and would then report every signature as wrong.
        let long_enough = der::modulus_bits(key.as_ref()).is_some_and(|bits| BITS.contains(&bits));
        let parsed = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.as_ref()).ok();
        parsed.filter(|_| long_enough).map(Self).ok_or(KeyError::Refused)
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
        self.0.verify_sig(message, signature).is_ok()
    }

    /// Whether the signature (SHA-512, PKCS#1 v1.5) over this message was made with the private key.
    pub fn verify_sha512(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(&RSA_PKCS1_2048_8192_SHA512, message, signature)
    }

    /// Whether the signature (SHA-1, PKCS#1 v1.5) over this message was made with the private key. Weak: an attacker
    /// who influences the signed text may find two messages with the same SHA-1.
    pub fn verify_sha1(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(&RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, message, signature)
    }

    /// Whether the signature over this message was made with a scheme; `false` if this kind of key does not support it.
    pub fn verify_by(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        match scheme {
            Scheme::RsaSha256 => self.verify_sha256(message, signature),
            Scheme::RsaSha512 => self.verify_sha512(message, signature),
            Scheme::RsaSha1 => self.verify_sha1(message, signature),
            Scheme::RsaMd5 | Scheme::RsaRaw | Scheme::Sm2 | Scheme::Sm2Der => false,
        }
    }

    /// Verifies with any digest: the library binds a parsed key to one digest, and `self.0` is bound to SHA-256.
    pub(super) fn verify(&self, algorithm: &'static RsaParameters, message: &[u8], signature: &[u8]) -> bool {
        let key = ParsedPublicKey::new(algorithm, self.0.as_ref());
        key.is_ok_and(|key| key.verify_sig(message, signature).is_ok())
    }
}

/// A fingerprint: SHA-256 over the key in PKCS#1.
impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = encode::hex_lower(&digest::sha256(self.0.as_ref()));
        f.debug_tuple("RsaPublicKey").field(&fingerprint).finish()
    }
}
