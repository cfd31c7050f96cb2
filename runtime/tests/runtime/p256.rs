//! ECDSA over P-256: the example of RFC 6979, and keys and signatures of the `openssl` command.

use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, P256PrivateKey, P256PublicKey};

/// RFC 6979, appendix A.2.5, with SHA-256 and the message `sample`.
const STANDARD_D: &str = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
const STANDARD_POINT: &str = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6\
    7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
const STANDARD_SIGNATURE: &str = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
    f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

/// `openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt`, without its first and last line.
const PKCS8: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgj4FoGBkCRyR1Cl6e\n\
    PmLCtSuIPc5M+eZsvdjxfq6tJSmhRANCAARVimunNlTBVYol8Hzj1vFEBjhLgXeE\n\
    2w+7Ra75/LDEdkLg1AvbG8ny3BIsAboS2ycLP/pBxYIKZmY+MHfl8ZPi\n";
/// The same key as SEC 1, as `openssl ecparam` writes it.
const SEC1: &str = "MHcCAQEEII+BaBgZAkckdQpenj5iwrUriD3OTPnmbL3Y8X6urSUpoAoGCCqGSM49\n\
    AwEHoUQDQgAEVYprpzZUwVWKJfB849bxRAY4S4F3hNsPu0Wu+fywxHZC4NQL2xvJ\n\
    8twSLAG6EtsnCz/6QcWCCmZmPjB35fGT4g==\n";
/// `openssl ec -pubout`
const SPKI: &str = "-----BEGIN PUBLIC KEY-----\n\
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVYprpzZUwVWKJfB849bxRAY4S4F3\n\
    hNsPu0Wu+fywxHZC4NQL2xvJ8twSLAG6EtsnCz/6QcWCCmZmPjB35fGT4g==\n\
    -----END PUBLIC KEY-----\n";
/// `openssl req -x509 -new -subj /CN=acme -days 36500`
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBdTCCARugAwIBAgIUG3+3tODxhwt3dpyEzozPDNRNR24wCgYIKoZIzj0EAwIw\n\
    DzENMAsGA1UEAwwEYWNtZTAgFw0yNjExMjkyMjE4MjFaGA8yMTI2MTEwNTIyMTgy\n\
    MVowDzENMAsGA1UEAwwEYWNtZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFWK\n\
    a6c2VMFViiXwfOPW8UQGOEuBd4TbD7tFrvn8sMR2QuDUC9sbyfLcEiwBuhLbJws/\n\
    +kHFggpmZj4wd+Xxk+KjUzBRMB0GA1UdDgQWBBSGkKc4+aFjL55vg7KTonstt/1e\n\
    2TAfBgNVHSMEGDAWgBSGkKc4+aFjL55vg7KTonstt/1e2TAPBgNVHRMBAf8EBTAD\n\
    AQH/MAoGCCqGSM49BAMCA0gAMEUCIF4kD0W5o6qnm0EJCNYTU93hndKFLvRq/gWh\n\
    DvIs3QxnAiEAjh7L7J0Mw+5WqRKkzfyirZZv20EEAdrDwUluLHM2jcg=\n\
    -----END CERTIFICATE-----\n";
const D: &str = "8f81681819024724750a5e9e3e62c2b52b883dce4cf9e66cbdd8f17eaead2529";
const POINT: &str = "04558a6ba73654c1558a25f07ce3d6f14406384b817784db0fbb45aef9fcb0c476\
    42e0d40bdb1bc9f2dc122c01ba12db270b3ffa41c5820a66663e3077e5f193e2";
const MESSAGE: &str = "商品已售完 amount=100";
/// `openssl dgst -sha256 -sign` over the message, twice.
const OF_OPENSSL: [&str; 2] = [
    "304502201cdd608f57fe25014defe9eb60e0763fe9dde9b9a742e9d21e2227e5f1a473d4\
     02210081759d22a551a953c192708a84cf21528c6c54283c48cf40a55db2a91739b824",
    "304502204736ac77a718116c2ebfcee7f4fe6e2a81f6888d7efdce1572a612f4f020eb44\
     022100874278c359dff4a14cc205ea17df7843bad2e9f8e17434b95725a50064ef2d52",
];
/// Python's cryptography, `ECDSA(SHA256(), deterministic_signing=True)`: the signature of RFC 6979.
const OURS: &str = "58786e408b0c807260319a155bc8e452290d41ba062be504cfba9bf854596df3\
    012d50c9b403673106f3b5f31a03dc09f5a8b40c5f047039039072c05a002d6c";

#[test]
fn the_example_of_rfc_6979() {
    let private = P256PrivateKey::from_hex(STANDARD_D).unwrap();
    assert_eq!(hex_lower(&private.sign(b"sample").unwrap()), STANDARD_SIGNATURE);
    let key = P256PublicKey::from_hex(STANDARD_POINT).unwrap();
    let signature = const_hex::decode(STANDARD_SIGNATURE).unwrap();
    assert!(key.verify(b"sample", &signature) && !key.verify(b"sampld", &signature));
}

