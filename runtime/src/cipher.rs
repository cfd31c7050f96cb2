//! Block ciphers over whole texts. ECB and CBC do not authenticate, and ECB does not hide repeated blocks: only a
//! signature makes a text decrypted with them trustworthy.

#[cfg(feature = "aes")]
mod blocks;
#[cfg(feature = "portable")]
mod by_word;
#[cfg(feature = "cbc_hmac")]
mod cbc_hmac;
#[cfg(feature = "des")]
mod des;
#[cfg(feature = "gcm")]
mod gcm;
#[cfg(feature = "aes")]
mod tag;

#[cfg(feature = "aes")]
use aes::{Aes128, Aes256};

#[cfg(feature = "cbc")]
use blocks::cbc;
#[cfg(feature = "aes")]
use blocks::ecb;
#[cfg(feature = "portable")]
pub use by_word::{CipherInputs, decrypt, encrypt};
#[cfg(feature = "cbc_hmac")]
pub use cbc_hmac::{
    aes_128_cbc_hs256_decrypt, aes_128_cbc_hs256_encrypt, aes_256_cbc_hs512_decrypt, aes_256_cbc_hs512_encrypt,
};
#[cfg(feature = "des")]
pub use des::{des3_cbc_decrypt, des3_cbc_encrypt, des3_ecb_decrypt, des3_ecb_encrypt};
#[cfg(feature = "gcm")]
pub use gcm::{aes_128_gcm_decrypt, aes_128_gcm_encrypt, aes_256_gcm_decrypt, aes_256_gcm_encrypt, nonce};
pub use refundry_vocabulary::{Cipher, Padding};
#[cfg(feature = "aes")]
pub use tag::{join_tag, split_tag};

#[cfg(feature = "aes")]
ecb!("AES-128", 16, Aes128, aes_128_ecb_encrypt, aes_128_ecb_decrypt);
#[cfg(feature = "aes")]
ecb!("AES-256", 32, Aes256, aes_256_ecb_encrypt, aes_256_ecb_decrypt);
#[cfg(feature = "cbc")]
cbc!("AES-128", 16, 16, Aes128, aes_128_cbc_encrypt, aes_128_cbc_decrypt);
#[cfg(feature = "cbc")]
cbc!("AES-256", 32, 16, Aes256, aes_256_cbc_encrypt, aes_256_cbc_decrypt);
#[cfg(feature = "sm")]
ecb!("SM4 (GB/T 32907)", 16, sm4::Sm4, sm4_ecb_encrypt, sm4_ecb_decrypt);
#[cfg(feature = "sm")]
cbc!("SM4 (GB/T 32907)", 16, 16, sm4::Sm4, sm4_cbc_encrypt, sm4_cbc_decrypt);
