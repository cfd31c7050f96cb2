//! Unencoded pairs, written and read.

use proptest::prelude::*;
use refundry_runtime::{Extras, Members, PairsWriter, ReadError, Separators, SignError, read};

const PLAIN: Separators = Separators { pair: '=', join: '&', braces: false };
const BRACES: Separators = Separators { braces: true, ..PLAIN };
const LINES: Separators = Separators { pair: ':', join: '\n', braces: false };

type Texts = Vec<(String, String)>;

fn texts(body: &str, separators: Separators) -> Result<Texts, ReadError> {
    read::pairs(body.as_bytes(), separators).map(Members::rest)
}

fn owned<const N: usize>(pairs: [(&str, &str); N]) -> Texts {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[test]
fn a_member_is_cut_out_with_its_separator() {
    let (form, pairs) = (read::form(b"a=1&b=%32&c=3").unwrap(), read::pairs(b"a:1\nb:2\nc:3", LINES).unwrap());
    for (name, of_form, of_pairs) in [
        ("a", "b=%32&c=3", "b:2\nc:3"),
        ("b", "a=1&c=3", "a:1\nc:3"),
        ("c", "a=1&b=%32", "a:1\nb:2"),
        ("d", "a=1&b=%32&c=3", "a:1\nb:2\nc:3"),
    ] {
        assert_eq!((form.text_without(&[], name), pairs.text_without(&[], name)), (of_form.into(), of_pairs.into()));
    }
    assert_eq!(read::pairs(b"a:1", LINES).unwrap().text_without(&[], "a"), "");
}

#[test]
fn a_value_is_all_that_follows_the_first_sign() {
    assert_eq!(texts("a=1&b=x==y+%41&c=", PLAIN), Ok(owned([("a", "1"), ("b", "x==y+%41"), ("c", "")])));
    assert_eq!(texts("", PLAIN), Ok(Vec::new()));
    assert!(matches!(texts("a={b=1&c}", PLAIN), Err(ReadError::Malformed { codec: "pairs", .. })));
    let braces = owned([("a", "{b=1&{c}&{}}"), ("d", "{}"), ("e", "x{&}y")]);
    assert_eq!(texts("a={b=1&{c}&{}}&d={}&e=x{&}y", BRACES), Ok(braces));
    assert_eq!(texts("a:1\nb:=&", LINES), Ok(owned([("a", "1"), ("b", "=&")])));
    assert_eq!(read::pairs(b"a= x", PLAIN).unwrap().source("a"), Some(" x"));
}

#[test]
fn broken_pairs_are_refused() {
    for body in ["a={", "a=}", "a=}{", "a={&b=1", "a={{}&b=1", "}&a=1", "=1", "a", "a=1&b", "&&="] {
        assert!(matches!(texts(body, BRACES), Err(ReadError::Malformed { codec: "pairs", .. })), "{body}");
    }
    let deep = |depth: usize| format!("a={}{}", "{".repeat(depth), "}".repeat(depth));
    assert!(texts(&deep(32), BRACES).is_ok());
    assert!(matches!(texts(&deep(33), BRACES), Err(ReadError::Malformed { .. })));
    assert!(texts(&deep(33), PLAIN).is_ok());
    assert_eq!(texts("a=1&a=1", PLAIN), Err(ReadError::Duplicate { name: "a".into() }));
    assert!(matches!(read::pairs(b"a=\xFF", PLAIN), Err(ReadError::Malformed { .. })));
}

#[test]
fn secrets_are_masked_and_extras_follow() {
    let mut writer = PairsWriter::new(LINES);
    writer.text("a", "商=&");
    writer.secret("pass", "s3cr3t");
    let mut extras = Extras::default();
    extras.insert("x", "y");
    writer.extras(&extras);
    let body = writer.try_finish().unwrap();
    assert_eq!(body.as_str(), "a:商=&\npass:s3cr3t\nx:y");
    assert_eq!(format!("{body:?}"), r#""a:商=&\npass:***\nx:***""#);
}

/// A value with a separator would add another member, signed or unsigned.
#[test]
fn what_ends_a_member_is_not_written() {
    let values = [("a", "1&b=2", PLAIN), ("a", "}&b=2{", BRACES), ("a", "{", BRACES)];
    let names = [("a=b", "", PLAIN), ("", "", PLAIN), ("{a", "", BRACES)];
    for (name, value, separators) in values.into_iter().chain(names) {
        let mut writer = PairsWriter::new(separators);
        writer.text("z", "1");
        writer.secret(name, value);
        assert_eq!(writer.try_finish(), Err(SignError::Unwritable { name: name.into() }), "{name} {value}");
    }
}

const ANY: &str = r"([{}&=:\n]|a|b|中){0,12}";

proptest! {
    /// Every writable value is read back unchanged.
    #[test]
    fn written_pairs_are_read_again(values in prop::collection::vec(ANY, 0..6)) {
        for separators in [PLAIN, BRACES, LINES] {
            let pairs: Texts = values.iter().enumerate().map(|(at, value)| (format!("k{at}"), value.clone())).collect();
            let mut writer = PairsWriter::new(separators);
            pairs.iter().for_each(|(name, value)| writer.text(name, value));
            match writer.try_finish() {
                Ok(body) => prop_assert_eq!(texts(body.as_str(), separators), Ok(pairs)),
                Err(error) => prop_assert!(matches!(error, SignError::Unwritable { .. }), "{error:?}"),
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ANY, bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        for separators in [PLAIN, BRACES, LINES, Separators { pair: '中', join: '{', braces: true }] {
            let _ = (texts(&text, separators), read::pairs(&bytes, separators).map(Members::rest));
        }
    }
}
