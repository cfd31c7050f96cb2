//! No secret stands in what a program prints of a call.

use cases::secret_field::{Credentials, objects::{Owner, OwnerRequired}, refund::{Request, Required}, servers};
use cases::{Context, Amount, Secret, Timestamp};

fn request() -> Request {
    Request::new(Required { number: "a1".into(), fee: Amount::from_minor(1), card: "MARK6222".into() })
        .cvc("9874")
        .owner(owner("MARK1380"))
        .owners(vec![owner("MARK1390")])
        .notes(vec![("k".into(), "MARKnote".into())])
        .hint("MARKhint")
}

fn owner(phone: &str) -> Owner {
    Owner::new(OwnerRequired { name: "o".into(), phone: phone.into() })
}

fn silent(text: &str) {
    assert!(!text.contains("MARK") && !text.contains("9874"), "{text}");
}

#[test]
fn secrets_are_printed_nowhere() {
    let context = Context { server: &servers::PRODUCTION, now: Timestamp::from_epoch_ms(0), nonce: "", salt: "" };
    let credentials = Credentials { token: Secret::new("MARKtoken") };
    let call = request().sign(&credentials, &context).unwrap();
    silent(&format!("{:?} {call:?} {:?} {} {:?}", request(), call.sent(), call.sent(), call.request().headers()));
    let broken = request().cvc("98745").owner(owner(&"MARK".repeat(9)));
    let error = broken.clone().sign(&Credentials { token: Secret::new("MARK".repeat(9)) }, &context).unwrap_err();
    silent(&format!("{error} {error:?} {:?}", broken.validate()));
    assert!(error.to_string().contains("token.length"), "{error}");
}
