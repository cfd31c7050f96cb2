//! Shared code of the block ciphers: modes, padding, and checks of lengths.

use ecb::cipher::block_padding::{NoPadding, Pkcs7, ZeroPadding};
use ecb::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, KeyInit};
use zeroize::Zeroizing;

use super::Padding;
use crate::{KeyError, ReadError};

/// The size in bytes of the length prefix.
const PREFIX: usize = 4;

/// Defines the two functions of a cipher in ECB mode.
macro_rules! ecb {
    ($title:literal, $key:literal, $cipher:ty, $encrypt:ident, $decrypt:ident) => {
        #[doc = concat!("Encrypts with ", $title, " in ECB mode.\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes.")]
        pub fn $encrypt(key: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, crate::KeyError> {
            blocks::ecb_encrypt::<$cipher>(key, padding, plain)
        }

        #[doc = concat!("Decrypts with ", $title, " in ECB mode.\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes, or the text was not made with it and with this padding.")]
        pub fn $decrypt(key: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, crate::ReadError> {
            blocks::ecb_decrypt::<$cipher>(key, padding, encrypted)
        }
    };
}

/// Defines the two functions of a cipher in CBC mode.
#[cfg(feature = "cbc")]
macro_rules! cbc {
    ($title:literal, $key:literal, $block:literal, $cipher:ty, $encrypt:ident, $decrypt:ident) => {
        #[doc = concat!("Encrypts with ", $title, " in CBC mode.\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes, or the initialisation vector not ", $block, ".")]
        pub fn $encrypt(key: &[u8], iv: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, crate::KeyError> {
            blocks::cbc_encrypt::<$cipher>(key, iv, padding, plain)
        }

        #[doc = concat!("Decrypts with ", $title, " in CBC mode.\n\n# Errors")]
        #[doc = concat!("The key has not ", $key, " bytes, the initialisation vector not ", $block, ", or the text")]
        /// was not made with them and with this padding.
        pub fn $decrypt(
            key: &[u8],
            iv: &[u8],
            padding: Padding,
            encrypted: &[u8],
        ) -> Result<Vec<u8>, crate::ReadError> {
            blocks::cbc_decrypt::<$cipher>(key, iv, padding, encrypted)
        }
    };
}

#[cfg(feature = "cbc")]
pub(super) use cbc;
pub(super) use ecb;

pub(super) fn ecb_encrypt<C>(key: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError>
where
    C: BlockCipherEncrypt + KeyInit,
{
    encrypt(keyed::<ecb::Encryptor<C>>(key)?, padding, plain)
}

pub(super) fn ecb_decrypt<C>(key: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError>
where
    C: BlockCipherDecrypt + KeyInit,
{
    decrypt(keyed::<ecb::Decryptor<C>>(key)?, padding, encrypted)
}

#[cfg(feature = "cbc")]
pub(super) fn cbc_encrypt<C>(key: &[u8], iv: &[u8], padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError>
where
    C: BlockCipherEncrypt + KeyInit,
{
    use ecb::cipher::InnerIvInit;

    let mode = cbc::Encryptor::inner_iv_slice_init(keyed::<C>(key)?, iv);
    encrypt(mode.map_err(|_| wrong_iv::<C>(iv))?, padding, plain)
}

#[cfg(feature = "cbc")]
pub(super) fn cbc_decrypt<C>(key: &[u8], iv: &[u8], padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError>
where
    C: BlockCipherDecrypt + KeyInit,
{
    use ecb::cipher::InnerIvInit;

    let mode = cbc::Decryptor::inner_iv_slice_init(keyed::<C>(key)?, iv);
    decrypt(mode.map_err(|_| wrong_iv::<C>(iv))?, padding, encrypted)
}

#[cfg(feature = "cbc")]
fn wrong_iv<C: ecb::cipher::BlockSizeUser>(iv: &[u8]) -> KeyError {
    KeyError::Iv { found: iv.len(), needed: C::block_size() }
}

pub(super) fn keyed<C: KeyInit>(key: &[u8]) -> Result<C, KeyError> {
    C::new_from_slice(key).map_err(|_| KeyError::Length { found: key.len(), needed: C::key_size() })
}

fn encrypt(mode: impl BlockModeEncrypt, padding: Padding, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    match padding {
        Padding::Pkcs7 => Ok(mode.encrypt_padded_vec::<Pkcs7>(plain)),
        Padding::Zero => Ok(mode.encrypt_padded_vec::<ZeroPadding>(plain)),
        Padding::LengthPrefix => Ok(mode.encrypt_padded_vec::<ZeroPadding>(&prefixed(plain)?)),
    }
}

fn prefixed(plain: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let most = u32::MAX as usize;
    let length = u32::try_from(plain.len()).map_err(|_| KeyError::TooLong { found: plain.len(), most })?;
    Ok(Zeroizing::new([&length.to_be_bytes(), plain].concat()))
}

/// Returns one error for every cause: details about the padding would help an attacker.
fn decrypt<M: BlockModeDecrypt>(mode: M, padding: Padding, encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    let plain = match padding {
        Padding::Pkcs7 => mode.decrypt_padded_vec::<Pkcs7>(encrypted).ok(),
        Padding::Zero => mode.decrypt_padded_vec::<ZeroPadding>(encrypted).ok(),
        Padding::LengthPrefix => {
            let whole = mode.decrypt_padded_vec::<NoPadding>(encrypted).ok().map(Zeroizing::new);
            whole.and_then(|whole| unprefixed(&whole, M::block_size()).map(<[u8]>::to_vec))
        }
    };
    plain.ok_or(ReadError::Decrypt)
}

/// The text after its length prefix, if only zeros that fill the last block follow it.
fn unprefixed(whole: &[u8], block: usize) -> Option<&[u8]> {
    let (length, rest) = whole.split_first_chunk::<PREFIX>()?;
    let (plain, zeros) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    (zeros.len() < block && zeros.iter().all(|byte| *byte == 0)).then_some(plain)
}
