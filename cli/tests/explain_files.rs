//! Files as input of `explain`, and its messages about unusable input.

#![allow(clippy::expect_used)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const HOOK: &str = include_str!("specs/hook_pay.yaml");
const BODY: &str = r#"{"no":"R1","state":"OK"}"#;
/// Python's `hmac` over `1717216497.` and the body, and over the body indented by two spaces by `json.dumps`.
const SIGN: &str = "ec9f8bd94e8b551616fad9ed95a258dbd1d70e4ba05eba9acbd011649c63e010";
const SIGN_INDENTED: &str = "3af4cf3fdbb201537ad668a15f3578dee4f05d0fc11ec8a49a33a6f5fc833272";

fn run(folder: &Path, operation: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(["explain", "hook_pay.yaml", operation]).args(arguments).current_dir(folder).output().expect("a run")
}

/// Explains with a file of this text for an option: the exit code and both streams.
fn told(operation: &str, option: &str, text: &str) -> (Option<i32>, String, String) {
    let folder = project();
    fs::write(folder.path().join("file.json"), text).expect("a file");
    let output = run(folder.path(), operation, &[option, "file.json"]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("hook_pay.yaml"), HOOK).expect("a file");
    folder
}

#[test]
fn digits_are_a_status() {
    for (status, outcome) in [(json!(200), "succeeded"), (json!("200"), "succeeded"), (json!("500"), "unknown")] {
        let message = json!({ "status": status, "headers": {}, "body": BODY });
        let (code, stdout, _) = told("refund", "--answer", &message.to_string());
        assert!(code == Some(0) && stdout.contains(&format!("it says: {outcome}")), "{status}: {stdout}");
    }
}

#[test]
fn a_byte_order_mark_in_front_of_a_file_is_read_over() {
    let message = json!({ "status": 500, "headers": {}, "body": BODY });
    let (code, stdout, stderr) = told("refund", "--answer", &format!("\u{feff}{message}"));
    assert!(code == Some(0) && stdout.contains("it says: unknown"), "{stdout}{stderr}");
    let (code, stdout, stderr) = told("refund", "--values", "\u{feff}{\"no\":\"R7\",\"fee\":1}");
    assert!(code == Some(0) && stdout.contains("R7"), "{stdout}{stderr}");
}

#[test]
fn a_list_of_one_text_and_a_number_are_headers() {
    for (time, sign) in [
        (json!("1717216497"), json!(SIGN)),
        (json!(1_717_216_497), json!([SIGN])),
        (json!([1_717_216_497]), json!(SIGN)),
    ] {
        let message = json!({ "headers": { "x-time": time, "x-sign": sign }, "body": BODY });
        let (code, stdout, _) = told("notice", "--answer", &message.to_string());
        assert!(code == Some(0) && stdout.contains("the signature is right; it says: succeeded"), "{stdout}");
    }
}

