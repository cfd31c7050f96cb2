//! Acknowledgements of notifications, and extra fields that are rewritten.

use refundry_runtime::http::StatusCode;
use refundry_runtime::{Acknowledgement, Extras, Headers, JsonWriter, SignError};

#[test]
fn an_acknowledgement_becomes_the_response_of_a_server() {
    let mut writer = JsonWriter::new();
    writer.text("code", "OK");
    writer.secret("token", "t0ken");
    let mut headers = Headers::new();
    headers.text("X-Id", "7").unwrap();
    let acknowledgement = Acknowledgement::new(202, Some("application/json"), headers, writer.finish()).unwrap();
    assert_eq!(acknowledgement.redacted_body(), r#"{"code":"OK","token":***}"#);
    let response = acknowledgement.into_response();
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    assert_eq!(
        (&response.headers()["x-id"], &response.headers()["content-type"]),
        (&"7".parse().unwrap(), &"application/json".parse().unwrap())
    );
    assert_eq!(response.body(), br#"{"code":"OK","token":"t0ken"}"#);
}

#[test]
fn an_acknowledgement_needs_its_members() {
    assert_eq!(SignError::demand("refund_no", true), Ok(()));
    let told = SignError::demand("refund_no", false).unwrap_err().to_string();
    assert_eq!(told, "the notification has no member for `refund_no` of its acknowledgement");
}

#[test]
fn extra_texts_are_rewritten_and_json_is_not() {
    let mut extras = Extras::default();
    extras.insert("a", "x");
    extras.insert_literal("b", "x");
    extras.insert("c", "x");
    assert!(extras.rewrite(|text| text.replace('x', "y")), "two texts changed");
    assert!(!extras.rewrite(|text| text.replace('x', "z")), "nothing changed");
    assert_eq!(extras.iter().collect::<Vec<_>>(), [("a", "y"), ("b", "x"), ("c", "y")]);
}
