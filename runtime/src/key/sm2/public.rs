//! SM2 public keys.

use std::fmt;

use sm2::PublicKey;
use sm2::dsa::signature::Verifier;
use sm2::dsa::{Signature, VerifyingKey};
use sm2::pkcs8::DecodePublicKey;

use super::{LENGTH, NEEDED_PUBLIC, user};
use crate::key::ec;
use crate::key::pem::PemKind;
use crate::{KeyError, Scheme, digest, encode};

/// An SM2 public key.
#[derive(Clone)]
pub struct Sm2PublicKey(pub(super) PublicKey);

impl Sm2PublicKey {
    /// Makes a key of its point in hex: both coordinates, 128 digits, with or without the prefix `04`.
    ///
    /// # Errors
    /// The text is not hex, or the point is not on the curve.
    pub fn from_hex(point_hex: &str) -> Result<Self, KeyError> {
        let read = |point: &[u8]| PublicKey::from_sec1_bytes(point).ok();
        ec::public_of_hex(point_hex, LENGTH, NEEDED_PUBLIC, read).map(Self)
    }

    /// Reads PEM with a `PUBLIC KEY`, or its base64 without the `BEGIN` and `END` lines.
    ///
    /// # Errors
    /// The text contains something else: the error says what.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let read = |der: &[u8]| PublicKey::from_public_key_der(der).ok();
        ec::public_of_pem(text, &[PemKind::PublicKey], NEEDED_PUBLIC, read).map(Self)
    }

    /// Whether the signature (r and s, 64 bytes) over this message was made for the user id with the private key.
    pub fn verify(&self, user_id: &[u8], message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.holds(user_id, message, &signature))
    }

    /// [`Sm2PublicKey::verify`] for a DER sequence of r and s.
    pub fn verify_der(&self, user_id: &[u8], message: &[u8], signature: &[u8]) -> bool {
        Signature::from_der(signature).is_ok_and(|signature| self.holds(user_id, message, &signature))
    }

    /// Whether the signature over this message was made with a scheme; `false` if this kind of key does not support it.
    pub fn verify_by(&self, scheme: Scheme, user_id: &[u8], message: &[u8], signature: &[u8]) -> bool {
        match scheme {
            Scheme::Sm2 => self.verify(user_id, message, signature),
            Scheme::Sm2Der => self.verify_der(user_id, message, signature),
            Scheme::RsaSha256
            | Scheme::RsaSha512
            | Scheme::RsaSha1
            | Scheme::RsaMd5
            | Scheme::RsaRaw
            | Scheme::Ps256
            | Scheme::Ps384
            | Scheme::Ps512
            | Scheme::Es256
            | Scheme::Es256Der
            | Scheme::Es384
            | Scheme::Es384Der => false,
        }
    }

    fn holds(&self, user_id: &[u8], message: &[u8], signature: &Signature) -> bool {
        let key = user(user_id).ok().and_then(|id| VerifyingKey::new(id, self.0).ok());
        key.is_some_and(|key| key.verify(message, signature).is_ok())
    }
}

/// A fingerprint: SHA-256 over the point.
impl fmt::Debug for Sm2PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = encode::hex_lower(&digest::sha256(&self.0.to_sec1_bytes()));
        f.debug_tuple("Sm2PublicKey").field(&fingerprint).finish()
    }
}
