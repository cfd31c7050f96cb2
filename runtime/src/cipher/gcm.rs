//! AES in GCM mode (NIST SP 800-38D), with a tag of 16 bytes after the text.

use aes_gcm::aead::consts::{U12, U13, U14, U15, U16};
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::aes::{Aes128, Aes256};
use aes_gcm::{AesGcm, KeyInit, Nonce};

use super::blocks::keyed;
use crate::{KeyError, ReadError};

/// Selects the function for the length of a nonce: the library takes this length as a type parameter.
macro_rules! by_nonce {
    ($nonce:expr, $function:ident::<$cipher:ty>($($argument:expr),*)) => {
        match $nonce.len() {
            12 => $function::<AesGcm<$cipher, U12>>($($argument),*),
            13 => $function::<AesGcm<$cipher, U13>>($($argument),*),
            14 => $function::<AesGcm<$cipher, U14>>($($argument),*),
            15 => $function::<AesGcm<$cipher, U15>>($($argument),*),
            16 => $function::<AesGcm<$cipher, U16>>($($argument),*),
            found => Err(KeyError::Nonce { found }.into()),
        }
    };
}

macro_rules! gcm {
    ($title:literal, $key:literal, $cipher:ty, $encrypt:ident, $decrypt:ident) => {
        #[doc = concat!("Encrypts with ", $title, " in GCM mode. The same nonce must never serve twice under one key.")]
        #[doc = concat!("\n\n# Errors\nThe key has not ", $key, " bytes, or the nonce not 12 to 16.")]
        pub fn $encrypt(key: &[u8], nonce: &[u8], associated_data: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
            by_nonce!(nonce, seal::<$cipher>(key, nonce, associated_data, plain))
        }

        #[doc = concat!("Decrypts with ", $title, " in GCM mode.\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes, the nonce not 12 to 16, or the text was not made with them")]
        /// and with this associated data.
        pub fn $decrypt(
            key: &[u8],
            nonce: &[u8],
            associated_data: &[u8],
            encrypted: &[u8],
        ) -> Result<Vec<u8>, ReadError> {
            by_nonce!(nonce, open::<$cipher>(key, nonce, associated_data, encrypted))
        }
    };
}

gcm!("AES-128", 16, Aes128, aes_128_gcm_encrypt, aes_128_gcm_decrypt);
gcm!("AES-256", 32, Aes256, aes_256_gcm_encrypt, aes_256_gcm_decrypt);

/// A nonce of exactly this length in bytes.
///
/// # Errors
/// [`KeyError::Iv`] if it has another length.
pub fn nonce(nonce: &[u8], needed: usize) -> Result<&[u8], KeyError> {
    if nonce.len() == needed { Ok(nonce) } else { Err(KeyError::Iv { found: nonce.len(), needed }) }
}

fn seal<C: Aead + KeyInit>(key: &[u8], nonce: &[u8], aad: &[u8], msg: &[u8]) -> Result<Vec<u8>, KeyError> {
    let cipher = keyed::<C>(key)?;
    let nonce: &Nonce<C::NonceSize> = nonce.try_into().map_err(|_| KeyError::Nonce { found: nonce.len() })?;
    let most = usize::try_from(aes_gcm::P_MAX).unwrap_or(usize::MAX);
    cipher.encrypt(nonce, Payload { msg, aad }).map_err(|_| KeyError::TooLong { found: msg.len(), most })
}

fn open<C: Aead + KeyInit>(key: &[u8], nonce: &[u8], aad: &[u8], msg: &[u8]) -> Result<Vec<u8>, ReadError> {
    let cipher = keyed::<C>(key)?;
    let nonce: &Nonce<C::NonceSize> = nonce.try_into().map_err(|_| KeyError::Nonce { found: nonce.len() })?;
    cipher.decrypt(nonce, Payload { msg, aad }).map_err(|_| ReadError::Decrypt)
}
