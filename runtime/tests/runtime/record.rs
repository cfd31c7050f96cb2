//! Records survive storage as text, and any other text is rejected.

use refundry_runtime::{Amount, Attempt, Record, SentError};

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

#[test]
fn a_store_alone_makes_a_first_attempt() {
    assert_eq!(record().attempt(), Attempt::Repeated);
    let store = |new: Result<bool, &'static str>| {
        let mut stored = String::new();
        let record = record().store(|text| {
            stored = text.to_owned();
            new
        });
        assert_eq!(stored, self::record().to_text());
        record.map(|record| record.attempt())
    };
    assert_eq!(store(Ok(true)), Ok(Attempt::First));
    assert_eq!(store(Ok(false)), Ok(Attempt::Repeated));
    assert_eq!(store(Err("the disk is full")), Err("the disk is full"));
    let first = record().store(|_| Ok::<_, SentError>(true)).unwrap();
    let restored = Record::parse(&first.to_text(), "acme", "refund", NAMES).unwrap();
    assert_eq!(restored.attempt(), Attempt::Repeated, "nobody knows what was sent before the crash");
}

#[test]
fn a_transmission_is_not_stored() {
    let names = &["out_refund_no", "refund_fee", "nonce"];
    let sent = |nonce| record().transmitted("nonce", nonce).transmitted("salt", "");
    let mut stored = String::new();
    let insert = |text: &str| {
        stored = text.to_owned();
        Ok::<_, SentError>(true)
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
