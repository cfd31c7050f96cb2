//! RSA compared with the `openssl` command, and keys of every wrong type.

mod decrypt;
pub(crate) mod numbers;
pub(crate) mod pem;
mod pss;

use numbers::{MESSAGE, NUMBERS, SIGNATURE, SIGNATURE_OF_NOTHING, SIGNATURE_SHA1, SIGNATURE_SHA512};
use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, RsaNumbers, RsaPrivateKey, RsaPublicKey, RsaPublicKeys, Scheme};

const CERTIFICATE: &str = include_str!("rsa/public/certificate.pem");
const CERTIFICATE_V1: &str = include_str!("rsa/public/certificate_v1.pem");
const ELLIPTIC: &str = include_str!("rsa/public/elliptic.pem");
const PKCS1: &str = include_str!("rsa/public/pkcs1.pem");
const REQUEST: &str = include_str!("rsa/public/request.pem");
const SHORT: &str = include_str!("rsa/public/short.pem");
const SPKI: &str = include_str!("rsa/public/spki.pem");

#[test]
fn signatures_equal_those_of_openssl() {
    let key = RsaPrivateKey::from_numbers(&NUMBERS).unwrap();
    let sign = |message: &[u8]| hex_lower(&key.clone().sign_sha256(message).unwrap());
    assert_eq!(sign(MESSAGE.as_bytes()), SIGNATURE);
    assert_eq!(sign(b""), SIGNATURE_OF_NOTHING);
    let by_word = |scheme| key.sign_by(scheme, MESSAGE.as_bytes());
    assert_eq!(by_word(Scheme::RsaSha256).map(|signature| hex_lower(&signature)), Ok(SIGNATURE.to_owned()));
    assert!(matches!(by_word(Scheme::Sm2), Err(KeyError::Unusable(_))));
}

#[test]
fn a_modulus_is_measured_in_bits() {
    // 2047 bits in as many bytes as 2048.
    let short = format!("7{}", "f".repeat(511));
    assert_eq!(RsaPublicKey::from_numbers(&short, "010001").err(), Some(KeyError::Refused));
    assert!(RsaPublicKey::from_numbers(&format!("f{}", "f".repeat(511)), "010001").is_ok());
    assert!(RsaPublicKey::from_numbers(&"f".repeat(2048), "010001").is_ok());
    assert!(RsaPublicKey::from_numbers(&format!("01{}", "f".repeat(2048)), "010001").is_err());
}

#[test]
fn private_keys_in_every_wrapping() {
    let texts = [pem::pkcs1(), pem::pkcs8(), pem::bare(&pem::pkcs8()), pem::pkcs1().replace('\n', "\r\n")];
    for text in texts {
        let key = RsaPrivateKey::from_pem(&text).unwrap();
        assert_eq!(hex_lower(&key.sign_sha256(MESSAGE.as_bytes()).unwrap()), SIGNATURE);
    }
}

#[test]
fn public_keys_in_every_wrapping() {
    let signature = const_hex::decode(SIGNATURE).unwrap();
    let numbers = RsaPublicKey::from_numbers(NUMBERS.n, NUMBERS.e).unwrap();
    let short_exponent = RsaPublicKey::from_numbers(&NUMBERS.n.to_uppercase(), "10001").unwrap();
    let texts = [CERTIFICATE, CERTIFICATE_V1, PKCS1, SPKI, &pem::bare(SPKI), &pem::bare(CERTIFICATE)];
    let keys = texts.map(|text| RsaPublicKey::from_pem(text).unwrap());
    for key in keys.into_iter().chain([numbers.clone(), short_exponent]) {
        assert_eq!(format!("{key:?}"), format!("{numbers:?}"));
        assert!(key.verify_sha256(MESSAGE.as_bytes(), &signature), "{key:?}");
        assert!(!key.verify_sha256(b"", &signature));
        for bit in [0, 7, 8 * 255, 8 * 256 - 1] {
            let mut changed = signature.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.verify_sha256(MESSAGE.as_bytes(), &changed));
        }
        for wrong in [&[][..], &signature[1..], &[0; 256], &[0xFF; 256], &[0; 16]] {
            assert!(!key.verify_sha256(MESSAGE.as_bytes(), wrong));
        }
    }
}

#[test]
fn a_wrong_kind_is_named() {
    let needed = "an unencrypted RSA private key in PKCS#8 or PKCS#1";
    for (text, given) in [
        (CERTIFICATE.to_owned(), "a certificate"),
        (SPKI.to_owned(), "a public key"),
        (PKCS1.to_owned(), "a public key"),
        (REQUEST.to_owned(), "a request for a certificate"),
        (pem::labelled("ENCRYPTED PRIVATE KEY"), "an encrypted private key"),
        (pem::encrypted_pkcs1(), "an encrypted private key"),
        (pem::labelled("EC PRIVATE KEY"), "a private key of an elliptic curve"),
        (pem::labelled("OPENSSH PRIVATE KEY"), "a private key of OpenSSH"),
        (pem::labelled("DSA PARAMETERS"), "something else"),
        (String::new(), "something else"),
        ("s3cr3t!".to_owned(), "something else"),
    ] {
        assert_eq!(RsaPrivateKey::from_pem(&text).err(), Some(KeyError::Kind { given, needed }), "{text}");
    }
    let error = RsaPublicKey::from_pem(&pem::pkcs8()).unwrap_err();
    assert_eq!(error.to_string(), "a private key was given, an X.509 certificate or an RSA public key is needed");
}

