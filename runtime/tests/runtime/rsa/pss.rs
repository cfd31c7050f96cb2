//! RSA-PSS compared with the `openssl` command.

use refundry_runtime::{RsaPrivateKey, RsaPublicKey};

use super::numbers::{MESSAGE, NUMBERS};
use crate::vectors;

const DIGESTS: [&str; 3] = ["sha256", "sha384", "sha512"];

fn verify(key: &RsaPublicKey, digest: &str, message: &[u8], signature: &[u8]) -> bool {
    match digest {
        "sha256" => key.verify_pss_sha256(message, signature),
        "sha384" => key.verify_pss_sha384(message, signature),
        _ => key.verify_pss_sha512(message, signature),
    }
}

fn public() -> RsaPublicKey {
    RsaPublicKey::from_numbers(NUMBERS.n, NUMBERS.e).unwrap()
}

#[test]
fn signatures_of_openssl() {
    let (key, mut right) = (public(), 0);
    for line in vectors::lines(include_str!("pss.txt")) {
        let signature = vectors::bytes(line[1]);
        for digest in DIGESTS {
            let verified = verify(&key, digest, MESSAGE.as_bytes(), &signature);
            assert_eq!(verified, digest == line[0], "{digest} of {}", line[0]);
            assert!(!verify(&key, digest, b"", &signature));
            right += usize::from(verified);
        }
        assert!(!key.verify_sha256(MESSAGE.as_bytes(), &signature));
        for at in [0, 1, 128, 255] {
            let mut changed = signature.clone();
            changed[at] ^= 1;
            assert!(DIGESTS.iter().all(|digest| !verify(&key, digest, MESSAGE.as_bytes(), &changed)));
        }
    }
    assert_eq!(right, 6);
}

#[test]
fn own_signatures_verify_and_differ() {
    let (key, public) = (RsaPrivateKey::from_numbers(&NUMBERS).unwrap(), public());
    for message in [&b""[..], MESSAGE.as_bytes()] {
        let signed = || [key.sign_pss_sha256(message), key.sign_pss_sha384(message), key.sign_pss_sha512(message)];
        for (digest, (one, other)) in DIGESTS.iter().zip(signed().into_iter().zip(signed())) {
            let (one, other) = (one.unwrap(), other.unwrap());
            assert!(verify(&public, digest, message, &one) && verify(&public, digest, message, &other), "{digest}");
            assert_ne!(one, other);
        }
    }
}

#[test]
fn signatures_of_a_wrong_length() {
    for signature in [&[][..], &[0; 255], &[0; 256], &[0; 257], &[0xFF; 256]] {
        assert!(DIGESTS.iter().all(|digest| !verify(&public(), digest, b"", signature)));
    }
}
