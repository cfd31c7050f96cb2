//! No part of an encoded body is printed where a secret went in.

use cases::steps_of_a_body_in_base64::{Credentials, refund::{Request, Required}, servers};
use cases::{Context, Amount, Timestamp};

fn printed(request: Request) -> String {
    let context = Context { server: &servers::PRODUCTION, now: Timestamp::from_epoch_ms(0), nonce: "", salt: "" };
    format!("{:?}", request.sign(&Credentials {}, &context).unwrap())
}

#[test]
fn the_whole_body_is_masked() {
    let request = || Request::new(Required { number: "a1".into(), fee: Amount::from_minor(1) });
    let (masked, plain) = (printed(request().card("MARK")), printed(request()));
    assert!(masked.contains(r#"body: "***""#), "{masked}");
    assert!(plain.contains("PHhtbD4"), "{plain}");
}
