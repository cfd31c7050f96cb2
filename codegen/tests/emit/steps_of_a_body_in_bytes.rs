//! A body of bytes, as OpenSSL's `enc -aes-256-ecb` encrypts it.

use cases::steps_of_a_body_in_bytes::{Credentials, refund::{Request, Required}, servers};
use cases::{Context, Amount, Secret, Timestamp};

#[test]
fn a_body_of_bytes_is_sent_as_it_is() {
    let now = Timestamp::from_epoch_ms(0);
    let context = Context { server: &servers::PRODUCTION, now, nonce: "", salt: "" };
    let credentials = Credentials { key: Secret::new("0123456789abcdef0123456789abcdef") };
    let request = Request::new(Required { number: "a1".into(), fee: Amount::from_minor(1) });
    let call = request.sign(&credentials, &context).unwrap();
    assert_eq!(call.request().body(), b"\x8F\x91\x12\xE3\x97\xE7\xEF\x17F=\"\xE7\x88t\x07_\xC6\xF8\xBE\xE1\x8A\xDA7\x8A\"\x99?\x14\x94\xAB[\x87");
}
