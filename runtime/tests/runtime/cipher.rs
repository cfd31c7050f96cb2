//! Ciphers: NIST SP 800-38A, GB/T 32907, and texts computed with openssl and Python.

use refundry_runtime::cipher::{self, Padding, aes_256_ecb_decrypt, aes_256_ecb_encrypt};
use refundry_runtime::digest::md5;
use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, ReadError, decode, encode, read};

use crate::vectors;

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

/// A notification encrypted with the hex digest of the shared key.
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

type Both = (Result<Vec<u8>, KeyError>, Result<Vec<u8>, ReadError>);

/// Encrypts `plain` and decrypts `encrypted` with the named cipher.
fn both(name: &str, key: &[u8], iv: &[u8], padding: Padding, plain: &[u8], encrypted: &[u8]) -> Option<Both> {
    macro_rules! ecb {
        ($encrypt:ident, $decrypt:ident) => {
            (cipher::$encrypt(key, padding, plain), cipher::$decrypt(key, padding, encrypted))
        };
    }
    macro_rules! cbc {
        ($encrypt:ident, $decrypt:ident) => {
            (cipher::$encrypt(key, iv, padding, plain), cipher::$decrypt(key, iv, padding, encrypted))
        };
    }
    Some(match name {
        "aes_128_ecb" => ecb!(aes_128_ecb_encrypt, aes_128_ecb_decrypt),
        "aes_256_ecb" => ecb!(aes_256_ecb_encrypt, aes_256_ecb_decrypt),
        "aes_128_cbc" => cbc!(aes_128_cbc_encrypt, aes_128_cbc_decrypt),
        "aes_256_cbc" => cbc!(aes_256_cbc_encrypt, aes_256_cbc_decrypt),
        "des3_ecb" => ecb!(des3_ecb_encrypt, des3_ecb_decrypt),
        "des3_cbc" => cbc!(des3_cbc_encrypt, des3_cbc_decrypt),
        "sm4_ecb" => ecb!(sm4_ecb_encrypt, sm4_ecb_decrypt),
        "sm4_cbc" => cbc!(sm4_cbc_encrypt, sm4_cbc_decrypt),
        _ => return None,
    })
}

#[test]
fn ciphers_of_openssl() {
    let mut checked = 0;
    for line in vectors::lines(include_str!("vectors/ciphers.txt")) {
        let [name, key, iv, padding, plain, encrypted] = line[..] else { panic!("{line:?}") };
        let padding = match padding {
            "pkcs7" => Padding::Pkcs7,
            "zero" => Padding::Zero,
            _ => Padding::LengthPrefix,
        };
        let [key, iv, plain, encrypted] = [key, iv, plain, encrypted].map(vectors::bytes);
        if let Some(found) = both(name, &key, &iv, padding, &plain, &encrypted) {
            assert_eq!(found, (Ok(encrypted), Ok(plain)), "{line:?}");
            checked += 1;
        }
    }
    assert_eq!(checked, 120);
}

/// GB/T 32907-2016, appendix A.1.
#[test]
fn sm4_of_the_standard() {
    let key = decode::hex_lower("0123456789abcdeffedcba9876543210").unwrap();
    let encrypted = cipher::sm4_ecb_encrypt(&key, Padding::Zero, &key).unwrap();
    assert_eq!(hex_lower(&encrypted), "681edf34d206965e86b3e94f536e4246");
}

/// A wrong padding, a wrong length and a truncated text give the same error.
#[test]
fn a_length_must_fit_its_text() {
    let decrypted = |text: &[u8]| {
        let encrypted = aes_256_ecb_encrypt(KEY, Padding::Zero, text).unwrap();
        aes_256_ecb_decrypt(KEY, Padding::LengthPrefix, &encrypted)
    };
    assert_eq!(decrypted(b"\0\0\0\x03abc"), Ok(b"abc".to_vec()));
    assert_eq!(decrypted(b"\0\0\0\x0cabcdefghijkl"), Ok(b"abcdefghijkl".to_vec()));
    let (empty, block_too_many) = (b"", [&b"\0\0\0\x03abc"[..], &[0; 16]].concat());
    for text in [&empty[..], b"\0\0\0\x02abc", b"\0\0\0\x0dabc", b"\xff\xff\xff\xffabc", &block_too_many] {
        assert_eq!(decrypted(text), Err(ReadError::Decrypt), "{text:?}");
    }
}

