//! RSA that only the weak key type accepts: a key of 512 bits, MD5, SHA-1, raw blocks; all compared with `openssl`.

use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, RsaBlock, RsaNumbers, WeakRsaPrivateKey, WeakRsaPublicKey};

use crate::rsa::numbers::{MESSAGE, NUMBERS, SIGNATURE, SIGNATURE_SHA1};
use crate::rsa::pem;

/// `openssl genrsa 512`.
const SHORT: RsaNumbers<'static> = RsaNumbers {
    n: "e6e1a7ae616f3c6d286f3faa2f3b3922abfef4ffcb69ef8f850111c69d32aa4e3c93b98e6707897a102773d630e63235\
        ac869866f82cf1cf79bd83ccf0173c5f",
    e: "010001",
    d: "880997ba68d099031c5b0861273936fe15e7c0c5e33e0518445f0ff13df8775d4950f4071d0ab0080a6cd9b5239a4e49\
        efdebdb2f1f3850c1f128acee742b6f9",
    p: "f63638942635040833a4ef835471d6bb1c07dae47333f5e2f4bc545858fec053",
    q: "f00f697ec8b7553ff0166d88072f8601761ff79483ab8d0c0e3644da47c84245",
    dp: "921e4fa9ac9b1e0f7806d4964e51592ca6500b1a353c8b1aec3fb096d60a2a3d",
    dq: "df75a940f07bdfea3585db0d8d8aca55dfec5fdd2a37ed82b45406019e622675",
    qinv: "6eec1190c3652fc8fb6b121fd312f743509622fcfcece586477401dd638ee005",
};
/// `openssl dgst -sign` over the message, and `openssl pkeyutl -sign` over [`RAW`], with the 512-bit key.
const SHORT_MD5: &str = "5bf5575e7f509c21ad99dcf263105b26c88bd1941ab1e7d1d346fe0677310785d7029615608c7740d2f36fa9bfced2b9152e\
    ad4d4b23a892437a74ca073e39d5";
const SHORT_SHA1: &str = "d438c4864e460ec51489aa57c9adfd5d88e80f5706e88a00b0eb006f9bd4a4a7debf04e10a33037b3a6920d1167a6f76bc0f\
    cf35df30dff89917d88b0bc15845";
const SHORT_SHA256: &str = "8060922e996ef67b12cb5afd6b3fc86a7a229cc2226f06e2e0bdfaf384de6643fec8629f8c6ca5a3089837864931b9f3fcf4\
    cbb4a423b3c4bddb25428fa03f2a";
const SHORT_RAW: &str = "e4561d0090c48fd969caf4d356aec573f1921184037a026419ceb1b20946440860a6b6ffdf8d1982bbd5f29baee4a294399e\
    dc88c7139cf108b2a2b778f5fa54";
/// The same signatures with the 2048-bit key.
const LONG_MD5: &str = "023d3d102bac10d83318b3180aa967022ab6cbc13ed76fda80d2519b7f8ab587d93675dc82bba474d51fddd70411626773c8\
    526bbfc884e333ee9d02e834915bd76a437b880cb0c3ee9af29c754962489e2cdc8ab4f1f3f820284de27c2d2922c49a005c\
    236eeeaf51b8e9474b3677d7caa4cd8fe63ed1578e45e695dee0dd47bb827d2df1a3a425330968b65a36c2c653d415aece3c\
    0b280791a6e825dc674909e96d21204b1e63a4a8d0e2efd042eff77a5daeea1713d3b640e4d78c56cdb354cd95baff05ff7a\
    0d3e06c6a1920c21ec06933814bc62bfbb33b3de4f1612685bfac04636371618e06f9695ef6d392304f6508661a7b09320e1\
    a53cae9fa93a";
const LONG_RAW: &str = "8db4be86dc3b154cd1dc8c57f06b7a968946c9594ba9d5df8ad427371545b29116a1be204de1b8003f1e511f1a6d1d535ba3\
    dbd6effdeb2c0bdb55a3e2c4fccb47c1337040a06e909d1afad81f4dae0f2dd68ddb84ddd247b3fba5d94149b9b67110e37d\
    4cb17d8a4586d4d3cb7eeeeae3dead7b8cf0468d6d108938f7c96c912b4b422e334d85d444b607f102480c0ae98d07259262\
    fa08a98268bd17a41377c9806243ae1181b65c110137a4ece99d1291a53b09a780fefb62ccfbcb78b32633f58e2aee9f551a\
    c1717311e94daa36faf836be10490000259c5755918e58bbda166bc3b7d1753504ec0da8b384e43e631d33a15a1738bfb740\
    976544bba521";
const RAW: &[u8] = b"amount=100&no=R1";

type Sign = fn(&WeakRsaPrivateKey, &[u8]) -> Result<Vec<u8>, KeyError>;
type Verify = fn(&WeakRsaPublicKey, &[u8], &[u8]) -> bool;

const MD5: (Sign, Verify) = (WeakRsaPrivateKey::sign_md5, WeakRsaPublicKey::verify_md5);
const SHA1: (Sign, Verify) = (WeakRsaPrivateKey::sign_sha1, WeakRsaPublicKey::verify_sha1);
const SHA256: (Sign, Verify) = (WeakRsaPrivateKey::sign_sha256, WeakRsaPublicKey::verify_sha256);
const BARE: (Sign, Verify) = (WeakRsaPrivateKey::sign_raw, WeakRsaPublicKey::verify_raw);

