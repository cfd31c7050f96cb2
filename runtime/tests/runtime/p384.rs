//! ECDSA over P-384: the example of RFC 6979, and keys and signatures of the `openssl` command.

use refundry_runtime::encode::hex_lower;
use refundry_runtime::{KeyError, P256PublicKey, P384PrivateKey, P384PublicKey};

/// RFC 6979, appendix A.2.6, with SHA-384 and the message `sample`.
const STANDARD_D: &str = "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8\
    96D5724E4C70A825F872C9EA60D2EDF5";
const STANDARD_POINT: &str = "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13\
    8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720";
const STANDARD_SIGNATURE: &str = "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46\
    99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8";

/// A key of Python's cryptography in PKCS#8, without its first and last line.
const PKCS8: &str = "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCPgWgYGQJHJHUKXp4+\n\
    YsK1K4g9zkz55my92PF+rq0lKY+BaBgZAkckdQpenj5iwrWhZANiAAS/A487icOv\n\
    zWHxL04lJO4iwYRWbFutTHoYqoEjaZb+qRkodoR52eO7ReciADB1o1P1Y0+qmxB8\n\
    Ocd8aP0VIMsNzsSHdnWuOFBJDYdvDqMkayG2Rg6eZ0I09R6QqNHI+yc=\n";
/// The same key as SEC 1.
const SEC1: &str = "MIGkAgEBBDCPgWgYGQJHJHUKXp4+YsK1K4g9zkz55my92PF+rq0lKY+BaBgZAkck\n\
    dQpenj5iwrWgBwYFK4EEACKhZANiAAS/A487icOvzWHxL04lJO4iwYRWbFutTHoY\n\
    qoEjaZb+qRkodoR52eO7ReciADB1o1P1Y0+qmxB8Ocd8aP0VIMsNzsSHdnWuOFBJ\n\
    DYdvDqMkayG2Rg6eZ0I09R6QqNHI+yc=\n";
/// `openssl ec -pubout`
const SPKI: &str = "-----BEGIN PUBLIC KEY-----\n\
    MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEvwOPO4nDr81h8S9OJSTuIsGEVmxbrUx6\n\
    GKqBI2mW/qkZKHaEednju0XnIgAwdaNT9WNPqpsQfDnHfGj9FSDLDc7Eh3Z1rjhQ\n\
    SQ2Hbw6jJGshtkYOnmdCNPUekKjRyPsn\n\
    -----END PUBLIC KEY-----\n";
/// `openssl req -x509 -new -subj /CN=acme -days 36500`
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBsTCCATigAwIBAgIUJOAPwbNzvguJUGC1R38QFxzyHhgwCgYIKoZIzj0EAwIw\n\
    DzENMAsGA1UEAwwEYWNtZTAgFw0yNjExMzAwMTUzNDZaGA8yMTI2MTEwNjAxNTM0\n\
    NlowDzENMAsGA1UEAwwEYWNtZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABL8DjzuJ\n\
    w6/NYfEvTiUk7iLBhFZsW61MehiqgSNplv6pGSh2hHnZ47tF5yIAMHWjU/VjT6qb\n\
    EHw5x3xo/RUgyw3OxId2da44UEkNh28OoyRrIbZGDp5nQjT1HpCo0cj7J6NTMFEw\n\
    HQYDVR0OBBYEFGumR12BSh/Rc+PIZ4/hAbht5cW6MB8GA1UdIwQYMBaAFGumR12B\n\
    Sh/Rc+PIZ4/hAbht5cW6MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDZwAw\n\
    ZAIwLYEPiPZhAEWZAU+5p0S95At7ryHbYxa2hZYSe+QXOMNVrA/w9Kd+UdmZPTcV\n\
    CSkQAjBIvHbpfSUjW0UJqqxywBvwVuJsW6rkleZlMWNQX3XzltqcRBUQhXKmN1PF\n\
    f7AXJmE=\n\
    -----END CERTIFICATE-----\n";
const D: &str = "8f81681819024724750a5e9e3e62c2b52b883dce4cf9e66cbdd8f17eaead2529\
    8f81681819024724750a5e9e3e62c2b5";
const POINT: &str = "04bf038f3b89c3afcd61f12f4e2524ee22c184566c5bad4c7a18aa81236996fea91928768479d9e3bb45e722003075a3\
    53f5634faa9b107c39c77c68fd1520cb0dcec4877675ae3850490d876f0ea3246b21b6460e9e674234f51e90a8d1c8fb\
    27";
