//! SM2 private keys.

use sm2::SecretKey;
use sm2::dsa::signature::Signer;
use sm2::dsa::{Signature, SigningKey};
use sm2::pkcs8::DecodePrivateKey;

use super::{LENGTH, NEEDED_PRIVATE, Sm2PublicKey, user};
use crate::key::{OTHER_KIND, ec};
use crate::{KeyError, Scheme};

/// An SM2 private key. The type has no `Debug`.
#[derive(Clone)]
pub struct Sm2PrivateKey(SecretKey);

impl Sm2PrivateKey {
    /// Makes a key of its number, 64 hex digits.
    ///
    /// # Errors
    /// The text is not hex, or the number is outside the curve's range.
    pub fn from_hex(d_hex: &str) -> Result<Self, KeyError> {
        ec::private_of_hex(d_hex, LENGTH, NEEDED_PRIVATE, |number| SecretKey::from_slice(number).ok()).map(Self)
    }

    /// Reads PEM with a PKCS#8 or SEC 1 key, or its base64 without the `BEGIN` and `END` lines.
    ///
    /// # Errors
    /// The text contains something else: the error says what.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let read = |der: &[u8]| SecretKey::from_pkcs8_der(der).ok().or_else(|| SecretKey::from_sec1_der(der).ok());
        ec::private_of_pem(text, NEEDED_PRIVATE, read).map(Self)
    }

    /// Signs with SM3 for a user id (mostly `1234567812345678`): r and s, 64 bytes. The standard's random number is
    /// derived from key and message as in RFC 6979, so signing is deterministic.
    ///
    /// # Errors
    /// [`KeyError::UserId`] if the user id is not UTF-8 or too long, [`KeyError::Signing`] if the library fails.
    pub fn sign(&self, user_id: &[u8], message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.signature(user_id, message).map(|signature| signature.to_bytes().to_vec())
    }

    /// [`Sm2PrivateKey::sign`], encoded as a DER sequence of r and s.
    ///
    /// # Errors
    /// [`KeyError::UserId`] if the user id is not UTF-8 or too long, [`KeyError::Signing`] if the library fails.
    pub fn sign_der(&self, user_id: &[u8], message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.signature(user_id, message).map(|signature| signature.to_der().as_bytes().to_vec())
    }

    /// Signs with a scheme.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] if this kind of key does not support the scheme, and those of [`Sm2PrivateKey::sign`].
    pub fn sign_by(&self, scheme: Scheme, user_id: &[u8], message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match scheme {
            Scheme::Sm2 => self.sign(user_id, message),
            Scheme::Sm2Der => self.sign_der(user_id, message),
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
            | Scheme::Es384Der => Err(KeyError::Unusable(OTHER_KIND)),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> Sm2PublicKey {
        Sm2PublicKey(self.0.public_key())
    }

    fn signature(&self, user_id: &[u8], message: &[u8]) -> Result<Signature, KeyError> {
        let key = SigningKey::new(user(user_id)?, &self.0).map_err(|_| KeyError::UserId)?;
        key.try_sign(message).map_err(|_| KeyError::Signing)
    }
}
