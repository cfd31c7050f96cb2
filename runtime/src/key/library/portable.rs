//! RSA with the crate `rsa`, under the limits that aws-lc sets.

use std::ops::RangeInclusive;

use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::sha2::{Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{Oaep, Pkcs1v15Encrypt, Pss};
use sha1_of_rsa::Sha1;

use super::{Encryption, Hash};
use crate::digest;
use crate::key::weak::{Content, WeakRsaPrivateKey, WeakRsaPublicKey};

const BITS: RangeInclusive<usize> = 2048..=8192;

pub(in crate::key) struct Private {
    key: WeakRsaPrivateKey,
    public_der: Vec<u8>,
}

impl Private {
    /// Reads a PKCS#8 or PKCS#1 key of 2048 to 8192 bits.
    pub(in crate::key) fn from_der(der: &[u8]) -> Option<Self> {
        let key = WeakRsaPrivateKey::from_der(der).ok().filter(|key| key.agrees_with(der))?;
        let public_der = Public::of(key.public_key())?.der;
        Some(Self { key, public_der })
    }

    /// The public half in PKCS#1.
    pub(in crate::key) fn public_der(&self) -> &[u8] {
        &self.public_der
    }

    /// Signs the message; `None` if the library or the system's random number generator fails.
    pub(in crate::key) fn sign(&self, hash: Hash, message: &[u8]) -> Option<Vec<u8>> {
        self.key.sign(content(hash, message)).ok()
    }

    /// Signs the message with PSS and a random salt; `None` as in [`Private::sign`].
    pub(in crate::key) fn sign_pss(&self, hash: Hash, message: &[u8]) -> Option<Vec<u8>> {
        let (padding, digest) = pss(hash, message)?;
        self.key.sign_with(padding, &digest).ok()
    }

    /// Decrypts a text; `None` if it is wrongly padded, or the library or the system's random number generator fails.
    pub(in crate::key) fn decrypt(&self, encryption: Encryption, encrypted: &[u8]) -> Option<Vec<u8>> {
        match encryption {
            Encryption::OaepSha1 => self.key.decrypt(Oaep::new::<Sha1>(), encrypted),
            Encryption::OaepSha256 => self.key.decrypt(Oaep::new::<Sha256>(), encrypted),
            Encryption::Pkcs1 => self.key.decrypt(Pkcs1v15Encrypt, encrypted),
        }
    }
}

#[derive(Clone)]
pub(in crate::key) struct Public {
    key: WeakRsaPublicKey,
    der: Vec<u8>,
}

impl Public {
    /// Reads a `SubjectPublicKeyInfo` or a PKCS#1 key of 2048 to 8192 bits.
    pub(in crate::key) fn from_der(der: &[u8]) -> Option<Self> {
        Self::of(WeakRsaPublicKey::from_der(der).ok()?)
    }

    fn of(key: WeakRsaPublicKey) -> Option<Self> {
        let der = key.0.to_pkcs1_der().ok()?.into_vec();
        BITS.contains(&key.0.n().bits()).then_some(Self { key, der })
    }

    /// The key in PKCS#1.
    pub(in crate::key) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(in crate::key) fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify(content(hash, message), signature)
    }

    /// Accepts only a salt as long as the digest.
    pub(in crate::key) fn verify_pss(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        pss(hash, message).is_some_and(|(padding, digest)| self.key.verify_with(padding, &digest, signature))
    }
}

/// The padding of PSS with a salt as long as the digest, and the digest.
fn pss(hash: Hash, message: &[u8]) -> Option<(Pss, Vec<u8>)> {
    match hash {
        Hash::Sha1 => None,
        Hash::Sha256 => Some((Pss::new_blinded_with_salt::<Sha256>(32), digest::sha256(message).to_vec())),
        Hash::Sha384 => Some((Pss::new_blinded_with_salt::<Sha384>(48), digest::sha384(message).to_vec())),
        Hash::Sha512 => Some((Pss::new_blinded_with_salt::<Sha512>(64), digest::sha512(message).to_vec())),
    }
}

fn content(hash: Hash, message: &[u8]) -> Content {
    match hash {
        Hash::Sha1 => Content::sha1(message),
        Hash::Sha256 => Content::sha256(message),
        Hash::Sha384 => Content::sha384(message),
        Hash::Sha512 => Content::sha512(message),
    }
}
