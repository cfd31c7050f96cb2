//! The bytes of a body in a charset. Expected ones from Python's `encode("gbk")` and `encode("cp932")`, digests from
//! its hashlib over the text in UTF-8.

use cases::charset_of_a_text::{Credentials, Provider, refund::{Request, Required}, servers};
use cases::{Context, Amount, ReadError, Secret, SignError, Timestamp, http};

const NOW: Timestamp = Timestamp::from_epoch_ms(0);

fn credentials(token: &str) -> Credentials {
    Credentials { token: Secret::new(token) }
}

fn context() -> Context<'static, Provider> {
    Context { server: &servers::PRODUCTION, now: NOW, nonce: "", salt: "" }
}

fn request(memo: &str) -> Request {
    Request::new(Required { number: "a1".into(), fee: Amount::from_minor(1) }).memo(memo)
}

#[test]
fn the_body_is_in_the_charset_and_its_secrets_are_masked() {
    let call = request("退款").sign(&credentials("退s3"), &context()).unwrap();
    assert_eq!(call.request().body(), b"{\"number\":\"a1\",\"fee\":1,\"token\":\"\xCD\xCBs3\",\"memo\":\"\xCD\xCB\xBF\xEE\"}");
    assert_eq!(call.request().headers()["x-sign"], "fc4a94833c8be46c13868d821bd1f284");
    let shown = format!("{call:?}");
    assert!(!shown.contains("s3") && shown.contains("memo"), "{shown}");
}

#[test]
fn what_the_charset_lacks_is_not_sent() {
    for (memo, token) in [("한", "x"), ("😀", "x"), ("x", "한")] {
        let refused = request(memo).sign(&credentials(token), &context());
        assert!(matches!(refused, Err(SignError::Invalid(_))), "{refused:?}");
    }
}

#[test]
fn an_answer_is_read_in_its_charset() {
    let call = request("x").sign(&credentials("x"), &context()).unwrap();
    let read = |body: &[u8], sign: &str| {
        let answer = http::Response::builder().header("X-Sign", sign).body(body.to_vec()).unwrap();
        call.sent().read(&answer, &credentials("x"), NOW).map(|answer| answer.state)
    };
    let sign = "e1d94d6cbd16020c1a7888b20ae00d2121f1a933a7d853b14ee40ca056a1958c";
    let bytes = b"{\"number\":\"a1\",\"state\":\"\x95\xD4\x8B\xE0\x92\x86\"}";
    assert_eq!(read(bytes, sign), Ok(Some("返金中".to_owned())));
    assert!(matches!(read(b"{\"state\":\"\x81\"}", sign), Err(ReadError::Malformed { .. })));
    assert!(matches!(read("{\"state\":\"返金中\"}".as_bytes(), sign), Err(_)));
}
