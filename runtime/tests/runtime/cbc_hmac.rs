//! AES-CBC with an HMAC: RFC 7518, appendices B.1 and B.3.

use refundry_runtime::cipher::{
    aes_128_cbc_hs256_decrypt, aes_128_cbc_hs256_encrypt, aes_256_cbc_hs512_decrypt, aes_256_cbc_hs512_encrypt,
    join_tag, split_tag,
};
use refundry_runtime::{KeyError, ReadError, decode};

const PLAIN: &[u8] =
    b"A cipher system must not be required to be secret, and it must be able to fall into the hands of \
                       the enemy without inconvenience";
const ASSOCIATED: &[u8] = b"The second principle of Auguste Kerckhoffs";

/// The ciphertext and the tag of appendix B.1, then those of B.3.
const SHORT: &str = "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9a94ac9b47ad2655c5f10f9aef71427e2\
                     fc6f9b3f399a221489f16362c703233609d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b\
                     384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade54b8851ffb598f7f80074b9473c82e2db\
                     652c3fa36b0a7c5b3219fab3a30bc1c4";
const LONG: &str = "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2\
                    e6d12a1374b77f077553df829410446b36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3\
                    a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950bbe2638d09dd7a4930930806d0703b1f6\
                    4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5";

type Encrypt = fn(&[u8], &[u8], &[u8], &[u8]) -> Result<Vec<u8>, KeyError>;
type Decrypt = fn(&[u8], &[u8], &[u8], &[u8]) -> Result<Vec<u8>, ReadError>;

const BOTH: [(usize, &str, Encrypt, Decrypt); 2] = [
    (32, SHORT, aes_128_cbc_hs256_encrypt, aes_128_cbc_hs256_decrypt),
    (64, LONG, aes_256_cbc_hs512_encrypt, aes_256_cbc_hs512_decrypt),
];

fn iv() -> Vec<u8> {
    decode::hex_lower("1af38c2dc2b96ffdd86694092341bc04").unwrap()
}

#[test]
fn texts_of_rfc_7518() {
    for (size, expected, encrypt, decrypt) in BOTH {
        let (key, expected): (Vec<u8>, _) = ((0..size as u8).collect(), decode::hex_lower(expected).unwrap());
        assert_eq!(encrypt(&key, &iv(), ASSOCIATED, PLAIN).as_ref(), Ok(&expected));
        assert_eq!(decrypt(&key, &iv(), ASSOCIATED, &expected), Ok(PLAIN.to_vec()));
    }
}

#[test]
fn a_changed_text_is_not_decrypted() {
    for (size, expected, _, decrypt) in BOTH {
        let (key, expected): (Vec<u8>, _) = ((0..size as u8).collect(), decode::hex_lower(expected).unwrap());
        for at in 0..expected.len() {
            let mut changed = expected.clone();
            changed[at] ^= 1;
            assert_eq!(decrypt(&key, &iv(), ASSOCIATED, &changed), Err(ReadError::Decrypt), "{at}");
            assert_eq!(decrypt(&key, &iv(), ASSOCIATED, &expected[..at]), Err(ReadError::Decrypt), "{at}");
        }
        let (mut other, mut turned) = (iv(), key.clone());
        other[0] ^= 1;
        turned.rotate_left(size / 2);
        assert_eq!(decrypt(&key, &other, ASSOCIATED, &expected), Err(ReadError::Decrypt));
        assert_eq!(decrypt(&turned, &iv(), ASSOCIATED, &expected), Err(ReadError::Decrypt));
        assert_eq!(decrypt(&key, &iv(), &ASSOCIATED[1..], &expected), Err(ReadError::Decrypt));
    }
}

#[test]
fn wrong_keys_and_vectors_are_named() {
    for (needed, expected, encrypt, decrypt) in BOTH {
        let expected = decode::hex_lower(expected).unwrap();
        for found in [0, needed / 2, needed - 1, needed + 1] {
            let (key, error) = (vec![1; found], KeyError::Length { found, needed });
            assert_eq!(encrypt(&key, &iv(), b"", b""), Err(error.clone()));
            assert_eq!(decrypt(&key, &iv(), b"", &expected), Err(error.into()));
        }
        let (key, error) = (vec![1; needed], KeyError::Iv { found: 12, needed: 16 });
        assert_eq!(encrypt(&key, &[0; 12], b"", b""), Err(error));
        assert_eq!(decrypt(&key, &[0; 12], b"", &expected), Err(ReadError::Decrypt));
    }
}

#[test]
fn a_tag_is_as_long_as_its_cipher_says() {
    assert_eq!(split_tag(b"abcdef", 2), (&b"abcd"[..], &b"ef"[..]));
    assert_eq!(split_tag(b"abc", 16), (&b""[..], &b"abc"[..]));
    assert_eq!(join_tag(b"abcd".to_vec(), b"ef", 2), Ok(b"abcdef".to_vec()));
    for tag in [&b""[..], b"e", b"efg"] {
        assert_eq!(join_tag(b"abcd".to_vec(), tag, 2), Err(ReadError::Decrypt));
    }
}
