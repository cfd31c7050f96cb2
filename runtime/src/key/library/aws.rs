//! RSA with aws-lc.

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, Pkcs1PrivateDecryptingKey,
    PrivateDecryptingKey, PublicKey,
};
use aws_lc_rs::signature::{
    KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384,
    RSA_PSS_SHA512, RsaEncoding, RsaKeyPair, RsaParameters,
};

use zeroize::Zeroizing;

use super::{Encryption, Hash};
use crate::key::der;

const BITS: RangeInclusive<usize> = 2048..=8192;

pub(in crate::key) struct Private {
    signing: RsaKeyPair,
    /// The same key in the library's type for decryption; `None` inside if the library refuses it.
    decrypting: OnceLock<Option<PrivateDecryptingKey>>,
}

impl Private {
    /// Reads a PKCS#8 or PKCS#1 key of 2048 to 8192 bits.
    pub(in crate::key) fn from_der(der: &[u8]) -> Option<Self> {
        let signing = RsaKeyPair::from_pkcs8(der).or_else(|_| RsaKeyPair::from_der(der)).ok()?;
        Some(Self { signing, decrypting: OnceLock::new() })
    }

    /// The public half in PKCS#1.
    pub(in crate::key) fn public_der(&self) -> &[u8] {
        self.signing.public_key().as_ref()
    }

    /// Signs the message; `None` if the library fails or does not sign with this digest.
    pub(in crate::key) fn sign(&self, hash: Hash, message: &[u8]) -> Option<Vec<u8>> {
        self.sign_with(encoding(hash)?, message)
    }

    /// Signs the message with PSS and a random salt; `None` as in [`Private::sign`].
    pub(in crate::key) fn sign_pss(&self, hash: Hash, message: &[u8]) -> Option<Vec<u8>> {
        self.sign_with(pss_encoding(hash)?, message)
    }

    fn sign_with(&self, encoding: &'static dyn RsaEncoding, message: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.signing.public_modulus_len()];
        self.signing.sign(encoding, &SystemRandom::new(), message, &mut signature).ok()?;
        Some(signature)
    }

    /// Decrypts a text; `None` if it is wrongly padded or the library fails.
    pub(in crate::key) fn decrypt(&self, encryption: Encryption, encrypted: &[u8]) -> Option<Vec<u8>> {
        let key = self.decrypting.get_or_init(|| decrypting(&self.signing)).clone()?;
        let mut buffer = Zeroizing::new(vec![0; key.key_size_bytes()]);
        let oaep = match encryption {
            Encryption::OaepSha1 => &OAEP_SHA1_MGF1SHA1,
            Encryption::OaepSha256 => &OAEP_SHA256_MGF1SHA256,
            Encryption::Pkcs1 => {
                let key = Pkcs1PrivateDecryptingKey::new(key).ok()?;
                return key.decrypt(encrypted, &mut buffer).ok().map(|opened| opened.to_vec());
            }
        };
        let key = OaepPrivateDecryptingKey::new(key).ok()?;
        key.decrypt(oaep, encrypted, &mut buffer, None).ok().map(|opened| opened.to_vec())
    }
}

fn decrypting(key: &RsaKeyPair) -> Option<PrivateDecryptingKey> {
    let der: Pkcs8V1Der<'_> = key.as_der().ok()?;
    PrivateDecryptingKey::from_pkcs8(der.as_ref()).ok()
}

#[derive(Clone)]
pub(in crate::key) struct Public(ParsedPublicKey);

impl Public {
    /// Reads a `SubjectPublicKeyInfo` or a PKCS#1 key of 2048 to 8192 bits.
    pub(in crate::key) fn from_der(der: &[u8]) -> Option<Self> {
        let key = PublicKey::from_der(der).ok()?;
        // The library checks the length only when it verifies, and would then report every signature as wrong.
        let long_enough = der::modulus_bits(key.as_ref()).is_some_and(|bits| BITS.contains(&bits));
        let parsed = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.as_ref()).ok()?;
        long_enough.then_some(Self(parsed))
    }

    /// The key in PKCS#1.
    pub(in crate::key) fn der(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// The library binds a parsed key to one digest, and `self.0` is bound to SHA-256.
    pub(in crate::key) fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        if hash == Hash::Sha256 {
            return self.0.verify_sig(message, signature).is_ok();
        }
        let key = ParsedPublicKey::new(parameters(hash), self.0.as_ref());
        key.is_ok_and(|key| key.verify_sig(message, signature).is_ok())
    }

    /// The library accepts only a salt as long as the digest.
    pub(in crate::key) fn verify_pss(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        let key = pss_parameters(hash).and_then(|parameters| ParsedPublicKey::new(parameters, self.0.as_ref()).ok());
        key.is_some_and(|key| key.verify_sig(message, signature).is_ok())
    }
}

fn encoding(hash: Hash) -> Option<&'static dyn RsaEncoding> {
    match hash {
        Hash::Sha1 => None,
        Hash::Sha256 => Some(&RSA_PKCS1_SHA256),
        Hash::Sha384 => Some(&RSA_PKCS1_SHA384),
        Hash::Sha512 => Some(&RSA_PKCS1_SHA512),
    }
}

fn pss_encoding(hash: Hash) -> Option<&'static dyn RsaEncoding> {
    match hash {
        Hash::Sha1 => None,
        Hash::Sha256 => Some(&RSA_PSS_SHA256),
        Hash::Sha384 => Some(&RSA_PSS_SHA384),
        Hash::Sha512 => Some(&RSA_PSS_SHA512),
    }
}

fn pss_parameters(hash: Hash) -> Option<&'static RsaParameters> {
    match hash {
        Hash::Sha1 => None,
        Hash::Sha256 => Some(&RSA_PSS_2048_8192_SHA256),
        Hash::Sha384 => Some(&RSA_PSS_2048_8192_SHA384),
        Hash::Sha512 => Some(&RSA_PSS_2048_8192_SHA512),
    }
}

fn parameters(hash: Hash) -> &'static RsaParameters {
    match hash {
        Hash::Sha1 => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
        Hash::Sha384 => &RSA_PKCS1_2048_8192_SHA384,
        Hash::Sha512 => &RSA_PKCS1_2048_8192_SHA512,
    }
}
