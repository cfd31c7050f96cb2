//! Triple DES (FIPS 46-3), for providers that support nothing better: encrypt far fewer than 2^32 blocks under one key.

use des::TdesEde3;
use zeroize::Zeroizing;

use super::{Padding, blocks};
use crate::{KeyError, ReadError};

const LENGTH: usize = 24;

/// Encrypts with triple DES in ECB mode.
///
/// # Errors
/// The key has neither 24 nor 16 bytes (with 16, the first eight serve again as the last eight).
pub fn des3_ecb_encrypt(key: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    blocks::ecb_encrypt::<TdesEde3>(&full(key), padding, plain)
}

/// Decrypts with triple DES in ECB mode.
///
/// # Errors
/// The key has neither 24 nor 16 bytes, or the text was not encrypted with this key and padding.
pub fn des3_ecb_decrypt(key: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    blocks::ecb_decrypt::<TdesEde3>(&full(key), padding, encrypted)
}

/// Encrypts with triple DES in CBC mode.
///
/// # Errors
/// The key has neither 24 nor 16 bytes, or the initialisation vector does not have 8.
pub fn des3_cbc_encrypt(key: &[u8], iv: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    blocks::cbc_encrypt::<TdesEde3>(&full(key), iv, padding, plain)
}

/// Decrypts with triple DES in CBC mode.
///
/// # Errors
/// The key has neither 24 nor 16 bytes, the initialisation vector does not have 8, or the text was not encrypted with
/// these and this padding.
pub fn des3_cbc_decrypt(key: &[u8], iv: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    blocks::cbc_decrypt::<TdesEde3>(&full(key), iv, padding, encrypted)
}

/// Appends the first third of a 16-byte key to it. The cipher itself refuses other lengths.
fn full(key: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut full = Zeroizing::new(Vec::with_capacity(LENGTH.max(key.len())));
    full.extend_from_slice(key);
    if let (16, Some(first)) = (key.len(), key.get(..8)) {
        full.extend_from_slice(first);
    }
    full
}
