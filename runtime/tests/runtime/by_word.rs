//! Functions looked up by word: the sizes, inverses and rejections in each word's table row.

use refundry_runtime::cipher::{Cipher, CipherInputs, Padding, decrypt, encrypt};
use refundry_runtime::digest::{Digest, digest, hmac};
use refundry_runtime::{Charset, Conversion, KeyError, ReadError, SignError, StepOutput, convert, decode, fault, undo};

#[test]
fn digests_have_the_size_of_their_row() {
    for word in Digest::ALL.iter().copied() {
        assert_eq!(digest(word, b"abc").len(), word.row().size, "{word:?}");
        let keyed = hmac(word, b"key", b"abc");
        assert_eq!(keyed.ok().map(|keyed| keyed.len()), word.row().keyed.map(|_| word.row().size), "{word:?}");
    }
    assert_eq!(hmac(Digest::Crc32, b"", b""), Err(KeyError::Unusable("a digest with a key")));
}

#[test]
fn ciphers_decrypt_what_they_encrypt() {
    for (word, padding) in Cipher::ALL.iter().flat_map(|word| Padding::ALL.iter().map(move |padding| (*word, *padding)))
    {
        let sizes = [16, 24, 32, 64].into_iter().flat_map(|key| [8, 12, 16].map(|iv| (key, iv)));
        let mut found = sizes.filter_map(|(key, iv)| {
            let (key, iv) = (vec![7; key], vec![9; iv]);
            let lock = CipherInputs { key: &key, iv: &iv, associated_data: b"with it", padding };
            let encrypted = encrypt(word, &lock, b"refund").ok()?;
            Some(decrypt(word, &lock, &encrypted).unwrap())
        });
        assert_eq!(found.next().as_deref(), Some(&b"refund"[..]), "{word:?} {padding:?}");
    }
}

#[test]
fn decoding_steps_give_the_bytes_of_their_text() {
    use refundry_runtime::transform::{base64_decode, base64url_decode, hex_decode};

    let wrong = |step, encoding| Err(KeyError::Undecoded { step, encoding });
    assert_eq!((hex_decode(b"00ff"), hex_decode(b"00FF")), (Ok(vec![0, 255]), Ok(vec![0, 255])));
    assert_eq!((base64_decode(b"+/8="), base64url_decode(b"-_8")), (Ok(vec![0xFB, 0xFF]), Ok(vec![0xFB, 0xFF])));
    for other in [&b"0g"[..], b"0fF", b"\xFF"] {
        assert_eq!(hex_decode(other), wrong("hex_decode", "hex"), "{other:?}");
    }
    for other in [&b"-_8="[..], b"+/8", b"\xFF"] {
        assert_eq!(base64_decode(other), wrong("base64_decode", "base64"), "{other:?}");
    }
    for other in [&b"+/8"[..], b"-_8=", b"\xFF"] {
        assert_eq!(base64url_decode(other), wrong("base64url_decode", "base64 for URLs"), "{other:?}");
    }
    let decoded = |text: &str| fault::decoded(decode::base64, text, "inner", "base64");
    assert_eq!(decoded("QUI="), Ok(b"AB".to_vec()));
    assert!(matches!(decoded("Q"), Err(ReadError::Malformed { codec: "base64", .. })));
}

#[test]
fn conversions_lead_back_where_their_row_says_so() {
    for word in Conversion::ALL.iter().copied().filter(|word| !word.takes_text()) {
        let output: StepOutput = convert::<SignError>(word, Charset::Utf8, b"a b\x01c~").unwrap();
        let back = undo(word, output.as_text());
        assert_eq!(back.as_deref(), word.can_be_undone().then_some(&b"a b\x01c~"[..]), "{word:?}");
        if let Some(encoding) = word.row().encoding {
            let (text, greatest) = (output.as_text(), (encoding.length)(6));
            assert!(text.len() == greatest || !encoding.exact && text.len() < greatest, "{word:?}");
            let known = |next: char| encoding.alphabet.iter().any(|(first, last)| (*first..=*last).contains(&next));
            assert!(text.trim_end_matches('=').chars().all(known), "{word:?}");
        }
    }
    for word in Conversion::ALL.iter().copied().filter(|word| word.takes_text()) {
        assert_eq!(undo(word, "6162"), None, "{word:?}");
    }
}
