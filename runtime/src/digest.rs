//! Digests and keyed digests of whole messages.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
pub use refundry_vocabulary::Digest;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
#[cfg(feature = "sm")]
use sm3::Sm3;
use zeroize::Zeroizing;

use crate::KeyError;

/// MD5 (RFC 1321), for providers that support nothing better: collisions are easy to make.
pub fn md5(message: &[u8]) -> [u8; 16] {
    Md5::digest(message).into()
}

/// SHA-1 (FIPS 180-4), for providers that support nothing better: collisions can be made.
pub fn sha1(message: &[u8]) -> [u8; 20] {
    Sha1::digest(message).into()
}

/// SHA-256 (FIPS 180-4).
pub fn sha256(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// SHA-384 (FIPS 180-4).
pub fn sha384(message: &[u8]) -> [u8; 48] {
    Sha384::digest(message).into()
}

/// SHA-512 (FIPS 180-4).
pub fn sha512(message: &[u8]) -> [u8; 64] {
    Sha512::digest(message).into()
}

/// SM3 (GB/T 32905).
#[cfg(feature = "sm")]
pub fn sm3(message: &[u8]) -> [u8; 32] {
    Sm3::digest(message).into()
}

/// CRC-32 as in Ethernet and zip (IEEE 802.3), the highest byte first. It detects accidents, not forgeries.
pub fn crc32(message: &[u8]) -> [u8; 4] {
    crc32fast::hash(message).to_be_bytes()
}

/// The digest of a message.
///
/// # Errors
/// [`KeyError::Feature`] if the digest is not compiled in.
pub fn digest(digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError> {
    Ok(match digest {
        Digest::Md5 => md5(message).to_vec(),
        Digest::Sha1 => sha1(message).to_vec(),
        Digest::Sha256 => sha256(message).to_vec(),
        Digest::Sha384 => sha384(message).to_vec(),
        Digest::Sha512 => sha512(message).to_vec(),
        #[cfg(feature = "sm")]
        Digest::Sm3 => sm3(message).to_vec(),
        #[cfg(not(feature = "sm"))]
        Digest::Sm3 => return Err(KeyError::Feature("sm")),
        Digest::Crc32 => crc32(message).to_vec(),
    })
}

/// The keyed digest of a message (RFC 2104).
///
/// # Errors
/// [`KeyError::Feature`] if the digest is not compiled in, [`KeyError::Unusable`] if it takes no key.
pub fn hmac(digest: Digest, key: &[u8], message: &[u8]) -> Result<Vec<u8>, KeyError> {
    Ok(match digest {
        Digest::Md5 => hmac_md5(key, message).to_vec(),
        Digest::Sha1 => hmac_sha1(key, message).to_vec(),
        Digest::Sha256 => hmac_sha256(key, message).to_vec(),
        Digest::Sha384 => hmac_sha384(key, message).to_vec(),
        Digest::Sha512 => hmac_sha512(key, message).to_vec(),
        #[cfg(feature = "sm")]
        Digest::Sm3 => hmac_sm3(key, message).to_vec(),
        #[cfg(not(feature = "sm"))]
        Digest::Sm3 => return Err(KeyError::Feature("sm")),
        Digest::Crc32 => return Err(KeyError::Unusable("a digest with a key")),
    })
}

/// Defines a keyed digest: its name, the underlying digest, the lengths of the digest's block and of the result in
/// bytes.
macro_rules! hmac {
    ($(#[$attribute:meta])* $name:ident, $digest:ty, $plain:path, $block:literal, $length:literal) => {
        $(#[$attribute])*
        pub fn $name(key: &[u8], message: &[u8]) -> [u8; $length] {
            let block = if key.len() > $block { block::<$block>(&$plain(key)) } else { block::<$block>(key) };
            let mut mac = Hmac::<$digest>::new((&*block).into());
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
    };
}

hmac!(
    /// HMAC-MD5 (RFC 2104).
    hmac_md5, Md5, md5, 64, 16
);
hmac!(
    /// HMAC-SHA1 (RFC 2104).
    hmac_sha1, Sha1, sha1, 64, 20
);
hmac!(
    /// HMAC-SHA256 (RFC 2104).
    hmac_sha256, Sha256, sha256, 64, 32
);
hmac!(
    /// HMAC-SHA384 (RFC 2104).
    hmac_sha384, Sha384, sha384, 128, 48
);
hmac!(
    /// HMAC-SHA512 (RFC 2104).
    hmac_sha512, Sha512, sha512, 128, 64
);
#[cfg(feature = "sm")]
hmac!(
    /// HMAC-SM3 (RFC 2104 over GB/T 32905).
    hmac_sm3, Sm3, sm3, 64, 32
);

/// A key of at most the block's length, padded with zeros to it: making the HMAC then cannot fail.
fn block<const LENGTH: usize>(key: &[u8]) -> Zeroizing<[u8; LENGTH]> {
    let mut block = Zeroizing::new([0; LENGTH]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}
