//! Members whose signed text could be split into other members.

#![allow(clippy::panic, reason = "a test may panic, and so may what it calls")]

use refundry_runtime::{DeclaredNames, Order, PairForm, PairStyle, ReadError, Selection, read, verify};

const KNOWN: DeclaredNames = DeclaredNames { declared: &["fee", "memo", "state", "coupon_*"], decisive: &["state"] };

fn selection<'a>(form: PairForm<'a>, join: &'a str) -> Selection<'a> {
    let style = PairStyle { form, join, skip_empty: true };
    Selection { only: None, except: &["sign"], nested: true, order: Order::Name, style }
}

/// The member at which the signed text of a JSON object is ambiguous.
fn cut(json: &str, form: PairForm<'_>, join: &str) -> Option<String> {
    let members = read::json(json.as_bytes()).unwrap();
    let error = members.only_cut(&selection(form, join), KNOWN).err()?;
    match error {
        ReadError::Ambiguous { name } => Some(name),
        other => Some(other.to_string()),
    }
}

#[track_caller]
fn clear(json: &str, form: PairForm<'_>, join: &str) {
    assert_eq!(cut(json, form, join), None, "{json}");
}

#[track_caller]
fn odd(json: &str, form: PairForm<'_>, join: &str, name: &str) {
    assert_eq!(cut(json, form, join).as_deref(), Some(name), "{json}");
}

#[test]
fn separators_in_names_and_listed_names_in_values_are_refused() {
    let pair = PairForm::Pair("=");
    clear(r#"{"fee":1,"memo":"a & b = c & d","state":"OK","other":"x&y=z"}"#, pair, "&");
    odd(r#"{"memo":"a&state=OK"}"#, pair, "&", "state");
    odd(r#"{"other":"a&coupon_0=1"}"#, pair, "&", "coupon_0");
    odd(r#"{"state=NO&zone":"7"}"#, pair, "&", "state=NO&zone");
    odd(r#"{"a&b":"7"}"#, pair, "&", "a&b");
    odd(r#"{"a=b":"7"}"#, pair, "&", "a=b");
    for name in ["a==b", "a&&b", "a=&b", "a=b=c=d"] {
        odd(&format!(r#"{{"{name}":"7"}}"#), pair, "&", name);
    }
    odd(r#"{"memo":"a&b&state=OK"}"#, pair, "&", "state");
    odd(r#"{"list":["x&state=OK"]}"#, pair, "&", "state");
    // A member that is outside the signed text, or escaped in it, is harmless.
    clear(r#"{"sign":"a&state=OK","a=b":""}"#, pair, "&");
    clear(r#"{"memo":"a\"state\":\"OK"}"#, PairForm::Json, "");
    let encoded = PairForm::Encoded("=", refundry_runtime::Percent::Form);
    clear(r#"{"memo":"a&state=OK","a=b":"1"}"#, encoded, "&");
    // The encoding itself may write a separator.
    odd(r#"{"a b":"1"}"#, encoded, "+", "a+b");
}

#[test]
fn a_member_that_decides_holds_no_other_of_whatever_name() {
    let pair = PairForm::Pair("=");
    odd(r#"{"state":"OK&more=1"}"#, pair, "&", "more");
    clear(r#"{"memo":"OK&more=1"}"#, pair, "&");
    clear(r#"{"state":"OK & more"}"#, pair, "&");
}

#[test]
fn a_separator_in_a_name_is_the_separator_of_another_member() {
    // The signed text of these members is that of a member `coupon_a` or `fee` with a longer value.
    odd(r#"{"coupon_a=b":"1"}"#, PairForm::Pair("="), "&", "coupon_a");
    odd(r#"{"fee=":"1"}"#, PairForm::Pair("=="), "&", "fee");
    clear(r#"{"coupon_a":"b=1","fee":"=1","memo":"=="}"#, PairForm::Pair("="), "&");
    clear(r#"{"coupon_a":"b==1","fee":"=1","memo":"==="}"#, PairForm::Pair("=="), "&");
}

#[test]
fn separators_may_have_several_characters() {
    let pair = PairForm::Pair("=");
    odd(r#"{"&fee":"1"}"#, pair, "&&", "fee");
    odd(r#"{"memo":"x&&&fee=1"}"#, pair, "&&", "fee");
    clear(r#"{"memo":"x&fee=1"}"#, pair, "&&");
}

#[test]
fn without_one_of_the_separators_names_are_looked_for_everywhere() {
    // No separator between name and value.
    odd(r#"{"memo":"a|stateOK"}"#, PairForm::Pair(""), "|", "state");
    odd(r#"{"sta":"teOK"}"#, PairForm::Pair(""), "|", "state");
    odd(r#"{"stateO":"K"}"#, PairForm::Pair(""), "|", "state");
    clear(r#"{"state":"OK","memo":"a|b"}"#, PairForm::Pair(""), "|");
    // No separator between members.
    odd(r#"{"memo":"astate=OK"}"#, PairForm::Pair("="), "", "state");
    odd(r#"{"1state":"OK"}"#, PairForm::Pair("="), "", "state");
    odd(r#"{"state":"OKmore=1"}"#, PairForm::Pair("="), "", "state");
    clear(r#"{"fee":1,"memo":"a=b","state":"OK"}"#, PairForm::Pair("="), "");
    // No separators.
    clear(r#"{"memo":"stateOK","sta":"teOK"}"#, PairForm::Pair(""), "");
}

#[test]
fn objects_in_brackets_keep_their_members() {
    clear(r#"{"other":{"state":"OK","fee":1},"memo":"a, b"}"#, PairForm::Brackets, "");
    odd(r#"{"memo":"a,state=OK"}"#, PairForm::Brackets, "", "state");
    odd(r#"{"other":"[a=1","more":"2]"}"#, PairForm::Brackets, "", "other");
}

#[test]
fn values_without_names_stand_in_their_places() {
    let listed: &[&str] = &["fee", "state"];
    let known = DeclaredNames { declared: &["fee", "state"], decisive: &[] };
    let all = Selection { only: Some(listed), order: Order::Listed, ..selection(PairForm::Values, "|") };
    let cut = |json: &str| read::json(json.as_bytes()).unwrap().only_cut(&all, known);
    let odd = |name: &str| Err(ReadError::Ambiguous { name: name.to_owned() });
    assert_eq!(cut(r#"{"fee":1,"state":"OK","more":"a|b"}"#), Ok(()));
    assert_eq!(cut(r#"{"fee":1}"#), odd("state"));
    assert_eq!(cut(r#"{"fee":1,"state":"OK|2"}"#), odd("state"));
}

#[test]
fn a_part_does_not_hold_what_separates_it_from_the_next() {
    let odd = Err(ReadError::Ambiguous { name: "time".to_owned() });
    assert_eq!(verify::separated("time", "17:00", "."), Ok(()));
    assert_eq!(verify::separated("time", "17.00", "."), odd);
    assert_eq!(verify::separated("time", "17:", "::"), odd);
}
