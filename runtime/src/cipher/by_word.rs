//! The cipher functions, found by the word of a spec.

use super::*;
use crate::{KeyError, ReadError};

/// The inputs of a cipher besides the text.
#[derive(Clone, Copy)]
pub struct CipherInputs<'k> {
    /// The key.
    pub key: &'k [u8],
    /// The initialisation vector of CBC, or the nonce of GCM; ignored by ECB.
    pub iv: &'k [u8],
    /// The associated data that a cipher with a tag authenticates with the text; ignored by ECB and CBC.
    pub associated_data: &'k [u8],
    /// The padding of the last block in ECB and CBC; ignored by ciphers with a tag.
    pub padding: Padding,
}

/// Encrypts with a cipher.
///
/// # Errors
/// The errors of the cipher's own function.
pub fn encrypt(cipher: Cipher, inputs: &CipherInputs<'_>, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    let CipherInputs { key, iv, associated_data, padding } = *inputs;
    match functions(cipher) {
        Functions::Ecb(encrypt, _) => encrypt(key, padding, plain),
        Functions::Cbc(encrypt, _) => encrypt(key, iv, padding, plain),
        Functions::Authenticated(encrypt, _) => encrypt(key, iv, associated_data, plain),
    }
}

/// Decrypts with a cipher.
///
/// # Errors
/// The errors of the cipher's own function.
pub fn decrypt(cipher: Cipher, inputs: &CipherInputs<'_>, encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    let CipherInputs { key, iv, associated_data, padding } = *inputs;
    match functions(cipher) {
        Functions::Ecb(_, decrypt) => decrypt(key, padding, encrypted),
        Functions::Cbc(_, decrypt) => decrypt(key, iv, padding, encrypted),
        Functions::Authenticated(_, decrypt) => decrypt(key, iv, associated_data, encrypted),
    }
}

/// The functions that encrypt and decrypt, by the mode of the cipher.
enum Functions {
    Ecb(Ecb<KeyError>, Ecb<ReadError>),
    Cbc(Cbc<KeyError>, Cbc<ReadError>),
    Authenticated(Authenticated<KeyError>, Authenticated<ReadError>),
}

type Ecb<E> = fn(&[u8], Padding, &[u8]) -> Result<Vec<u8>, E>;
type Cbc<E> = fn(&[u8], &[u8], Padding, &[u8]) -> Result<Vec<u8>, E>;
type Authenticated<E> = fn(&[u8], &[u8], &[u8], &[u8]) -> Result<Vec<u8>, E>;

fn functions(cipher: Cipher) -> Functions {
    match cipher {
        Cipher::Aes128Ecb => Functions::Ecb(aes_128_ecb_encrypt, aes_128_ecb_decrypt),
        Cipher::Aes256Ecb => Functions::Ecb(aes_256_ecb_encrypt, aes_256_ecb_decrypt),
        Cipher::Aes128Cbc => Functions::Cbc(aes_128_cbc_encrypt, aes_128_cbc_decrypt),
        Cipher::Aes256Cbc => Functions::Cbc(aes_256_cbc_encrypt, aes_256_cbc_decrypt),
        Cipher::Aes128Gcm => Functions::Authenticated(aes_128_gcm_encrypt, aes_128_gcm_decrypt),
        Cipher::Aes256Gcm => Functions::Authenticated(aes_256_gcm_encrypt, aes_256_gcm_decrypt),
        Cipher::Aes128CbcHs256 => Functions::Authenticated(aes_128_cbc_hs256_encrypt, aes_128_cbc_hs256_decrypt),
        Cipher::Aes256CbcHs512 => Functions::Authenticated(aes_256_cbc_hs512_encrypt, aes_256_cbc_hs512_decrypt),
        Cipher::Des3Ecb => Functions::Ecb(des3_ecb_encrypt, des3_ecb_decrypt),
        Cipher::Des3Cbc => Functions::Cbc(des3_cbc_encrypt, des3_cbc_decrypt),
        Cipher::Sm4Ecb => Functions::Ecb(sm4_ecb_encrypt, sm4_ecb_decrypt),
        Cipher::Sm4Cbc => Functions::Cbc(sm4_cbc_encrypt, sm4_cbc_decrypt),
    }
}
