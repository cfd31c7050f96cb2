//! One address gets notifications of several kinds: one about a payment is verified, names no refund, and is
//! acknowledged, so that the provider stops.

use refundry::stripe::{Credentials, notification};
use refundry::{ReadError, Secret, Timestamp, digest, encode, http};

const NOW: Timestamp = Timestamp::from_epoch_ms(1_731_931_200_000);
const PAYMENT: &str = r#"{"id":"evt_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","object":"payment_intent","amount":1234,"currency":"eur","metadata":{"order":"O1"},"status":"succeeded"}}}"#;

fn received(body: &str, secret: &str) -> Result<notification::Unmatched, ReadError> {
    let (secret_key, webhook_secret) = (Secret::new("sk_test"), Secret::new("whsec_test"));
    let time = NOW.epoch_ms() / 1000;
    let signature = digest::hmac_sha256(secret.as_bytes(), format!("{time}.{body}").as_bytes());
    let header = format!("t={time},v1={}", encode::hex_lower(&signature));
    let request = http::Request::builder().method("POST").header("Stripe-Signature", header).body(body.to_owned());
    notification::receive(&request.unwrap(), &Credentials { secret_key, api_version: None, webhook_secret }, NOW)
}

#[test]
fn a_notification_of_a_payment_names_no_refund_and_is_acknowledged() {
    assert_eq!(received(PAYMENT, "whsec_test").unwrap().refund_number(), None);
    assert_eq!(notification::acknowledge().status(), 200);
    assert!(received(PAYMENT, "another").is_err());
}
