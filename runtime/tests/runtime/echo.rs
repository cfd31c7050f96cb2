//! Answers about another request are rejected.

use refundry_runtime::{Amount, Attempt, Echo, Echoed, Missing, ReadError, Record, Terms, Unsent};

fn sent() -> Record {
    Record::new("acme", "refund").with("number", "R1").with("fee", "30").with("yuan", "0.30")
}

#[test]
fn equal_echoes_are_complete() {
    let sent = sent();
    let mut echo = Echo::new(&sent, &["number"]);
    echo.text("data.number", "number", Some("R1"), Missing::Unsettled);
    echo.amount("data.fee", "fee", Some(Amount::from_minor(30)), Missing::Unsettled);
    echo.text("data.other", "not_sent", Some("whatever"), Missing::Unsettled);
    echo.text("data.missing", "not_sent", None, Missing::Unsettled);
    echo.amount("data.fee", "fee", None, Missing::Accept);
    assert_eq!(echo.finish(), Ok(Echoed { complete: true, identified: true, attempt: Attempt::Repeated }));
}

#[test]
fn a_missing_echo_may_unsettle() {
    let sent = sent();
    let mut echo = Echo::new(&sent, &["number"]);
    echo.amount("fee", "fee", None, Missing::Unsettled);
    echo.text("number", "number", Some("R1"), Missing::Accept);
    assert!(!echo.finish().unwrap().complete);
}

#[test]
fn the_first_difference_is_told() {
    let sent = sent();
    let mut echo = Echo::new(&sent, &["number"]);
    echo.amount("data.fee", "fee", Some(Amount::from_minor(3000)), Missing::Accept);
    echo.text("number", "number", Some("R2"), Missing::Accept);
    let error = ReadError::Echo {
        member: "data.fee".into(),
        sent: "30".into(),
        assumed: false,
        absent: false,
        answered: "3000".into(),
    };
    assert_eq!(error.to_string(), "the member `data.fee` is `3000`, `30` was sent");
    assert_eq!(echo.finish(), Err(error));
    for (name, answered) in [("number", "r1"), ("number", "R1 "), ("number", "")] {
        let mut echo = Echo::new(&sent, &["number"]);
        echo.text(name, name, Some(answered), Missing::Accept);
        assert!(echo.finish().is_err(), "{answered:?}");
    }
}

/// Amounts are recorded in the minor unit; a recorded text in another form matches no amount.
#[test]
fn an_amount_is_compared_as_an_amount() {
    let sent = sent();
    let mut echo = Echo::new(&sent, &["number"]);
    echo.amount("fee", "yuan", Some(Amount::from_minor(30)), Missing::Accept);
    assert!(echo.finish().is_err());
}

#[test]
fn a_record_without_fields_settles_nothing() {
    let sent = Record::new("acme", "refund");
    let mut echo = Echo::new(&sent, &["number"]);
    echo.text("number", "number", Some("R1"), Missing::Accept);
    assert!(!echo.finish().unwrap().complete);
}

/// One matching member of several identifies the request; an answer without a number identifies nothing.
#[test]
fn a_number_may_come_back_in_one_of_several_members() {
    let sent = sent();
    let compared = |first, second| {
        let mut echo = Echo::new(&sent, &["number"]);
        echo.any_of(&[("first", first), ("second", second)], "number", Missing::Accept);
        echo.finish()
    };
    let identified = |found: Result<Echoed, ReadError>| found.unwrap().identified;
    assert!(identified(compared(Some("R1"), None)));
    assert!(identified(compared(Some("other"), Some("R1"))));
    assert!(!identified(compared(None, None)));
    assert!(compared(Some("other"), None).is_err());
    assert!(compared(Some("other"), Some("another")).is_err());
}