#[test]
fn what_is_not_understood_of_an_answer_is_told() {
    let with = |key: &str, value: Value| {
        let mut message = json!({ "status": 200, "headers": { "x-time": "1", "x-sign": "2" }, "body": BODY });
        message[key] = value;
        message.to_string()
    };
    let cases = [
        (with("status", json!("20o")), "`status` is \"20o\""),
        (with("status", json!(20)), "`status` is 20"),
        (with("status", json!(200.5)), "`status` is 200.5"),
        (with("status", json!([200])), "`status` is [200]"),
        (with("status", json!(null)), "`status` is null"),
        (with("headers", json!(["x-time"])), "`headers` is a list"),
        (with("headers", json!(null)), "`headers` is null"),
        (with("headers", json!({ "x-sign": ["a", "b"] })), "the header `x-sign` has 2 texts"),
        (with("headers", json!({ "x-sign": [] })), "the header `x-sign` has 0 texts"),
        (with("headers", json!({ "x-sign": { "a": "b" } })), "the header `x-sign` is an object"),
        (with("headers", json!({ "x-sign": true })), "the header `x-sign` is true or false"),
        (with("headers", json!({ "x-sign": 1.5 })), "the header `x-sign` is a number"),
        (with("headers", json!({ "x-sign": "a", "X-Sign": "b" })), "the header `X-Sign` occurs twice"),
        (with("headers", json!({ "x-sign": "a\nb" })), "the answer is no message of HTTP"),
        (with("body", json!({ "no": "R1" })), "`body` is an object"),
        (with("body", json!(null)), "`body` is null"),
        (with("url", json!("/notify")), "`url` is none of `status`, `headers` and `body`"),
        (r#"{"status":200,"headers":{}}"#.to_owned(), "`body` is missing"),
        (r#"{"status":200,"status":500,"body":"x"}"#.to_owned(), "the member `status` occurs twice"),
        (r#"{"headers":{"x-sign":"1","x-sign":"2"},"body":"x"}"#.to_owned(), "the member `x-sign` occurs twice"),
    ];
    for (text, message) in cases {
        let (code, stdout, stderr) = told("notice", "--answer", &text);
        assert!(code == Some(2) && stdout.is_empty() && stderr.contains(message), "{text}\n{message}\n{stderr}");
    }
}

/// The body of an answer may contain members with these names.
#[test]
fn a_body_is_no_message_because_of_its_names() {
    for body in [r#"{"status":"OK","no":"R1"}"#, r#"{"no":"R1","body":{"a":1}}"#, r#"{"status":"OK"}"#] {
        let (code, stdout, _) = told("refund", "--answer", body);
        assert!(code == Some(0) || stdout.contains("refused"), "{body}: {stdout}");
    }
}

#[test]
fn the_body_that_was_written_anew_is_the_cause() {
    let message = json!({ "headers": { "x-time": "1717216497", "x-sign": SIGN_INDENTED }, "body": BODY });
    let (code, stdout, _) = told("notice", "--answer", &message.to_string());
    let cause =
        "the signature is right with another computation:\n=> JSON written anew, in lines indented by two spaces\n";
    assert!(code == Some(1) && stdout.contains(cause), "{stdout}");
}

#[test]
fn what_is_not_understood_of_values_and_credentials_is_told() {
    let cases = [
        ("--values", r#"{"no":"R1","fee":1"#, "is no JSON that can be used"),
        ("--credentials", r#"{"key":"a","key":"b"}"#, "the member `key` occurs twice"),
        ("--credentials", r#"{"key":12}"#, "the credential `key`: this is a number"),
        ("--credentials", r#"{"key":{"file":"none.txt"}}"#, "cannot read `none.txt`"),
        ("--credentials", r#"{"key":{"file":"a","hex":"b"}}"#, "an object names a file"),
        ("--credentials", r#"{"key":{"5157":"a"}}"#, "an object names a file"),
        ("--credentials", r#"{"ky":"a"}"#, "the spec has no credential `ky`: it has `key`"),
    ];
    for (option, text, message) in cases {
        let (code, stdout, stderr) = told("refund", option, text);
        assert!(code == Some(2) && stdout.is_empty() && stderr.contains(message), "{text}\n{message}\n{stderr}");
    }
}

/// The exit code is that of a broken rule, and the report names each member.
#[test]
fn values_that_are_no_request_are_violations() {
    let cases = [
        (r#"{"no":"R1","fee":1,"fee":2}"#, &[("", "the member `fee` occurs twice")][..]),
        (r#"{"no":"R1","fee":1,"extra":{"a":"1","a":"2"}}"#, &[("", "in `extra`, the member `a` occurs twice")]),
        (r#"{"no":"R1","fee":1,"extra":{"a":[1]}}"#, &[("extra.a", "is no text, number or truth value")]),
        (r#"{"no":"R1","fee":1,"extra":{"a":null}}"#, &[("extra.a", "is no text, number or truth value")]),
        (r#"{"no":12345678901234567890123,"fee":1}"#, &[("", "in `no`, a number of so many digits is not kept")]),
        (r#"{"no":1.10,"fee":1}"#, &[("no", "is the number 1.1: write it as a text")]),
        (r#"{"no":"R1","fee":"much"}"#, &[("fee", "is `much`")]),
        (r#"{"no":"R1","fee":1.5}"#, &[("fee", "is `1.5`")]),
        (r#"{"no":"R1","fee":-1}"#, &[("fee", "-1")]),
        (r#"{"no":"R1","fee":null}"#, &[("fee", "is missing")]),
        (r#"{"n":"R1","fee":[]}"#, &[("n", "is no field"), ("fee", "is no text"), ("no", "required")]),
        ("[1]", &[("", "the values are a list")]),
        ("null", &[("", "the values are null")]),
        ("\u{feff}{}\r\n", &[("fee", "is missing"), ("no", "required")]),
    ];
    for (values, expected) in cases {
        let folder = project();
        fs::write(folder.path().join("file.json"), values).expect("a file");
        let output = run(folder.path(), "refund", &["--values", "file.json", "--format", "json"]);
        assert_eq!(output.status.code(), Some(1), "{values}");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let told: Vec<(&str, &str)> = report["violations"].as_array().expect("violations").iter().map(member).collect();
        assert_eq!(told.len(), expected.len(), "{values}: {told:?}");
        for (path, problem) in expected {
            assert!(told.iter().any(|told| told.0 == *path && told.1.contains(problem)), "{values}: {told:?}");
        }
        let (code, text, stderr) = self::told("refund", "--values", values);
        assert!(code == Some(1) && stderr.is_empty() && text.contains(expected[0].1), "{values}: {text}{stderr}");
    }
}

fn member(violation: &Value) -> (&str, &str) {
    (violation["path"].as_str().expect("a path"), violation["message"].as_str().expect("a message"))
}

/// Opening a FIFO would wait for a writer forever.
#[cfg(unix)]
#[test]
fn files_that_are_no_regular_files_are_refused() {
    let folder = project();
    let made = Command::new("mkfifo").arg(folder.path().join("fifo")).status().expect("mkfifo");
    assert!(made.success());
    fs::write(folder.path().join("key.json"), r#"{"key":{"file":"fifo"}}"#).expect("a file");
    for option in ["--values", "--credentials", "--text", "--answer"] {
        for path in ["fifo", "/dev/zero"] {
            let output = run(folder.path(), "refund", &[option, path]);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.code() == Some(2) && told.contains("it is no regular file"), "{option}: {told}");
        }
    }
    let output = run(folder.path(), "refund", &["--credentials", "key.json"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is no regular file"));
    let files = [["check", "fifo"].as_slice(), &["drift", "hook_pay.yaml", "fifo"], &["diff", "hook_pay.yaml", "fifo"]];
    for arguments in files.into_iter().chain([["explain", "fifo", "refund"].as_slice()]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
        let output = command.args(arguments).current_dir(folder.path()).output().expect("a run");
        assert!(String::from_utf8_lossy(&output.stderr).contains("it is no regular file"), "{arguments:?}");
    }
}

/// A key of a set is read from its file, and a missing file is reported.
#[test]
fn keys_by_serial_come_from_files() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/wechatpay_v3.yaml");
    fs::copy(spec, folder.path().join("hook_pay.yaml")).expect("a spec");
    let told = |keys: Value| {
        fs::write(folder.path().join("keys.json"), json!({ "platform_keys": keys }).to_string()).expect("a file");
        let output = run(folder.path(), "refund", &["--credentials", "keys.json"]);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    fs::write(folder.path().join("key.pem"), "no key").expect("a file");
    for (keys, message) in [
        (json!({ "5157": { "file": "none.pem" } }), "the key `5157`: cannot read `none.pem`"),
        (json!({ "5157": { "file": "key.pem" } }), "the key `5157`: "),
        (json!({ "5157": 7 }), "the key `5157`: this is a number"),
        (json!({}), "no key is given"),
        (json!("-----BEGIN"), "keys by serial are needed"),
    ] {
        let told = told(keys.clone());
        assert!(told.contains("the credential `platform_keys`") && told.contains(message), "{keys}: {told}");
    }
    fs::write(folder.path().join("key.pem"), include_str!("specs/throw_away.pub.pem")).expect("a file");
    // The set is read, and only the merchant's own key is missing.
    let told = told(json!({ "5157": { "file": "key.pem" } }));
    assert!(!told.contains("platform_keys") && told.contains("the request cannot be signed"), "{told}");
}

#[test]
fn an_invalid_request_is_reported() {
    let values = r#"{"no":"R1","fee":0,"extra":{}}"#;
    let (code, stdout, _) = told("refund", "--values", values);
    assert!(code == Some(1) && stdout.contains("`fee`: `0`, at least 1 (rule `fee.range`)"), "{stdout}");
    let huge = told("refund", "--values", r#"{"no":"R1","fee":18446744073709551615}"#).1;
    assert!(huge.contains("at most 9223372036854775807") && !huge.contains("at least"), "{huge}");
    let folder = project();
    fs::write(folder.path().join("values.json"), values).expect("a file");
    let output = run(folder.path(), "refund", &["--values", "values.json", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["violations"][0]["path"], "fee");
    assert_eq!(report["violations"][0]["rule"], "fee.range");
    assert!(report["refused"].is_string());
}

#[test]
fn what_may_be_wrong_is_a_warning() {
    let folder = project();
    fs::write(folder.path().join("values.json"), r#"{"no":"退款退款","fee":1}"#).expect("a file");
    let text = run(folder.path(), "refund", &["--values", "values.json"]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("warnings\n  `no`: 4 characters in 12 bytes, at most 8"), "{text}");
    let json = run(folder.path(), "refund", &["--values", "values.json", "--format", "json"]);
    let report: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(report["warnings"][0]["rule"], "no.length");
}

/// Python's `hmac` over the number under the key of the example.
const PROOF: &str = "d55de399a36e459c6f5cb53a4ad1230c29b996e4ad78e02a83e1989c6aac9f51";

#[test]
fn the_acknowledgement_of_a_notification_is_explained() {
    let values = "values:\n  proof: { text: [ { received: no } ], steps: [ { hmac_sha256: key }, hex_lower ] }\n";
    let expected = format!("outcome: succeeded\n    acknowledged: {{ body: \"ok {PROOF}\" }}\n  forged:");
    let spec = HOOK.replace("values:\n", values);
    let spec = spec.replace("{ body: ok }", "{ body: [ \"ok \", { value: proof } ] }");
    let spec = spec.replace("outcome: succeeded\n  forged:", &expected);
    let folder = project();
    fs::write(folder.path().join("hook_pay.yaml"), spec).expect("a file");
    let message = json!({ "headers": { "x-time": "1717216497", "x-sign": SIGN }, "body": BODY });
    fs::write(folder.path().join("file.json"), message.to_string()).expect("a file");
    let explained = |arguments: &[&str]| {
        let output = run(folder.path(), "notice", &[&["--answer", "file.json"], arguments].concat());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let told = explained(&[]);
    assert!(told.contains("text of `proof`, 2 bytes\n  R1\n"), "{told}");
    assert!(told.contains(&format!("acknowledged: 200\n  ok {PROOF}\n")) && !told.contains("kkkkkkkk"), "{told}");
    let json: Value = serde_json::from_str(&explained(&["--format", "json"])).expect("JSON");
    assert_eq!(json["acknowledgement"]["body"], json!(format!("ok {PROOF}")), "{json}");
}
