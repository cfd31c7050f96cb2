//! Digests and keyed digests of whole messages, each behind its own cargo feature.

#[cfg(feature = "portable")]
mod by_word;
#[cfg(any(feature = "md5", feature = "sha1", feature = "sha2", feature = "sha3"))]
mod keyed;

#[cfg(feature = "portable")]
pub use by_word::{digest, hmac};
#[cfg(any(feature = "md5", feature = "sha1", feature = "sha2", feature = "sha3"))]
use keyed::digest;
pub use refundry_vocabulary::Digest;

#[cfg(feature = "md5")]
digest!(
    /// MD5 (RFC 1321), for providers that support nothing better: collisions are easy to make.
    md5,
    /// HMAC-MD5 (RFC 2104).
    hmac_md5, Hmac<::md5::Md5>, 64, 16
);
#[cfg(feature = "sha1")]
digest!(
    /// SHA-1 (FIPS 180-4), for providers that support nothing better: collisions can be made.
    sha1,
    /// HMAC-SHA1 (RFC 2104).
    hmac_sha1, Hmac<::sha1::Sha1>, 64, 20
);
#[cfg(feature = "sha2")]
digest!(
    /// SHA-256 (FIPS 180-4).
    sha256,
    /// HMAC-SHA256 (RFC 2104).
    hmac_sha256, Hmac<sha2::Sha256>, 64, 32
);
#[cfg(feature = "sha2")]
digest!(
    /// SHA-384 (FIPS 180-4).
    sha384,
    /// HMAC-SHA384 (RFC 2104).
    hmac_sha384, Hmac<sha2::Sha384>, 128, 48
);
#[cfg(feature = "sha2")]
digest!(
    /// SHA-512 (FIPS 180-4).
    sha512,
    /// HMAC-SHA512 (RFC 2104).
    hmac_sha512, Hmac<sha2::Sha512>, 128, 64
);
// The crate `sha3` offers no blocks of its digests, which `Hmac` needs.
#[cfg(feature = "sha3")]
digest!(
    /// SHA3-256 (FIPS 202).
    sha3_256,
    /// HMAC-SHA3-256 (RFC 2104 over FIPS 202).
    hmac_sha3_256, SimpleHmac<::sha3::Sha3_256>, 136, 32
);
#[cfg(feature = "sha3")]
digest!(
    /// SHA3-384 (FIPS 202).
    sha3_384,
    /// HMAC-SHA3-384 (RFC 2104 over FIPS 202).
    hmac_sha3_384, SimpleHmac<::sha3::Sha3_384>, 104, 48
);
#[cfg(feature = "sha3")]
digest!(
    /// SHA3-512 (FIPS 202).
    sha3_512,
    /// HMAC-SHA3-512 (RFC 2104 over FIPS 202).
    hmac_sha3_512, SimpleHmac<::sha3::Sha3_512>, 72, 64
);
#[cfg(feature = "sm")]
digest!(
    /// SM3 (GB/T 32905).
    sm3,
    /// HMAC-SM3 (RFC 2104 over GB/T 32905).
    hmac_sm3, Hmac<::sm3::Sm3>, 64, 32
);

/// CRC-32 as in Ethernet and zip (IEEE 802.3), the highest byte first. It detects accidents, not forgeries.
#[cfg(feature = "crc32")]
pub fn crc32(message: &[u8]) -> [u8; 4] {
    crc32fast::hash(message).to_be_bytes()
}