#[test]
fn signatures_equal_those_of_openssl() {
    let message = MESSAGE.as_bytes();
    for (numbers, (sign, verify), message, expected) in [
        (SHORT, MD5, message, SHORT_MD5),
        (SHORT, SHA1, message, SHORT_SHA1),
        (SHORT, SHA256, message, SHORT_SHA256),
        (SHORT, BARE, RAW, SHORT_RAW),
        (NUMBERS, MD5, message, LONG_MD5),
        (NUMBERS, SHA1, message, SIGNATURE_SHA1),
        (NUMBERS, SHA256, message, SIGNATURE),
        (NUMBERS, BARE, RAW, LONG_RAW),
    ] {
        let private = WeakRsaPrivateKey::from_numbers(&numbers).unwrap();
        let public = WeakRsaPublicKey::from_numbers(numbers.n, numbers.e).unwrap();
        let signature = sign(&private, message).unwrap();
        assert_eq!(hex_lower(&signature), expected);
        assert!(verify(&public, message, &signature));
        refuses(&public, verify, message, &signature);
        let others = [MD5, SHA1, SHA256, BARE].into_iter().filter(|(_, other)| !std::ptr::fn_addr_eq(*other, verify));
        assert_eq!(others.filter(|(_, other)| other(&public, message, &signature)).count(), 0, "{expected}");
    }
}

fn refuses(public: &WeakRsaPublicKey, verify: Verify, message: &[u8], signature: &[u8]) {
    for bit in [0, 7, 8 * signature.len() - 1] {
        let mut changed = signature.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!verify(public, message, &changed));
    }
    let (longer, ones) = ([&[0], signature].concat(), vec![0xFF; signature.len()]);
    for wrong in [&[][..], &signature[1..], &longer, &ones, &vec![0; signature.len()]] {
        assert!(!verify(public, message, wrong));
    }
    assert!(!verify(public, &message[1..], signature) && !verify(public, b"", signature));
}

#[test]
fn a_signature_opens_to_its_block() {
    let private = WeakRsaPrivateKey::from_numbers(&SHORT).unwrap();
    let public = WeakRsaPublicKey::from_numbers(SHORT.n, SHORT.e).unwrap();
    let open = |signature: &[u8]| RsaBlock::open(&public, signature);
    let digest = open(&private.sign_sha256(MESSAGE.as_bytes()).unwrap()).unwrap();
    assert!(digest.holds_sha256(MESSAGE.as_bytes()) && !digest.holds_sha1(MESSAGE.as_bytes()));
    assert!(open(&[0; 64]).is_none() && open(&[1; 63]).is_none());
}

#[test]
fn a_block_has_room_for_the_modulus_less_eleven_bytes() {
    let private = WeakRsaPrivateKey::from_numbers(&SHORT).unwrap();
    let public = WeakRsaPublicKey::from_numbers(SHORT.n, SHORT.e).unwrap();
    for length in [0, 53] {
        let message = vec![0; length];
        assert!(public.verify_raw(&message, &private.sign_raw(&message).unwrap()), "{length}");
    }
    assert_eq!(private.sign_raw(&[0; 54]), Err(KeyError::TooLong { found: 54, most: 53 }));
    assert!(!public.verify_raw(&[0; 54], &[1; 64]));
}

#[test]
fn keys_in_every_wrapping() {
    for text in [pem::pkcs1(), pem::pkcs8(), pem::bare(&pem::pkcs8())] {
        let key = WeakRsaPrivateKey::from_pem(&text).unwrap();
        assert_eq!(hex_lower(&key.sign_sha256(MESSAGE.as_bytes()).unwrap()), SIGNATURE);
    }
    let numbers = WeakRsaPublicKey::from_numbers(NUMBERS.n, NUMBERS.e).unwrap();
    for text in [
        include_str!("rsa/public/certificate.pem"),
        include_str!("rsa/public/certificate_v1.pem"),
        include_str!("rsa/public/pkcs1.pem"),
        include_str!("rsa/public/spki.pem"),
        &pem::bare(include_str!("rsa/public/spki.pem")),
    ] {
        let key = WeakRsaPublicKey::from_pem(text).unwrap();
        assert_eq!(format!("{key:?}"), format!("{numbers:?}"));
    }
    assert!(WeakRsaPublicKey::from_pem(include_str!("rsa/public/short.pem")).is_ok());
}

#[test]
fn keys_that_do_no_good() {
    let needed = "an RSA key of 512 to 8192 bits with numbers that agree";
    let refused = Some(KeyError::Unusable(needed));
    let too_long = ["ff".repeat(1024), "01".into()].concat();
    for n in ["1", "0", &SHORT.n[..126], &SHORT.n[..128].replace("5f", "5e"), &too_long] {
        assert_eq!(WeakRsaPublicKey::from_numbers(n, "010001").err(), refused, "{n}");
    }
    for e in ["0", "1", "2", "010000", "0200000001", SHORT.n] {
        assert_eq!(WeakRsaPublicKey::from_numbers(SHORT.n, e).err(), refused, "{e}");
    }
    for numbers in [
        RsaNumbers { d: SHORT.dp, ..SHORT },
        RsaNumbers { p: SHORT.q, ..SHORT },
        RsaNumbers { p: "01", q: SHORT.n, ..SHORT },
        RsaNumbers { p: "00", ..SHORT },
        RsaNumbers { n: NUMBERS.n, ..SHORT },
        RsaNumbers { d: NUMBERS.d, ..SHORT },
    ] {
        assert_eq!(WeakRsaPrivateKey::from_numbers(&numbers).err(), refused);
    }
    assert_eq!(WeakRsaPublicKey::from_pem(include_str!("rsa/public/elliptic.pem")).err(), refused);
    assert_eq!(WeakRsaPrivateKey::from_der(&[]).err(), refused);
    let error = WeakRsaPrivateKey::from_pem(include_str!("rsa/public/spki.pem")).err().unwrap();
    assert_eq!(
        error.to_string(),
        "a public key was given, an unencrypted RSA private key in PKCS#8 or PKCS#1 is needed"
    );
}
