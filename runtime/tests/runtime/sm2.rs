//! SM2: the example of GB/T 32918.5, and keys and signatures of the `openssl` command.

use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, Sm2PrivateKey, Sm2PublicKey};

/// GB/T 32918.5-2017, appendix A.
const STANDARD_D: &str = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
const STANDARD_POINT: &str = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
    CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
const STANDARD_SIGNATURE: &str = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3\
    B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

const USER: &[u8] = b"1234567812345678";

/// `openssl ecparam -name SM2 -genkey`, as PKCS#8 without its first and last line.
const PKCS8: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgPfRxfTNtVI2Oz3Cw\n\
    JQb8S/SUvnPjJctQ8PbZr9wnGyahRANCAARkutw+g9mjAFdHMwgPgOlDQa+6ogO9\n\
    /bfrYlBseBDC5FDXPyo9f6J+wm0f5FXBsfy94KGHXAW9t96T2Ps1MGI7\n";
/// The same key as SEC 1; `openssl pkey` reads it.
const SEC1: &str = "MHcCAQEEID30cX0zbVSNjs9wsCUG/Ev0lL5z4yXLUPD22a/cJxsmoAoGCCqBHM9V\n\
    AYItoUQDQgAEZLrcPoPZowBXRzMID4DpQ0GvuqIDvf2362JQbHgQwuRQ1z8qPX+i\n\
    fsJtH+RVwbH8veChh1wFvbfek9j7NTBiOw==\n";
const SPKI: &str = "-----BEGIN PUBLIC KEY-----\n\
    MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEZLrcPoPZowBXRzMID4DpQ0GvuqID\n\
    vf2362JQbHgQwuRQ1z8qPX+ifsJtH+RVwbH8veChh1wFvbfek9j7NTBiOw==\n\
    -----END PUBLIC KEY-----\n";
const D: &str = "3df4717d336d548d8ecf70b02506fc4bf494be73e325cb50f0f6d9afdc271b26";
const POINT: &str = "0464badc3e83d9a300574733080f80e94341afbaa203bdfdb7eb62506c7810c2e4\
    50d73f2a3d7fa27ec26d1fe455c1b1fcbde0a1875c05bdb7de93d8fb3530623b";
const MESSAGE: &str = "商品已售完 amount=100";
/// `openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:…` over the message, with two user IDs.
const OF_OPENSSL: [(&[u8], &str); 2] = [
    (
        USER,
        "304502206007a11ac1d4a66eaff1b881f93f1a627070f06a271c90cf3f0672a9305da13f\
         022100f6a23f5850be8342965b4f5d66b925a14f99e360eb9fe4d29a923560480826fb",
    ),
    (
        b"ALICE123@YAHOO.COM",
        "3045022100a3f75116df7bf459ac290705fe9c3a84d19a5c6db561f75a16ace05d5a2feefc\
         02204d4395ee72e026e858954603e112b0482d341026aff28994b39e8ccc80c407ba",
    ),
];
/// A signature of this library for the first user ID; `openssl pkeyutl -verify` accepts it.
const OURS: &str = "2bf0d914522f4e94c075d887529302a665bc53d70ff4fa2e48769fd030ff55add27a493ec394d6d28bcd2d1bffd64fa85943\
    f548867c38f5faaf9e21fbea6646";

#[test]
fn the_example_of_the_standard() {
    let key = Sm2PublicKey::from_hex(STANDARD_POINT).unwrap();
    let signature = const_hex::decode(STANDARD_SIGNATURE).unwrap();
    assert!(key.verify(USER, b"message digest", &signature));
    assert!(!key.verify(b"1234567812345679", b"message digest", &signature));
    assert!(!key.verify(USER, b"message digesu", &signature));
    let private = Sm2PrivateKey::from_hex(STANDARD_D).unwrap();
    assert!(key.verify(USER, b"message digest", &private.sign(USER, b"message digest").unwrap()));
}

#[test]
fn signatures_of_openssl() {
    let keys = [
        Sm2PublicKey::from_pem(SPKI),
        Sm2PublicKey::from_pem(
            &SPKI.replace("-----BEGIN PUBLIC KEY-----\n", "").replace("-----END PUBLIC KEY-----", ""),
        ),
        Sm2PublicKey::from_hex(POINT),
        Sm2PublicKey::from_hex(&POINT[2..].to_uppercase()),
    ];
    let (user, der) = OF_OPENSSL[0];
    let der = const_hex::decode(der).unwrap();
    for key in keys {
        assert!(key.unwrap().verify_der(user, MESSAGE.as_bytes(), &der));
    }
}

