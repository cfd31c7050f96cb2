//! Arbitrary texts as keys, signatures and ciphertexts give a result, never a panic.

use proptest::prelude::*;
use refundry_runtime::cipher::{self, Padding};
use refundry_runtime::{SecretBytes, decode, encode};

const PADDINGS: [Padding; 3] = [Padding::Pkcs7, Padding::Zero, Padding::LengthPrefix];

/// The keys of the tests, so that most truncated and changed texts start like a valid key.
const TEXTS: [&str; 6] = [
    include_str!("rsa/public/certificate.pem"),
    include_str!("rsa/public/certificate_v1.pem"),
    include_str!("rsa/public/pkcs1.pem"),
    include_str!("rsa/public/spki.pem"),
    include_str!("rsa/public/elliptic.pem"),
    include_str!("x509/certificates/published.pem"),
];

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn decryption(key in bytes(40), iv in bytes(20), blocks in 0..6_usize, rest in 0..3_usize, text in bytes(99)) {
        let whole = text.get(..(16 * blocks + rest).min(text.len())).unwrap_or_default();
        for padding in PADDINGS {
            for length in [16, 24, 32, key.len()] {
                let mut key = key.clone();
                key.resize(length, 0);
                decrypt_all(&key, &iv, padding, whole);
                decrypt_all(&key, &[0; 16], padding, whole);
                decrypt_all(&key, &[0; 8], padding, whole);
            }
        }
    }

    #[test]
    fn texts_survive_encryption(key in prop::array::uniform32(any::<u8>()), text in bytes(99)) {
        for padding in [Padding::Pkcs7, Padding::LengthPrefix] {
            let encrypted = cipher::aes_256_ecb_encrypt(&key, padding, &text).unwrap();
            prop_assert_eq!(cipher::aes_256_ecb_decrypt(&key, padding, &encrypted).unwrap(), text.clone());
        }
        let kept = text.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let encrypted = cipher::aes_256_ecb_encrypt(&key, Padding::Zero, &text).unwrap();
        prop_assert_eq!(cipher::aes_256_ecb_decrypt(&key, Padding::Zero, &encrypted).unwrap(), &text[..kept]);
    }

    #[test]
    fn bytes_survive_encodings(bytes in bytes(99)) {
        let round = [
            decode::hex_lower(&encode::hex_lower(&bytes)),
            decode::hex_upper(&encode::hex_upper(&bytes)),
            decode::base64(&encode::base64(&bytes)),
            decode::base64url(&encode::base64url(&bytes)),
            decode::base64url_padded(&encode::base64url_padded(&bytes)),
            decode::percent_form(&encode::percent_form(&bytes)),
            decode::percent_rfc3986(&encode::percent_rfc3986(&bytes)),
        ];
        prop_assert!(round.iter().all(|round| round.as_ref() == Some(&bytes)));
    }

    #[test]
    fn decoders(text in "([%+0-9a-fA-F=_/-]|.){0,20}") {
        let _ = (decode::percent_form(&text), decode::percent_rfc3986(&text), decode::base64url_padded(&text));
        let _ = decode::base64_any(&text);
        let _ = SecretBytes::from_hex(&text);
    }

    #[test]
    fn keys_as_text(which in 0..6_usize, cut in 0..1500_usize, put in "(-----|BEGIN |END |EC |RSA |KEY|[A-Za-z0-9=\n]|.){0,9}") {
        let text = TEXTS[which];
        let (front, back) = text.split_at_checked(cut).unwrap_or((text, ""));
        for text in [format!("{front}{put}{back}"), format!("{front}{put}"), format!("{put}{back}"), put.clone()] {
            read_texts(&text);
        }
    }

    #[test]
    fn keys_as_bytes(which in 0..6_usize, at in 0..900_usize, put in bytes(4), random in bytes(80)) {
        let base64: String = TEXTS[which].lines().filter(|line| !line.starts_with("-----")).collect();
        let mut der = decode::base64(&base64).unwrap();
        let at = at.min(der.len());
        let end = (at + put.len()).min(der.len());
        der.splice(at..end, put);
        for bytes in [&der[..], &random] {
            read_bytes(bytes);
            read_texts(&encode::base64(bytes));
        }
    }
}

