//! Random values: written values are read back unchanged, and no bytes make a reader panic.

use std::collections::BTreeMap;

use proptest::prelude::*;
use refundry_runtime::{
    Amount, FormStyle, FormWriter, JsonWriter, Members, Percent, ReadError, Record, Server, TimeFormat, Timestamp,
    XmlWriter, integer_text, read, url,
};

type Pairs = Vec<(String, String)>;

fn pairs(value: &'static str) -> impl Strategy<Value = Pairs> {
    prop::collection::btree_map("[A-Za-z_][A-Za-z0-9_.-]{0,8}", value, 0..40)
        .prop_map(|map: BTreeMap<String, String>| map.into_iter().collect())
}

/// Any text, with a raised share of characters that could end a member.
const ANY: &str = r#"(.|\n|[<>&"'\\=+%;]|\]\]>|<!\[CDATA\[|</a>|&#60;|\{|\}){0,30}"#;
/// Texts that XML can carry.
const XML: &str = r#"([ -퟿-�𐀀-🿽]|[\n\t\r<>&"']|\]\]>|<!\[CDATA\[|</xml>|&lt;){0,30}"#;

fn same(written: Pairs, read: Result<Members<'_>, ReadError>) -> Result<(), TestCaseError> {
    prop_assert_eq!(read.map(Members::rest), Ok(written));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn forms(pairs in pairs(ANY)) {
        let mut writer = FormWriter::new();
        pairs.iter().for_each(|(name, value)| writer.text(name, value));
        same(pairs, read::form(&writer.finish().bytes))?;
    }

    #[test]
    fn forms_of_every_table(pairs in pairs(ANY), literal_brackets: bool) {
        for percent in [Percent::Form, Percent::Rfc3986, Percent::Php, Percent::DotNet] {
            let style = FormStyle { percent, literal_brackets, ..FormStyle::DEFAULT };
            let mut writer = FormWriter::styled(style);
            pairs.iter().for_each(|(name, value)| writer.text(name, value));
            same(pairs.clone(), read::form_styled(&writer.finish().bytes, style))?;
        }
    }

    #[test]
    fn xml(pairs in pairs(XML)) {
        let mut writer = XmlWriter::new("xml");
        pairs.iter().for_each(|(name, value)| writer.secret(name, value));
        same(pairs, read::xml(&writer.try_finish().unwrap().bytes, "xml"))?;
    }

    #[test]
    fn json(pairs in pairs(ANY)) {
        let mut writer = JsonWriter::new();
        pairs.iter().for_each(|(name, value)| writer.text(name, value));
        let bytes = writer.finish().bytes;
        let parsed: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(parsed.as_object().map(serde_json::Map::len), Some(pairs.len()));
        same(pairs, read::json(&bytes))?;
    }

    #[test]
    fn json_maps(pairs in prop::collection::btree_map(ANY, ANY, 0..10)) {
        let pairs: Pairs = pairs.into_iter().collect();
        let mut inner = JsonWriter::new();
        inner.map("inner", &pairs);
        let (inner, _) = inner.finish().into_text();
        let mut outer = JsonWriter::new();
        outer.text("text", &inner);
        let bytes = outer.finish().bytes;
        let mut members = read::json(&bytes).unwrap();
        let mut object = members.object_in_text("text").unwrap().unwrap();
        prop_assert_eq!(object.map("inner"), Ok(Some(pairs)));
    }

    #[test]
    fn records(value in ANY) {
        let record = Record::new("p", "o").with("a", &value).with("b", "");
        prop_assert_eq!(Record::parse(&record.to_text(), "p", "o", &["a", "b"]), Ok(record));
    }

    #[test]
    fn amounts(fen: u64) {
        let fen = Amount::from_minor(fen);
        prop_assert_eq!(Amount::parse_minor(&fen.to_minor()), Ok(fen));
        prop_assert_eq!(Amount::from_major(&fen.to_major(2), 2), Ok(fen));
    }

    #[test]
    fn integers(number: i64) {
        prop_assert_eq!(integer_text(number).to_string(), number.to_string());
    }

    #[test]
    fn times(ms in 0_i64..253_000_000_000_000, offset_minutes in -720_i16..=840) {
        let format = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ss.SSSXXX", offset_minutes };
        let at = Timestamp::from_epoch_ms(ms);
        prop_assert_eq!(Timestamp::parse(&at.format(format), format), Ok(at));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(
        text in r#"([<>/!\[\]\-?&;#x"{}:,=%+\\a0-9 ]|<xml>|</xml>|<a>|</a>|<!\[CDATA\[|\]\]>|null|\\u00|é){0,60}"#
    ) {
        read_all(text.as_bytes());
        read_all(format!("<xml>{text}</xml>").as_bytes());
        read_all(format!("{{\"a\":{text}}}").as_bytes());
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in ANY, number: i64) {
        let format = TimeFormat::Pattern { pattern: "yyyyMMdd'T'HHmmssXXX", offset_minutes: i16::MAX };
        let _ = (Amount::parse_minor(&text), Amount::from_major(&text, 2), Timestamp::parse(&text, format));
        let _ = Timestamp::from_epoch_ms(number).format(format);
        if let Ok(server) = Server::<()>::custom(&format!("https://{text}")) {
            let _ = url(server.base(), &text, &text);
        }
    }
}

fn read_all(bytes: &[u8]) {
    let read = [read::form(bytes), read::json(bytes), read::xml(bytes, "xml")];
    for mut members in read.into_iter().flatten() {
        let _ = (members.object("a").map(drop), members.list("a").map(drop), members.object_in_text("a").map(drop));
        let _ = (members.text("a"), members.minor("a"), members.integer("a"), members.map_in_text("a"));
        let _ = members.rest();
    }
}
