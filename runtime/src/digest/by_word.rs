//! The digest functions, found by the word of a spec.

use super::*;
use crate::KeyError;

/// The digest of a message.
pub fn digest(digest: Digest, message: &[u8]) -> Vec<u8> {
    match digest {
        Digest::Md5 => md5(message).to_vec(),
        Digest::Sha1 => sha1(message).to_vec(),
        Digest::Sha256 => sha256(message).to_vec(),
        Digest::Sha384 => sha384(message).to_vec(),
        Digest::Sha512 => sha512(message).to_vec(),
        Digest::Sha3256 => sha3_256(message).to_vec(),
        Digest::Sha3384 => sha3_384(message).to_vec(),
        Digest::Sha3512 => sha3_512(message).to_vec(),
        Digest::Sm3 => sm3(message).to_vec(),
        Digest::Crc32 => crc32(message).to_vec(),
    }
}

/// The keyed digest of a message (RFC 2104).
///
/// # Errors
/// [`KeyError::Unusable`] if the digest takes no key.
pub fn hmac(digest: Digest, key: &[u8], message: &[u8]) -> Result<Vec<u8>, KeyError> {
    Ok(match digest {
        Digest::Md5 => hmac_md5(key, message).to_vec(),
        Digest::Sha1 => hmac_sha1(key, message).to_vec(),
        Digest::Sha256 => hmac_sha256(key, message).to_vec(),
        Digest::Sha384 => hmac_sha384(key, message).to_vec(),
        Digest::Sha512 => hmac_sha512(key, message).to_vec(),
        Digest::Sha3256 => hmac_sha3_256(key, message).to_vec(),
        Digest::Sha3384 => hmac_sha3_384(key, message).to_vec(),
        Digest::Sha3512 => hmac_sha3_512(key, message).to_vec(),
        Digest::Sm3 => hmac_sm3(key, message).to_vec(),
        Digest::Crc32 => return Err(KeyError::Unusable("a digest with a key")),
    })
}
