//! Weak RSA public keys.

use std::fmt;

use rsa::pkcs8::spki::SubjectPublicKeyInfoRef;
use rsa::traits::{PublicKeyParts, SignatureScheme};
use rsa::{BigUint, RsaPublicKey, pkcs1};

use super::scheme::Content;
use super::{BITS, NEEDED};
use crate::key::{der, numbers, pem};
use crate::{KeyError, Scheme, digest, encode};

/// An RSA public key of 512 to 8192 bits, for keys or digests that no better library supports. Keys under 2048 bits can
/// be broken with money, MD5 and SHA-1 by an attacker who influences the signed text. Of a certificate only the key is
/// used: nothing else in it is checked.
#[derive(Clone)]
pub struct WeakRsaPublicKey(pub(in crate::key) RsaPublicKey);

impl WeakRsaPublicKey {
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
    /// The bytes are not an RSA public key of 512 to 8192 bits.
    pub fn from_der(bytes: &[u8]) -> Result<Self, KeyError> {
        let wrapped = SubjectPublicKeyInfoRef::try_from(der::public_key_of(bytes).unwrap_or(bytes)).ok();
        let wrapped = wrapped.filter(|key| key.algorithm.assert_algorithm_oid(pkcs1::ALGORITHM_OID).is_ok());
        let key = parsed(wrapped.and_then(|key| key.subject_public_key.as_bytes()).unwrap_or(bytes));
        key.map(Self).ok_or(KeyError::Unusable(NEEDED))
    }

    /// Makes a key of modulus and exponent in hex.
    ///
    /// # Errors
    /// A number is not hex, or the numbers are not an RSA key of 512 to 8192 bits.
    pub fn from_numbers(n_hex: &str, e_hex: &str) -> Result<Self, KeyError> {
        Self::from_der(&numbers::public_der(n_hex, e_hex)?)
    }

    /// Whether the signature (MD5, PKCS#1 v1.5) over this message was made with the private key.
    pub fn verify_md5(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Content::md5(message), signature)
    }

    /// Whether the signature (SHA-1, PKCS#1 v1.5) over this message was made with the private key.
    pub fn verify_sha1(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Content::sha1(message), signature)
    }

    /// Whether the signature (SHA-256, PKCS#1 v1.5) over this message was made with the private key.
    pub fn verify_sha256(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Content::sha256(message), signature)
    }

    /// Whether the signature is a block of type 1 (RFC 2313, section 8.1) with exactly this message, without a digest
    /// or its name.
    pub fn verify_raw(&self, message: &[u8], signature: &[u8]) -> bool {
        self.verify(Content::raw(message), signature)
    }

    /// Whether the signature over this message was made with a scheme; `false` if this kind of key does not support it.
    pub fn verify_by(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        match scheme {
            Scheme::RsaSha256 => self.verify_sha256(message, signature),
            Scheme::RsaSha1 => self.verify_sha1(message, signature),
            Scheme::RsaMd5 => self.verify_md5(message, signature),
            Scheme::RsaRaw => self.verify_raw(message, signature),
            Scheme::RsaSha512
            | Scheme::Ps256
            | Scheme::Ps384
            | Scheme::Ps512
            | Scheme::Sm2
            | Scheme::Sm2Der
            | Scheme::Es256
            | Scheme::Es256Der
            | Scheme::Es384
            | Scheme::Es384Der => false,
        }
    }

    pub(in crate::key) fn verify(&self, content: Content, signature: &[u8]) -> bool {
        self.verify_with(content.padding, &content.bytes, signature)
    }

    pub(in crate::key) fn verify_with(&self, padding: impl SignatureScheme, bytes: &[u8], signature: &[u8]) -> bool {
        // A signature of another length is wrong; check that first, because the library would compute with any number.
        signature.len() == self.0.size() && self.0.verify(padding, bytes, signature).is_ok()
    }
}

/// A fingerprint: SHA-256 over the modulus.
impl fmt::Debug for WeakRsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = encode::hex_lower(&digest::sha256(&self.0.n().to_bytes_be()));
        f.debug_tuple("WeakRsaPublicKey").field(&fingerprint).finish()
    }
}

fn parsed(der: &[u8]) -> Option<RsaPublicKey> {
    let key = pkcs1::RsaPublicKey::try_from(der).ok()?;
    let number = |number: pkcs1::UintRef<'_>| BigUint::from_bytes_be(number.as_bytes());
    let key = RsaPublicKey::new_with_max_size(number(key.modulus), number(key.public_exponent), *BITS.end()).ok()?;
    BITS.contains(&key.n().bits()).then_some(key)
}
