//! Finished requests, and their `Debug` output.

use http::Method;
use refundry_runtime::{
    Body, Call, Draft, Extras, FormWriter, Headers, JsonWriter, KeyError, Outcome, Record, Server, SignError,
    XmlWriter, http,
};

const SERVER: Server<()> = Server::fixed("https://api.example");
const SECRET: &str = "s3cr3t<&\"";

fn call(query: &str, headers: Headers, body: Body) -> Result<Call<Record>, SignError> {
    let sent = Record::new("acme", "refund").with("number", "R1");
    let (method, content_type) = (Method::POST, Some("application/json"));
    Draft { method, server: SERVER.base(), path: "/refund", query, content_type, headers, body, sent, warnings: vec![] }
        .call()
}

#[test]
fn a_call_is_an_http_request() {
    let mut headers = Headers::new();
    headers.text("Authorization", "acme R1").unwrap();
    let mut body = JsonWriter::new();
    body.text("a", "b");
    let call = call("x=1", headers, body.finish()).unwrap();
    assert_eq!(call.request().uri(), "https://api.example/refund?x=1");
    assert_eq!(call.request().headers()["content-type"], "application/json");
    assert_eq!((call.sent().get("number"), call.warnings().len()), (Some("R1"), 0));
    let (request, _) = call.into_parts();
    assert_eq!((request.method(), request.body().as_slice()), (&Method::POST, br#"{"a":"b"}"#.as_slice()));
    assert_eq!(request.headers()["authorization"], "acme R1");
}

fn bodies() -> Vec<Body> {
    let mut extras = Extras::default();
    extras.insert("added", SECRET);
    let mut form = FormWriter::new();
    form.text("open", "shown");
    form.secret("token", SECRET);
    form.extras(&extras);
    let mut xml = XmlWriter::new("xml");
    xml.secret("token", SECRET);
    xml.text("open", "shown");
    xml.extras(&extras);
    let mut json = JsonWriter::new();
    json.secret("token", SECRET);
    json.text("open", "shown");
    json.secret_literal("pin", "77345112");
    json.extras(&extras);
    vec![form.finish(), xml.try_finish().unwrap(), json.finish()]
}

#[test]
fn debug_masks_secrets() {
    for body in bodies() {
        let shown = [format!("{body:?}"), {
            let mut headers = Headers::new();
            headers.secret("x-token", "77345112").unwrap();
            headers.text("x-open", "shown").unwrap();
            let hidden = format!("{headers:?}");
            assert!(!hidden.contains("77345112"), "{hidden}");
            format!("{:?}", call("token=77345112", headers, body).unwrap())
        }];
        for text in shown {
            assert!(text.contains("shown") && text.contains("***"), "{text}");
            assert!(!text.contains("s3cr3t") && !text.contains("77345112"), "{text}");
        }
    }
}

#[test]
fn a_nested_text_tells_that_it_holds_a_secret() {
    let form = bodies().remove(0);
    assert_eq!(form.clone().into_text(), (form.as_str().to_owned(), true));
    assert_eq!(JsonWriter::new().finish().into_text(), ("{}".into(), false));
}

#[test]
fn headers_carry_printable_ascii() {
    let mut headers = Headers::new();
    for value in ["中", "a\nb", "a\r\nx: y", " a", "a ", "\t", "a\tb", "\u{7f}", "\0"] {
        let error = headers.secret("x-token", value).unwrap_err();
        assert_eq!(error, SignError::Header { name: "x-token".into() });
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert!(headers.text("not a name", "x").is_err());
    assert!(headers.text("x-empty", "").is_ok());
}

#[test]
fn a_call_without_a_url_is_not_made() {
    assert!(matches!(call("a b", Headers::new(), Body::empty()), Err(SignError::Url(_))));
    assert_eq!(SignError::from(KeyError::Signing).to_string(), "signing failed");
}
