//! Received messages before their bodies are read.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request, Response};
use refundry_runtime::{MAX_BODY, ReadError, Received, acknowledge, http, read};

#[test]
fn a_response_tells_its_parts() {
    let response = Response::builder().status(404).header("X-Sign", "s").body("{}").unwrap();
    let received = Received::response(&response).unwrap();
    assert_eq!((received.status_text(), received.method_text(), received.path_text()), ("404", "", ""));
    assert_eq!((received.header("x-sign"), received.header("x-other")), (Some("s"), None));
    assert_eq!(received.body_text(), Ok("{}"));
}

#[test]
fn a_request_tells_its_parts() {
    let request = Request::builder().method("POST").uri("/notify/a%20b?x=1&y").body(vec![0xFF]).unwrap();
    let received = Received::request(&request).unwrap();
    assert_eq!(
        (received.method_text(), received.path_text(), received.query_text()),
        ("POST", "/notify/a%20b", "x=1&y")
    );
    assert_eq!(received.url_text(), "/notify/a%20b?x=1&y");
    assert_eq!((received.status, received.status_text()), (None, ""));
    assert!(matches!(received.body_text(), Err(ReadError::Malformed { .. })));
}

#[test]
fn a_header_that_is_there_twice_counts_as_none() {
    let response = Response::builder().header("x-sign", "a").header("x-sign", "b").body("").unwrap();
    assert_eq!(Received::response(&response).unwrap().header("X-Sign"), None);
}

#[test]
fn large_bodies_are_refused() {
    let largest = Response::new(vec![b' '; MAX_BODY]);
    assert!(Received::response(&largest).is_ok());
    let larger = vec![b' '; MAX_BODY + 1];
    assert_eq!(Received::request(&Request::new(&larger)).unwrap_err(), ReadError::TooLarge);
    for error in [read::json(&larger).err(), read::form(&larger).err(), read::xml(&larger, "xml").err()] {
        assert_eq!(error, Some(ReadError::TooLarge));
    }
}

#[test]
fn the_codec_follows_the_content_type_and_then_the_body() {
    let is_json = |content_type: Option<&str>, body: &str| {
        let mut headers = HeaderMap::new();
        content_type.map(|value| headers.insert(CONTENT_TYPE, value.parse().unwrap()));
        read::is_json(body.as_bytes(), &headers)
    };
    assert!(is_json(Some("application/json; charset=utf-8"), "a=b"));
    assert!(is_json(Some("Application/Problem+JSON"), ""));
    assert!(!is_json(Some("application/x-www-form-urlencoded"), "{}"));
    assert!(is_json(Some("text/plain"), " \n{}"));
    assert!(is_json(None, "{}"));
    assert!(!is_json(None, "a={}"));
    assert!(!is_json(None, ""));
}

#[test]
fn a_notification_is_acknowledged_with_exact_bytes() {
    let response = acknowledge(200, Some("text/plain"), "OK");
    assert_eq!((response.status().as_u16(), response.body().as_slice()), (200, b"OK".as_slice()));
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert!(acknowledge(204, None, "").headers().is_empty());
}
