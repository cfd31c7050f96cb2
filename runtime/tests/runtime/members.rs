//! Members by type: a scalar of another JSON type is converted, any other value is rejected.

use refundry_runtime::{Amount, Members, ReadError, TimeFormat, Timestamp, read};

const BODY: &str = r#"{"text":"a","number":12,"digits":"34","yuan":19.90,"flag":true,"word":"false","none":null,"empty":"",
 "time":"20241118120000","object":{"x":"1","y":2,"z":null},"list":[{"x":1},{"x":2}],"texts":["a",1,null],
 "json":"{\"x\":\"\\u4e2d\",\"in\":{\"y\":1}}","json_list":"[{\"x\":1}]","json_texts":"[\"a\"]","big":99999999999999999999,
 "exp":1e2,"float":1.0,"zeros":"007","minus":"-5","unknown":{"raw" : [1]}}"#;

fn members() -> Members<'static> {
    read::json(BODY.as_bytes()).unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, ReadError>) -> bool {
    matches!(result, Err(ReadError::Member { .. }))
}

#[test]
fn scalars_of_either_kind() {
    let mut m = members();
    assert_eq!(m.text("text"), Ok(Some("a".into())));
    assert_eq!(m.text("number"), Ok(Some("12".into())));
    assert_eq!(m.text("flag"), Ok(Some("true".into())));
    assert_eq!((m.open::<String>("text"), m.open::<String>("number")), (Ok(Some("a".into())), Ok(Some("12".into()))));
    assert!(m.open::<String>("none").unwrap().is_none() && refused(m.open::<String>("object")));
    assert_eq!(
        (m.integer("number"), m.integer("digits"), m.integer("minus")),
        (Ok(Some(12)), Ok(Some(34)), Ok(Some(-5)))
    );
    assert_eq!(
        (m.minor("number"), m.minor("digits")),
        (Ok(Some(Amount::from_minor(12))), Ok(Some(Amount::from_minor(34))))
    );
    assert_eq!(
        (m.major("yuan", 2), m.major("digits", 2)),
        (Ok(Some(Amount::from_minor(1990))), Ok(Some(Amount::from_minor(3400))))
    );
    assert_eq!((m.boolean("flag"), m.boolean("word")), (Ok(Some(true)), Ok(Some(false))));
    let format = TimeFormat::Pattern { pattern: "yyyyMMddHHmmss", offset_minutes: 480 };
    assert_eq!(m.timestamp("time", format), Ok(Some(Timestamp::from_epoch_ms(1_731_902_400_000))));
}

