//! The content of the block that is signed (RFC 8017, section 9.2).

use rsa::Pkcs1v15Sign;

use crate::digest;

/// The DER prefix that names the digest (RFC 8017, section 9.2, note 1).
pub(super) const MD5: &[u8] = b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10";
pub(super) const SHA1: &[u8] = b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14";
pub(super) const SHA256: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
#[cfg(feature = "portable")]
const SHA384: &[u8] = b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30";
pub(super) const SHA512: &[u8] = b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40";

/// The content that is signed for a message, and its padding.
pub(in crate::key) struct Content {
    pub(super) padding: Pkcs1v15Sign,
    pub(super) bytes: Vec<u8>,
}

impl Content {
    pub(super) fn md5(message: &[u8]) -> Self {
        Self::digest(MD5, &digest::md5(message))
    }

    pub(in crate::key) fn sha1(message: &[u8]) -> Self {
        Self::digest(SHA1, &digest::sha1(message))
    }

    pub(in crate::key) fn sha256(message: &[u8]) -> Self {
        Self::digest(SHA256, &digest::sha256(message))
    }

    #[cfg(feature = "portable")]
    pub(in crate::key) fn sha384(message: &[u8]) -> Self {
        Self::digest(SHA384, &digest::sha384(message))
    }

    #[cfg(feature = "portable")]
    pub(in crate::key) fn sha512(message: &[u8]) -> Self {
        Self::digest(SHA512, &digest::sha512(message))
    }

    pub(super) fn raw(message: &[u8]) -> Self {
        Self { padding: Pkcs1v15Sign::new_unprefixed(), bytes: message.to_vec() }
    }

    fn digest(prefix: &[u8], digest: &[u8]) -> Self {
        Self { padding: Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: prefix.into() }, bytes: digest.to_vec() }
    }
}