#[test]
fn keys_that_do_no_good() {
    assert_eq!(RsaPublicKey::from_pem(SHORT).err(), Some(KeyError::Refused));
    assert_eq!(RsaPublicKey::from_pem(ELLIPTIC).err(), Some(KeyError::Refused));
    assert_eq!(RsaPublicKey::from_der(b"").err(), Some(KeyError::Refused));
    assert_eq!(RsaPublicKey::from_numbers("xyz", "3").err(), Some(KeyError::Encoding("hex")));
    assert_eq!(RsaPublicKey::from_numbers(NUMBERS.n, "").err(), Some(KeyError::Encoding("hex")));
    let cut = SPKI.replace("IDAQAB", "");
    assert!(RsaPublicKey::from_pem(&cut).is_err());
    let broken = [
        RsaNumbers { d: NUMBERS.dp, ..NUMBERS },
        RsaNumbers { p: NUMBERS.q, ..NUMBERS },
        RsaNumbers { qinv: "01", ..NUMBERS },
        RsaNumbers { n: NUMBERS.p, ..NUMBERS },
    ];
    for numbers in broken {
        assert_eq!(RsaPrivateKey::from_numbers(&numbers).err(), Some(KeyError::Refused));
    }
    assert_eq!(RsaPrivateKey::from_numbers(&RsaNumbers { d: "0x1", ..NUMBERS }).err(), Some(KeyError::Encoding("hex")));
}

/// Truncated and changed certificates give a result, never a panic.
#[test]
fn cut_and_changed_certificates() {
    let der = pem::der_of(CERTIFICATE);
    for end in 0..der.len() {
        let _ = RsaPublicKey::from_der(&der[..end]).is_ok();
    }
    for at in 0..400 {
        for byte in [0, 0x30, 0x7F, 0x80, 0x84, 0xFF] {
            let mut changed = der.clone();
            changed[at] = byte;
            let _ = RsaPublicKey::from_der(&changed).is_ok();
        }
    }
}

#[test]
fn other_digests_of_openssl() {
    let message = MESSAGE.as_bytes();
    let private = RsaPrivateKey::from_numbers(&NUMBERS).unwrap();
    assert_eq!(hex_lower(&private.sign_sha512(message).unwrap()), SIGNATURE_SHA512);
    let public = RsaPublicKey::from_pem(SPKI).unwrap();
    let [sha1, sha256, sha512] =
        [SIGNATURE_SHA1, SIGNATURE, SIGNATURE_SHA512].map(|hex| const_hex::decode(hex).unwrap());
    assert!(public.verify_sha1(message, &sha1) && public.verify_sha512(message, &sha512));
    assert!(!public.verify_sha1(message, &sha256) && !public.verify_sha1(b"", &sha1));
    assert!(!public.verify_sha512(message, &sha256) && !public.verify_sha512(b"", &sha512));
    assert!(!public.verify_sha256(message, &sha512) && !public.verify_sha256(message, &sha1));
}

#[test]
fn keys_with_their_serial_numbers_in_one_text() {
    let read = |text: &str| RsaPublicKeys::from_pems(text, RsaPublicKey::from_pem);
    let serials = |text: &str| read(text).map(|keys| keys.serials().map(str::to_owned).collect::<Vec<_>>());
    let two = format!("# of 2026\n0A:\r\n{SPKI}\n\n  PUB_KEY_ID_1\n{SPKI}");
    assert_eq!(serials(&two).unwrap(), ["0A", "PUB_KEY_ID_1"]);
    let refused =
        [String::new(), SPKI.to_owned(), format!("0A\n{SPKI}{SPKI}"), format!("0A\n{SPKI}0B"), "0A".to_owned()];
    for text in refused {
        assert!(matches!(read(&text), Err(KeyError::Encoding(_))), "{text}");
    }
    assert!(read(&two.replace("END PUBLIC", "END PRIVATE")).is_err());
    assert!(read(&format!("0A\n{}", SPKI.trim_end().trim_end_matches("-----END PUBLIC KEY-----"))).is_err());
}

#[test]
fn keys_by_serial_number() {
    let key = RsaPublicKey::from_pem(SPKI).unwrap();
    let keys =
        RsaPublicKeys::new().with("0A", key.clone()).with(String::from("0B"), key.clone()).with("0A", key.clone());
    assert_eq!(keys.get("0A").map(|found| format!("{found:?}")), Some(format!("{key:?}")));
    for serial in ["", "0a", "A", "0A "] {
        assert!(keys.get(serial).is_none(), "{serial}");
    }
    assert_eq!(format!("{:?}", keys.clone()), r#"{"0B", "0A"}"#);
    let told = |keys: &RsaPublicKeys| keys.named("0C").err().map(|error| error.to_string());
    assert_eq!(told(&keys).as_deref(), Some("no key is held for the serial `0C`; held are `0B`, `0A`"));
    let nameless = keys.named("").err().map(|error| error.to_string());
    assert_eq!(nameless.as_deref(), Some("the message names no serial; held are `0B`, `0A`"));
    assert_eq!(told(&RsaPublicKeys::new()).as_deref(), Some("no key is held for the serial `0C`; held are none"));
}

#[test]
fn long_texts_are_refused_unread() {
    let long = [SPKI, &" ".repeat(16 * 1024)].concat();
    let error = KeyError::Encoding("PEM of at most 16 KiB");
    assert_eq!(RsaPublicKey::from_pem(&long).err(), Some(error.clone()));
    assert_eq!(RsaPrivateKey::from_pem(&long).err(), Some(error));
}
