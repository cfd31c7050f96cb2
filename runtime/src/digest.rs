//! Digests and keyed digests of whole messages.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// MD5 (RFC 1321), for providers that know nothing better.
pub fn md5(message: &[u8]) -> [u8; 16] {
    Md5::digest(message).into()
}

/// SHA-256 (FIPS 180-4).
pub fn sha256(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// SHA-512 (FIPS 180-4).
pub fn sha512(message: &[u8]) -> [u8; 64] {
    Sha512::digest(message).into()
}

/// HMAC-SHA256 (RFC 2104).
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let block = if key.len() > 64 { block::<64>(&sha256(key)) } else { block::<64>(key) };
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA512 (RFC 2104).
pub fn hmac_sha512(key: &[u8], message: &[u8]) -> [u8; 64] {
    let block = if key.len() > 128 { block::<128>(&sha512(key)) } else { block::<128>(key) };
    let mut mac = Hmac::<Sha512>::new((&*block).into());
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// A key of at most the block's length, filled up with zeros: with it, making an HMAC cannot fail.
fn block<const LENGTH: usize>(key: &[u8]) -> Zeroizing<[u8; LENGTH]> {
    let mut block = Zeroizing::new([0; LENGTH]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}