#[test]
fn signatures_of_openssl() {
    let bare = SPKI.replace("-----BEGIN PUBLIC KEY-----\n", "").replace("-----END PUBLIC KEY-----", "");
    let texts = [SPKI, &bare, CERTIFICATE].map(P256PublicKey::from_pem);
    let numbers = [POINT, &POINT[2..].to_uppercase()].map(P256PublicKey::from_hex);
    for key in texts.into_iter().chain(numbers) {
        let key = key.unwrap();
        for der in OF_OPENSSL {
            assert!(key.verify_der(MESSAGE.as_bytes(), &const_hex::decode(der).unwrap()), "{key:?}");
        }
    }
}

#[test]
fn wrong_signatures() {
    let key = P256PublicKey::from_pem(SPKI).unwrap();
    for der in OF_OPENSSL {
        let der = const_hex::decode(der).unwrap();
        assert!(!key.verify_der(b"", &der) && !key.verify(MESSAGE.as_bytes(), &der));
        for at in [0, 1, 2, 3, 4, 20, 36, 37, 38, 40, 70] {
            let mut changed = der.clone();
            changed[at] ^= 1;
            assert!(!key.verify_der(MESSAGE.as_bytes(), &changed), "{at}");
        }
    }
    for signature in [&[][..], &[0; 64], &[0xFF; 64], &[1; 63], &[1; 65]] {
        assert!(!key.verify(b"", signature) && !key.verify_der(b"", signature));
    }
}

#[test]
fn private_keys_in_every_wrapping() {
    let labelled = |label: &str, base64: &str| format!("-----BEGIN {label}-----\n{base64}-----END {label}-----\n");
    let parameters = labelled("EC PARAMETERS", "BggqhkjOPQMBBw==\n");
    let sec1 = labelled("EC PRIVATE KEY", SEC1);
    let texts = [labelled("PRIVATE KEY", PKCS8), PKCS8.to_owned(), sec1.clone(), [parameters, sec1].concat()];
    let public = P256PublicKey::from_pem(SPKI).unwrap();
    for key in texts.iter().map(|text| P256PrivateKey::from_pem(text)).chain([P256PrivateKey::from_hex(D)]) {
        let key = key.unwrap();
        assert_eq!(hex_lower(&key.sign(MESSAGE.as_bytes()).unwrap()), OURS);
        let der = key.sign_der(MESSAGE.as_bytes()).unwrap();
        assert!(public.verify_der(MESSAGE.as_bytes(), &der) && !public.verify(MESSAGE.as_bytes(), &der));
        assert_eq!(format!("{:?}", key.public_key()), format!("{public:?}"));
    }
}

#[test]
fn keys_that_do_no_good() {
    let refused = |needed| Some(KeyError::Unusable(needed));
    let private = "an unencrypted P-256 private key in PKCS#8 or SEC 1";
    let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    for d in [order, &"0".repeat(64), &"f".repeat(64)] {
        assert_eq!(P256PrivateKey::from_hex(d).err(), refused(private), "{d}");
    }
    assert_eq!(P256PrivateKey::from_hex(&D[2..]).err(), Some(KeyError::Length { found: 31, needed: 32 }));
    assert_eq!(P256PrivateKey::from_hex("xyz").err(), Some(KeyError::Encoding("hex")));
    let given = KeyError::Kind { given: "a public key", needed: private };
    assert_eq!(P256PrivateKey::from_pem(SPKI).err(), Some(given));
    let public = "a P-256 public key, or a certificate with one";
    for point in ["", "04", "00", &POINT[2..].replace("93e2", "93e3"), &POINT.replacen("04", "05", 1)] {
        assert_eq!(P256PublicKey::from_hex(point).err(), refused(public), "{point}");
    }
    for pem in [include_str!("rsa/public/certificate.pem"), include_str!("rsa/public/spki.pem")] {
        assert_eq!(P256PublicKey::from_pem(pem).err(), refused(public));
    }
}

/// `openssl ecparam -name SM2 -genkey` in both wrappings: a key of another curve whose number has the same length.
#[test]
fn keys_of_another_curve() {
    let pkcs8 = "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgPfRxfTNtVI2Oz3Cw\n\
        JQb8S/SUvnPjJctQ8PbZr9wnGyahRANCAARkutw+g9mjAFdHMwgPgOlDQa+6ogO9\n\
        /bfrYlBseBDC5FDXPyo9f6J+wm0f5FXBsfy94KGHXAW9t96T2Ps1MGI7\n";
    let sec1 = "MHcCAQEEID30cX0zbVSNjs9wsCUG/Ev0lL5z4yXLUPD22a/cJxsmoAoGCCqBHM9V\n\
        AYItoUQDQgAEZLrcPoPZowBXRzMID4DpQ0GvuqIDvf2362JQbHgQwuRQ1z8qPX+i\n\
        fsJtH+RVwbH8veChh1wFvbfek9j7NTBiOw==\n";
    for text in [pkcs8, sec1] {
        assert!(matches!(P256PrivateKey::from_pem(text).err(), Some(KeyError::Unusable(_))));
    }
}
