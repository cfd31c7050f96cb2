//! AES in CBC mode with an HMAC over associated data, initialisation vector and text (RFC 7518, section 5.2). The first
//! half of the key is that of the HMAC, and the first half of the HMAC is the tag, which stands after the text.

use super::{
    Padding, aes_128_cbc_decrypt, aes_128_cbc_encrypt, aes_256_cbc_decrypt, aes_256_cbc_encrypt, tag::split_tag,
};
use crate::{
    KeyError, ReadError,
    digest::{hmac_sha256, hmac_sha512},
    equal::equal,
};

macro_rules! cbc_hmac {
    (
        $title:literal, $key:literal, $half:literal, $hmac:ident, $cbc_encrypt:ident, $cbc_decrypt:ident,
        $encrypt:ident, $decrypt:ident
    ) => {
        #[doc = concat!("Encrypts with ", $title, ".\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes, or the initialisation vector not 16.")]
        pub fn $encrypt(key: &[u8], iv: &[u8], associated_data: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
            let (own, cipher) = halves(key, $half)?;
            let mut encrypted = $cbc_encrypt(cipher, iv, Padding::Pkcs7, plain)?;
            let hmac = $hmac(own, &authenticated(iv, associated_data, &encrypted));
            encrypted.extend_from_slice(hmac.split_at($half).0);
            Ok(encrypted)
        }

        #[doc = concat!("Decrypts with ", $title, ", if the tag is right.\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes, the initialisation vector not 16, or the text was not made")]
        /// with them and with this associated data.
        pub fn $decrypt(key: &[u8], iv: &[u8], associated_data: &[u8], encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
            let (own, cipher) = halves(key, $half)?;
            let (encrypted, tag) = split_tag(encrypted, $half);
            let hmac = $hmac(own, &authenticated(iv, associated_data, encrypted));
            if !equal(hmac.split_at($half).0, tag) {
                return Err(ReadError::Decrypt);
            }
            $cbc_decrypt(cipher, iv, Padding::Pkcs7, encrypted)
        }
    };
}

cbc_hmac!(
    "AES-128 in CBC mode and HMAC-SHA256",
    32,
    16,
    hmac_sha256,
    aes_128_cbc_encrypt,
    aes_128_cbc_decrypt,
    aes_128_cbc_hs256_encrypt,
    aes_128_cbc_hs256_decrypt
);
cbc_hmac!(
    "AES-256 in CBC mode and HMAC-SHA512",
    64,
    32,
    hmac_sha512,
    aes_256_cbc_encrypt,
    aes_256_cbc_decrypt,
    aes_256_cbc_hs512_encrypt,
    aes_256_cbc_hs512_decrypt
);

/// The key of the HMAC and the key of the cipher.
fn halves(key: &[u8], half: usize) -> Result<(&[u8], &[u8]), KeyError> {
    match key.split_at_checked(half) {
        Some((own, cipher)) if cipher.len() == half => Ok((own, cipher)),
        _ => Err(KeyError::Length { found: key.len(), needed: 2 * half }),
    }
}

/// The text of the HMAC, with the length of the associated data in bits at its end.
fn authenticated(iv: &[u8], associated_data: &[u8], encrypted: &[u8]) -> Vec<u8> {
    let bits = (associated_data.len() as u64).wrapping_mul(8);
    [associated_data, iv, encrypted, &bits.to_be_bytes()].concat()
}
