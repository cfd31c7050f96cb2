//! What is read of the flat names, item by item.

use cases::received_indexed::{Credentials, refund, servers};
use refundry_runtime as rt;

#[test]
fn each_item_has_its_own_members() {
    let request = refund::Request::new(refund::Required { number: "a1".into(), fee: rt::Amount::from_minor(1) });
    let now = rt::Timestamp::from_epoch_ms(0);
    let context = rt::Context { server: &servers::PRODUCTION, now, nonce: "", salt: "" };
    let sent = request.sign(&Credentials { api_key: rt::Secret::from("k") }, &context).unwrap();
    let body = "<xml><number>a1</number><state>OK</state><refund_fee_0>5</refund_fee_0><refund_id_0>r0</refund_id_0><coupon_id_0_0>c00</coupon_id_0_0><coupon_id_0_1>c01</coupon_id_0_1><refund_fee_1>6</refund_fee_1><refund_id_1>r1</refund_id_1><refund_count>2</refund_count><account_1>x</account_1><account_2>y</account_2><other_0>z</other_0><sign>a25917a8bb44395d2857f881bd21abf8</sign></xml>";
    let answer = sent.sent().read(&rt::http::Response::new(body), &Credentials { api_key: rt::Secret::from("k") }, now).unwrap();
    let refunds = answer.refunds.unwrap();
    let ids: Vec<_> = refunds.iter().map(|refund| (refund.refund_id.as_deref(), refund.refund_fee)).collect();
    assert_eq!(ids, [(Some("r0"), Some(rt::Amount::from_minor(5))), (Some("r1"), Some(rt::Amount::from_minor(6)))]);
    let coupons: Vec<_> = refunds[0].coupons.iter().flatten().map(|coupon| coupon.coupon_id.as_deref()).collect();
    assert_eq!(coupons, [Some("c00"), Some("c01")]);
    assert!(refunds[1].coupons.is_none() && refunds[0].extra.is_empty());
    let accounts: Vec<_> = answer.accounts.iter().flatten().map(|account| account.account.as_deref()).collect();
    assert_eq!(accounts, [Some("x"), Some("y")]);
    let extra: Vec<_> = answer.extra.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(extra, ["refund_count", "other_0"]);
}
