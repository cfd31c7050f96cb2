//! Private keys that sign what no better library signs.

use std::sync::Arc;

use rsa::pkcs8::PrivateKeyInfo;
use rsa::rand_core::{OsRng, RngCore};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPrivateKey, pkcs1};

use super::public::WeakRsaPublicKey;
use super::scheme::Content;
use super::{BITS, NEEDED};
use crate::key::{OTHER_KIND, RsaNumbers, pem};
use crate::{KeyError, Scheme};

/// What a block holds besides the message: two bytes in front, at least eight of filling, one between.
const OVERHEAD: usize = 11;

/// An RSA private key of 512 to 8192 bits, for providers whose keys or digests no better library takes: see
/// RUSTSEC-2023-0071, which is open. Clones share the key; nothing prints it.
#[derive(Clone)]
pub struct WeakRsaPrivateKey(Arc<RsaPrivateKey>);

impl WeakRsaPrivateKey {
    /// Reads PEM with a PKCS#8 or PKCS#1 key, or the same in base64 without the lines around it.
    ///
    /// # Errors
    /// The text holds something else (the error says what), or a key that is too short.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::rsa_private(text)?)
    }

    /// Reads a PKCS#8 or PKCS#1 key in DER.
    ///
    /// # Errors
    /// The bytes are no RSA private key of sufficient length.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let wrapped = PrivateKeyInfo::try_from(der).ok();
        let wrapped = wrapped.filter(|key| key.algorithm.assert_algorithm_oid(pkcs1::ALGORITHM_OID).is_ok());
        let key = parsed(wrapped.map_or(der, |key| key.private_key));
        key.map(|key| Self(Arc::new(key))).ok_or(KeyError::Unusable(NEEDED))
    }

    /// Takes the key's numbers.
    ///
    /// # Errors
    /// A number is not hex, or together they are no RSA key of sufficient length.
    pub fn from_numbers(numbers: &RsaNumbers<'_>) -> Result<Self, KeyError> {
        Self::from_der(&numbers.to_der()?)
    }

    /// Signs with MD5 and PKCS#1 v1.5 (RFC 8017, section 8.2): the same message, the same signature.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library or the system's random numbers fail.
    pub fn sign_md5(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Content::md5(message))
    }

    /// The same with SHA-1.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library or the system's random numbers fail.
    pub fn sign_sha1(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Content::sha1(message))
    }

    /// The same with SHA-256.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library or the system's random numbers fail.
    pub fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Content::sha256(message))
    }

    /// Signs the bytes themselves: a block of type 1 (RFC 2313, section 8.1) without a digest or its name. It is what
    /// providers mean who "encrypt with the private key".
    ///
    /// # Errors
    /// [`KeyError::TooLong`] if the message is longer than the modulus less 11 bytes, [`KeyError::Signing`] if the
    /// library or the system's random numbers fail.
    pub fn sign_raw(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let most = self.0.size().saturating_sub(OVERHEAD);
        if message.len() > most {
            return Err(KeyError::TooLong { found: message.len(), most });
        }
        self.sign(Content::raw(message))
    }

    /// Signs by a scheme.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] if this kind of key does not sign by it, and those of the scheme's own method.
    pub fn sign_by(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match scheme {
            Scheme::RsaSha256 => self.sign_sha256(message),
            Scheme::RsaSha1 => self.sign_sha1(message),
            Scheme::RsaMd5 => self.sign_md5(message),
            Scheme::RsaRaw => self.sign_raw(message),
            Scheme::RsaSha512 | Scheme::Sm2 | Scheme::Sm2Der => Err(KeyError::Unusable(OTHER_KIND)),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> WeakRsaPublicKey {
        WeakRsaPublicKey(self.0.to_public_key())
    }

    fn sign(&self, content: Content) -> Result<Vec<u8>, KeyError> {
        // The library would panic without random numbers, so they are tried first.
        OsRng.try_fill_bytes(&mut [0; 8]).map_err(|_| KeyError::Signing)?;
        self.0.sign_with_rng(&mut OsRng, content.padding, &content.bytes).map_err(|_| KeyError::Signing)
    }
}

fn parsed(der: &[u8]) -> Option<RsaPrivateKey> {
    let key = pkcs1::RsaPrivateKey::try_from(der).ok()?;
    let number = |number: pkcs1::UintRef<'_>| BigUint::from_bytes_be(number.as_bytes());
    let modulus = number(key.modulus);
    let secret = [key.private_exponent, key.prime1, key.prime2];
    // The library computes with whatever it is given, for as long as that takes.
    let bounded = secret.iter().all(|number| number.as_bytes().len() <= key.modulus.as_bytes().len());
    if !BITS.contains(&modulus.bits()) || !bounded {
        return None;
    }
    let primes = vec![number(key.prime1), number(key.prime2)];
    RsaPrivateKey::from_components(modulus, number(key.public_exponent), number(key.private_exponent), primes).ok()
}
