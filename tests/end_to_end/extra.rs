//! Extra fields that the spec does not declare: signed in their order, written last. The expected texts come from
//! Python.

use refundry::{Authenticity, ReadError, http, shouqianba, wechat_deposit};

use crate::conversation::{self, context};

/// `hmac.new(key, text, 'sha256')` over the sorted pairs:
/// `Upper=u&a_first=1&appid=wx2421b1c4370ec43b&device_info=1000 &<中>&mch_id=10000100&nonce_str=…&…&zz_last=z&key=…`
const SIGN: &str = "6A5D11BD862889E692CD650A37313A2AB64082EA151FF13387745C9B944C24DC";

#[test]
fn added_fields_are_signed_between_the_others() {
    let request = conversation::wechat_refund()
        .extra("zz_last", "z")
        .extra("device_info", "1000 &<中>")
        .extra("a_first", "1")
        .extra("empty", "")
        .extra("Upper", "u");
    let call = request.sign(&conversation::wechat_deposit(), &context(&wechat_deposit::servers::PRODUCTION)).unwrap();
    let body = String::from_utf8(call.request().body().clone()).expect("XML");
    assert!(body.contains(&format!("<sign>{SIGN}</sign>")), "{body}");
    assert!(body.contains("<device_info>1000 &amp;&lt;中&gt;</device_info>"), "{body}");
    assert!(body.contains("<zz_last>z</zz_last>"), "{body}");
}

#[test]
fn added_json_is_signed_as_it_is_written() {
    let request = conversation::shouqianba_refund().extra("attach", "a\"b").extra_json("list", "[1,{\"x\":null}]");
    let call = request.sign(&conversation::shouqianba(), &context(&shouqianba::servers::PRODUCTION)).unwrap();
    let body = std::str::from_utf8(call.request().body()).expect("JSON");
    assert!(body.ends_with(",\"attach\":\"a\\\"b\",\"list\":[1,{\"x\":null}]}"), "{body}");
    let signature = call.request().headers().get("authorization").expect("a header");
    assert_eq!(signature, "00101010029201012912 ed2b5f225ec2052ce0e7a4238523e740");
}

#[test]
fn a_listed_field_cannot_be_added() {
    for name in ["sign", "refund_fee", "appid", "sign_type", "refund_desc"] {
        let request = conversation::wechat_refund().extra(name, "1");
        assert!(request.validate().is_err(), "`{name}` was added");
    }
}

/// The page of signatures has a sample of its own; an answer with exactly its members verifies.
#[test]
fn the_published_vector_verifies() {
    let members = "<appid>wxd930ea5d5a258f4f</appid><mch_id>10000100</mch_id><device_info>1000</device_info><body>test</body><nonce_str>ibuaiVcKdpRxkhJA</nonce_str>";
    let credentials =
        wechat_deposit::Credentials { appid: "wxd930ea5d5a258f4f".into(), ..conversation::wechat_deposit() };
    let read = |sign: &str| {
        let response = http::Response::new(format!("<xml>{members}<sign>{sign}</sign></xml>"));
        let context = context(&wechat_deposit::servers::PRODUCTION);
        let call = conversation::wechat_refund().sign(&credentials, &context).unwrap();
        call.sent().read(&response, &credentials, conversation::now())
    };
    let answer = read("6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6").expect("the vector");
    assert_eq!(answer.evidence().authenticity, Authenticity::Verified);
    // The same text under MD5, which this interface does not allow.
    assert_eq!(read("9A0A8659F005D6984697E2CA0A9CF3B7").err(), Some(ReadError::Signature));
}
