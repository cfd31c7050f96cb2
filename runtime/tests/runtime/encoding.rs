//! Encodings compared with RFC 4648 and Python's `urllib`; decoders with texts that no encoder writes.

use refundry_runtime::{decode, encode};

const FORM: &str = "\
    %00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F+%21\
    %22%23%24%25%26%27%28%29*%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%\
    5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D%7E%7F%80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F%9\
    0%91%92%93%94%95%96%97%98%99%9A%9B%9C%9D%9E%9F%A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%B1\
    %B2%B3%B4%B5%B6%B7%B8%B9%BA%BB%BC%BD%BE%BF%C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1%D2%\
    D3%D4%D5%D6%D7%D8%D9%DA%DB%DC%DD%DE%DF%E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1%F2%F3%F\
    4%F5%F6%F7%F8%F9%FA%FB%FC%FD%FE%FF";
const RFC_3986: &str = "\
    %00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F%20%\
    21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B\
    %5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%7F%80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F\
    %90%91%92%93%94%95%96%97%98%99%9A%9B%9C%9D%9E%9F%A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%\
    B1%B2%B3%B4%B5%B6%B7%B8%B9%BA%BB%BC%BD%BE%BF%C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1%D\
    2%D3%D4%D5%D6%D7%D8%D9%DA%DB%DC%DD%DE%DF%E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1%F2%F3\
    %F4%F5%F6%F7%F8%F9%FA%FB%FC%FD%FE%FF";

#[test]
fn base64_of_rfc_4648() {
    for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
        assert_eq!(encode::base64(text.as_bytes()), encoded);
        assert_eq!(decode::base64(encoded).as_deref(), Some(text.as_bytes()));
        let bare = encoded.trim_end_matches('=');
        assert_eq!(encode::base64url(text.as_bytes()), bare);
        assert_eq!(decode::base64url(bare).as_deref(), Some(text.as_bytes()));
    }
    assert_eq!((encode::base64(&[0xfb, 0xff]), encode::base64url(&[0xfb, 0xff])), ("+/8=".into(), "-_8".into()));
}

#[test]
fn decoders_take_what_the_encoder_writes_and_no_more() {
    for text in ["Zg", "Zg=", "Zh==", "Zg==\n", " Zg==", "Zm9v=", "-_8=", "Zg===="] {
        assert_eq!(decode::base64(text), None, "{text:?}");
    }
    for text in ["Zg==", "Zh", "+/8", "Z"] {
        assert_eq!(decode::base64url(text), None, "{text:?}");
    }
    assert_eq!(decode::hex_lower("00ff"), Some(vec![0, 255]));
    assert_eq!(decode::hex_upper("00FF"), Some(vec![0, 255]));
    for text in ["00FF", "0", "0x00", "zz", " 00", "０0"] {
        assert_eq!(decode::hex_lower(text), None, "{text:?}");
    }
    for text in ["00ff", "0", "0X00", "0x00"] {
        assert_eq!(decode::hex_upper(text), None, "{text:?}");
    }
}

#[test]
fn base64_in_either_alphabet() {
    assert_eq!(encode::base64_any(&[0xfb, 0xff]), "+/8=");
    for text in ["+/8=", "+/8", "-_8=", "-_8", "+/8=\n", " -_8", "+\r\n/8\r\n=\r\n", "-\t_ 8"] {
        assert_eq!(decode::base64_any(text).as_deref(), Some(&[0xfb, 0xff][..]), "{text:?}");
    }
    for text in ["+_8=", "-/8", "+/9=", "-_9", "=", "+/8==", "+\u{a0}/8=", "+\u{b}/8=", "+/8=\0"] {
        assert_eq!(decode::base64_any(text), None, "{text:?}");
    }
    for text in ["", " \r\n"] {
        assert_eq!(decode::base64_any(text).as_deref(), Some(&[][..]), "{text:?}");
    }
}

#[test]
fn base64url_with_padding() {
    for (bytes, encoded) in [(&b"f"[..], "Zg=="), (b"foobar", "Zm9vYmFy"), (&[0xfb, 0xff], "-_8="), (b"", "")] {
        assert_eq!(encode::base64url_padded(bytes), encoded);
        assert_eq!(decode::base64url_padded(encoded).as_deref(), Some(bytes));
    }
    for text in ["Zg", "+/8=", "-_9=", "-_8=\n", "=", "-_8=="] {
        assert_eq!(decode::base64url_padded(text), None, "{text:?}");
    }
}

/// Python: `int.from_bytes(…, "big")`.
#[test]
fn decimal_of_python() {
    let digest = "88bf4f080952ec1f2dde44383b3fae6d4b624e94cc62ddb5c9977a0a9aeb91e9\
                  20f0fa85fafcc5fcec0e40c03c6fe4eeba39d2ba0c47ec9e1aa0bf8056b022d7";
    for (hex, number) in [
        ("", "0"),
        ("00", "0"),
        ("000001", "1"),
        ("ff", "255"),
        ("3b9ac9ff", "999999999"),
        ("3b9aca00", "1000000000"),
        ("1039308534", "69678957876"),
        (
            digest,
            "7162037222494133800115558174123873575403676594655047547135126747227260180277198835813881206468120288665\
             362022770562593587937366412236579335729134456283863",
        ),
    ] {
        assert_eq!(encode::decimal(&decode::hex_lower(hex).unwrap()), number, "{hex}");
    }
}

/// Every byte. Python: `quote_plus(…, safe="*-._")` with `~` escaped, and `quote(…, safe="-._~")`.
#[test]
fn percent_of_python() {
    let bytes: Vec<u8> = (0..=255).collect();
    assert_eq!(encode::percent_form(&bytes), FORM);
    assert_eq!(encode::percent_rfc3986(&bytes), RFC_3986);
    assert_eq!(decode::percent_form(FORM), Some(bytes.clone()));
    assert_eq!(decode::percent_rfc3986(RFC_3986), Some(bytes.clone()));
}

#[test]
fn percent_of_other_encoders() {
    assert_eq!(decode::percent_form("a+b%2b%2B%7E~*%e9%80%80"), Some("a b++~~*退".into()));
    assert_eq!(decode::percent_rfc3986("a%20b%2a~%41"), Some(b"a b*~A".to_vec()));
    for text in ["%", "%2", "a%", "%G0", "%+1", "% 1", "a b", "退", "a&b", "a=b", "%é", "a\0"] {
        assert_eq!(decode::percent_form(text), None, "{text:?}");
        assert_eq!(decode::percent_rfc3986(text), None, "{text:?}");
    }
    for text in ["a+b", "*"] {
        assert_eq!(decode::percent_rfc3986(text), None, "{text:?}");
    }
}
