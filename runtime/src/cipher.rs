//! Block ciphers, as providers use them on whole texts.

use aes::Aes256;
use ecb::cipher::block_padding::Pkcs7;
use ecb::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit};

use crate::{KeyError, ReadError};

const KEY_LENGTH: usize = 32;

/// Encrypts with AES-256 in ECB mode and PKCS#7 padding. ECB neither hides repetitions nor authenticates.
///
/// # Errors
/// The key has not 32 bytes.
pub fn aes_256_ecb_encrypt(key: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    let cipher = ecb::Encryptor::<Aes256>::new_from_slice(key).map_err(|_| wrong_length(key))?;
    Ok(cipher.encrypt_padded_vec::<Pkcs7>(plain))
}

/// Decrypts what [`aes_256_ecb_encrypt`] wrote.
///
/// # Errors
/// The key has not 32 bytes, or the text was not made with it.
pub fn aes_256_ecb_decrypt(key: &[u8], encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    let cipher = ecb::Decryptor::<Aes256>::new_from_slice(key).map_err(|_| wrong_length(key))?;
    cipher.decrypt_padded_vec::<Pkcs7>(encrypted).map_err(|_| ReadError::Decrypt)
}

fn wrong_length(key: &[u8]) -> KeyError {
    KeyError::Length { found: key.len(), needed: KEY_LENGTH }
}
