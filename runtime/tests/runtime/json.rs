//! Received JSON.

use refundry_runtime::{JsonWriter, ReadError, listed, read};

fn error(body: &str) -> Option<ReadError> {
    read::json(body.as_bytes()).err()
}

#[test]
fn only_one_object_is_read() {
    for body in [
        "",
        " ",
        "[]",
        "1",
        "null",
        "\"a\"",
        "{",
        "{}}",
        "{} x",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":tru}",
        "\u{feff}\u{feff}{}",
        "{\"a\":[1,]}",
        "{\"a\":{\"b\"}}",
        "/**/{}",
    ] {
        assert!(matches!(error(body), Some(ReadError::Malformed { codec: "json", .. })), "{body}");
    }
    assert!(matches!(read::json(b"{\"a\":\"\xFF\"}"), Err(ReadError::Malformed { .. })));
    assert_eq!(
        error("{\"secret\":s3cr3t}").unwrap().to_string(),
        "malformed json: not well-formed at line 1 column 11"
    );
}

#[test]
fn duplicates_are_refused_on_every_level_that_is_read() {
    assert_eq!(error(r#"{"a":1,"b":2,"a":1}"#), Some(ReadError::Duplicate { name: "a".into() }));
    assert_eq!(error(r#"{"a":1,"\u0061":1}"#), Some(ReadError::Duplicate { name: "a".into() }));
    let body = br#"{"o":{"x":1,"x":2},"l":[{"y":1,"y":1}],"m":{"z":"","z":""},"t":"{\"w\":1,\"w\":2}"}"#;
    let mut members = read::json(body).unwrap();
    assert_eq!(members.object("o").err(), Some(ReadError::Duplicate { name: "x".into() }));
    assert_eq!(members.list("l").err(), Some(ReadError::Duplicate { name: "y".into() }));
    assert_eq!(members.map("m").err(), Some(ReadError::Duplicate { name: "z".into() }));
    assert_eq!(members.object_in_text("t").err(), Some(ReadError::Duplicate { name: "w".into() }));
}

#[test]
fn duplicates_are_found_among_many_members() {
    let mut names: Vec<String> = (0..5000).map(|n| format!("\"m{n}\":1")).collect();
    assert_eq!(error(&format!("{{{}}}", names.join(","))), None);
    names.push("\"m17\":1".into());
    assert_eq!(error(&format!("{{{}}}", names.join(","))), Some(ReadError::Duplicate { name: "m17".into() }));
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{{\"a\":{}1{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    assert_eq!(error(&nested(64)), None);
    assert!(matches!(error(&nested(65)), Some(ReadError::Malformed { .. })));
    assert!(matches!(error(&"{\"a\":".repeat(100_000)), Some(ReadError::Malformed { .. })));
    assert_eq!(error(&format!("{{\"a\":\"{}\\\"{}\"}}", "[".repeat(100), "{".repeat(100))), None);
}

/// A signature over one member covers the member's exact bytes.
#[test]
fn the_source_is_what_arrived() {
    let body = br#" { "r" : {"a" : "\/\u4e2d", "b":[ 1 ] } ,"s":"x\"}\\","n": 1.50 } "#;
    let members = read::json(body).unwrap();
    assert_eq!(members.source("r"), Some(r#"{"a" : "\/\u4e2d", "b":[ 1 ] }"#));
    assert_eq!((members.source("s"), members.peek("s")), (Some(r#""x\"}\\""#), Some("x\"}\\")));
    assert_eq!((members.source("n"), members.source("absent")), (Some("1.50"), None));
}

#[test]
fn a_byte_order_mark_is_read_over() {
    for read in [read::json("\u{feff}{\"a\":\"1\"}".as_bytes()), read::form("\u{feff}a=1".as_bytes())] {
        assert_eq!(read.unwrap().text("a"), Ok(Some("1".into())));
    }
}

#[test]
fn an_absent_field_is_null_where_nulls_are_written() {
    let written = |mut writer: JsonWriter| {
        writer.absent("a");
        writer.finish().into_text().0
    };
    assert_eq!(written(JsonWriter::new().with_nulls()), r#"{"a":null}"#);
    assert_eq!(written(JsonWriter::new()), "{}");
}

#[test]
fn a_sole_object_is_an_array_of_one() {
    let text = listed(r#"{"a":1}"#);
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&text).unwrap(), [serde_json::json!({ "a": 1 })]);
}
