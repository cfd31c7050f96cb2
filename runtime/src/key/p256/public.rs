//! P-256 public keys.

use std::fmt;

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;

use super::NEEDED_PUBLIC;
use crate::key::der;
use crate::key::pem::{self, PemKind};
use crate::{KeyError, Scheme, SecretBytes, digest, encode};

/// The first byte of an uncompressed point (SEC 1, section 2.3.3).
const UNCOMPRESSED: &[u8] = &[4];
const COORDINATES: usize = 64;

/// A P-256 public key. Of a certificate only the key is used: nothing else in it is checked.
#[derive(Clone)]
pub struct P256PublicKey(pub(super) VerifyingKey);

impl P256PublicKey {
    /// Makes a key of its point in hex: both coordinates, 128 digits, with or without the prefix `04`.
    ///
    /// # Errors
    /// The text is not hex, or the point is not on the curve.
    pub fn from_hex(point_hex: &str) -> Result<Self, KeyError> {
        let point = SecretBytes::from_hex(point_hex)?;
        let front = if point.expose().len() == COORDINATES { UNCOMPRESSED } else { &[] };
        let key = VerifyingKey::from_sec1_bytes(&[front, point.expose()].concat());
        key.map(Self).map_err(|_| KeyError::Unusable(NEEDED_PUBLIC))
    }

    /// Reads PEM with a certificate or a `PUBLIC KEY`, or its base64 without the `BEGIN` and `END` lines.
    ///
    /// # Errors
    /// The text contains something else: the error says what.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let der =
            pem::section(text, NEEDED_PUBLIC)?.only(&[PemKind::Certificate, PemKind::PublicKey], NEEDED_PUBLIC)?;
        let key = VerifyingKey::from_public_key_der(der::public_key_of(&der).unwrap_or(&der));
        key.map(Self).map_err(|_| KeyError::Unusable(NEEDED_PUBLIC))
    }

    /// Whether the signature (r and s, 64 bytes) over this message was made with the private key.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }

    /// [`P256PublicKey::verify`] for a DER sequence of r and s.
    pub fn verify_der(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_der(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }

    /// Whether the signature over this message was made with a scheme; `false` if this kind of key does not support it.
    pub fn verify_by(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        match scheme {
            Scheme::Es256 => self.verify(message, signature),
            Scheme::Es256Der => self.verify_der(message, signature),
            Scheme::RsaSha256
            | Scheme::RsaSha512
            | Scheme::RsaSha1
            | Scheme::RsaMd5
            | Scheme::RsaRaw
            | Scheme::Ps256
            | Scheme::Ps384
            | Scheme::Ps512
            | Scheme::Sm2
            | Scheme::Sm2Der => false,
        }
    }
}

/// A fingerprint: SHA-256 over the point.
impl fmt::Debug for P256PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = encode::hex_lower(&digest::sha256(&self.0.to_sec1_point(false).to_bytes()));
        f.debug_tuple("P256PublicKey").field(&fingerprint).finish()
    }
}
