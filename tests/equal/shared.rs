//! Cases and results as JSON, in the form that both sides of the comparison share.
//!
//! The generated code and the interpreter are called with the same values.

use refundry_runtime as rt;
use rt::http;
use serde_json::{Value, json};

/// A member of a case; `null` if it is absent.
pub fn at<'j>(json: &'j Value, name: &str) -> &'j Value {
    json.get(name).unwrap_or(&Value::Null)
}

pub fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

pub fn texts(json: &Value) -> Vec<(String, String)> {
    items(json).iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

pub fn items(json: &Value) -> &[Value] {
    json.as_array().map_or(&[], Vec::as_slice)
}

pub fn integer(json: &Value) -> i64 {
    json.as_i64().unwrap_or_default()
}

pub fn fen(json: &Value) -> rt::Amount {
    rt::Amount::from_minor(json.as_u64().unwrap_or_default())
}

pub fn time(json: &Value) -> rt::Timestamp {
    rt::Timestamp::from_epoch_ms(integer(json))
}

pub fn boolean(json: &Value) -> bool {
    json.as_bool().unwrap_or_default()
}

pub fn secret(json: &Value) -> rt::Secret {
    rt::Secret::new(text(json))
}

pub fn hex_key(json: &Value) -> rt::SecretBytes {
    rt::SecretBytes::from_hex(&text(json)).expect("a key in hex")
}

pub fn base64_key(json: &Value) -> rt::SecretBytes {
    rt::SecretBytes::from_base64(&text(json)).expect("a key in base64")
}

fn numbers(json: &Value) -> rt::RsaNumbers<'_> {
    let number = |name: &str| at(json, name).as_str().unwrap_or_default();
    rt::RsaNumbers {
        n: number("n"),
        e: number("e"),
        d: number("d"),
        p: number("p"),
        q: number("q"),
        dp: number("dp"),
        dq: number("dq"),
        qinv: number("qinv"),
    }
}

pub fn rsa_private(json: &Value) -> rt::RsaPrivateKey {
    rt::RsaPrivateKey::from_numbers(&numbers(json)).expect("a private key")
}

pub fn weak_private(json: &Value) -> rt::WeakRsaPrivateKey {
    rt::WeakRsaPrivateKey::from_numbers(&numbers(json)).expect("a private key")
}

/// A key from its numbers, or from a certificate.
pub fn rsa_public(json: &Value) -> rt::RsaPublicKey {
    let made = match json.as_str() {
        Some(pem) => rt::RsaPublicKey::from_pem(pem),
        None => rt::RsaPublicKey::from_numbers(numbers(json).n, numbers(json).e),
    };
    made.expect("a public key")
}

pub fn weak_public(json: &Value) -> rt::WeakRsaPublicKey {
    rt::WeakRsaPublicKey::from_numbers(numbers(json).n, numbers(json).e).expect("a public key")
}

pub fn p256_public_set(json: &Value) -> rt::P256PublicKeys {
    let keys = items(json).iter();
    keys.fold(rt::P256PublicKeys::new(), |keys, pair| keys.with(text(&pair[0]), p256_public(&pair[1])))
}

pub fn shared_set(json: &Value) -> rt::SharedKeys {
    items(json).iter().fold(rt::SharedKeys::new(), |keys, pair| keys.with(text(&pair[0]), text(&pair[1])))
}

pub fn rsa_public_set(json: &Value) -> rt::RsaPublicKeys {
    let keys = items(json).iter();
    keys.fold(rt::RsaPublicKeys::new(), |keys, pair| keys.with(text(&pair[0]), rsa_public(&pair[1])))
}

pub fn sm2_private(json: &Value) -> rt::Sm2PrivateKey {
    rt::Sm2PrivateKey::from_hex(&text(json)).expect("a private key")
}

pub fn sm2_public(json: &Value) -> rt::Sm2PublicKey {
    rt::Sm2PublicKey::from_hex(&text(json)).expect("a public key")
}

pub fn p256_private(json: &Value) -> rt::P256PrivateKey {
    rt::P256PrivateKey::from_hex(&text(json)).expect("a private key")
}

/// A key from its point, or from a certificate.
pub fn p256_public(json: &Value) -> rt::P256PublicKey {
    let text = text(json);
    let made = if text.contains("-----BEGIN") {
        rt::P256PublicKey::from_pem(&text)
    } else {
        rt::P256PublicKey::from_hex(&text)
    };
    made.expect("a public key")
}

pub fn p384_private(json: &Value) -> rt::P384PrivateKey {
    rt::P384PrivateKey::from_hex(&text(json)).expect("a private key")
}

