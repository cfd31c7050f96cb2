//! Two attempts have one stored text, and the whole text of a record reads the answer to its own attempt.

use cases::answer_signs_its_request::{Credentials, objects::{Shop, ShopRequired}, refund::{Request, Required, Sent}, servers};
use cases::{Amount, Context, ReadError, Secret, Timestamp, http};

const ANSWER: &str =
    r#"{"number":"a1","state":"OK","sign":"d7aa8301bdcde99f11dd8a650e279cbb6fa558d8ecfdc3bc9727ccc15db10ef1"}"#;

fn credentials() -> Credentials {
    Credentials { api_key: Secret::new("k3y-of-the-merchant") }
}

/// The record of an attempt: its stored text and its whole text.
fn attempt(nonce: &str) -> (String, String) {
    let now = Timestamp::from_epoch_ms(1_731_931_200_000);
    let context = Context { server: &servers::PRODUCTION, now, nonce, salt: "" };
    let shop = Shop::new(ShopRequired { id: "s1".into() });
    let request = Request::new(Required { number: "a1".into(), fee: Amount::from_minor(1), shop });
    let sent = request.sign(&credentials(), &context).unwrap().into_parts().1;
    let (whole, mut stored) = (sent.to_string(), String::new());
    let _ = sent
        .store(|text| {
            stored = text.to_owned();
            Ok::<_, ReadError>(None)
        })
        .unwrap();
    (stored, whole)
}

fn read(record: &str) -> Result<(), ReadError> {
    let response = http::Response::new(ANSWER);
    record.parse::<Sent>().unwrap().read(&response, &credentials(), Timestamp::from_epoch_ms(0)).map(|_| ())
}

#[test]
fn a_repeated_request_has_the_same_stored_text() {
    let (first, whole) = attempt("5K8264ILTKCH16CQ2502SI8ZNMTM67VS");
    let (again, other) = attempt("7QWERTZUIOPASDFGHJKLYXCVBNM12345");
    assert_eq!(first, again);
    assert!(!first.contains("nonce") && whole != other, "{first}");
    assert_eq!(read(&whole), Ok(()));
    assert_eq!((read(&other), read(&first)), (Err(ReadError::Signature), Err(ReadError::Signature)));
}