#[test]
fn a_repeated_name_is_found_among_few_and_many_members() {
    for (more, found) in [(0, "b"), (20, "b"), (21, "a"), (100, "a")] {
        let more: String = (0..more).map(|index| format!(r#""c{index}":0,"#)).collect();
        let json = format!(r#"{{"b":1,"a":1,{more}"b":2,"a":2}}"#);
        let error = read::json(json.as_bytes()).unwrap_err();
        assert_eq!(error, ReadError::Duplicate { name: found.to_owned() }, "{json}");
    }
}

#[test]
fn an_opened_layer_is_reached_through_its_own_member() {
    let mut members = read::json(br#"{"a":"locked","b":{"x":"of b"}}"#).unwrap();
    assert!(!members.has_opened() && members.opened().is_none() && members.take_opened().is_none());
    members.open_layer(&["z", "a"], 1, read::json(br#"{"x":"opened","y":1}"#).unwrap());
    let nested = |path: &[&str]| (members.nested(path).map(Into::into), members.nested_source(path));
    assert_eq!(nested(&["a", "x"]), (Some("opened".to_owned()), Some("\"opened\"")));
    assert_eq!(nested(&["b", "x"]), (Some("of b".to_owned()), Some("\"of b\"")));
    assert_eq!(nested(&["z", "x"]), (None, None));
    let within = |names: &[&str]| members.within(&[names]).and_then(|inner| inner.peek("x").map(str::to_owned));
    assert_eq!(
        (within(&["z", "a"]), within(&["b"]), within(&["z"])),
        (Some("opened".into()), Some("of b".into()), None)
    );
    let without = |names: &[&str]| members.text_without(&[names], "y");
    assert_eq!((without(&["a"]), without(&["b"])), (r#"{"x":"opened"}"#.to_owned(), String::new()));
    assert!(members.has_opened() && members.opened().is_some_and(|inner| inner.peek("x") == Some("opened")));
    assert_eq!(members.take_opened().map(|(carrier, inner)| (carrier, inner.rest().len())), Some((1, 2)));
    assert!(!members.has_opened());
}

#[test]
fn null_absent_and_empty_are_none() {
    for name in ["none", "empty", "absent"] {
        let mut m = members();
        assert_eq!((m.text(name), m.integer(name), m.minor(name)), (Ok(None), Ok(None), Ok(None)));
        assert!(m.object(name).unwrap().is_none() && m.list_in_text(name).unwrap().is_none());
        assert_eq!((m.map(name), m.text_list(name)), (Ok(None), Ok(None)));
    }
    let m = members();
    assert_eq!((m.peek("none"), m.peek("empty"), m.peek("absent")), (None, Some(""), None));
}

#[test]
fn other_values_are_refused() {
    let mut m = members();
    for name in ["text", "big", "exp", "float", "zeros", "object", "flag", "yuan"] {
        assert!(refused(m.integer(name)), "{name}");
        assert!(refused(m.minor(name)), "{name}");
    }
    assert!(refused(m.minor("minus")) && refused(m.major("exp", 2)) && refused(m.boolean("number")));
    assert!(refused(m.text("object")) && refused(m.text("list")));
    assert!(refused(m.timestamp("time", TimeFormat::EpochMillis)));
    for name in ["text", "number", "texts", "list", "json"] {
        assert!(refused(m.object(name)), "{name}");
    }
    assert!(refused(m.list("texts")) && refused(m.list("object")) && refused(m.text_list("list")));
    assert!(refused(m.map("list")) && refused(m.map("unknown")) && refused(m.object_in_text("json_list")));
    assert!(refused(m.list_in_text("json")) && refused(m.object_in_text("text")));
    let error = m.minor("text").unwrap_err();
    assert_eq!(error.to_string(), "the member `text` is not an amount in the minor unit");
}

#[test]
fn nested_values() {
    let mut m = members();
    let mut object = m.object("object").unwrap().unwrap();
    assert_eq!((object.integer("x"), object.source("x")), (Ok(Some(1)), Some("\"1\"")));
    let list = m.list("list").unwrap().unwrap();
    let read: Vec<_> = list.into_iter().map(|mut item| item.integer("x")).collect();
    assert_eq!(read, [Ok(Some(1)), Ok(Some(2))]);
    assert_eq!(m.text_list("texts"), Ok(Some(vec!["a".into(), "1".into(), String::new()])));
    let map = [("x", "1"), ("y", "2"), ("z", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(m.map("object"), Ok(Some(map.to_vec())));
}

#[test]
fn json_in_a_text() {
    let mut m = members();
    let mut object = m.object_in_text("json").unwrap().unwrap();
    assert_eq!((object.text("x"), object.source("x")), (Ok(Some("中".into())), None));
    assert_eq!(object.object("in").unwrap().unwrap().integer("y"), Ok(Some(1)));
    assert_eq!(m.list_in_text("json_list").unwrap().unwrap()[0].integer("x"), Ok(Some(1)));
    assert_eq!(m.text_list_in_text("json_texts"), Ok(Some(vec!["a".into()])));
    assert_eq!(m.map_in_text("object").unwrap().unwrap().len(), 3);
    assert_eq!(m.object_in_text("object").unwrap().unwrap().integer("y"), Ok(Some(2)));
    let mut form = read::form(b"o=%7B%22a%22%3A%22b%22%7D&broken=%7B").unwrap();
    assert_eq!(form.map_in_text("o"), Ok(Some(vec![("a".into(), "b".into())])));
    assert!(matches!(form.object_in_text("broken"), Err(ReadError::Malformed { codec: "json", .. })));
}

#[test]
fn unknown_members_are_kept() {
    let mut m = read::json(br#"{"known":1,"a":{"raw" : [1]},"b":null,"c":"\u4e2d","d":1.50,"taken":"x"}"#).unwrap();
    assert_eq!(m.integer("known"), Ok(Some(1)));
    assert_eq!(m.take("taken").as_deref(), Some("x"));
    assert_eq!(m.peek("a"), Some(r#"{"raw" : [1]}"#));
    assert_eq!(format!("{m:?}"), r#"{"known", "a", "b", "c", "d", "taken"}"#);
    let rest = [("a", r#"{"raw" : [1]}"#), ("c", "中"), ("d", "1.50")];
    assert_eq!(m.rest(), rest.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn one_of_several_carriers_is_taken() {
    let read = |body: &'static str| read::json(body.as_bytes()).unwrap();
    let mut m = read(r#"{"a":null,"b": { "x" : "}\"" } ,"c":""}"#);
    assert_eq!(m.carried_object(&["a", "b"]), Ok(Some((1, r#"{ "x" : "}\"" }"#.into()))));
    assert_eq!(m.source("b"), Some(r#"{ "x" : "}\"" }"#));
    assert_eq!(m.carried_text(&["a", "c", "d"]), Ok(None));
    let mut m = read(r#"{"a":"{}","b":{},"c":[]}"#);
    assert_eq!(m.carried_text(&["a"]), Ok(Some((0, "{}".into()))));
    assert_eq!(m.carried_object(&["a", "b"]), Err(ReadError::Carriers { first: "a".into(), second: "b".into() }));
    assert!(refused(m.carried_object(&["a"])));
    assert!(m.rest().iter().all(|(name, _)| name == "c"), "carriers are known");
}

#[test]
fn the_only_object_of_a_list_is_that_object() {
    let body = r#"{"one": [ {"x":{"y":"1"}} ],"two":[{},{}],"none":[],"bare":{"x":1},"text":["a"],"null":null}"#;
    let members = || read::json(body.as_bytes()).unwrap();
    let mut one = members().sole("one").unwrap().unwrap();
    assert_eq!(one.object("x").unwrap().unwrap().text("y"), Ok(Some("1".into())));
    for name in ["two", "none", "bare", "text"] {
        assert!(refused(members().sole(name)), "{name}");
        assert!(refused(members().carried_sole(&[name])), "{name}");
    }
    assert!(members().sole("null").unwrap().is_none() && members().sole("absent").unwrap().is_none());
    assert_eq!(members().carried_sole(&["null", "one"]), Ok(Some((1, r#"{"x":{"y":"1"}}"#.into()))));
    assert_eq!(members().nested(&["one", "x", "y"]).as_deref(), Some("1"));
    assert_eq!(members().nested_source(&["one", "x"]), Some(r#"{"y":"1"}"#));
    assert_eq!(members().nested(&["two", "x"]), None);
}

#[test]
fn the_members_of_an_inner_layer_are_at_hand_before_it_is_read() {
    let body = r#"{"a":{"in":"{\"x\":\"1\"}"},"b":null,"list":[{"x":"2"}],"text":"t"}"#;
    let members = read::json(body.as_bytes()).unwrap();
    let x = |carriers: &[&[&str]]| members.within(carriers).and_then(|inner| inner.peek("x").map(str::to_owned));
    assert_eq!(x(&[&["b", "a"], &["in"]]).as_deref(), Some("1"));
    assert_eq!(x(&[&["list"]]).as_deref(), Some("2"));
    for carriers in [&[&["a", "list"][..]][..], &[&["text"]], &[&["b"]], &[&["absent"]], &[]] {
        assert!(members.within(carriers).is_none(), "{carriers:?}");
    }
}

/// PHP's `json_encode([])` is `[]`, also for an empty associative array.
#[test]
fn an_empty_list_is_an_object_without_members() {
    let mut members = read::json(br#"{"a":[],"b":[ ],"c":[1],"d":["{}"],"m":[]}"#).unwrap();
    for name in ["a", "b"] {
        assert!(members.object(name).unwrap().unwrap().text("x").unwrap().is_none(), "{name}");
    }
    for name in ["c", "d"] {
        assert!(members.object(name).is_err(), "{name}");
    }
    assert_eq!(members.map("m").unwrap(), Some(Vec::new()));
}

/// A malformed member without influence on the outcome counts as absent and is kept in its received form.
#[test]
fn an_odd_member_on_which_nothing_rests_costs_that_member_only() {
    let body = br#"{"fee":"1","at":"2024-11-18T12:00:00.5","detail":{"value":[1]},"list":[{"id":1}],"orders":"a|b","fees":"1"}"#;
    let mut members = read::json(body).unwrap();
    members.strict(&["fee", "state"]);
    assert_eq!(members.timestamp("at", TimeFormat::EpochSeconds), Ok(None));
    assert_eq!(members.text("detail"), Ok(None));
    assert_eq!(members.text_list("list"), Ok(None));
    assert!(matches!(members.parallel(&["orders", "fees"], "|"), Ok(None)));
    assert_eq!(members.minor("fee"), Ok(Some(Amount::from_minor(1))));
    let names: Vec<String> = members.rest().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["at", "detail", "list", "orders", "fees"]);
}

#[test]
fn a_strict_member_and_a_name_that_stands_twice_are_never_passed_over() {
    let mut members = read::json(br#"{"fee":"x","detail":{"a":1,"a":2}}"#).unwrap();
    members.strict(&["fee"]);
    assert!(matches!(members.minor("fee"), Err(ReadError::Member { .. })));
    assert!(matches!(members.object("detail"), Err(ReadError::Duplicate { .. })));
}
