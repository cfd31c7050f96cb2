//! Weak RSA private keys.

use std::sync::Arc;

#[cfg(feature = "portable")]
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::pkcs8::PrivateKeyInfo;
use rsa::rand_core::{OsRng, RngCore};
#[cfg(feature = "portable")]
use rsa::traits::PaddingScheme;
use rsa::traits::{PublicKeyParts, SignatureScheme};
use rsa::{BigUint, RsaPrivateKey, pkcs1};

use super::public::WeakRsaPublicKey;
use super::scheme::Content;
use super::{BITS, NEEDED};
use crate::key::{OTHER_KIND, RsaNumbers, pem};
use crate::{KeyError, Scheme};

/// The bytes of a block besides the message: two of type, at least eight of padding, one separator.
const OVERHEAD: usize = 11;

/// An RSA private key of 512 to 8192 bits, for keys or digests that no better library supports: see RUSTSEC-2023-0071,
/// which is open. Clones share the key; the type has no `Debug`.
#[derive(Clone)]
pub struct WeakRsaPrivateKey(Arc<RsaPrivateKey>);

impl WeakRsaPrivateKey {
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
    /// The bytes are not an RSA private key of 512 to 8192 bits.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        parsed(unwrapped(der)).map(|key| Self(Arc::new(key))).ok_or(KeyError::Unusable(NEEDED))
    }

    /// Makes a key of its numbers.
    ///
    /// # Errors
    /// A number is not hex, or the numbers are not an RSA key of 512 to 8192 bits.
    pub fn from_numbers(numbers: &RsaNumbers<'_>) -> Result<Self, KeyError> {
        Self::from_der(&numbers.to_der()?)
    }

    /// Signs with MD5 and PKCS#1 v1.5 (RFC 8017, section 8.2), deterministically.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library or the system's random number generator fails.
    pub fn sign_md5(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Content::md5(message))
    }

    /// Signs with SHA-1 and PKCS#1 v1.5 (RFC 8017, section 8.2), deterministically.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library or the system's random number generator fails.
    pub fn sign_sha1(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Content::sha1(message))
    }

    /// Signs with SHA-256 and PKCS#1 v1.5 (RFC 8017, section 8.2), deterministically.
    ///
    /// # Errors
    /// [`KeyError::Signing`] if the library or the system's random number generator fails.
    pub fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.sign(Content::sha256(message))
    }

    /// Signs the bytes themselves: a block of type 1 (RFC 2313, section 8.1) without a digest or its name. Providers
    /// call this "encrypting with the private key".
    ///
    /// # Errors
    /// [`KeyError::TooLong`] if the message is longer than the modulus less 11 bytes, [`KeyError::Signing`] if the
    /// library or the system's random number generator fails.
    pub fn sign_raw(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let most = self.0.size().saturating_sub(OVERHEAD);
        if message.len() > most {
            return Err(KeyError::TooLong { found: message.len(), most });
        }
        self.sign(Content::raw(message))
    }

    /// Signs with a scheme.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] if this kind of key does not support the scheme, and those of the scheme's own method.
    pub fn sign_by(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match scheme {
            Scheme::RsaSha256 => self.sign_sha256(message),
            Scheme::RsaSha1 => self.sign_sha1(message),
            Scheme::RsaMd5 => self.sign_md5(message),
            Scheme::RsaRaw => self.sign_raw(message),
            Scheme::RsaSha512
            | Scheme::Ps256
            | Scheme::Ps384
            | Scheme::Ps512
            | Scheme::Sm2
            | Scheme::Sm2Der
            | Scheme::Es256
            | Scheme::Es256Der
            | Scheme::Es384
            | Scheme::Es384Der => Err(KeyError::Unusable(OTHER_KIND)),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> WeakRsaPublicKey {
        WeakRsaPublicKey(self.0.to_public_key())
    }

    /// Whether all numbers of the PKCS#8 or PKCS#1 key that this key was read from agree. The library computes three of
    /// them itself, and does not compare them.
    #[cfg(feature = "portable")]
    pub(in crate::key) fn agrees_with(&self, der: &[u8]) -> bool {
        self.0.to_pkcs1_der().is_ok_and(|computed| computed.as_bytes() == unwrapped(der))
    }

    /// Decrypts a text; `None` if it is wrongly padded, or the library or the system's random number generator fails.
    #[cfg(feature = "portable")]
    pub(in crate::key) fn decrypt(&self, padding: impl PaddingScheme, encrypted: &[u8]) -> Option<Vec<u8>> {
        // The library panics without random numbers, so try the generator first.
        OsRng.try_fill_bytes(&mut [0; 8]).ok()?;
        self.0.decrypt_blinded(&mut OsRng, padding, encrypted).ok()
    }

    pub(in crate::key) fn sign(&self, content: Content) -> Result<Vec<u8>, KeyError> {
        self.sign_with(content.padding, &content.bytes)
    }

    pub(in crate::key) fn sign_with(&self, padding: impl SignatureScheme, bytes: &[u8]) -> Result<Vec<u8>, KeyError> {
        // The library panics without random numbers, so try the generator first.
        OsRng.try_fill_bytes(&mut [0; 8]).map_err(|_| KeyError::Signing)?;
        self.0.sign_with_rng(&mut OsRng, padding, bytes).map_err(|_| KeyError::Signing)
    }
}

/// The PKCS#1 key inside a PKCS#8 key, or the bytes themselves.
fn unwrapped(der: &[u8]) -> &[u8] {
    let wrapped = PrivateKeyInfo::try_from(der).ok();
    let wrapped = wrapped.filter(|key| key.algorithm.assert_algorithm_oid(pkcs1::ALGORITHM_OID).is_ok());
    wrapped.map_or(der, |key| key.private_key)
}

fn parsed(der: &[u8]) -> Option<RsaPrivateKey> {
    let key = pkcs1::RsaPrivateKey::try_from(der).ok()?;
    let number = |number: pkcs1::UintRef<'_>| BigUint::from_bytes_be(number.as_bytes());
    let modulus = number(key.modulus);
    let secret = [key.private_exponent, key.prime1, key.prime2];
    // The library accepts numbers of any size, and computes for as long as they take.
    let bounded = secret.iter().all(|number| number.as_bytes().len() <= key.modulus.as_bytes().len());
    if !BITS.contains(&modulus.bits()) || !bounded {
        return None;
    }
    let primes = vec![number(key.prime1), number(key.prime2)];
    RsaPrivateKey::from_components(modulus, number(key.public_exponent), number(key.private_exponent), primes).ok()
}
