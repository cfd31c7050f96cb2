//! The content of a signature's block, opened with the public key.

use rsa::BigUint;
use rsa::traits::PublicKeyParts;

use super::WeakRsaPublicKey;
use super::scheme::{MD5, SHA1, SHA256, SHA512};
use crate::{Scheme, digest};

/// The content of a block of type 1 (RFC 8017, section 9.2), opened once to compare it with many messages. It serves to
/// explain why two signatures differ; use [`WeakRsaPublicKey`] to verify.
pub struct RsaBlock(Vec<u8>);

impl RsaBlock {
    /// Opens a signature; `None` if the result is not a block of type 1.
    pub fn open(key: &WeakRsaPublicKey, signature: &[u8]) -> Option<Self> {
        let block = opened(key, signature)?;
        // The leading zero byte of the block is lost in the number.
        let filled = block.strip_prefix(&[1])?;
        let end = filled.iter().position(|byte| *byte != 0xFF)?;
        let content = filled.get(end..)?.strip_prefix(&[0])?;
        (block.len() + 1 == key.0.size()).then(|| Self(content.to_vec()))
    }

    /// Whether an opened signature ends like one of PSS (RFC 8017, section 9.1.1). Any other one is of no PSS.
    pub fn ends_as_pss(key: &WeakRsaPublicKey, signature: &[u8]) -> bool {
        opened(key, signature).is_some_and(|block| block.last() == Some(&0xBC))
    }

    /// Whether the block contains the MD5 of the message.
    pub fn holds_md5(&self, message: &[u8]) -> bool {
        self.holds(MD5, &digest::md5(message))
    }

    /// Whether the block contains the SHA-1 of the message.
    pub fn holds_sha1(&self, message: &[u8]) -> bool {
        self.holds(SHA1, &digest::sha1(message))
    }

    /// Whether the block contains the SHA-256 of the message.
    pub fn holds_sha256(&self, message: &[u8]) -> bool {
        self.holds(SHA256, &digest::sha256(message))
    }

    /// Whether the block contains the SHA-512 of the message.
    pub fn holds_sha512(&self, message: &[u8]) -> bool {
        self.holds(SHA512, &digest::sha512(message))
    }

    /// Whether the block contains the message itself, without a digest.
    pub fn holds_raw(&self, message: &[u8]) -> bool {
        self.0 == message
    }

    /// Whether the block contains the content that a scheme signs for the message.
    pub fn holds_by(&self, scheme: Scheme, message: &[u8]) -> bool {
        match scheme {
            Scheme::RsaSha256 => self.holds_sha256(message),
            Scheme::RsaSha512 => self.holds_sha512(message),
            Scheme::RsaSha1 => self.holds_sha1(message),
            Scheme::RsaMd5 => self.holds_md5(message),
            Scheme::RsaRaw => self.holds_raw(message),
            Scheme::Ps256
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

    fn holds(&self, prefix: &[u8], digest: &[u8]) -> bool {
        self.0.strip_prefix(prefix) == Some(digest)
    }
}

/// The number that the public key makes of a signature, without leading zero bytes; `None` for another length.
fn opened(key: &WeakRsaPublicKey, signature: &[u8]) -> Option<Vec<u8>> {
    let key = &key.0;
    let fits = signature.len() == key.size();
    fits.then(|| BigUint::from_bytes_be(signature).modpow(key.e(), key.n()).to_bytes_be())
}
