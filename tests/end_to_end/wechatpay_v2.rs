//! Known answers of WeChat Pay v2 that its examples cannot contain: an XML body with another order of elements, a bare
//! cipher; and flat lists in answers.

use refundry::{Amount, Context, Members, Secret, Timestamp, cipher, decode, http, read, wechatpay_v2};
use wechatpay_v2::{Credentials, payment_query, refund, refund_query, servers};

use crate::{spec, vector};

#[test]
fn every_vector_runs() {
    vector::assert_all_run("wechatpay_v2", &["refund-xml-body", "aes-ecb-sdk-vector"]);
    assert_eq!(vector::all("wechatpay_v2").len(), 8);
}

pub fn credentials() -> Credentials {
    Credentials {
        appid: "wx8888888888888888".into(),
        mch_id: "1900000109".into(),
        sub_appid: None,
        sub_mch_id: None,
        api_key: Secret::new("192006250b4c09247ec02edce69f6a2d".to_owned()),
        sign_type: None,
    }
}

fn context() -> Context<'static, wechatpay_v2::Provider> {
    let (nonce, now) = ("5K8264ILTKCH16CQ2502SI8ZNMTM67VS", Timestamp::now());
    Context { server: &servers::PRODUCTION, now, nonce, salt: "" }
}

fn request() -> refund::Request {
    refund::Request::new(refund::Required {
        out_refund_no: "R1217752501201407033233368018".into(),
        total_fee: Amount::from_minor(100),
        refund_fee: Amount::from_minor(60),
    })
    .out_trade_no("1217752501201407033233368018")
    .refund_desc("商品已售完")
    .notify_url("")
}

/// The body of an answer in the spec.
fn answer(name: &str) -> http::Response<Vec<u8>> {
    let answers = spec::provider("wechatpay_v2").answers;
    let found = answers.into_iter().find(|answer| answer.name == name).expect("an answer");
    http::Response::new(found.body.into_bytes())
}

/// Known answer `refund-xml-body`: wechatpay-axios-plugin writes the same elements with the same texts.
#[test]
fn the_body_says_what_another_library_writes() {
    let theirs = "<xml><appid>wx8888888888888888</appid><mch_id>1900000109</mch_id><nonce_str>5K8264ILTKCH16CQ2502SI8ZNMTM67VS</nonce_str><out_trade_no>1217752501201407033233368018</out_trade_no><out_refund_no>R1217752501201407033233368018</out_refund_no><total_fee>100</total_fee><refund_fee>60</refund_fee><refund_desc>商品已售完</refund_desc><notify_url/><sign>84D3D155DCD86B1548C5351D6B956A6D</sign></xml>";
    let (ours, _) = request().sign(&credentials(), &context()).expect("a call").into_parts();
    let mut ours = read::xml(ours.body(), "xml").expect("XML");
    let mut theirs = read::xml(theirs.as_bytes(), "xml").expect("XML");
    let take = |members: &mut Members<'_>, name: &str| members.take(name).map(|text| text.into_owned());
    for name in [
        "appid",
        "mch_id",
        "nonce_str",
        "out_trade_no",
        "out_refund_no",
        "total_fee",
        "refund_fee",
        "refund_desc",
        "notify_url",
        "sign",
    ] {
        let text = take(&mut theirs, name);
        assert!(text.is_some(), "{name}");
        assert_eq!(take(&mut ours, name), text, "{name}");
    }
    assert_eq!((ours.rest().len(), theirs.rest().len()), (0, 0));
}

/// Known answer `aes-ecb-sdk-vector`: tests/Crypto/AesEcbTest.php of wechatpay-php.
#[test]
fn a_cipher_of_wechatpay_php_opens() {
    let sealed = decode::base64("pZwJZBLuy3mDACEQT4YTBw==").expect("base64");
    let open = |key: &[u8]| cipher::aes_256_ecb_decrypt(key, cipher::Padding::Pkcs7, &sealed);
    assert_eq!(open(b"0123456789abcdef0123456789abcdef").expect("a text"), b"hello");
    assert_ne!(open(b"1123456789abcdef0123456789abcdef").ok().as_deref(), Some(&b"hello"[..]));
}

#[test]
fn coupons_of_an_accepted_refund_are_a_list() {
    let sent = request().sign(&credentials(), &context()).expect("a call").into_parts().1;
    let answer = sent.read(&answer("accepted_with_coupons"), &credentials(), Timestamp::now()).expect("an answer");
    let coupons = answer.coupons.expect("coupons");
    let told: Vec<_> =
        coupons.iter().map(|coupon| (coupon.coupon_refund_id.as_deref(), coupon.coupon_refund_fee)).collect();
    assert_eq!(told, [(Some("10000"), Some(Amount::from_minor(4))), (Some("10001"), Some(Amount::from_minor(6)))]);
}

#[test]
fn coupons_of_the_refund_that_was_asked_for_are_a_list() {
    let refund = request().sign(&credentials(), &context()).expect("a call").into_parts().1;
    let request = refund_query::Request::of(&refund);
    let sent = request.sign(&credentials(), &context()).expect("a call").into_parts().1;
    let answer = sent.read(&answer("refunded"), &credentials(), Timestamp::now()).expect("an answer");
    let coupons = answer.coupons.expect("coupons");
    let told: Vec<_> = coupons.iter().map(|coupon| coupon.coupon_refund_id_0.as_deref()).collect();
    assert_eq!(told, [Some("10000"), Some("10001")]);
}

#[test]
fn the_refunds_of_a_payment_are_a_list_of_lists() {
    let refund = request().sign(&credentials(), &context()).expect("a call").into_parts().1;
    let request = payment_query::Request::of(&refund).offset(0);
    let sent = request.sign(&credentials(), &context()).expect("a call").into_parts().1;
    let answer = sent.read(&answer("list"), &credentials(), Timestamp::now()).expect("an answer");
    let refunds = answer.refunds.expect("refunds");
    let told: Vec<_> = refunds
        .iter()
        .map(|refund| (refund.out_refund_no.as_deref(), refund.refund_fee, refund.coupons.as_ref().map_or(0, Vec::len)))
        .collect();
    let first = (Some("R1217752501201407033233368018"), Some(Amount::from_minor(60)), 2);
    assert_eq!(told, [first, (Some("R2"), Some(Amount::from_minor(40)), 1)]);
    let second = refunds.get(1).and_then(|refund| refund.coupons.as_ref()).and_then(|coupons| coupons.first());
    assert_eq!(second.and_then(|coupon| coupon.coupon_refund_id.as_deref()), Some("10002"));
}
