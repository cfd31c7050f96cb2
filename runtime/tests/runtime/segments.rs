//! Members that have places and no names, and members that are decoded.

use proptest::prelude::*;
use refundry_runtime::{JsonWriter, Members, ReadError, SegmentsWriter, SignError, decode, encode, read};

const NAMES: [&str; 3] = ["protected", "payload", "signature"];

fn texts(body: &str) -> Result<Vec<(String, String)>, ReadError> {
    read::segments(body.as_bytes(), '.', &NAMES).map(Members::rest)
}

#[test]
fn a_segment_is_the_member_of_its_place() {
    let read = texts("a..c").unwrap();
    let expected = [("protected", "a"), ("payload", ""), ("signature", "c")];
    assert_eq!(read, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    assert_eq!(read::segments(b"a.\"b\".c", '.', &NAMES).unwrap().source("payload"), Some("\"b\""));
}

#[test]
fn another_number_of_segments_is_refused() {
    for body in ["", "a", "a.b", "a.b.c.d", "a.b.c.", "...", "{\"protected\":\"a\"}"] {
        assert!(matches!(texts(body), Err(ReadError::Malformed { codec: "segments", .. })), "{body}");
    }
    assert!(matches!(read::segments(b"a.\xFF.c", '.', &NAMES), Err(ReadError::Malformed { .. })));
    assert_eq!(texts(&"a".repeat(refundry_runtime::MAX_BODY + 1)), Err(ReadError::TooLarge));
}

#[test]
fn a_value_with_the_sign_is_not_written() {
    let mut writer = SegmentsWriter::new('.');
    writer.text("a", "");
    writer.secret("b", "s3cr3t");
    writer.text("c", "中");
    let body = writer.try_finish().unwrap();
    assert_eq!((body.as_str(), format!("{body:?}").as_str()), (".s3cr3t.中", "\".***.中\""));
    let mut writer = SegmentsWriter::new('.');
    writer.text("a", "1.2");
    assert!(matches!(writer.try_finish(), Err(SignError::Unwritable { .. })));
}

#[test]
fn a_decoded_member_stays_the_text_that_came() {
    let body = br#"{"a":"eyJrIjoiMSIsImsyIjp7Im4iOiIyIn19","b":"","c":null,"d":{"k":1}}"#;
    let read = || read::json(body)?.decoded("a", decode::base64url);
    let members = read().unwrap();
    assert_eq!(members.peek("a"), Some("eyJrIjoiMSIsImsyIjp7Im4iOiIyIn19"));
    assert_eq!(members.nested(&["a", "k"]).as_deref(), Some("1"));
    assert_eq!(members.nested(&["a", "k2", "n"]).as_deref(), Some("2"));
    assert_eq!(members.nested_source(&["a", "k"]), None);
    let mut inner = read().unwrap().object_in_text("a").unwrap().unwrap();
    assert_eq!(inner.text("k"), Ok(Some("1".to_owned())));
    for name in ["b", "c", "d", "e"] {
        assert!(read().unwrap().decoded(name, decode::base64url).is_ok(), "{name}");
    }
}

#[test]
fn a_member_that_is_not_encoded_is_refused() {
    for text in ["{}", "e30=", "/w", "_w", "e30.", " e30", "e3"] {
        let mut writer = JsonWriter::new();
        writer.text("a", text);
        let body = writer.finish().bytes;
        let read = read::json(&body).unwrap().decoded("a", decode::base64url).map(Members::rest);
        assert_eq!(read, Err(ReadError::Member { name: "a".into(), expected: "an encoded text" }), "{text}");
    }
}

proptest! {
    #[test]
    fn segments_are_read_as_they_were_written(texts in prop::collection::vec("[^.]{0,9}", 3)) {
        let mut writer = SegmentsWriter::new('.');
        NAMES.iter().zip(&texts).for_each(|(name, text)| writer.text(name, text));
        let body = writer.try_finish().unwrap();
        let members = read::segments(&body.bytes, '.', &NAMES).unwrap();
        prop_assert!(NAMES.iter().zip(&texts).all(|(name, text)| members.peek(name) == Some(text)));
    }

    #[test]
    fn no_text_panics(body in "([.a-z]|.){0,40}", inside in "([{}\":,a-z]|.){0,20}") {
        let body = format!("{body}.{}.x", encode::base64url(inside.as_bytes()));
        let read = read::segments(body.as_bytes(), '.', &NAMES).and_then(|read| read.decoded("payload", decode::base64url));
        if let Ok(members) = read {
            let _ = (members.nested(&["payload", "a"]), members.nested_source(&["payload", "a"]));
        }
    }
}
