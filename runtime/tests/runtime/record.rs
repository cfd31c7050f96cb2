//! Records survive storage as text, and any other text is rejected.

use refundry_runtime::{Amount, Attempt, Kept, Record, RepeatError, Repeats, SentError, StoreError, Timestamp, kept};

const NAMES: &[&str] = &["out_refund_no", "refund_fee", "note"];

fn record() -> Record {
    Record::new("acme", "refund").with("out_refund_no", "R\"1\"\n商").with("refund_fee", "30").with("note", "")
}

#[test]
fn a_record_is_read_as_it_was_written() {
    let text = record().to_text();
    assert_eq!(
        text,
        r#"{"provider":"acme","operation":"refund","fields":{"out_refund_no":"R\"1\"\n商","refund_fee":"30"}}"#
    );
    let read = Record::parse(&text, "acme", "refund", NAMES).unwrap();
    assert_eq!(read, record());
    assert_eq!((read.get("note"), read.get("absent")), (None, None), "an empty text is no number");
    assert_eq!((read.amount("refund_fee"), read.amount("out_refund_no")), (Some(Amount::from_minor(30)), None));
    let empty = Record::new("acme", "query");
    assert_eq!(Record::parse(&empty.to_text(), "acme", "query", NAMES), Ok(empty));
}

fn signed(at: i64) -> Record {
    let request = kept::object([("fields", kept::object([("note", "n".to_owned().keep()), ("fee", 30_i64.keep())]))]);
    record().signed_at(Timestamp::from_epoch_ms(at)).with_request(request)
}

#[test]
fn a_store_alone_makes_a_first_attempt() {
    assert_eq!(record().attempt(), Attempt::Repeated);
    let store = |earlier: Result<Option<String>, &'static str>| {
        let mut stored = String::new();
        let record = record().store(|text| {
            stored = text.to_owned();
            earlier
        });
        assert_eq!(stored, self::record().to_text());
        record.map(|record| record.attempt())
    };
    assert_eq!(store(Ok(None)), Ok(Attempt::First));
    assert_eq!(store(Ok(Some(record().to_text()))), Ok(Attempt::Repeated));
    assert_eq!(store(Err("the disk is full")), Err(StoreError::Store("the disk is full")));
    let first = record().store(|_| Ok::<_, SentError>(None)).unwrap();
    let restored = Record::parse(&first.to_text(), "acme", "refund", NAMES).unwrap();
    assert_eq!(restored.attempt(), Attempt::Repeated, "nobody knows what was sent before the crash");
}

#[test]
fn another_content_under_one_number_is_refused() {
    let store = |record: Record, earlier: &Record| {
        let stored = record.store(|_| Ok::<_, SentError>(Some(earlier.to_text())));
        stored.map(|record| record.signed()).map_err(|error| error.to_string())
    };
    let differs = |field: &str| Err(format!("another request is stored under this number: its `{field}` differs"));
    let first = Some(Timestamp::from_epoch_ms(5));
    assert_eq!(store(signed(9), &signed(5)), Ok(first), "the time of the first attempt stays");
    let other = |request: kept::Value| signed(9).with_request(request);
    let fields = |fee: i64| kept::object([("note", "n".to_owned().keep()), ("fee", fee.keep())]);
    assert_eq!(store(other(kept::object([("fields", fields(31))])), &signed(5)), differs("fee"));
    let extras = kept::object([("fields", fields(30)), ("extras", vec!["x".to_owned()].keep())]);
    assert_eq!(store(other(extras), &signed(5)), differs("extras"));
    let lifted = kept::object([("fields", fields(30)), ("lifted", vec!["x".to_owned()].keep())]);
    assert_eq!(store(other(lifted), &signed(5)), Ok(first), "a lifted rule is no content");
    let merchant = |id| signed(5).with("mch_id", id);
    assert_eq!(store(merchant("1"), &merchant("2")), differs("mch_id"));
    assert_eq!(store(merchant("1"), &signed(5)), Ok(first), "a later version keeps more");
    // A record without its request is compared by every field.
    assert_eq!(store(record().with("mch_id", "1"), &record()), differs("mch_id"));
    assert_eq!(store(record(), &record().with("mch_id", "1")), differs("mch_id"));
    let foreign = Record::new("acme", "query").to_text();
    let error = record().store(|_| Ok::<_, SentError>(Some(foreign))).unwrap_err();
    assert!(matches!(error, StoreError::Record(SentError::Other { .. })), "{error}");
}