#[test]
fn wrong_lengths_are_named() {
    for (name, needed) in [
        ("aes_128_ecb", 16),
        ("aes_256_ecb", 32),
        ("aes_128_cbc", 16),
        ("aes_256_cbc", 32),
        ("des3_ecb", 24),
        ("des3_cbc", 24),
        ("sm4_ecb", 16),
        ("sm4_cbc", 16),
    ] {
        for found in [0, 8, 15, 17, 23, 25, 31, 33] {
            let error = KeyError::Length { found, needed };
            let results = both(name, &vec![1; found], &[0; 16], Padding::Pkcs7, b"", &[0; 16]);
            let expected = (Err(error.clone()), Err(ReadError::Key(error)));
            assert!(results.is_none_or(|results| results == expected), "{name} {found}");
        }
        if name.ends_with("cbc") {
            let needed = if name.starts_with("des") { 8 } else { 16 };
            let key = &[1; 32][..if name == "aes_256_cbc" { 32 } else { 16 }];
            let error = KeyError::Iv { found: 12, needed };
            let results = both(name, key, &[0; 12], Padding::Pkcs7, b"", &[0; 16]);
            let expected = (Err(error.clone()), Err(ReadError::Key(error)));
            assert!(results.is_none_or(|results| results == expected), "{name}");
        }
    }
}

#[test]
fn gcm_of_python() {
    for line in vectors::lines(include_str!("vectors/gcm.txt")) {
        let parts: Vec<_> = line.iter().map(|part| vectors::bytes(part)).collect();
        let [key, nonce, associated, plain, encrypted] = &parts[..] else { panic!("{line:?}") };
        assert_eq!(sealed(key, nonce, associated, plain).as_ref(), Ok(encrypted), "{line:?}");
        assert_eq!(opened(key, nonce, associated, encrypted).as_ref(), Ok(plain), "{line:?}");
        for at in 0..encrypted.len() {
            let mut changed = encrypted.clone();
            changed[at] ^= 1;
            assert_eq!(opened(key, nonce, associated, &changed), Err(ReadError::Decrypt));
        }
        assert_eq!(opened(key, nonce, b"other", encrypted), Err(ReadError::Decrypt));
        assert_eq!(opened(key, nonce, associated, &encrypted[..15]), Err(ReadError::Decrypt));
        for length in [0, 8, 11, 17] {
            let error = KeyError::Nonce { found: length };
            assert_eq!(sealed(key, &vec![0; length], b"", b""), Err(error.clone()));
            assert_eq!(opened(key, &vec![0; length], b"", encrypted), Err(error.into()));
        }
    }
    assert_eq!(cipher::aes_128_gcm_encrypt(KEY, &[0; 12], b"", b""), Err(KeyError::Length { found: 32, needed: 16 }));
}

fn sealed(key: &[u8], nonce: &[u8], associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    let seal = if key.len() == 16 { cipher::aes_128_gcm_encrypt } else { cipher::aes_256_gcm_encrypt };
    seal(key, nonce, associated, plain)
}

fn opened(key: &[u8], nonce: &[u8], associated: &[u8], encrypted: &[u8]) -> Result<Vec<u8>, ReadError> {
    let open = if key.len() == 16 { cipher::aes_128_gcm_decrypt } else { cipher::aes_256_gcm_decrypt };
    open(key, nonce, associated, encrypted)
}

#[test]
fn a_nonce_has_the_stated_length() {
    assert_eq!(cipher::nonce(&[7; 12], 12), Ok(&[7; 12][..]));
    for (found, needed) in [(16, 12), (12, 16), (0, 12), (11, 12)] {
        assert_eq!(cipher::nonce(&vec![7; found], needed), Err(KeyError::Iv { found, needed }));
    }
}
