//! `explain` with GBK messages. Python's `encode("gbk")` and `hashlib` computed the bytes and digests.

#![allow(clippy::expect_used)]

use std::{
    fs,
    process::{Command, Output},
};

use tempfile::TempDir;

const SPEC: &str = include_str!("specs/gbk_pay.yaml");

/// An answer with 退款成功 in GBK.
const RAW: &[u8] =
    b"{\"refId\":\"1\",\"resultCode\":\"Ok\",\"msg\":\"\xCD\xCB\xBF\xEE\xB3\xC9\xB9\xA6\",\"sign\":\"9e6f3ee175417510c78ee6a62f0f7f58\"}";

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("gbk_pay.yaml"), SPEC).expect("a file");
    folder
}

fn explain(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(["explain", "gbk_pay.yaml", "refund"]).args(arguments);
    command.current_dir(folder.path()).output().expect("the command")
}

#[test]
fn an_answer_is_given_by_its_bytes_or_as_text() {
    let folder = project();
    let whole = "{\"status\":200,\"body\":\"{\\\"refId\\\":\\\"1\\\",\\\"resultCode\\\":\\\"Ok\\\",\\\"msg\\\":\\\"退款成功\\\",\\\"sign\\\":\\\"9e6f3ee175417510c78ee6a62f0f7f58\\\"}\"}";
    for (name, file) in [("raw.json", RAW), ("whole.json", whole.as_bytes())] {
        fs::write(folder.path().join(name), file).expect("a file");
        let output = explain(&folder, &["--answer", name]);
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(shown.contains("the signature is right; it says: succeeded"), "{name}: {shown}");
        assert!(shown.contains("退款成功"), "{name}: {shown}");
    }
}

#[test]
fn the_printed_command_sends_the_bytes_that_are_signed() {
    let folder = project();
    let shown = String::from_utf8_lossy(&explain(&folder, &[]).stdout).into_owned();
    assert!(shown.contains("\"memo\":\"退款\""), "{shown}");
    let word = shown.rsplit_once("--data-raw ").expect("a body").1;
    let printed = Command::new("bash").args(["-c", &format!("printf %s {word}")]).output().expect("bash");
    let expected: &[u8] =
        b"{\"refId\":\"1\",\"memo\":\"\xCD\xCB\xBF\xEE\",\"sign\":\"b692a63f87a05f18505da7a6085ed3be\"}";
    assert_eq!(printed.stdout, expected);
}
