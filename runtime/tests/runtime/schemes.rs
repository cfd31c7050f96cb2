//! Keys by the word of a scheme: each kind of key does what its own method for that scheme does, and no more.

use refundry_runtime::{
    EncryptionScheme, KeyError, P256PrivateKey, P384PrivateKey, RsaBlock, RsaPrivateKey, RsaPublicKey, Scheme,
    Sm2PrivateKey, WeakRsaPrivateKey, WeakRsaPublicKey,
};

use crate::rsa::numbers::{MESSAGE, NUMBERS, SIGNATURE_SHA1};
use crate::vectors;

const TEXT: &[u8] = MESSAGE.as_bytes();
const USER: &[u8] = b"1234567812345678";

type Signed = Vec<(Scheme, Vec<u8>)>;
type Method<'k> = (Scheme, &'k dyn Fn(&[u8]) -> bool);

/// The signatures by all schemes that the key supports.
fn signed(sign_by: impl Fn(Scheme) -> Result<Vec<u8>, KeyError>) -> Signed {
    let all = Scheme::ALL.iter().filter_map(|scheme| match sign_by(*scheme) {
        Ok(signature) => Some((*scheme, signature)),
        Err(error) => {
            assert_eq!(error, KeyError::Unusable("a key of the kind that the spec declares"), "{scheme:?}");
            None
        }
    });
    all.collect()
}