#[test]
fn wrong_signatures() {
    let key = Sm2PublicKey::from_pem(SPKI).unwrap();
    for (user, der) in OF_OPENSSL {
        let der = const_hex::decode(der).unwrap();
        assert!(key.verify_der(user, MESSAGE.as_bytes(), &der), "{key:?}");
        assert!(!key.verify_der(b"another", MESSAGE.as_bytes(), &der) && !key.verify_der(user, b"", &der));
        assert!(!key.verify(user, MESSAGE.as_bytes(), &der));
        for at in [0, 1, 2, 3, 4, 20, 36, 37, 38, 40, 70] {
            let mut changed = der.clone();
            changed[at] ^= 1;
            assert!(!key.verify_der(user, MESSAGE.as_bytes(), &changed), "{at}");
        }
    }
}

#[test]
fn private_keys_in_every_wrapping() {
    let labelled = |label: &str, base64: &str| format!("-----BEGIN {label}-----\n{base64}-----END {label}-----\n");
    let parameters = labelled("SM2 PARAMETERS", "BggqgRzPVQGCLQ==\n");
    let sec1 = labelled("EC PRIVATE KEY", SEC1);
    let texts = [labelled("PRIVATE KEY", PKCS8), PKCS8.to_owned(), sec1.clone(), [parameters, sec1].concat()];
    let public = Sm2PublicKey::from_pem(SPKI).unwrap();
    for key in texts.iter().map(|text| Sm2PrivateKey::from_pem(text)).chain([Sm2PrivateKey::from_hex(D)]) {
        let key = key.unwrap();
        assert_eq!(hex_lower(&key.sign(USER, MESSAGE.as_bytes()).unwrap()), OURS);
        let der = key.sign_der(USER, MESSAGE.as_bytes()).unwrap();
        assert!(public.verify_der(USER, MESSAGE.as_bytes(), &der) && !public.verify(USER, MESSAGE.as_bytes(), &der));
    }
}

#[test]
fn keys_that_do_no_good() {
    let refused = |needed| Some(KeyError::Unusable(needed));
    let private = "an unencrypted SM2 private key in PKCS#8 or SEC 1";
    let order = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123";
    for d in [order, &"0".repeat(64), &"f".repeat(64)] {
        assert_eq!(Sm2PrivateKey::from_hex(d).err(), refused(private), "{d}");
    }
    assert_eq!(Sm2PrivateKey::from_hex(&D[2..]).err(), Some(KeyError::Length { found: 31, needed: 32 }));
    assert_eq!(Sm2PrivateKey::from_hex("xyz").err(), Some(KeyError::Encoding("hex")));
    let given = KeyError::Kind { given: "a public key", needed: private };
    assert_eq!(Sm2PrivateKey::from_pem(SPKI).err(), Some(given));
    let public = "an SM2 public key";
    for point in ["", "04", "00", &POINT[2..].replace("3b", "3c"), &POINT.replacen("04", "05", 1)] {
        assert_eq!(Sm2PublicKey::from_hex(point).err(), refused(public), "{point}");
    }
    let given = KeyError::Kind { given: "a certificate", needed: public };
    assert_eq!(Sm2PublicKey::from_pem(include_str!("rsa/public/elliptic.pem")).err(), Some(given));
    assert_eq!(Sm2PublicKey::from_pem(include_str!("rsa/public/spki.pem")).err(), refused(public));
}

#[test]
fn user_ids_and_signatures_of_the_wrong_form() {
    let private = Sm2PrivateKey::from_hex(D).unwrap();
    let public = Sm2PublicKey::from_hex(POINT).unwrap();
    for user in [&[0xFF][..], &[b'1'; 8192]] {
        assert_eq!(private.sign(user, b""), Err(KeyError::UserId));
        assert!(!public.verify(user, b"", &[1; 64]));
    }
    assert!(public.verify(&[b'1'; 8191], b"", &private.sign(&[b'1'; 8191], b"").unwrap()));
    for signature in [&[][..], &[0; 64], &[0xFF; 64], &[1; 63], &[1; 65]] {
        assert!(!public.verify(USER, b"", signature) && !public.verify_der(USER, b"", signature));
    }
}
