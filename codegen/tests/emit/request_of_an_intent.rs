//! An intent makes the request that a hand fills, and is refused where it lacks something.

use cases::operation::FromIntent;
use cases::request_of_an_intent::{objects, refund};
use cases::request_of_an_intent_in_one_currency::refund as in_yuan;
use cases::{Amount, Intent, IntentError, OrderNumber};

fn intent() -> Intent {
    Intent {
        order: OrderNumber::Merchant("O1".to_owned()),
        number: "a1".to_owned(),
        amount: Amount::from_minor(30),
        currency: "CNY".to_owned(),
        total: Some(Amount::from_minor(100)),
        reason: Some("sold out".to_owned()),
    }
}

fn filled() -> refund::Request {
    let money = objects::MoneyRequired { value: Amount::from_minor(30), currency: "CNY".into() };
    let money = objects::Money::new(money).total(Amount::from_minor(100));
    refund::Request::new(refund::Required { number: "a1".into(), money })
}

#[test]
fn it_fills_what_a_hand_fills() {
    assert_eq!(refund::Request::from_intent(&intent()), Ok(filled().order_no("O1").reason("sold out")));
    let theirs = Intent { order: OrderNumber::Provider("P1".to_owned()), reason: None, ..intent() };
    assert_eq!(<refund::Request as FromIntent>::from_intent(&theirs), Ok(filled().pay_no("P1")));
}

#[test]
fn it_needs_what_the_request_needs() {
    let refused = |intent: &Intent| in_yuan::Request::from_intent(intent).unwrap_err();
    assert_eq!(refused(&Intent { order: OrderNumber::Provider("P1".to_owned()), ..intent() }), IntentError::MerchantOrder);
    assert_eq!(refused(&Intent { total: None, ..intent() }), IntentError::Total);
    assert_eq!(refused(&Intent { reason: None, ..intent() }), IntentError::Reason);
    assert_eq!(refused(&Intent { currency: "USD".to_owned(), ..intent() }), IntentError::Currency { taken: "CNY" });
    let required = in_yuan::Required {
        number: "a1".into(),
        fee: Amount::from_minor(30),
        order_no: "O1".into(),
        total: Amount::from_minor(100),
        reason: "sold out".into(),
    };
    assert_eq!(in_yuan::Request::from_intent(&intent()), Ok(in_yuan::Request::new(required)));
}
