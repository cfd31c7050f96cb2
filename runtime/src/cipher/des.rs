//! Triple DES (FIPS 46-3), for providers that know nothing better: 2^32 blocks under one key are too many for it.

use des::TdesEde3;
use zeroize::Zeroizing;

use super::{Padding, blocks};
use crate::{KeyError, ReadError};

const LENGTH: usize = 24;

/// Encrypts with triple DES in ECB mode.
///
/// # Errors
/// The key has neither 24 bytes nor 16 (the first eight of which are then the last as well).
pub fn des3_ecb_encrypt(key: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    blocks::ecb_encrypt::<TdesEde3>(&full(key), padding, plain)
}

/// Decrypts with triple DES in ECB mode.
///
/// # Errors
/// The key has neither 24 bytes nor 16, or the text was not made with it and with this padding.
pub fn des3_ecb_decrypt(key: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    blocks::ecb_decrypt::<TdesEde3>(&full(key), padding, encrypted)
}

/// Encrypts with triple DES in CBC mode.
///
/// # Errors
/// The key has neither 24 bytes nor 16, or the initialisation vector not 8.
pub fn des3_cbc_encrypt(key: &[u8], iv: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    blocks::cbc_encrypt::<TdesEde3>(&full(key), iv, padding, plain)
}

/// Decrypts with triple DES in CBC mode.
///
/// # Errors
/// The key has neither 24 bytes nor 16, the initialisation vector not 8, or the text was not made with them and with
/// this padding.
pub fn des3_cbc_decrypt(key: &[u8], iv: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    blocks::cbc_decrypt::<TdesEde3>(&full(key), iv, padding, encrypted)
}

/// A key of two parts uses the first again as its third; what has another length is left to the cipher to refuse.
fn full(key: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut full = Zeroizing::new(Vec::with_capacity(LENGTH.max(key.len())));
    full.extend_from_slice(key);
    if let (16, Some(first)) = (key.len(), key.get(..8)) {
        full.extend_from_slice(first);
    }
    full
}
