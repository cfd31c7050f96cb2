//! Both libraries do the same: equal signatures, the same verdicts, and the same keys refused.

use super::{Encryption, Hash, aws, portable};
use crate::RsaNumbers;
use crate::key::numbers::public_der;

#[allow(dead_code)]
#[path = "../../../tests/runtime/rsa/numbers.rs"]
mod numbers;

use numbers::NUMBERS;

fn private(numbers: &RsaNumbers<'_>) -> (Option<aws::Private>, Option<portable::Private>) {
    let der = numbers.to_der().unwrap();
    (aws::Private::from_der(&der), portable::Private::from_der(&der))
}

fn public(n: &str, e: &str) -> (Option<aws::Public>, Option<portable::Public>) {
    let der = public_der(n, e).unwrap();
    (aws::Public::from_der(&der), portable::Public::from_der(&der))
}

#[test]
fn signatures_and_verdicts_are_equal() {
    let (Some(aws), Some(portable)) = private(&NUMBERS) else { panic!("a key is refused") };
    assert_eq!(aws.public_der(), portable.public_der());
    let (Some(by_aws), Some(by_portable)) = public(NUMBERS.n, NUMBERS.e) else { panic!("a key is refused") };
    assert_eq!(by_aws.der(), by_portable.der());
    for hash in [Hash::Sha1, Hash::Sha256, Hash::Sha384, Hash::Sha512] {
        for message in [&b""[..], b"amount=100&no=R1", &[0xFF; 300]] {
            let signature = portable.sign(hash, message).unwrap();
            assert!(hash == Hash::Sha1 || aws.sign(hash, message).unwrap() == signature, "{hash:?}");
            let mut damaged = signature.clone();
            damaged[17] ^= 1;
            for (message, signature, right) in
                [(message, &signature, true), (b"other", &signature, false), (message, &damaged, false)]
            {
                assert_eq!(by_aws.verify(hash, message, signature), right, "{hash:?}");
                assert_eq!(by_portable.verify(hash, message, signature), right, "{hash:?}");
            }
        }
    }
}

#[test]
fn each_library_verifies_the_random_signatures_of_the_other() {
    let (Some(aws), Some(portable)) = private(&NUMBERS) else { panic!("a key is refused") };
    let (Some(by_aws), Some(by_portable)) = public(NUMBERS.n, NUMBERS.e) else { panic!("a key is refused") };
    for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
        for signature in [aws.sign_pss(hash, b"a"), portable.sign_pss(hash, b"a")].map(Option::unwrap) {
            for (message, right) in [(b"a", true), (b"b", false)] {
                assert_eq!(by_aws.verify_pss(hash, message, &signature), right, "{hash:?}");
                assert_eq!(by_portable.verify_pss(hash, message, &signature), right, "{hash:?}");
            }
        }
    }
    assert!(aws.sign_pss(Hash::Sha1, b"a").is_none() && portable.sign_pss(Hash::Sha1, b"a").is_none());
}

#[test]
fn texts_are_decrypted_alike() {
    let (Some(aws), Some(portable)) = private(&NUMBERS) else { panic!("a key is refused") };
    let mut opened = 0;
    for line in include_str!("../../../tests/runtime/rsa/encrypted.txt").lines().filter(|line| !line.starts_with('#')) {
        let (name, hex) = line.split_once(' ').unwrap();
        let text = const_hex::decode(hex).unwrap();
        for encryption in [Encryption::OaepSha1, Encryption::OaepSha256, Encryption::Pkcs1] {
            let (by_aws, by_portable) = (aws.decrypt(encryption, &text), portable.decrypt(encryption, &text));
            assert_eq!(by_aws, by_portable, "{name} {encryption:?}");
            opened += usize::from(by_aws.is_some());
        }
    }
    assert_eq!(opened, 7);
}

#[test]
fn the_same_private_keys_are_refused() {
    let n = format!("{}01", &NUMBERS.n[..NUMBERS.n.len() - 2]);
    let broken = [
        RsaNumbers { n: &n, ..NUMBERS },
        RsaNumbers { n: NUMBERS.p, ..NUMBERS },
        RsaNumbers { e: "03", ..NUMBERS },
        RsaNumbers { d: NUMBERS.dp, ..NUMBERS },
        RsaNumbers { p: NUMBERS.q, ..NUMBERS },
        RsaNumbers { dp: NUMBERS.dq, ..NUMBERS },
        RsaNumbers { dq: NUMBERS.dp, ..NUMBERS },
        RsaNumbers { qinv: "01", ..NUMBERS },
    ];
    for numbers in broken {
        let (aws, portable) = private(&numbers);
        assert!(aws.is_none() && portable.is_none());
    }
}

#[test]
fn the_same_public_keys_are_refused() {
    let (short, long) = ("d".repeat(511), "d".repeat(2049));
    for n in [NUMBERS.n, &short, &long, "00", "01"] {
        for e in ["010001", "03", "00", "01", "02", "010000", "0100000001", "0200000001", &short] {
            let (aws, portable) = public(n, e);
            assert_eq!(aws.is_some(), portable.is_some(), "{n} {e}");
        }
    }
}
