//! AES-256 in ECB mode: NIST SP 800-38A, and texts computed with openssl.

use refundry_runtime::cipher::{Padding, aes_256_ecb_decrypt, aes_256_ecb_encrypt};
use refundry_runtime::digest::md5;
use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, ReadError, decode, encode, read};

const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

/// Section F.1.5, the first two blocks; a block of padding follows.
#[test]
fn blocks_of_sp_800_38a() {
    let hex = |text| decode::hex_lower(text).unwrap();
    let key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    let plain = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
    let encrypted = aes_256_ecb_encrypt(&key, Padding::Pkcs7, &plain).unwrap();
    let blocks = hex("f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870");
    assert_eq!((encrypted.len(), &encrypted[..32]), (48, &*blocks));
    assert_eq!(aes_256_ecb_decrypt(&key, Padding::Pkcs7, &encrypted), Ok(plain));
}

#[test]
fn padding_fills_the_last_block() {
    let encrypted = aes_256_ecb_encrypt(KEY, Padding::Pkcs7, b"hello").unwrap();
    assert_eq!(encode::base64(&encrypted), "pZwJZBLuy3mDACEQT4YTBw==");
    assert_eq!(aes_256_ecb_decrypt(KEY, Padding::Pkcs7, &encrypted), Ok(b"hello".to_vec()));
    let empty = aes_256_ecb_encrypt(KEY, Padding::Pkcs7, b"").unwrap();
    assert_eq!((empty.len(), aes_256_ecb_decrypt(KEY, Padding::Pkcs7, &empty)), (16, Ok(Vec::new())));
}

/// A notification whose key is the hex of a digest of the shared key.
#[test]
fn encrypted_notification() {
    let key = hex_lower(&md5(b"192006250b4c09247ec02edce69f6a2d"));
    let encrypted = decode::base64(
        "WBzGpzQuNpcFxIlFjUUD9EzXUiCng1Ay0812gq6mC1Owfy9j8fszpexjm2vDNhdS0Bb0eq1BcgXGxScUcNu4MglhOMO7SHtYu+YAHYMz\
         S1tuOSPrLCDbtwTJNNo9kVg2",
    );
    let plain = aes_256_ecb_decrypt(key.as_bytes(), Padding::Pkcs7, &encrypted.unwrap()).unwrap();
    let mut members = read::xml(&plain, "root").unwrap();
    assert_eq!(members.text("out_refund_no"), Ok(Some("1415701182".into())));
    assert_eq!(members.text("refund_status"), Ok(Some("SUCCESS".into())));
}

#[test]
fn wrong_texts_and_keys() {
    let good = aes_256_ecb_encrypt(KEY, Padding::Pkcs7, b"hello").unwrap();
    let mut changed = good.clone();
    changed[15] ^= 1;
    for bytes in [&good[..15], &[], &changed] {
        assert_eq!(aes_256_ecb_decrypt(KEY, Padding::Pkcs7, bytes), Err(ReadError::Decrypt));
    }
    let other = b"0123456789abcdef0123456789abcdeF";
    assert_eq!(aes_256_ecb_decrypt(other, Padding::Pkcs7, &good), Err(ReadError::Decrypt));
    let length = KeyError::Length { found: 16, needed: 32 };
    assert_eq!(aes_256_ecb_encrypt(&KEY[..16], Padding::Pkcs7, b""), Err(length.clone()));
    assert_eq!(aes_256_ecb_decrypt(&KEY[..16], Padding::Pkcs7, &good), Err(ReadError::Key(length)));
}
