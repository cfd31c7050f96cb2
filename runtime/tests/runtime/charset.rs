//! Charsets compared with Python's codecs of the same names, and characters outside the charsets.

use proptest::prelude::*;
use refundry_runtime::{
    Body, Charset, FormStyle, FormWriter, JsonWriter, Percent, ReadError, SignError, Transcode, read,
};

/// Python: `"退款 中a".encode("gbk").hex()` and similar calls.
#[test]
fn texts_become_the_bytes_that_python_writes() {
    for (charset, text, hex) in [
        (Charset::Gbk, "退款 中a", "cdcbbfee20d6d061"),
        (Charset::Gbk, "é丂", "a8a68140"),
        (Charset::Cp932, "返金 ｱ①~\\", "95d48be020b187407e5c"),
        // The first character has two codes: the Encoding Standard and Windows write this one, Python the other.
        (Charset::Cp932, "髙ソ", "fbfc835c"),
        (Charset::Gb18030, "退款 한😀€", "cdcbbfee20833684339439fc36a2e3"),
        (Charset::Big5, "退款 中a", "b068b4da20a4a461"),
        (Charset::EucKr, "환불 똠中", "c8afbad2208c63f1e9"),
        (Charset::EucJp, "返金 ｱ漢~\\", "cad6b6e2208eb1b4c17e5c"),
        (Charset::Windows1252, "remboursé 5 €", "72656d626f757273e920352080"),
        (Charset::Utf8, "退", "e98080"),
    ] {
        let bytes = charset.encode(text).unwrap();
        assert_eq!(const_hex::encode(&bytes), hex, "{text}");
        assert_eq!(charset.decode(&bytes).unwrap(), text);
    }
}

/// The encoder would write the last three as a backslash, a tilde and another dash, which are read as such.
#[test]
fn what_would_not_come_back_is_not_carried() {
    assert_eq!(Charset::Gbk.encode("한"), None);
    assert_eq!(Charset::Gbk.encode("😀"), None);
    for text in ["é", "😀", "¥", "‾", "−"] {
        assert_eq!(Charset::Cp932.encode(text), None, "{text}");
    }
    assert_eq!((Charset::Gbk.decode(b"\x81"), Charset::Cp932.decode(b"a\x81")), (None, None));
    assert_eq!(Charset::Utf8.decode(b"\xFF"), None);
}

#[test]
fn the_table_names_the_samples_that_a_charset_lacks() {
    for charset in Charset::ALL.iter().copied() {
        let lacks: String = ["中", "한", "😀"].into_iter().filter(|sign| !charset.carries(sign)).collect();
        assert_eq!(lacks, charset.row().lacks, "{charset:?}");
    }
}

#[test]
fn forms_escape_the_bytes_of_the_charset() {
    let style = FormStyle { charset: Charset::Gbk, percent: Percent::Php, ..FormStyle::DEFAULT };
    let mut form = FormWriter::styled(style);
    form.text("退", "款 a");
    let body = form.try_finish().unwrap();
    assert_eq!(body.as_str(), "%CD%CB=%BF%EE+a");
    assert_eq!(read::form_styled(&body.bytes, style).unwrap().peek("退"), Some("款 a"));
    let mut form = FormWriter::styled(style);
    form.secret("a", "한");
    assert_eq!(form.try_finish(), Err(SignError::Unwritable { name: "a".into() }));
    // The single byte 0x81 is not GBK.
    assert!(matches!(read::form_styled(b"a=%81", style), Err(ReadError::Malformed { codec: "form", .. })));
}