/// A key from its point, or from a certificate.
pub fn p384_public(json: &Value) -> rt::P384PublicKey {
    let text = text(json);
    let made = if text.contains("-----BEGIN") {
        rt::P384PublicKey::from_pem(&text)
    } else {
        rt::P384PublicKey::from_hex(&text)
    };
    made.expect("a public key")
}

pub fn certificate(json: &Value) -> rt::Certificate {
    rt::Certificate::from_pem(&text(json)).expect("a certificate")
}

pub fn trust_anchors(json: &Value) -> rt::TrustAnchors {
    rt::TrustAnchors::new(items(json).iter().map(certificate))
}

fn violation(violation: &rt::Violation) -> Value {
    let rt::Violation { path, rule, limit, found, reference } = violation;
    json!([path, rule, found, reference, format!("{limit:?}"), violation.to_string()])
}

fn violations(all: &[rt::Violation]) -> Value {
    all.iter().map(violation).collect()
}

/// The result of validation.
pub fn validated(result: Result<Vec<rt::Violation>, rt::Violations>) -> Value {
    match result {
        Ok(warnings) => json!({ "warnings": violations(&warnings) }),
        Err(broken) => json!({ "violations": violations(&broken) }),
    }
}

/// The reason why nothing was signed.
pub fn unsigned(error: &rt::SignError) -> Value {
    match error {
        rt::SignError::Invalid(broken) => json!({ "violations": violations(broken) }),
        other => json!({ "error": format!("{other:?}"), "says": other.to_string() }),
    }
}

/// Bytes as text if they are UTF-8, else in hex.
pub fn shown(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!(text),
        Err(_) => json!({ "hex": rt::encode::hex_lower(bytes) }),
    }
}

fn bytes(json: &Value) -> Vec<u8> {
    match json.as_str() {
        Some(text) => text.as_bytes().to_vec(),
        None => rt::transform::hex_decode(text(at(json, "hex")).as_bytes()).expect("hex"),
    }
}

/// The sent request; its `Debug` output shows which parts are redacted.
pub fn call<S>(call: &rt::Call<S>, sent: &str) -> Value {
    let request = call.request();
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        json!([name.as_str(), shown(value.as_bytes()), value.is_sensitive()])
    };
    json!({
        "method": request.method().as_str(),
        "url": request.uri().to_string(),
        "headers": request.headers().iter().map(header).collect::<Vec<_>>(),
        "body": shown(request.body()),
        "warnings": violations(call.warnings()),
        "sent": sent,
        "debug": format!("{call:?}"),
    })
}

/// An answer with the acknowledgement that is written for it.
pub fn acknowledged(mut answer: Value, written: Result<rt::Acknowledgement, rt::SignError>) -> Value {
    answer["acknowledged"] = match written {
        Err(error) => unsigned(&error),
        Ok(written) => {
            let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
                json!([name.as_str(), shown(value.as_bytes()), value.is_sensitive()])
            };
            let response = written.response();
            json!({
                "status": response.status().as_u16(),
                "headers": response.headers().iter().map(header).collect::<Vec<_>>(),
                "body": shown(response.body()),
                "debug": format!("{written:?}"),
            })
        }
    };
    answer
}

/// The reason why nothing was read.
pub fn unread(error: &rt::ReadError) -> Value {
    json!({ "error": format!("{error:?}"), "says": error.to_string() })
}

/// An answer: its members, its evidence and outcome, and the step before a repetition.
pub fn answer(members: Value, evidence: rt::Evidence, (outcome, advice): (rt::Outcome, Option<rt::After>)) -> Value {
    json!({
        "members": members,
        "evidence": format!("{evidence:?}"),
        "outcome": outcome.to_string(),
        "advice": format!("{advice:?}"),
    })
}

/// Members that no spec declares.
pub fn extra(extra: &[(String, String)]) -> Value {
    json!(extra)
}

/// An answer to a request, as received.
pub fn response(case: &Value) -> http::Response<Vec<u8>> {
    let status = u16::try_from(integer(at(case, "status"))).unwrap_or_default();
    let new = http::Response::builder().status(status);
    let headers = texts(at(case, "headers"));
    let made = headers.iter().fold(new, |message, (name, value)| message.header(name, value));
    made.body(bytes(at(case, "body"))).expect("a response")
}

/// A notification, as received.
pub fn delivery(case: &Value) -> http::Request<Vec<u8>> {
    let new = http::Request::builder().method("POST").uri(text(at(case, "uri")));
    let headers = texts(at(case, "headers"));
    let made = headers.iter().fold(new, |message, (name, value)| message.header(name, value));
    made.body(bytes(at(case, "body"))).expect("a notification")
}
