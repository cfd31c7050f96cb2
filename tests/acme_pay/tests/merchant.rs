//! A merchant's code against the generated module: nothing here reaches behind the public API.

#![allow(clippy::expect_used, clippy::panic)]

use acme_pay::acme_pay::{
    Credentials, ErrorCode, Provider, enumerations::RefundStatus, notification, objects, refund, refund_query, rules,
    servers,
};
use refundry_runtime::{
    After, Amount, Authenticity, Context, Doubt, Outcome, ReadError, Secret, SecretBytes, SentError, SignError,
    Timestamp, digest, encode, http,
};

const NOW: Timestamp = Timestamp::from_epoch_ms(1_731_931_200_000);

fn credentials() -> Credentials {
    Credentials {
        merchant_id: "M0001".into(),
        signing_key: SecretBytes::from_hex("000102030405060708090a0b0c0d0e0f").expect("hex"),
        notification_key: Secret::new("0123456789abcdef0123456789ABCDEF"),
    }
}

fn context() -> Context<'static, Provider> {
    Context { server: &servers::SANDBOX, now: NOW, nonce: "", salt: "" }
}

fn request() -> refund::Request {
    refund::Request::new(refund::Required {
        merchant_refund_no: "RF20241118-01".into(),
        refund_amount: Amount::from_minor(1230),
        order_amount: Amount::from_minor(1990),
    })
    .merchant_order_no("SO-1001")
    .notify_url("https://shop.example/refunds")
}

fn payee() -> objects::Payee {
    objects::Payee::new(objects::PayeeRequired { name: "王小明".into() })
}

/// The record of a first attempt.
fn sent() -> refund::Sent {
    let sent = request().sign(&credentials(), &context()).expect("a valid request").into_parts().1;
    sent.store(|_| Ok::<_, SentError>(None)).expect("a store")
}

/// The same after a crash.
fn restored() -> refund::Sent {
    sent().to_string().parse().expect("what was stored")
}

fn mac(text: &str) -> String {
    encode::base64(&digest::hmac_sha512(credentials().signing_key.expose(), text.as_bytes()))
}

