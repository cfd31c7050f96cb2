//! The signature does not depend on the order in which the caller sets the fields of the spec.

use refundry::{baofoo, shouqianba, wechat_deposit};

use crate::conversation;

#[test]
fn wechat_deposit_signs_in_its_own_order() {
    let context = conversation::context(&wechat_deposit::servers::PRODUCTION);
    let one = conversation::wechat_refund()
        .out_trade_no("1415757673")
        .refund_desc("退款")
        .extra("b", "2")
        .extra("a", "1")
        .sub_appid("wx1");
    let other = conversation::wechat_refund()
        .extra("b", "2")
        .sub_appid("wx1")
        .refund_desc("退款")
        .extra("a", "1")
        .out_trade_no("1415757673");
    let body = |request: wechat_deposit::refund::Request| {
        request.sign(&conversation::wechat_deposit(), &context).unwrap().into_parts().0
    };
    assert_eq!(body(one).body(), body(other).body());
}

#[test]
fn shouqianba_signs_in_its_own_order() {
    let context = conversation::context(&shouqianba::servers::PRODUCTION);
    let one = conversation::shouqianba_refund().reflect("r").extra("b", "2").extra("a", "1");
    let other = conversation::shouqianba_refund().extra("b", "2").reflect("r").extra("a", "1");
    let parts = |request: shouqianba::refund::Request| {
        request.sign(&conversation::shouqianba(), &context).unwrap().into_parts().0
    };
    let (one, other) = (parts(one), parts(other));
    assert_eq!(one.body(), other.body());
    assert_eq!(one.headers(), other.headers());
}

#[test]
fn baofoo_signs_in_its_own_order() {
    let context = conversation::context(&baofoo::servers::PRODUCTION);
    let one =
        conversation::baofoo_refund().notify_url("https://a.example/").attach("x").extra("b", "2").extra("a", "1");
    let other =
        conversation::baofoo_refund().extra("b", "2").attach("x").extra("a", "1").notify_url("https://a.example/");
    let body =
        |request: baofoo::refund::Request| request.sign(&conversation::baofoo(), &context).unwrap().into_parts().0;
    assert_eq!(body(one).body(), body(other).body());
}

#[test]
fn a_setter_takes_an_option() {
    let of = |reason: Option<&str>| conversation::wechat_refund().refund_desc("x").refund_desc(reason).refund_desc;
    assert_eq!(of(Some("退款")).as_deref(), Some("退款"));
    assert_eq!(of(None), None);
}
