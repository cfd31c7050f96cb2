//! Published Alipay signatures that belong to no refund: the runtime functions that generated code calls agree with
//! them.

use refundry::read;

use crate::vector::{self, of, sorted};

#[test]
fn every_vector_runs() {
    let elsewhere = ["notify-v2-keep-sign_type", "response-real-gateway", "request-cert-mode-verify-only"];
    // Two of the vectors agree; the spec has the body of the second one.
    vector::assert_all_run("alipay", &elsewhere);
    assert_eq!(vector::all("alipay").len(), 8);
}

/// `notify-v2-keep-sign_type`: from the service market. The spec has it as a message that is no notification of a
/// trade.
#[test]
fn a_notification_that_signs_its_sign_type() {
    let vector = of("alipay", "notify-v2-keep-sign_type");
    let body = vector.form();
    let members = read::form(body.as_bytes()).expect("a form");
    let text = sorted(&members, &["sign"]);
    assert_eq!(text, vector.signed());
    assert!(vector.verifies(&text));
    assert!(!vector.verifies(&sorted(&members, &["sign", "sign_type"])));
}

/// `notify-v1-drop-sign_type`: the spec has it as an answer; here the text with `sign_type` must not verify.
#[test]
fn a_notification_that_leaves_its_sign_type_out() {
    let vector = of("alipay", "notify-v1-drop-sign_type");
    let body = vector.form();
    let members = read::form(body.as_bytes()).expect("a form");
    let text = sorted(&members, &["sign", "sign_type"]);
    assert_eq!(text, vector.signed());
    assert!(vector.verifies(&text));
    assert!(!vector.verifies(&sorted(&members, &["sign"])));
}

/// `response-real-gateway`: the answer to a file upload.
#[test]
fn a_recorded_answer_of_the_gateway() {
    let vector = of("alipay", "response-real-gateway");
    let members = read::json(vector.text("input").as_bytes()).expect("an object");
    let node = members.source("alipay_open_file_upload_response").expect("a node");
    assert_eq!(node, vector.signed());
    assert_eq!(members.peek("sign"), Some(vector.signature()));
    assert!(vector.verifies(node));
    assert!(!vector.verifies(&node.replace("10000", "10001")));
}

/// `request-cert-mode-verify-only`: a query of a payment in certificate mode.
#[test]
fn a_published_request_in_certificate_mode() {
    let vector = of("alipay", "request-cert-mode-verify-only");
    let body = vector.form();
    let text = sorted(&read::form(body.as_bytes()).expect("a form"), &["sign"]);
    assert_eq!(text, vector.signed());
    assert!(vector.verifies(&text));
    assert!(!vector.verifies(&text.replace("JSON", "json")));
}