/// `methods` are those of the schemes that the key verifies; they and `verify_by` accept each signature by its own scheme.
fn verified<const N: usize>(signed: &Signed, methods: [Method<'_>; N], verify_by: impl Fn(Scheme, &[u8]) -> bool) {
    assert_eq!(signed.len(), N);
    for (own, signature) in signed {
        for (scheme, method) in &methods {
            assert_eq!(method(signature), own == scheme, "{own:?} as {scheme:?}");
        }
        for scheme in Scheme::ALL {
            assert_eq!(verify_by(*scheme, signature), own == scheme, "{own:?} as {scheme:?}");
        }
    }
}

#[test]
fn rsa_keys_by_scheme() {
    let private = RsaPrivateKey::from_numbers(&NUMBERS).unwrap();
    let public = RsaPublicKey::from_der(private.public_der()).unwrap();
    let mut signed = signed(|scheme| private.sign_by(scheme, TEXT));
    signed.push((Scheme::RsaSha1, const_hex::decode(SIGNATURE_SHA1).unwrap()));
    let methods: [Method<'_>; 6] = [
        (Scheme::RsaSha256, &|signature| public.verify_sha256(TEXT, signature)),
        (Scheme::RsaSha512, &|signature| public.verify_sha512(TEXT, signature)),
        (Scheme::RsaSha1, &|signature| public.verify_sha1(TEXT, signature)),
        (Scheme::Ps256, &|signature| public.verify_pss_sha256(TEXT, signature)),
        (Scheme::Ps384, &|signature| public.verify_pss_sha384(TEXT, signature)),
        (Scheme::Ps512, &|signature| public.verify_pss_sha512(TEXT, signature)),
    ];
    verified(&signed, methods, |scheme, signature| public.verify_by(scheme, TEXT, signature));
}

#[test]
fn weak_rsa_keys_by_scheme() {
    let private = WeakRsaPrivateKey::from_numbers(&NUMBERS).unwrap();
    let public = private.public_key();
    let signed = signed(|scheme| private.sign_by(scheme, TEXT));
    let methods: [Method<'_>; 4] = [
        (Scheme::RsaMd5, &|signature| public.verify_md5(TEXT, signature)),
        (Scheme::RsaSha1, &|signature| public.verify_sha1(TEXT, signature)),
        (Scheme::RsaSha256, &|signature| public.verify_sha256(TEXT, signature)),
        (Scheme::RsaRaw, &|signature| public.verify_raw(TEXT, signature)),
    ];
    verified(&signed, methods, |scheme, signature| public.verify_by(scheme, TEXT, signature));
}

#[test]
fn keys_of_elliptic_curves_by_scheme() {
    let private = P256PrivateKey::from_hex(&"7".repeat(64)).unwrap();
    let public = private.public_key();
    let methods: [Method<'_>; 2] = [
        (Scheme::Es256, &|signature| public.verify(TEXT, signature)),
        (Scheme::Es256Der, &|signature| public.verify_der(TEXT, signature)),
    ];
    let by_word = |scheme, signature: &[u8]| public.verify_by(scheme, TEXT, signature);
    verified(&signed(|scheme| private.sign_by(scheme, TEXT)), methods, by_word);

    let private = P384PrivateKey::from_hex(&"7".repeat(96)).unwrap();
    let public = private.public_key();
    let methods: [Method<'_>; 2] = [
        (Scheme::Es384, &|signature| public.verify(TEXT, signature)),
        (Scheme::Es384Der, &|signature| public.verify_der(TEXT, signature)),
    ];
    let by_word = |scheme, signature: &[u8]| public.verify_by(scheme, TEXT, signature);
    verified(&signed(|scheme| private.sign_by(scheme, TEXT)), methods, by_word);
}

#[test]
fn sm2_keys_by_scheme() {
    let private = Sm2PrivateKey::from_hex(&"7".repeat(64)).unwrap();
    let public = private.public_key();
    let methods: [Method<'_>; 2] = [
        (Scheme::Sm2, &|signature| public.verify(USER, TEXT, signature)),
        (Scheme::Sm2Der, &|signature| public.verify_der(USER, TEXT, signature)),
    ];
    let by_word = |scheme, signature: &[u8]| public.verify_by(scheme, USER, TEXT, signature);
    verified(&signed(|scheme| private.sign_by(scheme, USER, TEXT)), methods, by_word);
}

#[test]
fn a_block_holds_the_content_of_its_own_scheme() {
    let (private, weak) =
        (RsaPrivateKey::from_numbers(&NUMBERS).unwrap(), WeakRsaPrivateKey::from_numbers(&NUMBERS).unwrap());
    let public = WeakRsaPublicKey::from_der(private.public_der()).unwrap();
    let mut signed = signed(|scheme| weak.sign_by(scheme, TEXT));
    signed.push((Scheme::RsaSha512, private.sign_sha512(TEXT).unwrap()));
    for (own, signature) in &signed {
        let block = RsaBlock::open(&public, signature).unwrap();
        for scheme in Scheme::ALL {
            assert_eq!(block.holds_by(*scheme, TEXT), own == scheme, "{own:?} as {scheme:?}");
            assert!(!block.holds_by(*scheme, b"other"), "{own:?} as {scheme:?}");
        }
        assert!(!RsaBlock::ends_as_pss(&public, signature), "{own:?}");
    }
    for signature in [private.sign_pss_sha256(TEXT), private.sign_pss_sha512(TEXT)].map(Result::unwrap) {
        assert!(RsaBlock::ends_as_pss(&public, &signature) && RsaBlock::open(&public, &signature).is_none());
    }
}

#[test]
fn texts_of_openssl_are_decrypted_by_scheme() {
    let key = RsaPrivateKey::from_numbers(&NUMBERS).unwrap();
    let mut opened = Vec::new();
    for line in vectors::lines(include_str!("rsa/encrypted.txt")) {
        let encrypted = vectors::bytes(line[1]);
        for scheme in EncryptionScheme::ALL {
            let text = key.decrypt_by(*scheme, Some(32), &encrypted);
            if text.as_deref() == Ok(b"0123456789abcdef0123456789abcdef") {
                opened.push((line[0], *scheme));
            }
        }
        assert_eq!(key.decrypt_by(EncryptionScheme::RsaPkcs1, None, &encrypted), Ok(Vec::new()), "{}", line[0]);
    }
    let expected = [
        ("oaep_sha1", EncryptionScheme::RsaOaepSha1),
        ("oaep_sha256", EncryptionScheme::RsaOaepSha256),
        ("pkcs1", EncryptionScheme::RsaPkcs1),
        ("pkcs1_by_hand", EncryptionScheme::RsaPkcs1),
    ];
    assert_eq!(opened, expected);
}
