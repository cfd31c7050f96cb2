//! The item of a received list that concerns our refund.

use std::time::{Duration, Instant};

use refundry_runtime::{Echo, MAX_BODY, Members, Missing, Picked, ReadError, Record, read};

type Item = (&'static str, &'static str);

/// The state of the picked item, and whether the message settles anything, after comparing with the number `R1`.
fn pick(items: Option<Vec<Option<Item>>>) -> Result<(Option<&'static str>, bool), ReadError> {
    let sent = Record::new("acme", "refund").with("number", "R1");
    let mut list =
        Picked::of(items.map(|items| items.into_iter().map(Option::unwrap_or_default).collect::<Vec<Item>>()));
    let mut echo = Echo::new(&sent, &["number"]);
    echo.pick("refunds.number", "number", &mut list, |(number, _)| Some(*number).filter(|number| !number.is_empty()));
    echo.text("refunds.number", "number", list.as_ref().map(|(number, _)| *number), Missing::Accept);
    echo.finish().map(|echoed| (list.as_ref().map(|(_, state)| *state), echoed.complete))
}

#[test]
fn the_only_item_with_our_number_is_ours() {
    assert_eq!(pick(Some(vec![Some(("R0", "no")), Some(("R1", "ok")), Some(("R2", "no"))])), Ok((Some("ok"), true)));
    assert_eq!(pick(Some(vec![None, Some(("R1", "ok"))])), Ok((Some("ok"), true)));
}

#[test]
fn a_list_without_our_number_settles_nothing() {
    for others in [vec![], vec![None], vec![Some(("r1", "ok"))], vec![Some(("R1 ", "ok")), Some(("R11", "ok"))]] {
        assert_eq!(pick(Some(others.clone())), Ok((None, false)), "{others:?}");
    }
    // Without a list, the echo of the number decides.
    assert_eq!(pick(None), Ok((None, true)));
}

#[test]
fn two_items_with_our_number_are_refused() {
    let twice = pick(Some(vec![Some(("R1", "ok")), Some(("R0", "no")), Some(("R1", "ok"))]));
    assert_eq!(twice, Err(ReadError::Duplicate { name: "refunds.number".into() }));
}

#[test]
fn nothing_is_picked_for_a_number_that_was_not_sent() {
    let sent = Record::new("acme", "refund").with("other", "R1");
    let mut list = Picked::of(Some(vec![None, Some("R1")]));
    let mut echo = Echo::new(&sent, &["number"]);
    echo.pick("refunds.number", "number", &mut list, |number| *number);
    assert!(!echo.finish().unwrap().complete);
    assert_eq!(list.as_ref(), None);
    assert_eq!(list.all().map(<[_]>::len), Some(2));
}

#[test]
fn an_array_is_one_member() {
    let mut members = read::json_or_array(b"\xEF\xBB\xBF [ {\"a\":1}, {} ] ", "list").unwrap();
    assert_eq!(members.source("list"), Some("[ {\"a\":1}, {} ]"));
    assert_eq!(members.list("list").unwrap().unwrap().len(), 2);
    assert!(members.rest().is_empty());
    assert_eq!(read::json_or_array(b"{\"a\":1}", "list").unwrap().peek("a"), Some("1"));
    assert!(matches!(read::json_or_array(b"{\"a\":1,\"a\":2}", "list"), Err(ReadError::Duplicate { .. })));
}

#[test]
fn another_text_is_no_array() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    for text in ["", "[", "[]]", "[1,]", "[] {}", "1", "\"a\"", "null", "[}", "[\"\n\"]", deep.as_str()] {
        let read = read::json_or_array(text.as_bytes(), "list");
        assert!(matches!(read, Err(ReadError::Malformed { codec: "json", .. })), "{text}");
    }
}

/// Reads a list of 10,000 items and picks the last one, in linear time.
fn pick_the_last(body: &str, list: &str, read: for<'b> fn(&'b [u8]) -> Members<'b>) {
    let start = Instant::now();
    let items = read(body.as_bytes()).list(list).unwrap().unwrap();
    let numbers = items.into_iter().map(|mut item| item.text("number").unwrap());
    let mut numbers = Picked::of(Some(numbers.collect()));
    let sent = Record::new("acme", "refund").with("number", "R9999");
    Echo::new(&sent, &["number"]).pick("refunds.number", "number", &mut numbers, Option::as_deref);
    assert_eq!(numbers.as_ref(), Some(&Some("R9999".to_owned())));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_long_list_is_read_in_linear_time_and_a_longer_one_not_at_all() {
    let json = |items: usize| {
        let items: Vec<String> = (0..items).map(|at| format!("{{\"number\":\"R{at}\",\"state\":\"ok\"}}")).collect();
        format!("[{}]", items.join(","))
    };
    pick_the_last(&json(10_000), "refunds", |body| read::json_or_array(body, "refunds").unwrap());
    let xml: String = (0..10_000).map(|at| format!("<refund><number>R{at}</number></refund>")).collect();
    pick_the_last(&format!("<list>{xml}</list>"), "refund", |body| {
        read::xml_with_lists(body, "list", &["refund"]).unwrap()
    });
    let long = json(MAX_BODY / 20);
    assert!(matches!(read::json_or_array(long.as_bytes(), "refunds"), Err(ReadError::TooLarge)));
}
