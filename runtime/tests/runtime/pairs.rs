//! The canonical string of sent and of received members.

use refundry_runtime::{Extras, Order, PairForm, PairStyle, Pairs, Percent, Selection, read};

const STYLE: PairStyle<'_> = PairStyle { form: PairForm::Pair("="), join: "&", skip_empty: true };
const VALUES: PairStyle<'_> = PairStyle { form: PairForm::Values, join: "|", skip_empty: false };

fn extras() -> Extras {
    let mut extras = Extras::default();
    extras.insert("b", "2");
    extras.insert("a", "1");
    extras.insert("z", "26");
    extras.insert("empty", "");
    extras.insert_literal("n", "[1]");
    extras
}

#[test]
fn extras_are_merged_by_name() {
    let (mut text, extras) = (String::new(), extras());
    let mut pairs = Pairs::new(&mut text, STYLE, Order::Name, &extras);
    for (name, value) in [("aa", "x"), ("c", ""), ("m", "商品&=")] {
        pairs.pair(name, value);
    }
    pairs.finish();
    assert_eq!(text, "a=1&aa=x&b=2&m=商品&=&n=[1]&z=26");
}

#[test]
fn extras_are_left_out_by_name_in_every_order() {
    for (order, expected) in [
        (Order::Name, "b=2&m=0&z=26"),
        (Order::NameIgnoringCase, "b=2&m=0&z=26"),
        (Order::Declared, "m=0&b=2&z=26"),
        (Order::Value, "m=0&b=2&z=26"),
        (Order::Pair, "b=2&m=0&z=26"),
    ] {
        let (mut text, extras) = (String::new(), extras());
        let mut pairs = Pairs::new(&mut text, STYLE, order, &extras).without(&["a", "n*"]);
        pairs.pair("m", "0");
        pairs.finish();
        assert_eq!(text, expected, "{order:?}");
    }
}

#[test]
fn declared_order_puts_extras_last_as_they_were_given() {
    let (mut text, extras) = (String::from("head:"), extras());
    let mut pairs = Pairs::new(&mut text, VALUES, Order::Declared, &extras);
    pairs.pair("z9", "");
    pairs.pair("y", "Y");
    pairs.finish();
    assert_eq!(text, "head:|Y|2|1|26||[1]");
}

#[test]
fn nothing_but_literal_parts() {
    let mut text = String::new();
    let mut pairs = Pairs::new(&mut text, STYLE, Order::Name, Extras::none());
    pairs.pair("a", "");
    pairs.finish();
    assert_eq!(text, "");
}

fn selected(selection: Selection) -> String {
    let json = r#"{"b":"2","a":1.50,"sign":"S","nested":{"y" : [1,2]},"none":null,"empty":"","flag":true}"#;
    let members = read::json(json.as_bytes()).unwrap();
    let mut text = String::new();
    members.pairs(&mut text, &selection);
    text
}

