//! Digests compared with RFC 1321, FIPS 180, RFC 4231, GB/T 32905, Python, and texts published by providers.

use refundry_runtime::digest::{self, hmac_sha256, hmac_sha512, md5, sha256, sha512};
use refundry_runtime::encode;
use refundry_runtime::encode::hex_lower;

use crate::vectors;

#[test]
fn md5_of_rfc_1321() {
    for (text, digest) in [
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
        ("a", "0cc175b9c0f1b6a831c399e269772661"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ] {
        assert_eq!(hex_lower(&md5(text.as_bytes())), digest, "{text}");
    }
}

#[test]
fn sha_of_fips_180() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hex_lower(&sha256(b"abc")), abc);
    let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    let digest = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    assert_eq!(hex_lower(&sha256(two_blocks)), digest);
    let abc = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
               2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
    assert_eq!(hex_lower(&sha512(b"abc")), abc);
}

/// Test cases 1, 2, 3 and 6 of RFC 4231.
#[test]
fn hmac_of_rfc_4231() {
    let (long_key, long_text) = (vec![0xaa; 131], "Test Using Larger Than Block-Size Key - Hash Key First");
    let cases: [(&[u8], &[u8], &str, &str); 4] = [
        (
            &[0x0b; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde\
             daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
             9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
        (
            &[0xaa; 20],
            &[0xdd; 50],
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39\
             bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
        ),
        (
            &long_key,
            long_text.as_bytes(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352\
             6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
        ),
    ];
    for (key, message, short, long) in cases {
        assert_eq!(hex_lower(&hmac_sha256(key, message)), short);
        assert_eq!(hex_lower(&hmac_sha512(key, message)), long);
    }
}

/// Keys around the block length, computed with Python's `hmac`.
#[test]
fn hmac_keys_around_a_block() {
    for (length, digest) in [
        (64, "ce3c639dcb9d8baae5d44c3b8b5e233faab4d1860e07489af5c84f213998bd79"),
        (65, "c2b9a0a013df029c7d812c5ac18388feef0194ee64fcc5f321d149c06137caa3"),
    ] {
        assert_eq!(hex_lower(&hmac_sha256(&vec![0xaa; length], b"x")), digest, "{length}");
    }
    for (length, start) in [(128, "5b82498ec1ea9861"), (129, "b43449bd2bc1722a")] {
        assert!(hex_lower(&hmac_sha512(&vec![0xaa; length], b"x")).starts_with(start), "{length}");
    }
}

const PUBLISHED_KEY: &str = "192006250b4c09247ec02edce69f6a2d";

#[test]
fn published_canonical_text() {
    let text = "appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100\
                &nonce_str=ibuaiVcKdpRxkhJA&key=192006250b4c09247ec02edce69f6a2d";
    assert_eq!(encode::hex_upper(&md5(text.as_bytes())), "9A0A8659F005D6984697E2CA0A9CF3B7");
    assert_eq!(
        encode::hex_upper(&hmac_sha256(PUBLISHED_KEY.as_bytes(), text.as_bytes())),
        "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6"
    );
}

/// The body followed by the key, computed with openssl.
#[test]
fn md5_over_a_body_and_a_key() {
    let body = r#"{"terminal_sn":"00101010029201012912","client_sn":"7654321132","refund_request_no":"23030349","operator":"收银员","refund_amount":"100"}"#;
    let text = [body, "68d499beda5f72116592f5c527465656"].concat();
    assert_eq!(hex_lower(&md5(text.as_bytes())), "13daf3d55ded922b1e0879c1d554a25d");
}

/// The check value of CRC-32/ISO-HDLC, and two values computed with Python's `zlib`.
#[test]
fn crc32_of_python() {
    for (text, sum) in [("123456789", "cbf43926"), ("", "00000000"), ("退款 refund?a=1&b=2", "bfc5f960")] {
        assert_eq!(hex_lower(&digest::crc32(text.as_bytes())), sum, "{text}");
    }
}

/// The examples of NIST for FIPS 202 without input and for `abc`.
#[test]
fn sha3_of_nist() {
    let empty = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a";
    assert_eq!(hex_lower(&digest::sha3_256(b"")), empty);
    let abc = "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532";
    assert_eq!(hex_lower(&digest::sha3_256(b"abc")), abc);
    let abc = "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2\
               98d88cea927ac7f539f1edf228376d25";
    assert_eq!(hex_lower(&digest::sha3_384(b"abc")), abc);
    let abc = "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e\
               10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0";
    assert_eq!(hex_lower(&digest::sha3_512(b"abc")), abc);
}

/// GB/T 32905-2016, appendix A.1.
#[test]
fn sm3_of_the_standard() {
    let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    assert_eq!(hex_lower(&digest::sm3(b"abc")), abc);
}

#[test]
fn digests_of_python() {
    let message = "退款 refund?a=1&b=2".as_bytes();
    let mut checked = 0;
    for line in vectors::lines(include_str!("vectors/digests.txt")) {
        let [name, length, expected] = line[..] else { panic!("{line:?}") };
        let key = length.parse().ok().map(|length: u8| (0..length).collect::<Vec<_>>());
        if let Some(found) = computed(name, key.as_deref(), message) {
            assert_eq!(hex_lower(&found), expected, "{name} {length}");
            checked += 1;
        }
    }
    assert_eq!(checked, 72);
}

fn computed(name: &str, key: Option<&[u8]>, message: &[u8]) -> Option<Vec<u8>> {
    Some(match (name, key) {
        ("md5", None) => digest::md5(message).to_vec(),
        ("sha1", None) => digest::sha1(message).to_vec(),
        ("sha256", None) => digest::sha256(message).to_vec(),
        ("sha384", None) => digest::sha384(message).to_vec(),
        ("sha512", None) => digest::sha512(message).to_vec(),
        ("md5", Some(key)) => digest::hmac_md5(key, message).to_vec(),
        ("sha1", Some(key)) => digest::hmac_sha1(key, message).to_vec(),
        ("sha256", Some(key)) => digest::hmac_sha256(key, message).to_vec(),
        ("sha384", Some(key)) => digest::hmac_sha384(key, message).to_vec(),
        ("sha512", Some(key)) => digest::hmac_sha512(key, message).to_vec(),
        ("sha3_512", None) => digest::sha3_512(message).to_vec(),
        ("sha3_512", Some(key)) => digest::hmac_sha3_512(key, message).to_vec(),
        ("sha3_384", None) => digest::sha3_384(message).to_vec(),
        ("sha3_384", Some(key)) => digest::hmac_sha3_384(key, message).to_vec(),
        ("sha3_256", None) => digest::sha3_256(message).to_vec(),
        ("sha3_256", Some(key)) => digest::hmac_sha3_256(key, message).to_vec(),
        ("sm3", None) => digest::sm3(message).to_vec(),
        ("sm3", Some(key)) => digest::hmac_sm3(key, message).to_vec(),
        _ => return None,
    })
}
