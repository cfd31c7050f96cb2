//! A text that XML cannot carry is not acknowledged in XML, neither a repeated member nor a value over one.

use cases::acknowledgement_of_parts::{Credentials, in_json, in_xml, refund, servers};
use cases::{Amount, Context, SignError, Timestamp, http};

#[test]
fn a_control_character_is_not_written_in_xml() {
    let context = Context { server: &servers::PRODUCTION, now: Timestamp::from_epoch_ms(0), nonce: "n", salt: "" };
    let credentials = Credentials { shop: "s1".into() };
    let fields = refund::Required { number: "a1".into(), fee: Amount::from_minor(1) };
    let call = refund::Request::new(fields).sign(&credentials, &context).unwrap();
    for (text, written) in [(r"\u0001", false), (r"\uffff", false), (r"\r\n\t", true), ("a<b", true)] {
        for (member, field) in [("memo", "memo"), ("hint", "mark")] {
            let body = format!(r#"{{"number":"a1","state":"OK","{member}":"{text}"}}"#);
            let delivery = http::Request::builder().method("POST").body(body).unwrap();
            let read = in_xml::receive(&delivery, &credentials, context.now).unwrap().compare(call.sent()).unwrap();
            let refused = read.acknowledge(&credentials, &context).err();
            let expected = (!written).then(|| SignError::Unwritable { name: field.into() });
            assert_eq!(refused, expected, "{member} {text}");
            let read = in_json::receive(&delivery, &credentials, context.now).unwrap().compare(call.sent()).unwrap();
            assert!(read.acknowledge(&credentials, &context).is_ok(), "{member} {text}");
        }
    }
}
