//! Decryption compared with the `openssl` command, and texts that are padded in every wrong manner.

use refundry_runtime::{KeyError, ReadError, RsaPrivateKey, SignError};

use super::numbers::NUMBERS;
use crate::vectors;

const TEXT: &[u8] = b"0123456789abcdef0123456789abcdef";

fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let lines = vectors::lines(include_str!("encrypted.txt"));
    lines.map(|line| (line[0], vectors::bytes(line[1]))).collect()
}

fn key() -> RsaPrivateKey {
    RsaPrivateKey::from_numbers(&NUMBERS).unwrap()
}

#[test]
fn oaep_of_openssl() {
    let key = key();
    for (name, text) in texts() {
        let (sha1, sha256) = (key.decrypt_oaep_sha1(&text), key.decrypt_oaep_sha256(&text));
        let expected = |right: bool| if right { Ok(TEXT.to_vec()) } else { Err(KeyError::Decrypt) };
        assert_eq!(sha1, expected(name == "oaep_sha1"), "{name}");
        assert_eq!(sha256, expected(name == "oaep_sha256"), "{name}");
    }
    for text in [&[][..], &[0; 255], &[0; 257], &[0xFF; 256]] {
        assert_eq!(key.decrypt_oaep_sha1(text), Err(KeyError::Decrypt));
        assert_eq!(key.decrypt_oaep_sha256(text), Err(KeyError::Decrypt));
    }
}

#[test]
fn pkcs1_of_openssl() {
    let key = key();
    for (name, text) in texts() {
        let right = name == "pkcs1" || name == "pkcs1_by_hand";
        assert_eq!(key.decrypt_pkcs1(&text, TEXT.len()) == TEXT, right, "{name}");
        assert_eq!(key.decrypt_pkcs1(&text, 0), b"", "{name}");
    }
}

/// A wrongly padded text yields as many bytes as are asked for, the same each time, and others for each text.
#[test]
fn wrong_padding_yields_bytes_that_look_random() {
    let (key, again) = (key(), key());
    let texts = texts().into_iter().chain([("empty", Vec::new()), ("short", vec![1; 255]), ("high", vec![0xFF; 256])]);
    let wrong: Vec<_> = texts.filter(|(name, _)| !name.starts_with("pkcs1")).collect();
    let mut seen = Vec::new();
    for (name, text) in &wrong {
        let made = key.decrypt_pkcs1(text, 48);
        assert_eq!(made, again.decrypt_pkcs1(text, 48), "{name}");
        assert_eq!(made[..16], key.decrypt_pkcs1(text, 16), "{name}");
        assert!(made.len() == 48 && made.iter().filter(|byte| **byte == 0).count() < 8, "{name}: {made:?}");
        assert!(!seen.contains(&made), "{name}");
        seen.push(made);
    }
    assert!(wrong.len() > 10, "{}", wrong.len());
}

#[test]
fn a_text_that_no_key_decrypts_is_one_error() {
    assert_eq!(ReadError::from(KeyError::Decrypt), ReadError::Decrypt);
    assert_eq!(SignError::from(KeyError::Decrypt).to_string(), ReadError::Decrypt.to_string());
}