#[test]
fn a_record_holds_the_request_and_its_time() {
    let text = signed(5).to_text();
    assert!(text.starts_with(r#"{"provider":"acme","operation":"refund","signed":5,"request":{"fields":{"#), "{text}");
    let read = Record::parse(&text, "acme", "refund", NAMES).unwrap();
    assert_eq!((&read, read.signed()), (&signed(5), Some(Timestamp::from_epoch_ms(5))));
    let old = Record::parse(&record().to_text(), "acme", "refund", NAMES).unwrap();
    assert_eq!((old.signed(), old.request()), (None, None));
}

#[test]
fn a_repeated_number_is_sent_while_it_is_recognised() {
    let at = Timestamp::from_epoch_ms;
    let within = |now: i64| Repeats::Within { seconds: 2 }.check(Some(at(5)), at(now));
    assert_eq!((within(2004), within(i64::MIN)), (Ok(()), Ok(())));
    assert_eq!(within(2005), Err(RepeatError::Expired { after: 2 }));
    assert_eq!(Repeats::Within { seconds: 2 }.check(None, at(9)), Ok(()), "nobody knows its age");
    assert_eq!(Repeats::Always.check(Some(at(5)), at(i64::MAX)), Ok(()));
    let because = "the page knows none";
    assert_eq!(Repeats::Never { because }.check(None, at(0)), Err(RepeatError::Unnumbered { because }));
}

#[test]
fn a_transmission_is_not_stored() {
    let names = &["out_refund_no", "refund_fee", "nonce"];
    let sent = |nonce| record().transmitted("nonce", nonce).transmitted("salt", "");
    let mut stored = String::new();
    let insert = |text: &str| {
        stored = text.to_owned();
        Ok::<_, SentError>(None)
    };
    sent("n1").store(insert).unwrap();
    assert_eq!(stored, record().to_text());
    let read = Record::parse(&sent("n1").to_text(), "acme", "refund", names).unwrap();
    assert_eq!((read.get("nonce"), &read), (Some("n1"), &sent("n1")));
    assert_eq!(Record::about("acme", "query", &read).get("nonce"), None);
    let own = record().with("nonce", "n0").transmitted("nonce", "n2");
    assert_eq!(own.get("nonce"), Some("n2"));
    assert_eq!(record().with("nonce", "n0").without(&["nonce"]), record());
    let other = sent("n1").to_text().replace("nonce", "token");
    assert_eq!(Record::parse(&other, "acme", "refund", names), Err(SentError::Field("token".into())));
}

#[test]
fn other_records_are_refused() {
    let text = record().to_text();
    let other = |provider: &str, operation: &str| {
        Err(SentError::Other { provider: provider.into(), operation: operation.into() })
    };
    assert_eq!(Record::parse(&text, "other", "refund", NAMES), other("other", "refund"));
    assert_eq!(Record::parse(&text, "acme", "query", NAMES), other("acme", "query"));
    assert_eq!(Record::parse(&text, "acme", "refund", &["note"]), Err(SentError::Field("out_refund_no".into())));
    for text in ["", "{}", "[]", r#"{"provider":"acme"}"#, r#"{"provider":"acme","operation":"refund","fields":1}"#] {
        assert!(Record::parse(text, "acme", "refund", NAMES).is_err(), "{text}");
    }
    let twice = r#"{"provider":"acme","operation":"refund","fields":{"note":"a","note":"b"}}"#;
    assert!(matches!(Record::parse(twice, "acme", "refund", NAMES), Err(SentError::Malformed(_))));
}
