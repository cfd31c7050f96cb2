//! Bodies, byte for byte.

use refundry_runtime::{Extras, FormWriter, JsonWriter, XmlWriter};

#[test]
fn forms() {
    let mut form = FormWriter::new();
    form.text("bizContent", r#"{"a":"商 &=+%"}"#);
    form.secret("a b", "*-._~");
    assert_eq!(form.finish().as_str(), "bizContent=%7B%22a%22%3A%22%E5%95%86+%26%3D%2B%25%22%7D&a+b=*-._%7E");
    assert_eq!(FormWriter::new().finish().as_str(), "");
}

#[test]
fn xml_documents() {
    let mut extras = Extras::default();
    for (name, value) in [("attach", "x>y"), ("a><b", "x"), ("a ", "x"), ("", "x")] {
        extras.insert(name, value);
    }
    let mut xml = XmlWriter::new("xml");
    xml.text("a", "</a><b>1</b>]]>&amp;\r\n商");
    xml.text("empty", "");
    xml.extras(&extras);
    assert_eq!(
        xml.finish().as_str(),
        "<xml><a>&lt;/a&gt;&lt;b&gt;1&lt;/b&gt;]]&gt;&amp;amp;&#13;\n商</a><empty></empty><attach>x&gt;y</attach></xml>"
    );
}

#[test]
fn json_documents() {
    let mut extras = Extras::default();
    extras.insert("e", "1");
    extras.insert_literal("f", r#"{"x":[1]}"#);
    extras.insert_literal("g", r#"1,"amount":1"#);
    let mut json = JsonWriter::new();
    json.text("a", "商/\"\\\n\u{8}\u{c}\t\r\u{1}\u{1f}\u{7f}");
    json.literal("b", "1");
    json.null("n");
    json.begin_object("o");
    json.begin_object("empty");
    json.end_object();
    json.text("x", "{");
    json.end_object();
    json.begin_list("l");
    json.begin_item();
    json.text("y", "[");
    json.end_item();
    json.begin_item();
    json.end_item();
    json.item_text("{");
    json.item_literal("2");
    json.end_list();
    json.map("m", &[("k\"".into(), "v".into()), ("k2".into(), String::new())]);
    json.extras(&extras);
    assert_eq!(
        json.finish().as_str(),
        concat!(
            r#"{"a":"商/\"\\\n\b\f\t\r\u0001\u001f"#,
            "\u{7f}",
            r#"","b":1,"n":null,"o":{"empty":{},"x":"{"},"l":[{"y":"["},{},"{",2],"m":{"k\"":"v","k2":""},"#,
            r#""e":"1","f":{"x":[1]},"g":"1,\"amount\":1"}"#
        )
    );
}

#[test]
fn bare_lists() {
    let mut json = JsonWriter::list();
    for id in ["a", "b"] {
        json.begin_item();
        json.text("id", id);
        json.end_item();
    }
    assert_eq!(json.finish().as_str(), r#"[{"id":"a"},{"id":"b"}]"#);
    assert_eq!(JsonWriter::list().finish().as_str(), "[]");
}

#[test]
fn bodies_know_where_their_secrets_are() {
    let mut json = JsonWriter::new();
    json.text("a", "1");
    json.secret("b", "s\"");
    json.secret_literal("c", "7");
    let body = json.finish();
    let secrets: Vec<_> = body.secret.iter().map(|range| &body.as_str()[range.clone()]).collect();
    assert_eq!(secrets, [r#""s\"""#, "7"]);
    assert_eq!(format!("{body:?}"), r#""{\"a\":\"1\",\"b\":***,\"c\":***}""#);
}