/// A member whose field was not sent is ignored, rejected, or compared with a default.
#[test]
fn a_field_that_was_not_sent_has_terms_of_its_own() {
    let sent = sent();
    let compared = |answered, unsent, missing| {
        let mut echo = Echo::new(&sent, &["number"]);
        echo.text("number", "number", Some("R1"), Missing::Accept);
        echo.text("branch", "branch", answered, Terms { missing, unsent });
        echo.finish().map(|echoed| echoed.complete)
    };
    assert_eq!(compared(Some("b1"), Unsent::Accept, Missing::Unsettled), Ok(true));
    for nothing in [None, Some("")] {
        assert_eq!(compared(nothing, Unsent::Refuse, Missing::Unsettled), Ok(true));
        assert_eq!(compared(nothing, Unsent::Is("b1"), Missing::Unsettled), Ok(false));
        assert_eq!(compared(nothing, Unsent::Is("b1"), Missing::Accept), Ok(true));
    }
    assert_eq!(compared(Some("b1"), Unsent::Is("b1"), Missing::Unsettled), Ok(true));
    let error = compared(Some("b2"), Unsent::Is("b1"), Missing::Accept).unwrap_err();
    assert!(error.to_string().ends_with("is `b2`, `b1` counts as sent"), "{error}");
    let error = compared(Some("b1"), Unsent::Refuse, Missing::Accept).unwrap_err();
    assert_eq!(error.to_string(), "the member `branch` is `b1`, and nothing was sent for it");
}

/// The provider sets the default of an unsent field, so the default does not identify a refund.
#[test]
fn a_text_that_counts_as_sent_identifies_nothing() {
    let sent = Record::new("acme", "refund").with("fee", "30");
    let mut echo = Echo::new(&sent, &["number"]);
    echo.amount("fee", "fee", Some(Amount::from_minor(30)), Missing::Accept);
    echo.text("number", "number", Some("R1"), Terms { missing: Missing::Accept, unsent: Unsent::Is("R1") });
    assert!(!echo.finish().unwrap().identified);
}

/// The provider leaves out its default, so an absent member counts as that text, and identifies nothing.
#[test]
fn a_member_that_is_missing_may_count_as_a_text() {
    let sent = Record::new("acme", "refund").with("number", "R1").with("currency", "EUR");
    let compared = |answered, request, text, unsent| {
        let mut echo = Echo::new(&sent, &["currency"]);
        echo.text("data.currency", request, answered, Missing::Is(text).with(unsent));
        echo.finish().map(|echoed| (echoed.complete, echoed.identified))
    };
    assert_eq!(compared(None, "currency", "EUR", Unsent::Accept), Ok((true, false)));
    assert_eq!(compared(Some("EUR"), "currency", "EUR", Unsent::Accept), Ok((true, true)));
    assert_eq!(compared(Some("EUR"), "currency", "USD", Unsent::Accept), Ok((true, true)));
    let error = compared(None, "currency", "USD", Unsent::Accept).unwrap_err();
    assert_eq!(error.to_string(), "the member `data.currency` is absent and counts as `USD`, `EUR` was sent");
    assert!(compared(Some("USD"), "currency", "EUR", Unsent::Accept).is_err());
    assert!(compared(Some(""), "currency", "EUR", Unsent::Accept).is_err());
    // Neither side has a text.
    for unsent in [Unsent::Accept, Unsent::Refuse, Unsent::Is("USD")] {
        assert!(compared(None, "not_sent", "USD", unsent).is_ok(), "{unsent:?}");
    }
    let error = compared(None, "not_sent", "USD", Unsent::Is("EUR")).unwrap_err();
    assert!(error.to_string().ends_with("is absent and counts as `USD`, `EUR` counts as sent"), "{error}");
}

#[test]
fn each_of_several_members_has_to_agree() {
    let sent = sent();
    let compared = |first, second| {
        let mut echo = Echo::new(&sent, &["number"]);
        echo.each_of(&[("first", first), ("second", second)], "number", Missing::Unsettled);
        echo.finish()
    };
    for (first, second) in [(Some("R1"), None), (None, Some("R1")), (Some("R1"), Some("R1"))] {
        let echoed = compared(first, second).unwrap();
        assert!(echoed.complete && echoed.identified);
    }
    assert!(!compared(None, None).unwrap().complete);
    assert!(compared(Some("R1"), Some("R2")).is_err());
    assert!(compared(Some("R2"), Some("R1")).is_err());
}

#[test]
fn a_sum_is_at_least_what_was_sent() {
    let sent = sent();
    let compared = |answered: Option<u64>| {
        let mut echo = Echo::new(&sent, &["number"]);
        echo.amount_at_least("total", "fee", answered.map(Amount::from_minor), Missing::Unsettled);
        echo.finish().map(|echoed| echoed.complete)
    };
    assert_eq!(compared(Some(30)), Ok(true));
    assert_eq!(compared(Some(31)), Ok(true));
    assert_eq!(compared(None), Ok(false));
    assert!(compared(Some(29)).is_err());
}
