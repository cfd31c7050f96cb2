//! The values of a request as a record keeps them.

use refundry_runtime::{Amount, Extras, FromJsonError, Kept, Limit, Rule, Timestamp, kept, kept_request};

/// The value is kept as this JSON, which is read as the same value; none of the others is.
fn keeps<T: Kept + PartialEq + std::fmt::Debug>(value: T, json: &str, others: &[&str]) {
    let parsed = |json: &str| serde_json::from_str::<kept::Value>(json).unwrap();
    assert_eq!(value.keep(), parsed(json));
    assert_eq!(T::restore(parsed(json)), Some(value));
    for other in others {
        assert_eq!(T::restore(parsed(other)), None, "{other}");
    }
}

#[test]
fn values_are_kept_as_json() {
    keeps("R1".to_owned(), r#""R1""#, &["1", "null", "[]"]);
    keeps(true, "true", &["\"true\"", "1"]);
    keeps(-7_i64, "-7", &["\"-7\"", "1.5", "9223372036854775808"]);
    keeps(Amount::from_minor(30), "30", &["-1", "30.5", "\"30\"", "null"]);
    keeps(Timestamp::from_epoch_ms(-5), "-5", &["\"5\"", "null"]);
    keeps(None::<i64>, "null", &["\"x\""]);
    keeps(Some(3_i64), "3", &["\"x\""]);
    keeps(vec![1_i64, 2], "[1,2]", &["[1,null]", "1", "null"]);
    let entry = ("k".to_owned(), "v".to_owned());
    keeps(entry, r#"["k","v"]"#, &[r#"["k"]"#, r#"["k","v","w"]"#, r#"{"k":"v"}"#]);
}

#[test]
fn extras_are_kept_with_their_kind() {
    let mut extras = Extras::default();
    assert_eq!(extras.keep(), kept::Value::Null);
    extras.insert("b", "1");
    extras.insert_literal("a", "[2]");
    let json = r#"[["b","1",false],["a","[2]",true]]"#;
    assert_eq!(extras.keep().to_string(), json);
    let restored = |json: &str| Extras::restore(serde_json::from_str(json).unwrap());
    assert_eq!(restored(json).map(|extras| extras.keep().to_string()).as_deref(), Some(json));
    assert!(restored("null").is_some_and(|extras| extras.is_empty()));
    for other in ["1", "[1]", r#"[["b","1"]]"#, r#"[["b",1,false]]"#, r#"[["b","1",false,0]]"#] {
        assert!(restored(other).is_none(), "{other}");
    }
}

#[derive(Debug, PartialEq)]
struct Goods {
    name: String,
    price: Option<Amount>,
}

kept!(Goods, name("goods_name"), price("goods_price"));

static LONG: Rule = Rule::new("number.length", "number", Limit::Required);
static LISTED: &[&Rule] = &[&LONG];

/// A request.
#[derive(Default)]
pub struct Request {
    number: String,
    goods: Option<Vec<Goods>>,
    extras: Extras,
    lifted: Vec<&'static Rule>,
}

kept_request!(Request, [LISTED], number("refund_no"), goods("goods"));

#[test]
fn a_request_is_kept_whole() {
    let goods = |name: &str, price| Goods { name: name.to_owned(), price };
    let goods = vec![goods("a", Some(Amount::from_minor(1))), goods("b", None)];
    let mut request = Request { number: "R1".into(), goods: Some(goods), lifted: vec![&LONG], ..Request::default() };
    request.extras.insert("note", "n");
    let json = concat!(
        r#"{"fields":{"refund_no":"R1","goods":[{"goods_name":"a","goods_price":1},{"goods_name":"b"}]},"#,
        r#""extras":[["note","n",false]],"lifted":["number.length"]}"#
    );
    let parsed = |json: &str| serde_json::from_str::<kept::Value>(json).unwrap();
    assert_eq!(request.keep(), parsed(json));
    let restored = |json: &str| Request::restore(parsed(json)).map(|request| request.keep());
    assert_eq!(restored(json), Some(parsed(json)));
    let bare = r#"{"fields":{"refund_no":"R1"}}"#;
    assert_eq!(restored(bare), Some(parsed(bare)));
    for (part, other) in [
        (r#""goods_name":"b""#, r#""goods_name":"b","more":1"#),
        (r#""goods_name":"b""#, r#""goods_price":2"#),
        (r#""refund_no":"R1""#, r#""refund_no":"R1","more":1"#),
        (r#""refund_no":"R1","#, ""),
        (r#""fields":"#, r#""more":1,"fields":"#),
        (r#""fields":"#, r#""field":"#),
        ("number.length", "number.other"),
        ("false", "0"),
    ] {
        assert!(json.contains(part));
        assert_eq!(restored(&json.replace(part, other)), None, "{other}");
    }
}

#[test]
fn a_request_of_json_names_the_field_that_is_wrong() {
    let read = |text: &str| Request::from_json(text).map(|request| request.keep().to_string());
    assert_eq!(read(r#"{"refund_no":"R1","goods":null}"#), Ok(r#"{"fields":{"refund_no":"R1"}}"#.to_owned()));
    for (text, error) in [
        ("[]", FromJsonError::NoObject),
        ("{}", FromJsonError::Missing { field: "refund_no".to_owned() }),
        (r#"{"refund_no":null}"#, FromJsonError::Missing { field: "refund_no".to_owned() }),
        (r#"{"refund_no":1}"#, FromJsonError::Type { field: "refund_no".to_owned() }),
        (r#"{"refund_no":"R1","goods":{}}"#, FromJsonError::Type { field: "goods".to_owned() }),
        (r#"{"refund_no":"R1","sign":"x"}"#, FromJsonError::NoField { field: "sign".to_owned() }),
    ] {
        assert_eq!(read(text), Err(error), "{text}");
    }
    let field = "f".to_owned();
    for (error, told) in [
        (FromJsonError::NoObject, "the request is no JSON object"),
        (FromJsonError::Missing { field: field.clone() }, "`f` is missing"),
        (FromJsonError::NoField { field }, "`f` is not a field that the caller gives"),
    ] {
        assert_eq!(error.to_string(), told);
    }
}