const MESSAGE: &str = "商品已售完 amount=100";
/// `openssl dgst -sha384 -sign` over the message, twice.
const OF_OPENSSL: [&str; 2] = [
    "306402301ebad0b4687a8839713c579c8bae1c0786be342ba04f0857a02a0bba97563d6fd8c2a76e7218056c832e16cf\
    0969dc4002307e8421a8165f7a015c27853f4d6c735de279e8a430efd6648a58fa2041de958381d93d8040120c5665ce\
    31e387971d12",
    "3065023100f495e06a39421124733467fd3b1a86c35f4470c957208ca83c4dabb271b867b93b7cb2b4481b849adcc0f9\
    597b4aa9920230775d18e14ab1084c433edb46a7e9aff04237c9b8d9368903010a6277631780c4f5df04258f2bd7f89a\
    0d8146c2fd9fd2",
];
/// Python's cryptography, `ECDSA(SHA384(), deterministic_signing=True)`: the signature of RFC 6979.
const OURS: &str = "e0e26f3a5859531843a91175d8e042f53482b402393a4f9a384c61d5acdc2eba25e30cce9fa6d552d648f6a6191c6531\
    b0396f75d9ceb630367a06ea0f920650640e5a772f43f7e83e703c1af67acf3a195893f01f8ab98f557b1656f7f03d8b";

#[test]
fn the_example_of_rfc_6979() {
    let private = P384PrivateKey::from_hex(STANDARD_D).unwrap();
    assert_eq!(hex_lower(&private.sign(b"sample").unwrap()), STANDARD_SIGNATURE);
    let key = P384PublicKey::from_hex(STANDARD_POINT).unwrap();
    let signature = const_hex::decode(STANDARD_SIGNATURE).unwrap();
    assert!(key.verify(b"sample", &signature) && !key.verify(b"sampld", &signature));
}

#[test]
fn signatures_of_openssl() {
    let bare = SPKI.replace("-----BEGIN PUBLIC KEY-----\n", "").replace("-----END PUBLIC KEY-----", "");
    let texts = [SPKI, &bare, CERTIFICATE].map(P384PublicKey::from_pem);
    let numbers = [POINT, &POINT[2..].to_uppercase()].map(P384PublicKey::from_hex);
    for key in texts.into_iter().chain(numbers) {
        let key = key.unwrap();
        for der in OF_OPENSSL {
            assert!(key.verify_der(MESSAGE.as_bytes(), &const_hex::decode(der).unwrap()), "{key:?}");
        }
    }
}

#[test]
fn our_signatures() {
    let public = P384PublicKey::from_hex(POINT).unwrap();
    for key in [PKCS8, SEC1].map(P384PrivateKey::from_pem).into_iter().chain([P384PrivateKey::from_hex(D)]) {
        let key = key.unwrap();
        assert_eq!(hex_lower(&key.sign(MESSAGE.as_bytes()).unwrap()), OURS);
        let der = key.sign_der(MESSAGE.as_bytes()).unwrap();
        assert!(public.verify_der(MESSAGE.as_bytes(), &der) && !public.verify(MESSAGE.as_bytes(), &der));
        assert_eq!(format!("{:?}", key.public_key()), format!("{public:?}"));
    }
}

#[test]
fn wrong_signatures() {
    let key = P384PublicKey::from_pem(SPKI).unwrap();
    for der in OF_OPENSSL {
        let der = const_hex::decode(der).unwrap();
        assert!(!key.verify_der(b"", &der) && !key.verify(MESSAGE.as_bytes(), &der));
        for at in 0..der.len() {
            let mut changed = der.clone();
            changed[at] ^= 1;
            assert!(!key.verify_der(MESSAGE.as_bytes(), &changed), "{at}");
        }
    }
    for signature in [&[][..], &[0; 96], &[0xFF; 96], &[1; 95], &[1; 97], &[1; 64]] {
        assert!(!key.verify(b"", signature) && !key.verify_der(b"", signature));
    }
}

#[test]
fn keys_that_do_no_good() {
    let refused = |needed| Some(KeyError::Unusable(needed));
    let private = "an unencrypted P-384 private key in PKCS#8 or SEC 1";
    let order = "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973";
    for d in [order, &"0".repeat(96), &"f".repeat(96)] {
        assert_eq!(P384PrivateKey::from_hex(d).err(), refused(private), "{d}");
    }
    assert_eq!(P384PrivateKey::from_hex(&D[..64]).err(), Some(KeyError::Length { found: 32, needed: 48 }));
    let given = KeyError::Kind { given: "a public key", needed: private };
    assert_eq!(P384PrivateKey::from_pem(SPKI).err(), Some(given));
    let public = "a P-384 public key, or a certificate with one";
    for point in ["", "04", "00", &POINT.replace("fb27", "fb28"), &POINT[..130], &POINT.replacen("04", "05", 1)] {
        assert_eq!(P384PublicKey::from_hex(point).err(), refused(public), "{point}");
    }
    assert_eq!(P384PublicKey::from_pem(include_str!("rsa/public/certificate.pem")).err(), refused(public));
    for text in [SPKI, CERTIFICATE] {
        assert!(matches!(P256PublicKey::from_pem(text).err(), Some(KeyError::Unusable(_))), "a key of another curve");
    }
}