fn header(request: &http::Request<Vec<u8>>, name: &str) -> String {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// An answer as Acme signs it.
fn answer(status: u16, body: &str) -> http::Response<String> {
    let time = NOW.epoch_ms() / 1000 + 2;
    let response = http::Response::builder().status(status).header("x-time", time);
    response.header("x-signature", mac(&format!("{time}\n{body}"))).body(body.to_owned()).expect("a response")
}

#[test]
fn a_request_is_signed_over_method_path_time_and_body() {
    let call = request().sign(&credentials(), &context()).expect("a valid request");
    let (request, body) = (call.request(), std::str::from_utf8(call.request().body()).expect("text"));
    assert_eq!(request.uri(), "https://sandbox.acme-pay.example/v3/refunds");
    assert_eq!(
        header(request, "x-signature"),
        format!("v1={}", mac(&format!("POST\n/v3/refunds\n1731931200\n{body}")))
    );
    assert!(body.contains(r#""refund_amount":"12.30","order_amount":19.90"#), "{body}");
    assert!(call.warnings().is_empty());
}

#[test]
fn every_violation_is_told_at_once() {
    let broken = refund::Request::new(refund::Required {
        merchant_refund_no: "退款".into(),
        refund_amount: Amount::from_minor(0),
        order_amount: Amount::from_minor(1),
    })
    .goods(vec![objects::GoodsLine::new(objects::GoodsLineRequired {
        sku: String::new(),
        count: 0,
        amount: Amount::from_minor(7),
    })])
    .payee(payee().account("1"));
    let violations = broken.validate().expect_err("nothing about it is right");
    let rules: Vec<String> =
        violations.iter().map(|violation| format!("{} {}", violation.path, violation.rule)).collect();
    assert_eq!(
        rules,
        [
            "merchant_refund_no merchant_refund_no.length",
            "merchant_refund_no merchant_refund_no.alphabet",
            "refund_amount refund_amount.range",
            "payee.account payee.account.digits",
            "payee.phone payee.phone.required",
            "goods[0].sku goods_line.sku.required",
            "goods[0].count goods_line.count.range",
            "notify_url notify_url.required",
            " order_reference",
            " goods_total",
        ]
    );
    let text = violations.to_string();
    assert!(text.contains("goods[0].count") && !text.contains("found `1`"), "{text}");
}

#[test]
fn a_rule_is_lifted_for_one_request() {
    let request = refund::Request::new(refund::Required {
        merchant_refund_no: "RF20241118-01".into(),
        refund_amount: Amount::from_minor(1230),
        order_amount: Amount::from_minor(1990),
    })
    .platform_order_no("202411180000000001");
    let Err(SignError::Invalid(violations)) = request.clone().sign(&credentials(), &context()) else {
        panic!("notify_url is missing")
    };
    assert_eq!(violations.iter().map(|violation| violation.rule.as_ref()).collect::<Vec<_>>(), ["notify_url.required"]);
    let lifted = request.lift(&rules::refund_request::NOTIFY_URL_REQUIRED);
    let call = lifted.sign(&credentials(), &context()).expect("the rule is lifted");
    assert!(!String::from_utf8_lossy(call.request().body()).contains("notify_url"));
}

#[test]
fn fields_that_the_spec_lacks_are_sent_and_signed() {
    let request = request().extra("store", "七号店").extra_json("priority", "[1,true]");
    let call = request.sign(&credentials(), &context()).expect("a valid request");
    let body = std::str::from_utf8(call.request().body()).expect("text");
    assert!(body.ends_with(r#","store":"七号店","priority":[1,true]}"#), "{body}");
    assert_eq!(
        header(call.request(), "x-signature"),
        format!("v1={}", mac(&format!("POST\n/v3/refunds\n1731931200\n{body}")))
    );
}

#[test]
fn a_field_of_the_spec_is_no_extra() {
    let Err(violations) = request().extra("refund_amount", "99.00").validate() else {
        panic!("the amount stands twice")
    };
    assert!(violations.to_string().contains("refund_amount"), "{violations}");
}

#[test]
fn secrets_are_printed_nowhere() {
    let request = request().payee(payee().account("6222020200112233").phone(Some("13800138000")));
    let call = request.clone().sign(&credentials(), &context()).expect("a valid request");
    let body = String::from_utf8_lossy(call.request().body()).into_owned();
    assert!(body.contains("6222020200112233") && body.contains("13800138000"), "{body}");
    let printed = format!("{request:?} {call:?} {:?} {}", call.sent(), call.sent());
    assert!(printed.contains("王小明"), "{printed}");
    for secret in ["6222020200112233", "13800138000", "0123456789abcdef"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn an_answer_is_verified_compared_and_read() {
    let body = r#"{"code":"OK","data":{"merchant_refund_no":"RF20241118-01","refund_amount":12.3,"status":"DONE","goods":[{"sku":"a"}],"fee":{"x":1}}}"#;
    let read = sent().read(&answer(200, body), &credentials(), NOW).expect("a right answer");
    assert_eq!(read.evidence().authenticity, Authenticity::Verified);
    assert_eq!(read.outcome(), Outcome::Succeeded);
    let data = read.data.expect("the refund");
    assert_eq!((data.refund_amount, data.status), (Some(Amount::from_minor(1230)), Some(RefundStatus::Done)));
    assert_eq!(data.goods.map(|goods| goods.len()), Some(1));
    assert_eq!(data.extra, [("fee".to_owned(), r#"{"x":1}"#.to_owned())]);
}

#[test]
fn an_answer_that_cannot_be_trusted_is_refused() {
    let body = r#"{"code":"OK","data":{"merchant_refund_no":"RF20241118-01","status":"DONE"}}"#;
    let read = |response| sent().read(&response, &credentials(), NOW).map(|_| ());
    let mut forged = answer(200, body);
    *forged.body_mut() = body.replace("-01", "-02");
    assert_eq!(read(forged), Err(ReadError::Signature));
    let mut unsigned = answer(200, body);
    unsigned.headers_mut().remove("x-signature");
    assert_eq!(read(unsigned), Err(ReadError::Unsigned));
    let other = answer(200, &body.replace("-01", "-02"));
    assert!(matches!(read(other), Err(ReadError::Echo { .. })));
    let late = Timestamp::from_epoch_ms(NOW.epoch_ms() + 303_000);
    assert_eq!(sent().read(&answer(200, body), &credentials(), late).map(|_| ()), Err(ReadError::Stale));
    assert_eq!(ReadError::Stale.outcome(), Outcome::Unknown(Doubt::NotVerified));
}

#[test]
fn an_unknown_outcome_says_why() {
    let error = |status, code: &str| {
        let data = r#"{"merchant_refund_no":"RF20241118-01"}"#;
        answer(status, &format!(r#"{{"code":"ERROR","error_code":"{code}","data":{data}}}"#))
    };
    let mut unsigned = error(409, "TOO_FAST");
    unsigned.headers_mut().remove("x-signature");
    let cases = [
        (error(409, "SYSTEM_BUSY"), Doubt::Unsure),
        (error(409, "NEW"), Doubt::Unlisted),
        (error(503, "SYSTEM_BUSY"), Doubt::NoAnswer),
        (answer(502, "<html>Bad Gateway</html>"), Doubt::NoAnswer),
        (answer(200, r#"{"code":"OK","data":{"status":"DONE"}}"#), Doubt::NotIdentified),
        (answer(200, r#"{"code":"OK","data":{"merchant_refund_no":"RF20241118-02"}}"#), Doubt::NotIdentified),
        (unsigned, Doubt::NotVerified),
    ];
    for (response, doubt) in cases {
        let read = sent().read(&response, &credentials(), NOW);
        let outcome = read.map_or_else(|error| error.outcome(), |read| read.outcome());
        assert_eq!(outcome, Outcome::Unknown(doubt), "{response:?}");
    }
    let repeated = restored().read(&error(409, "TOO_FAST"), &credentials(), NOW).expect("a right answer");
    assert_eq!(repeated.outcome(), Outcome::Unknown(Doubt::OnRepeat));
}

#[test]
fn an_error_code_says_what_to_do() {
    let body = r#"{"code":"ERROR","error_code":"BALANCE_NOT_ENOUGH","data":{"merchant_refund_no":"RF20241118-01"}}"#;
    let read = sent().read(&answer(409, body), &credentials(), NOW).expect("a right answer");
    assert_eq!(read.error_code, Some(ErrorCode::BalanceTooLow));
    assert_eq!(read.outcome(), Outcome::Refused(After::Funding));
    let repeated = restored().read(&answer(409, body), &credentials(), NOW).expect("a right answer");
    let on_repeat = Outcome::Unknown(Doubt::OnRepeat);
    assert_eq!((repeated.outcome(), repeated.advice()), (on_repeat, Some(After::Funding)));
    assert!(ErrorCode::BalanceTooLow.remedy().contains("the same number"));
    let gone = answer(404, &body.replace("BALANCE_NOT_ENOUGH", "ORDER_NOT_FOUND"));
    let outcomes = [sent(), restored()].map(|sent| sent.read(&gone, &credentials(), NOW).map(|read| read.outcome()));
    assert_eq!(outcomes, [Ok(Outcome::Failed), Ok(on_repeat)]);
}

#[test]
fn what_was_sent_survives_a_crash() {
    let stored = sent().to_string();
    let restored = restored();
    assert_eq!(restored.to_string(), stored);
    assert_eq!(
        (restored.merchant_refund_no(), restored.refund_amount()),
        (Some("RF20241118-01"), Some(Amount::from_minor(1230)))
    );
    let body =
        r#"{"code":"OK","data":{"merchant_refund_no":"RF20241118-01","refund_amount":12.30,"status":"PENDING"}}"#;
    let read = restored.read(&answer(200, body), &credentials(), NOW).expect("a right answer");
    assert_eq!(read.outcome(), Outcome::Processing);
    assert!(matches!(stored.parse::<refund_query::Sent>(), Err(SentError::Other { .. })));
}

#[test]
fn a_query_puts_its_members_into_path_and_query() {
    let request = refund_query::Request::of(&sent()).detail(false).operator("小 李&Co");
    let call = request.sign(&credentials(), &context()).expect("a valid request");
    let query = "detail=false&operator=%E5%B0%8F+%E6%9D%8E%26Co";
    assert_eq!(
        call.request().uri().to_string(),
        format!("https://sandbox.acme-pay.example/v3/refunds/RF20241118-01?{query}")
    );
    assert!(call.request().body().is_empty());
    let signature = mac(&format!("GET\n/v3/refunds/RF20241118-01?{query}\n1731931200\n"));
    assert_eq!(header(call.request(), "x-signature"), format!("v1={signature}"));
}

#[test]
fn a_notification_is_verified_matched_and_acknowledged() {
    let members =
        "merchant_refund_no=RF20241118-01|note=|refund_amount=12.30|status=CLOSED|time=1731931199000|zone=华东";
    let sign = encode::hex_lower(&digest::sha512(format!("{members}|0123456789abcdef0123456789ABCDEF").as_bytes()));
    let body = format!("zone=%E5%8D%8E%E4%B8%9C&{}&sign={sign}", members.replace("|zone=华东", "").replace('|', "&"));
    let request = http::Request::post("/hook").body(body.clone()).expect("a request");
    let unmatched = notification::receive(&request, &credentials(), NOW).expect("a right notification");
    assert_eq!(unmatched.refund_number(), Some("RF20241118-01"));
    let read = unmatched.compare(&sent()).expect("the same refund");
    assert_eq!(read.outcome(), Outcome::Failed);
    assert_eq!(read.extra, [("zone".to_owned(), "华东".to_owned())]);
    let acknowledged = notification::acknowledge();
    assert_eq!((acknowledged.status().as_u16(), acknowledged.body().as_slice()), (200, b"received".as_slice()));

    let forged = http::Request::post("/hook").body(body.replace("CLOSED", "DONE")).expect("a request");
    assert_eq!(notification::receive(&forged, &credentials(), NOW).map(|_| ()), Err(ReadError::Signature));
}
