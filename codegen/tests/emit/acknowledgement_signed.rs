//! Nothing unproven is acknowledged, a demanded member is there, and no secret is printed.

use cases::acknowledgement_signed::{Credentials, notice, refund, servers};
use cases::{Amount, Context, Secret, SignError, Timestamp, http};

const KEY: &str = "flk3409refn54t54t*FNJRET";

fn acknowledged(body: &str, shop: Option<&str>) -> Result<String, SignError> {
    let context = Context { server: &servers::PRODUCTION, now: Timestamp::from_epoch_ms(0), nonce: "", salt: "" };
    let credentials = Credentials { api_key: Secret::new(KEY), shop: shop.map(str::to_owned) };
    let fields = refund::Required { number: "a1".into(), fee: Amount::from_minor(1) };
    let call = refund::Request::new(fields).sign(&credentials, &context).unwrap();
    let delivery = http::Request::builder().method("POST").body(body).unwrap();
    let read = notice::receive(&delivery, &credentials, context.now).unwrap().compare(call.sent()).unwrap();
    read.acknowledge(&credentials, &context).map(|acknowledgement| format!("{acknowledgement:?}"))
}

const WHOLE: &str =
    r#"{"number":"a1","state":"OK","fee":1,"time":1731902400,"sign":"3dee914bf61acef4c11a20f316ad9e66"}"#;

#[test]
fn no_secret_is_printed() {
    let printed = acknowledged(WHOLE, Some("s1")).unwrap();
    assert!(printed.contains("orderReference") && printed.contains("201"), "{printed}");
    assert!(!printed.contains(KEY), "{printed}");
}

#[test]
fn an_unsigned_notification_is_not_acknowledged() {
    let unsigned = r#"{"number":"a1","state":"TEST","fee":1}"#;
    assert_eq!(acknowledged(unsigned, None), Err(SignError::Unproven));
}

#[test]
fn a_notification_without_a_demanded_member_is_not_acknowledged() {
    let partial = r#"{"number":"a1","state":"OK","sign":"de225c408d022e53fbd80ac806b2eb9e"}"#;
    assert_eq!(acknowledged(partial, None), Err(SignError::Missing { name: "fee".into() }));
}

#[test]
fn the_credentials_are_checked() {
    assert!(matches!(acknowledged(WHOLE, Some("too long a shop")), Err(SignError::Invalid(_))));
}
