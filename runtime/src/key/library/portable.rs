//! RSA with the crate `rsa`, under the limits that aws-lc sets.

use std::ops::RangeInclusive;

use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts;
use rsa::{Oaep, Pkcs1v15Encrypt};
use sha1_of_rsa::Sha1;

use super::{Encryption, Hash};
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
}

fn content(hash: Hash, message: &[u8]) -> Content {
    match hash {
        Hash::Sha1 => Content::sha1(message),
        Hash::Sha256 => Content::sha256(message),
        Hash::Sha384 => Content::sha384(message),
        Hash::Sha512 => Content::sha512(message),
    }
}
