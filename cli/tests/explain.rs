//! `explain`: its output, the causes that it names, and the secrets that it hides.

#![allow(clippy::expect_used)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const ACME: &str = include_str!("specs/acme_pay.yaml");
const DERIVED: &str = include_str!("specs/derived_key.yaml");
const DERIVED_AND_SENT: &str = include_str!("specs/derived_keys.yaml");
const VIOLATED: &str = include_str!("specs/secret_in_violation.yaml");
const KEY: &str = "kkkkkkkk";

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("acme_pay.yaml"), ACME).expect("a file");
    folder
}

fn write(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) {
    fs::write(folder.path().join(name), text).expect("a file");
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command
        .args(["explain", "acme_pay.yaml", "refund"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn an_example_is_explained() {
    let folder = project();
    insta::assert_snapshot!(stdout(&run(folder.path(), &[])));
}

#[test]
fn the_document_has_the_promised_shape() {
    let folder = project();
    let report: Value = serde_json::from_str(&stdout(&run(folder.path(), &["--format", "json"]))).expect("JSON");
    assert_eq!(report["text"], "amount=100&refund_no=R1&key=***");
    assert_eq!(report["signature"], "bf1c1a8f97b43e6f8dcea17e9c0ff905");
    let steps: Vec<&Value> = report["steps"].as_array().expect("steps").iter().map(|step| &step["step"]).collect();
    assert_eq!(steps, ["md5", "hex_lower"]);
    assert_eq!(report["steps"][0]["output"], "bf1c1a8f97b43e6f8dcea17e9c0ff905");
    assert_eq!(report["request"]["method"], "POST");
    assert!(report["request"]["body"].as_str().is_some_and(|body| body.contains("refund_no=R1")));
    assert!(report["request"]["headers"].is_array() && report["causes"].is_null());
}

/// Signatures of Python's `hashlib` over `amount=100&refund_no=R1&key=kkkkkkkk`, each with one known mistake.
#[test]
fn the_cause_of_a_foreign_signature_is_named() {
    let folder = project();
    for (signature, cause) in FOREIGN {
        let output = run(folder.path(), &["--expect", signature]);
        let told = stdout(&output);
        assert!(told.contains(cause), "{signature}: {cause}\n{told}");
        assert_eq!(output.status.code(), Some(0));
        assert!(!told.contains(KEY), "{told}");
    }
}

include!("explain/foreign.rs");

#[test]
fn what_no_reading_makes_is_told() {
    let folder = project();
    let output = run(folder.path(), &["--expect", "00000000000000000000000000000000"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("no known mistake reproduces it"));
}

#[test]
fn a_foreign_text_is_compared() {
    let folder = project();
    write(&folder, "text.txt", "refund_no=R1&amount=100&key=kkkkkkkk");
    let output = run(folder.path(), &["--text", "text.txt"]);
    let told = stdout(&output);
    assert!(told.contains("the fields as they are sent, unsorted") && told.contains("from byte 0 on"), "{told}");
    write(&folder, "text.txt", "amount=100&refund_no=R2&key=kkkkkkkk");
    let output = run(folder.path(), &["--text", "text.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("the texts differ from byte 22 on"), "{}", stdout(&output));
}

#[test]
fn secrets_are_shown_on_demand_alone() {
    let folder = project();
    write(&folder, "values.json", json!({ "refund_no": "R 1", "amount": 100 }).to_string());
    write(&folder, "credentials.json", json!({ "key": "s3cr3t&+/%" }).to_string());
    let files = ["--values", "values.json", "--credentials", "credentials.json", "--now", "2024-11-18T12:00:00Z"];
    for format in ["text", "json"] {
        let masked = stdout(&run(folder.path(), &[&files[..], &["--format", format]].concat()));
        assert!(!masked.contains("s3cr3t"), "{masked}");
    }
    let shown = stdout(&run(folder.path(), &[&files[..], &["--show-secrets"]].concat()));
    assert!(shown.contains("key=s3cr3t&+/%"), "{shown}");
}

/// Python's `hashlib` computed the digest of the working key.
#[test]
fn a_key_that_is_made_of_a_secret_is_none_to_show() {
    const MADE: &str = "ac586f2cfa7bfba9fbf55d3d7b0585b8";
    let folder = project();
    write(&folder, "acme_pay.yaml", DERIVED);
    for format in ["text", "json"] {
        let masked = stdout(&run(folder.path(), &["--format", format]));
        assert!(!masked.contains(MADE) && masked.contains("***"), "{masked}");
        let shown = stdout(&run(folder.path(), &["--format", format, "--show-secrets"]));
        assert!(shown.contains(MADE), "{shown}");
    }
    let report: Value = serde_json::from_str(&stdout(&run(folder.path(), &["--format", "json"]))).expect("JSON");
    assert_eq!([&report["text"], &report["signature"]], ["", ""]);
}

#[test]
fn a_key_in_an_encrypted_text_is_none_to_show_in_hex() {
    const MADE: &str = "ac586f2cfa7bfba9fbf55d3d7b0585b8";
    let written =
        DERIVED.replace("steps: [ md5 ]", "steps: [ md5, hex_lower ]").replace("aes_128_cbc", "aes_256_cbc").replace(
            "refund_amount: {",
            "made: { type: string, required: true, from: value aes_key }\n      refund_amount: {",
        );
    let folder = project();
    write(&folder, "acme_pay.yaml", written);
    let masked = stdout(&run(folder.path(), &["--format", "json"]));
    let in_hex: String = MADE.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(!masked.contains(MADE) && !masked.contains(&in_hex) && masked.contains("***"), "{masked}");
    let shown = stdout(&run(folder.path(), &["--format", "json", "--show-secrets"]));
    assert!(shown.contains(&in_hex), "{shown}");
}

#[test]
fn a_broken_rule_shows_no_secret() {
    let folder = project();
    write(&folder, "acme_pay.yaml", VIOLATED);
    write(&folder, "credentials.json", json!({ "mch_id": "1", "api_key": "s3cr3t&key" }).to_string());
    for format in ["text", "json"] {
        let output = run(folder.path(), &["--credentials", "credentials.json", "--format", format]);
        let told = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
        assert!(!told.contains("s3cr3t") && told.contains("token"), "{told}");
    }
}

/// A short secret is redacted at its location only, not in equal text elsewhere.
#[test]
fn what_reads_like_a_secret_is_shown_where_it_is_none() {
    let folder = project();
    write(&folder, "values.json", json!({ "refund_no": "test1", "amount": 100 }).to_string());
    write(&folder, "credentials.json", json!({ "key": "test" }).to_string());
    let files = ["--values", "values.json", "--credentials", "credentials.json", "--now", "2024-11-18T12:00:00Z"];
    let told = stdout(&run(folder.path(), &files));
    assert!(told.contains("amount=100&refund_no=test1&key=***") && told.contains("refund_no=test1&amount"), "{told}");
}

#[test]
fn an_answer_is_verified_step_by_step() {
    let folder = project();
    write(&folder, "answer.txt", "refund_no=R1&code=OK&sign=651b0305d8166e72e4499109f406c143");
    let good = run(folder.path(), &["--answer", "answer.txt"]);
    insta::assert_snapshot!(stdout(&good));
    assert_eq!(good.status.code(), Some(0));
    let forged = json!({ "status": 200, "headers": {}, "body": "refund_no=R1&code=OK&sign=00" });
    write(&folder, "answer.json", forged.to_string());
    let forged = run(folder.path(), &["--answer", "answer.json"]);
    assert_eq!(forged.status.code(), Some(1));
    assert!(stdout(&forged).contains("refused: the signature is wrong"), "{}", stdout(&forged));
}

/// The answer is signed by Python's `hashlib`, over the signature of its request.
#[test]
fn an_answer_that_signs_its_request_is_explained() {
    let folder = project();
    let text = r#"[ { fields: { except: [sign] } }, "&request=", { sent: sign }, "&key=", { credential: key } ]"#;
    let value = format!("  answer_sign:\n    text: {text}\n    steps: [ md5, hex_lower ]\n\nmessages:");
    let spec = ACME.replace("\nmessages:", &value).replace("value: sign }", "value: answer_sign }");
    write(&folder, "acme_pay.yaml", spec);
    write(&folder, "answer.txt", "refund_no=R1&code=OK&sign=dc5f1ac8bfc9944a230578aaf8e7c6b8");
    let told = run(folder.path(), &["--answer", "answer.txt"]);
    let text = "code=OK&refund_no=R1&request=bf1c1a8f97b43e6f8dcea17e9c0ff905&key=***";
    assert!(stdout(&told).contains(text), "{}", stdout(&told));
    assert_eq!(told.status.code(), Some(0));
}

/// An encoded layer could be decoded to reveal its key.
#[test]
fn a_key_that_is_sent_is_hidden() {
    let folder = project();
    write(&folder, "acme_pay.yaml", DERIVED_AND_SENT);
    let shown = stdout(&run(folder.path(), &[]));
    for hidden in ["enc=***&sig=", "k1sent=***"] {
        assert!(shown.contains(hidden), "{hidden}: {shown}");
    }
}

#[test]
fn what_cannot_be_used_is_told() {
    let folder = project();
    write(&folder, "broken.json", [0xFF, 0xFE, b'{']);
    write(&folder, "deep.json", "[".repeat(100_000));
    let cases: [(&[&str], &str); 4] = [
        (&["--values", "broken.json"], "cannot read `broken.json`"),
        (&["--values", "deep.json"], "`deep.json` is no JSON"),
        (&["--now", "noon"], "`noon` is no time"),
        (&["--example", "nothing"], "has no example `nothing`"),
    ];
    for (arguments, message) in cases {
        let output = run(folder.path(), arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(message), "{told}");
    }
}

#[test]
fn a_signature_of_another_form_cannot_be_right() {
    let folder = project();
    for (signature, reason) in [
        ("bf1c1a8f97b43e6f8dcea17e9c0ff90", "it has 31 characters, and the right one has 32"),
        ("bf1c1a8f97b43e6f8dcea17e9c0ff9ß5", "its character 31, `ß`, does not belong to hex in lower case"),
    ] {
        let output = run(folder.path(), &["--expect", signature]);
        let told = stdout(&output).replace("\n   ", " ");
        assert!(told.contains(&format!("=> the other signature cannot be right: {reason}\n")), "{told}");
        assert_eq!(output.status.code(), Some(1));
        let report = stdout(&run(folder.path(), &["--expect", signature, "--format", "json"]));
        let report: Value = serde_json::from_str(&report).expect("JSON");
        assert_eq!(report["misfit"], reason);
    }
}

#[test]
fn the_differing_byte_is_marked() {
    let folder = project();
    write(&folder, "text.txt", "amount=100&refund_no=R2&key=kkkkkkkk");
    let told = stdout(&run(folder.path(), &["--text", "text.txt"]));
    let mark = " ".repeat("  other: amount=100&refund_no=R".len());
    let lines =
        format!("  right: amount=100&refund_no=R1&key=***\n  other: amount=100&refund_no=R2&key=***\n{mark}^\n");
    assert!(told.ends_with(&lines), "{told}");
}

#[test]
fn the_mark_is_below_its_own_text() {
    let folder = project();
    // The wide characters before the difference take two columns each, and long texts are cut on both sides.
    let number = "\u{9000}".repeat(32);
    write(&folder, "values.json", json!({ "refund_no": number, "amount": 100 }).to_string());
    write(&folder, "text.txt", format!("amount=100&refund_no={number}x{}", "y".repeat(99)));
    let told = stdout(&run(folder.path(), &["--values", "values.json", "--text", "text.txt"]));
    let lines: Vec<&str> = told.lines().collect();
    let [.., _right, other, mark] = lines.as_slice() else { panic!("{told}") };
    let columns = |text: &str| text.chars().map(|c| if c == '\u{9000}' { 2 } else { 1 }).sum::<usize>();
    let (before, _) = other.split_once("xy").expect("the difference");
    assert_eq!(columns(before), columns(mark) - 1, "{told}");
    assert!(columns(other) <= 80 && before.contains('…') && other.ends_with('…'), "{told}");
}

#[test]
fn the_cause_stands_out_and_fits_the_terminal() {
    let folder = project();
    const TWO: &str = "64216eaa146047eae27f440da2d32884c8941f3ce8e2022494f8ddb82fc2c2eb";
    let told = stdout(&run(folder.path(), &["--expect", TWO, "--color", "always"]));
    let bold = "\u{1b}[1m=> the key left out of the text, and `sha256` as the digest\u{1b}[0m\n";
    assert!(told.contains(bold), "{told}");
    assert_eq!(told.matches('\u{1b}').count(), 2, "{told}");
    let plain = stdout(&run(folder.path(), &["--expect", TWO]));
    let verdict = plain.split("\nthe other signature").last().expect("a verdict");
    assert!(!plain.contains('\u{1b}') && verdict.lines().all(|line| line.chars().count() <= 80), "{plain}");
}