#[test]
fn secrets_are_masked_where_they_are_in_the_bytes() {
    let written = |memo: &str| -> Body {
        let mut json = JsonWriter::new();
        json.text("memo", memo);
        json.secret("pass", "密s3");
        json.text("z", "中");
        json.finish()
    };
    let body = written("退款退款").in_charset(Charset::Gbk).unwrap();
    let secrets: Vec<&[u8]> = body.secret.iter().map(|range| &body.bytes[range.clone()]).collect();
    assert_eq!(secrets, [b"\"\xC3\xDCs3\""]);
    assert_eq!(written("한").in_charset(Charset::Gbk), Err(SignError::Charset));
    assert_eq!(written("한").in_charset(Charset::Utf8), Ok(written("한")));
}

#[test]
fn bodies_are_decoded_within_bounds() {
    assert_eq!(read::text_in(Charset::Cp932, b"\x95\xD4").unwrap(), "返");
    assert!(matches!(read::text_in(Charset::Gbk, b"\xFF"), Err(ReadError::Malformed { .. })));
    assert_eq!(read::text_in(Charset::Gbk, &vec![b'a'; 2 << 20]), Err(ReadError::TooLarge));
}

/// Every pair of a byte beyond ASCII and one of ASCII, and the longer codes of GB 18030 likewise.
#[test]
fn only_signs_that_a_charset_may_swallow_are_halves_of_characters() {
    let mut swallowed = 0;
    for (lead, sign) in (0x80..=0xFF_u8).flat_map(|lead| (0..0x80_u8).map(move |sign| (lead, sign))) {
        for (charset, bytes) in Charset::ALL.iter().flat_map(|charset| {
            [vec![lead, sign], vec![lead, b'0', 0x81, sign], vec![lead, sign, 0x81, b'0']]
                .map(|bytes| (*charset, bytes))
        }) {
            let ascii = |text: &str| text.chars().filter(char::is_ascii).count();
            let Some(text) = charset.decode(&bytes) else { continue };
            if ascii(&text) < bytes.iter().filter(|byte| byte.is_ascii()).count() {
                swallowed += 1;
                assert!(Charset::may_swallow(char::from(sign)), "{charset:?} {bytes:x?} {text}");
            }
            assert!(ascii(&text) < text.chars().count(), "{charset:?} {bytes:x?} is ASCII");
        }
    }
    assert!(swallowed > 10_000, "{swallowed}");
}

#[test]
fn a_text_in_an_open_charset_is_cut_in_one_way() {
    let read = |charset, bytes| read::text_in_open(charset, bytes, "|\\").ok().map(String::from);
    assert_eq!(read(Charset::Gbk, "a=1|b=".as_bytes()).as_deref(), Some("a=1|b="));
    assert_eq!(read(Charset::Gbk, b"\x81@|").as_deref(), Some("丂|"));
    // One character of GBK, or a control character and a sign.
    assert_eq!([Charset::Gbk, Charset::Windows1252].map(|charset| read(charset, b"\x81|")), [None, None]);
    assert_eq!(read(Charset::Utf8, "中\\n".as_bytes()), None);
    assert_eq!(read(Charset::Utf8, "中 \\n".as_bytes()).as_deref(), Some("中 \\n"));
    // `Ⅸ` as Windows reads it, and as it writes it: with a backslash as its second half.
    assert_eq!([b"\xFAR", b"\x87\\"].map(|bytes| read(Charset::Cp932, bytes)), [None, None]);
    assert_eq!(read::text_in(Charset::Cp932, b"\xFAR").unwrap(), "Ⅸ");
}

proptest! {
    #[test]
    fn what_is_carried_comes_back(text in ".{0,12}", han in "[一-龠ぁ-ヿａ-ｚ]{0,12}") {
        for charset in Charset::ALL.iter().copied() {
            for text in [&text, &han] {
                if let Some(bytes) = charset.encode(text) {
                    prop_assert_eq!(charset.decode(&bytes).unwrap(), text.as_str());
                }
            }
        }
    }

    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        for charset in Charset::ALL.iter().copied() {
            let style = FormStyle { charset, ..FormStyle::DEFAULT };
            let _ = (charset.decode(&bytes), read::form_styled(&bytes, style).map(drop));
        }
    }
}