proptest! {
    // RSA is slow without optimisation.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn signatures(message in bytes(40), signature in bytes(300), length in prop::sample::select(vec![0_usize, 64, 70, 72, 256])) {
        let mut sized = signature.clone();
        sized.resize(length, 0x30);
        for signature in [&signature, &sized] {
            prop_assert!(!any_verifies(&message, signature));
        }
    }
}

fn decrypt_all(key: &[u8], iv: &[u8], padding: Padding, text: &[u8]) {
    let _ = (cipher::aes_128_ecb_decrypt(key, padding, text), cipher::aes_256_ecb_decrypt(key, padding, text));
    let _ = (cipher::aes_128_cbc_decrypt(key, iv, padding, text), cipher::aes_256_cbc_decrypt(key, iv, padding, text));
    let _ = (cipher::des3_ecb_decrypt(key, padding, text), cipher::des3_cbc_decrypt(key, iv, padding, text));
    let _ = (cipher::sm4_ecb_decrypt(key, padding, text), cipher::sm4_cbc_decrypt(key, iv, padding, text));
    let _ = (cipher::aes_128_gcm_decrypt(key, iv, b"", text), cipher::aes_256_gcm_decrypt(key, iv, b"", text));
    let _ =
        (cipher::aes_128_cbc_hs256_decrypt(key, iv, b"", text), cipher::aes_256_cbc_hs512_decrypt(key, iv, b"", text));
    let _ = iv;
}

fn read_texts(text: &str) {
    use refundry_runtime as rt;
    let _ = (rt::RsaPrivateKey::from_pem(text).is_ok(), rt::RsaPublicKey::from_pem(text).is_ok());
    let _ = (rt::WeakRsaPrivateKey::from_pem(text).is_ok(), rt::WeakRsaPublicKey::from_pem(text).is_ok());
    let _ = (rt::Sm2PrivateKey::from_pem(text).is_ok(), rt::Sm2PublicKey::from_pem(text).is_ok());
    let _ = (rt::P256PrivateKey::from_pem(text).is_ok(), rt::P256PublicKey::from_pem(text).is_ok());
    let _ = (rt::P384PrivateKey::from_pem(text).is_ok(), rt::P384PublicKey::from_pem(text).is_ok());
    if let Ok(anchors) = rt::TrustAnchors::from_pem(text) {
        let now = rt::Timestamp::from_epoch_ms(1_700_000_000_000);
        let _ = anchors.public_key_of(text, Some("041"), now).is_ok();
    }
}

fn read_bytes(bytes: &[u8]) {
    use refundry_runtime as rt;
    let _ = bytes;
    let _ = (rt::RsaPrivateKey::from_der(bytes).is_ok(), rt::RsaPublicKey::from_der(bytes).is_ok());
    let _ = (rt::WeakRsaPrivateKey::from_der(bytes).is_ok(), rt::WeakRsaPublicKey::from_der(bytes).is_ok());
    if let Ok(certificate) = rt::Certificate::from_der(bytes) {
        let _ = (certificate.serial_decimal(), certificate.serial_hex(), certificate.common_name());
        let _ = (certificate.public_key().is_ok(), format!("{certificate:?}"));
    }
}

fn any_verifies(message: &[u8], signature: &[u8]) -> bool {
    let mut found = false;
    {
        let key = refundry_runtime::RsaPublicKey::from_pem(TEXTS[3]).unwrap();
        found |= key.verify_sha1(message, signature) || key.verify_sha256(message, signature);
        found |= key.verify_sha512(message, signature);
    }
    {
        let key = refundry_runtime::WeakRsaPublicKey::from_pem(TEXTS[3]).unwrap();
        found |= key.verify_md5(message, signature) || key.verify_sha1(message, signature);
        found |= key.verify_sha256(message, signature) || key.verify_raw(message, signature);
    }
    {
        let point = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
            CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
        let key = refundry_runtime::Sm2PublicKey::from_hex(point).unwrap();
        found |= key.verify(message, message, signature) || key.verify_der(message, message, signature);
    }
    found
}
