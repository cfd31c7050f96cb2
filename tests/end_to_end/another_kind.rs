//! One address gets notifications of several kinds: one about a payment is verified, told apart, and acknowledged, so that
//! the provider stops.

use bytes::Bytes;
use refundry::operation::Unmatched;
use refundry::stripe::{Credentials, notification, refund_query, servers};
use refundry::{ReadError, Secret, Timestamp, digest, encode, http};
use refundry_client::{Client, ClientError, MemoryLedger, SendError, Transport};

const NOW: Timestamp = Timestamp::from_epoch_ms(1_731_931_200_000);
const PAYMENT: &str = r#"{"id":"evt_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","object":"payment_intent","amount":1234,"currency":"eur","metadata":{"order":"O1"},"status":"succeeded"}}}"#;

fn credentials() -> Credentials {
    Credentials { secret_key: Secret::new("sk_test"), api_version: None, webhook_secret: Secret::new("whsec_test") }
}

fn delivered(body: &str, secret: &str) -> http::Request<String> {
    let time = NOW.epoch_ms() / 1000;
    let signature = digest::hmac_sha256(secret.as_bytes(), format!("{time}.{body}").as_bytes());
    let header = format!("t={time},v1={}", encode::hex_lower(&signature));
    http::Request::builder().method("POST").header("Stripe-Signature", header).body(body.to_owned()).unwrap()
}

fn received(body: &str, secret: &str) -> Result<notification::Unmatched, ReadError> {
    notification::receive(&delivered(body, secret), &credentials(), NOW)
}

fn payment() -> ReadError {
    ReadError::OtherKind { member: "type".into(), found: "payment_intent.succeeded".into() }
}

#[test]
fn a_notification_of_a_payment_is_of_another_kind_and_is_acknowledged() {
    assert_eq!(received(PAYMENT, "whsec_test").map(|_| ()), Err(payment()));
    assert_eq!(
        payment().to_string(),
        "the notification is of another kind: the member `type` is `payment_intent.succeeded`"
    );
    let other = notification::Unmatched::acknowledge_other_kind().unwrap();
    assert_eq!((other.status(), other.body()), (http::StatusCode::OK, notification::acknowledge().body()));
}

#[test]
fn a_forged_notification_has_no_kind() {
    assert_eq!(received(PAYMENT, "another").map(|_| ()), Err(ReadError::Signature));
}

#[test]
fn a_notification_without_a_kind_is_of_another_kind() {
    let nameless = received(r#"{"id":"evt_1","data":{"object":{"object":"refund"}}}"#, "whsec_test");
    assert_eq!(
        nameless.unwrap_err().to_string(),
        "the notification is of another kind: the member `type` is absent or empty"
    );
}

/// A connection that nobody uses.
struct Unused;

impl Transport for Unused {
    async fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<Bytes>, SendError> {
        Err(SendError::NoAnswer("unused".to_owned()))
    }
}

#[tokio::test]
async fn the_client_acknowledges_another_kind_if_it_is_genuine() {
    let server = servers::PRODUCTION.clone();
    let client = Client::<refund_query::Request, _, _>::new(server, credentials(), MemoryLedger::default(), Unused);
    let client = client.clock(|| NOW);
    let genuine = delivered(PAYMENT, "whsec_test");
    let notified = client.notified::<notification::Unmatched, _>(&genuine).await.unwrap();
    assert_eq!((notified.entry, notified.acknowledgement.status()), (None, http::StatusCode::OK));
    let forged = delivered(PAYMENT, "another");
    let refused = client.notified::<notification::Unmatched, _>(&forged).await.unwrap_err();
    assert!(matches!(refused, ClientError::Read(ReadError::Signature)), "{refused}");
}
