//! A stored refund that is signed again: its content and its first time stay, and an old number is not repeated.

use refundry::stripe::{Credentials, refund, servers};
use refundry::{Amount, Attempt, Context, RepeatError, Secret, SignError, StoreError, Timestamp};

const FIRST: i64 = 1_717_200_000_000;
const DAY: i64 = 86_400_000;

fn credentials() -> Credentials {
    Credentials {
        secret_key: Secret::new("sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
        api_version: None,
        webhook_secret: Secret::new("whsec_test_secret"),
    }
}

fn at(milliseconds: i64) -> Context<'static, refundry::stripe::Provider> {
    let now = Timestamp::from_epoch_ms(milliseconds);
    Context { server: &servers::PRODUCTION, now, nonce: "", salt: "" }
}

fn request(minor: u64) -> refund::Request {
    let required = refund::Required { idempotency_key: "R20240601001".to_owned() };
    refund::Request::new(required).charge("ch_test_123").amount(Amount::from_minor(minor)).extra("note", "kept")
}

#[test]
fn a_repeat_keeps_the_content_and_the_first_time() {
    let call = request(1234).sign(&credentials(), &at(FIRST)).unwrap();
    let sent: refund::Sent = call.sent().to_string().parse().unwrap();
    let again = sent.again(&credentials(), &at(FIRST + DAY - 1)).unwrap();
    assert_eq!(again.request().body(), call.request().body());
    assert_eq!((again.sent().signed(), again.sent().attempt()), (sent.signed(), Attempt::Repeated));
    assert_eq!(sent.signed(), Some(Timestamp::from_epoch_ms(FIRST)));
    let late = again.sent().again(&credentials(), &at(FIRST + DAY)).err();
    assert_eq!(late, Some(SignError::Repeat(RepeatError::Expired { after: 86_400 })));
}

#[test]
fn another_content_under_the_number_is_not_stored() {
    let stored = request(1234).sign(&credentials(), &at(FIRST)).unwrap().sent().to_string();
    let store = |minor: u64, at_ms: i64| {
        let sent = request(minor).sign(&credentials(), &at(at_ms)).unwrap().into_parts().1;
        sent.store(|_| Ok::<_, ()>(Some(stored.clone()))).map(|sent| sent.signed())
    };
    assert_eq!(store(1234, FIRST + 5), Ok(Some(Timestamp::from_epoch_ms(FIRST))));
    assert_eq!(store(1235, FIRST), Err(StoreError::Differs { field: "amount".to_owned() }));
}
