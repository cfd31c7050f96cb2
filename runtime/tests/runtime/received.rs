//! Received messages before their bodies are read.

use http::{Request, Response};
use refundry_runtime::{MAX_BODY, ReadError, Received, acknowledge, http, read};

#[test]
fn a_response_tells_its_parts() {
    let response = Response::builder().status(404).header("X-Sign", "s").body("{}").unwrap();
    let received = Received::response(&response).unwrap();
    assert_eq!((received.status_text(), received.method_text(), received.path_text()), ("404", "", ""));
    assert_eq!((received.header("x-sign"), received.header("x-other")), (Some("s"), None));
    assert_eq!(received.body_text(), Ok("{}"));
    assert_eq!(received.target_text(), "");
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
    assert_eq!(received.target_text(), "/notify/a%20b?x=1&y");
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
fn the_first_character_tells_the_codec() {
    for (body, json, xml) in [
        ("{}", true, false),
        (" \n{}", true, false),
        ("\u{feff} {", true, false),
        ("<a/>", false, true),
        ("\u{feff} \n<a/>", false, true),
        ("a={}", false, false),
        ("[{}]", false, false),
        ("\u{a0}{}", false, false),
        ("", false, false),
    ] {
        assert_eq!((read::is_json(body.as_bytes()), read::is_xml(body.as_bytes())), (json, xml), "{body:?}");
    }
}

#[test]
fn a_notification_is_acknowledged_with_exact_bytes() {
    let response = acknowledge(200, Some("text/plain"), "OK");
    assert_eq!((response.status().as_u16(), response.body().as_slice()), (200, b"OK".as_slice()));
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert!(acknowledge(204, None, "").headers().is_empty());
}

#[test]
fn a_parameter_of_a_header_comes_once() {
    let response = Response::builder().header("sign", "HMAC t=1, v1=\"ab\",v2=c,v2=d").body("").unwrap();
    let received = Received::response(&response).unwrap();
    let parameter = |name| received.parameter("Sign", name);
    assert_eq!((parameter("t"), parameter("v1")), (Some("1"), Some("ab")));
    assert_eq!((parameter("v2"), parameter("v3"), received.parameter("other", "t")), (None, None, None));
    assert_eq!(received.parameters("sign", "v2").collect::<Vec<_>>(), ["c", "d"]);
}

#[test]
fn a_message_without_a_body_has_none() {
    assert!(read::no_body(b"").is_ok());
    // Python: b" \t\r\n\f{ }\n".strip()
    assert_eq!(
        (read::trimmed(b" \t\r\n\x0c{ }\n"), read::trimmed(b"\n "), read::trimmed(b"a")),
        (&b"{ }"[..], &b""[..], &b"a"[..])
    );
    for body in [" ", "\n", "{}", "\u{feff}"] {
        assert!(matches!(read::no_body(body.as_bytes()), Err(ReadError::Malformed { .. })), "{body:?}");
    }
}

#[test]
fn headers_are_members_if_they_come_once_and_in_ascii() {
    let response = Response::builder().header("x-state", "DONE").header("x-empty", "").body("").unwrap();
    let mut members =
        Received::response(&response).unwrap().header_members(&["X-State", "X-Empty", "X-Other"]).unwrap();
    assert_eq!(members.text("X-State"), Ok(Some("DONE".to_owned())));
    assert_eq!(members.text("X-Empty"), Ok(None));
    assert_eq!(members.text("X-Other"), Ok(None));
    let twice = Response::builder().header("x-state", "NO").header("X-State", "DONE").body("").unwrap();
    let read = Received::response(&twice).unwrap().header_members(&["X-State"]).err();
    assert_eq!(read, Some(ReadError::Duplicate { name: "X-State".to_owned() }));
    let odd = Response::builder().header("x-state", &b"DONE\xff"[..]).body("").unwrap();
    let read = Received::response(&odd).unwrap().header_members(&["X-State"]).err();
    assert!(matches!(read, Some(ReadError::Member { .. })), "{read:?}");
}
