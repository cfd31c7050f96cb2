//! `explain` tells the place of a difference: in the text, in a secret, in the notation of the signature, or in the
//! file. Python's `hashlib` computed the digests.

#![allow(clippy::expect_used)]

use std::{
    fs,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

const KEY: &str = "kkkkkkkk";

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("acme_pay.yaml"), include_str!("specs/acme_pay.yaml")).expect("a file");
    fs::write(folder.path().join("gbk_pay.yaml"), include_str!("specs/gbk_pay.yaml")).expect("a file");
    fs::write(folder.path().join("alipay.yaml"), include_str!("../../specs/alipay.yaml")).expect("a file");
    folder
}

fn run(folder: &TempDir, spec: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(["explain", spec, "refund"]).args(arguments);
    command.current_dir(folder.path()).output().expect("the command")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_last_line_end_belongs_to_the_file() {
    let folder = project();
    let end = "a line end at the end of the file, as editors add it";
    for (text, words) in [
        ("amount=100&refund_no=R1&key=kkkkkkkk\n", end.to_owned()),
        ("amount=100&refund_no=R1&key=kkkkkkkk\r\n", end.to_owned()),
        ("refund_no=R1&amount=100&key=kkkkkkkk\n", format!("the fields as they are sent, unsorted, and {end}")),
    ] {
        fs::write(folder.path().join("text.txt"), text).expect("a file");
        let output = run(&folder, "acme_pay.yaml", &["--text", "text.txt"]);
        let told = told(&output).replace("\n   ", " ");
        assert!(told.contains(&format!("=> {words}")), "{text:?}: {told}");
        assert!(!told.contains("the key with") && output.status.code() == Some(0), "{told}");
    }
}

#[test]
fn a_text_may_be_in_gbk() {
    let folder = project();
    fs::write(folder.path().join("values.json"), r#"{"refund_no": "退款", "amount": 100}"#).expect("a file");
    let text = b"amount=100&refund_no=\xCD\xCB\xBF\xEE&key=kkkkkkkk";
    fs::write(folder.path().join("text.txt"), text).expect("a file");
    fs::write(folder.path().join("credentials.json"), r#"{"key": "kkkkkkkk"}"#).expect("a file");
    let inputs = ["--values", "values.json", "--credentials", "credentials.json", "--text", "text.txt"];
    let output = run(&folder, "acme_pay.yaml", &inputs);
    let told = told(&output);
    assert!(
        told.contains("=> the text in GBK instead of UTF-8\n"),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(0));
    // Neither GBK nor UTF-8.
    fs::write(folder.path().join("text.txt"), b"amount=100\xFF\xFF").expect("a file");
    assert_eq!(run(&folder, "acme_pay.yaml", &inputs).status.code(), Some(2));
}

#[test]
fn a_text_in_the_charset_of_the_spec_is_right() {
    let folder = project();
    let document: Value =
        serde_json::from_str(&told(&run(&folder, "gbk_pay.yaml", &["--format", "json", "--show-secrets"])))
            .expect("JSON");
    let right = document["text"].as_str().expect("a text");
    assert!(right.contains("退款"), "{right}");
    let bytes: Vec<u8> = right.split("退款").map(str::as_bytes).collect::<Vec<_>>().join(&b"\xCD\xCB\xBF\xEE"[..]);
    fs::write(folder.path().join("text.txt"), bytes).expect("a file");
    let told = told(&run(&folder, "gbk_pay.yaml", &["--text", "text.txt"]));
    assert!(told.contains("=> the other text is the same\n"), "{told}");
}

#[test]
fn a_difference_inside_a_secret_is_told_once() {
    let folder = project();
    let keys = [
        ("28e6c06d62d0ef9e7542cf84befdb0d7", "the key in upper case"),
        ("80211d1a843edb66f33b8ffa426ca51a", "a line feed inside the key, after its character 4"),
    ];
    for (signature, words) in keys {
        let told = told(&run(&folder, "acme_pay.yaml", &["--expect", signature]));
        assert!(told.contains(words) && told.contains("\n  both:  amount=100&refund_no=R1&key=***\n"), "{told}");
        assert!(told.contains("the difference is inside a secret") && !told.contains("  other: "), "{told}");
        for format in ["text", "json"] {
            let told = self::told(&run(&folder, "acme_pay.yaml", &["--expect", signature, "--format", format]));
            assert!(!told.to_lowercase().contains("kkkk"), "{told}");
        }
        let shown = self::told(&run(&folder, "acme_pay.yaml", &["--expect", signature, "--show-secrets"]));
        assert!(shown.contains("\n  right: ") && shown.contains("\n  other: "), "{shown}");
    }
}

#[test]
fn a_percent_encoded_signature_is_not_the_same() {
    let folder = project();
    let document: Value =
        serde_json::from_str(&told(&run(&folder, "alipay.yaml", &["--format", "json"]))).expect("JSON");
    let right = document["signature"].as_str().expect("a signature");
    let encoded = right.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let told = told(&run(&folder, "alipay.yaml", &["--expect", &encoded]));
    assert!(told.contains("=> the signature percent-encoded, as in a form or a query\n"), "{told}");
    assert!(told.contains("the texts are the same: the difference is outside of text, key and steps\n"), "{told}");
}

#[test]
fn the_texts_of_an_answer_have_names_of_their_own() {
    let folder = project();
    let body = "refund_no=R1&code=OK&sign=56899c12b77dd85b569da84b5594f5be";
    fs::write(folder.path().join("answer.txt"), body).expect("a file");
    let told = told(&run(&folder, "acme_pay.yaml", &["--answer", "answer.txt"]));
    let lines = "  of the spec: code=OK&refund_no=R1&key=***\n  as signed:   code=OK&refund_no=R1&key=***␊\n";
    assert!(told.contains(lines) && !told.contains("right: "), "{told}");
}

/// A secret that another party has put into a member of its own.
#[test]
fn a_secret_in_a_member_that_the_spec_does_not_list_is_hidden() {
    let folder = project();
    for (sign, right) in [("ee24ee5d60396d4b1b82beb2f7a87829", true), ("00000000000000000000000000000000", false)] {
        let body = format!("refund_no=R1&code=OK&memo=kkkkkkkk&sign={sign}");
        fs::write(folder.path().join("answer.txt"), body).expect("a file");
        for format in ["text", "json"] {
            let output = run(&folder, "acme_pay.yaml", &["--answer", "answer.txt", "--format", format]);
            let told = told(&output);
            assert!(told.contains("code=OK&memo=***&refund_no=R1&key=***"), "{told}");
            // Not in hex either.
            assert!(!told.contains(KEY) && !told.contains("6b6b6b6b"), "{told}");
            assert_eq!(output.status.code(), Some(i32::from(!right)), "{told}");
        }
    }
}
