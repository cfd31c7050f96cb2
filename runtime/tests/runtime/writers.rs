//! Bodies, byte for byte.

use refundry_runtime::{Extras, FormStyle, FormWriter, JsonWriter, Percent, XmlWriter};

#[test]
fn forms() {
    let mut form = FormWriter::new();
    form.text("bizContent", r#"{"a":"商 &=+%"}"#);
    form.secret("a b", "*-._~");
    assert_eq!(form.finish().as_str(), "bizContent=%7B%22a%22%3A%22%E5%95%86+%26%3D%2B%25%22%7D&a+b=*-._%7E");
    assert_eq!(FormWriter::new().finish().as_str(), "");
}

/// Each table over all printable ASCII characters and two others.
#[test]
fn tables_of_percent_encoding() {
    let all: String = (' '..='~').chain(['é', '退']).collect();
    // Java 17: URLEncoder.encode(all, "UTF-8"); Node 22: new URLSearchParams agrees.
    let java = "+%21%22%23%24%25%26%27%28%29*%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D%7E%C3%A9%E9%80%80";
    // Python: urllib.parse.quote(all, safe="")
    let python = "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%C3%A9%E9%80%80";
    // The manual of `urlencode`: all non-alphanumeric characters except -_. are escaped, and blanks become plus signs.
    let php = python.replace("%20", "+").replace('~', "%7E");
    // The source of `HttpEncoder`: letters, digits and -_.!*() are safe, and hex digits are lower case.
    let dotnet = php.replace("%21", "!").replace("%28%29%2A", "()*");
    let lower = |text: &str| {
        text.split('%')
            .enumerate()
            .map(|(at, piece)| match (at, piece.split_at_checked(2)) {
                (1.., Some((hex, rest))) => format!("%{}{rest}", hex.to_lowercase()),
                _ => piece.to_owned(),
            })
            .collect::<String>()
    };
    let tables = [
        (Percent::Form, java.to_owned()),
        (Percent::Rfc3986, python.to_owned()),
        (Percent::Php, php),
        (Percent::DotNet, lower(&dotnet)),
    ];
    for (percent, expected) in tables {
        let mut form = FormWriter::styled(FormStyle { percent, ..FormStyle::DEFAULT });
        form.text("a", &all);
        assert_eq!(form.finish().as_str(), format!("a={expected}"), "{percent:?}");
    }
}

/// The bytes come from the encoder of a provider's own Python library: its parameters through Python's `urlencode`.
#[test]
fn what_is_nested_stands_in_brackets() {
    let written = |literal_brackets| {
        let mut form = FormWriter::styled(FormStyle { literal_brackets, ..FormStyle::DEFAULT });
        form.text("charge", "ch_test_123");
        form.literal("amount", "1234");
        form.text("reason", "requested_by_customer");
        form.map("metadata", &[("order_id".into(), "T 1/ä".into()), ("k[2]".into(), "v".into())]);
        form.literal("reverse_transfer", "true");
        form.begin_list("expand");
        form.item_text("charge");
        form.item_text("balance_transaction");
        form.end_list();
        form.finish()
    };
    assert_eq!(
        written(false).as_str(),
        "charge=ch_test_123&amount=1234&reason=requested_by_customer&metadata%5Border_id%5D=T+1%2F%C3%A4&metadata%5Bk%5B2%5D%5D=v&reverse_transfer=true&expand%5B0%5D=charge&expand%5B1%5D=balance_transaction"
    );
    assert_eq!(
        written(true).as_str(),
        "charge=ch_test_123&amount=1234&reason=requested_by_customer&metadata[order_id]=T+1%2F%C3%A4&metadata[k[2]]=v&reverse_transfer=true&expand[0]=charge&expand[1]=balance_transaction"
    );
}

#[test]
fn lists_of_objects_count_their_own_entries() {
    let mut form = FormWriter::styled(FormStyle { literal_brackets: true, ..FormStyle::DEFAULT });
    form.begin_list("a");
    for id in ["x", "y"] {
        form.begin_item();
        form.text("id", id);
        form.begin_list("tags");
        form.item_text("t");
        form.item_text("u");
        form.end_list();
        form.end_item();
    }
    form.end_list();
    form.text("b", "");
    assert_eq!(
        form.finish().as_str(),
        "a[0][id]=x&a[0][tags][0]=t&a[0][tags][1]=u&a[1][id]=y&a[1][tags][0]=t&a[1][tags][1]=u&b="
    );
}

#[test]
fn what_is_secret_as_a_whole_is_masked_as_a_whole() {
    let mut form = FormWriter::new();
    form.text("a", "1");
    let start = form.begin_secret();
    form.begin_object("card");
    form.secret("pan", "4111");
    form.text("name", "N");
    form.end_object();
    form.end_secret(start);
    form.text("z", "2");
    assert_eq!(format!("{:?}", form.finish()), "\"a=1***&z=2\"");
    let mut json = JsonWriter::new();
    json.text("a", "1");
    let start = json.begin_secret();
    json.begin_object("card");
    json.secret("pan", "4111");
    json.end_object();
    json.end_secret(start);
    json.text("z", "2");
    let body = json.finish();
    assert_eq!(body.as_str(), r#"{"a":"1","card":{"pan":"4111"},"z":"2"}"#);
    assert!(!format!("{body:?}").contains("4111"));
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
        xml.try_finish().unwrap().as_str(),
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
    json.literal("n", "null");
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
