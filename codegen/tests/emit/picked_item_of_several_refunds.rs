//! A copy of the notification is compared with each refund that it lists.

use cases::picked_item_of_several_refunds::{Credentials, notification, refund, servers};
use refundry_runtime as rt;

fn sent(number: &str) -> refund::Sent {
    let request = refund::Request::new(refund::Required { number: number.into(), fee: rt::Amount::from_minor(1) });
    let now = rt::Timestamp::from_epoch_ms(0);
    let context = rt::Context { server: &servers::PRODUCTION, now, nonce: "", salt: "" };
    request.sign(&Credentials {}, &context).unwrap().sent().clone()
}

#[test]
fn each_listed_refund_has_its_own_outcome() {
    let body = r#"[{"number":"a0","state":"NO"},{"state":"OK"},{"number":"a1","state":"OK"}]"#;
    let request = rt::http::Request::new(body);
    let found = notification::receive(&request, &Credentials {}, rt::Timestamp::from_epoch_ms(0)).unwrap();
    assert_eq!(found.refund_numbers().collect::<Vec<_>>(), ["a0", "a1"]);
    let outcome = |number: &str| found.clone().compare(&sent(number)).unwrap().outcome();
    assert_eq!(outcome("a0"), rt::Outcome::Failed);
    assert_eq!(outcome("a1"), rt::Outcome::Succeeded);
    assert_eq!(outcome("a2"), rt::Outcome::Unknown(rt::Doubt::NotIdentified));
    let compared = found.compare(&sent("a1")).unwrap();
    assert_eq!(compared.refunds.as_ref().and_then(|ours| ours.state.as_deref()), Some("OK"));
    assert_eq!(compared.refunds.all().map(<[_]>::len), Some(3));
}