#[test]
fn received_members_are_selected() {
    let all = Selection { only: None, except: &["sign"], nested: true, order: Order::Name, style: STYLE };
    assert_eq!(selected(all), r#"a=1.50&b=2&flag=true&nested={"y" : [1,2]}"#);
    assert_eq!(selected(Selection { order: Order::Received, ..all }), r#"b=2&a=1.50&nested={"y" : [1,2]}&flag=true"#);
    let listed = Selection { only: Some(&["flag", "b", "absent", "sign"]), order: Order::Listed, ..all };
    assert_eq!(selected(listed), "flag=true&b=2");
    let keeping = Selection { only: Some(&["none", "empty", "a"]), style: VALUES, ..all };
    assert_eq!(selected(keeping), "1.50||");
}

#[test]
fn objects_and_lists_may_be_left_out() {
    let members = read::json(br#"{"b":{"x":1},"a":"1","list":[1],"n":null,"t":true,"empty":[]}"#).unwrap();
    let all = Selection { only: None, except: &[], nested: false, order: Order::Name, style: STYLE };
    let mut text = String::new();
    members.pairs(&mut text, &all);
    assert_eq!(text, "a=1&t=true");
}

#[test]
fn received_xml_is_signed_with_unknown_members() {
    let xml = "<xml><b>1</b><unknown><![CDATA[x<y]]></unknown><a>\n</a><empty/><sign>S</sign></xml>";
    let members = read::xml(xml.as_bytes(), "xml").unwrap();
    let mut text = String::new();
    members
        .pairs(&mut text, &Selection { only: None, except: &["sign"], nested: true, order: Order::Name, style: STYLE });
    assert_eq!(text, "a=\n&b=1&unknown=x<y");
}

#[test]
fn what_is_not_received_is_signed_beside_it() {
    let members = read::json(br#"{"b":"2","a":"1","sign":"S"}"#).unwrap();
    let text = |selection: Selection| {
        let mut text = String::new();
        members.pairs_with(&mut text, &selection, &[("key", "K"), ("aa", "3")]);
        text
    };
    let all = Selection { only: None, except: &["sign"], nested: true, order: Order::Name, style: STYLE };
    assert_eq!(text(all), "a=1&aa=3&b=2&key=K");
    assert_eq!(text(Selection { order: Order::Received, ..all }), "b=2&a=1&key=K&aa=3");
    assert_eq!(text(Selection { only: Some(&["key", "a"]), order: Order::Listed, ..all }), "key=K&a=1");
    assert_eq!(text(Selection { except: &["key", "sign"], ..all }), "a=1&aa=3&b=2");
}

#[test]
fn each_name_and_value_is_percent_encoded_and_the_signs_are_not() {
    // Python's `urllib.parse.quote` and `quote_plus`.
    let written = |form: PairForm<'_>| {
        let mut text = String::new();
        let style = PairStyle { form, join: "&", skip_empty: true };
        let mut pairs = Pairs::new(&mut text, style, Order::Declared, Extras::none());
        pairs.pair("a b", "1=2&3");
        pairs.pair("c", "退~");
        pairs.finish();
        text
    };
    assert_eq!(written(PairForm::Encoded("=", Percent::Rfc3986)), "a%20b=1%3D2%263&c=%E9%80%80~");
    assert_eq!(written(PairForm::Encoded(": ", Percent::Form)), "a+b: 1%3D2%263&c: %E9%80%80%7E");
    assert_eq!(written(PairForm::EncodedValues(Percent::Form)), "1%3D2%263&%E9%80%80%7E");
}

/// The algorithm in PHP sorts the keys of each object and writes keys and values with nothing between.
#[test]
fn what_is_nested_is_concatenated_in_its_place() {
    let written = |json: &str, skip_empty: bool| {
        let mut text = String::new();
        let style = PairStyle { form: PairForm::Concatenated, join: "", skip_empty };
        let selection = Selection { only: None, except: &["sign"], nested: true, order: Order::Name, style };
        read::json(json.as_bytes()).unwrap().pairs(&mut text, &selection);
        text
    };
    let json = r#"{"sign":"x","o":{"b" : "\u4e2d","A":1.0,"none":null,"e":""},"l":[{"id":1}, ["p","q"],null,{}],"z":null,"a":{"o":{}}}"#;
    assert_eq!(written(json, true), "lid1pqoA1.0b中");
    assert_eq!(written(json, false), "aolid1pqoA1.0b中enonez");
    assert_eq!(written(r#"{"t":"{\"b\":1}","twice":{"a":1,"a":2}}"#, true), r#"t{"b":1}twice{"a":1,"a":2}"#);
    assert_eq!(written("{}", false), "");
}

#[test]
fn what_is_nested_stands_in_brackets() {
    let style = PairStyle { form: PairForm::Brackets, join: "", skip_empty: true };
    let written = |json: &str, skip_empty: bool| {
        let mut text = String::new();
        let style = PairStyle { skip_empty, ..style };
        let selection = Selection { only: None, except: &[], nested: true, order: Order::Received, style };
        read::json(json.as_bytes()).unwrap().pairs(&mut text, &selection);
        text
    };
    let json =
        r#"{"a":"x,y","n":1.0,"o":{"b" : "\u4e2d","none":null,"e":""},"l":[{"id":1}, ["p","q"],null,{}],"z":null}"#;
    assert_eq!(written(json, true), "[a=x,y,n=1.0,o=[b=中],l=[[id=1], [p, q], , []]]");
    assert_eq!(written(json, false), "[a=x,y,n=1.0,o=[b=中,none=,e=],l=[[id=1], [p, q], , []],z=]");
    assert_eq!(written(r#"{"t":"[1]","twice":{"a":1,"a":2}}"#, true), r#"[t=[1],twice={"a":1,"a":2}]"#);
    assert_eq!(written("{}", true), "[]");
}
