//! Text in a spec's name, a value or an answer never controls the terminal and never breaks a JSON document.

#![allow(clippy::expect_used)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const ACME: &str = include_str!("specs/acme_pay.yaml");
const BROKEN: &str = include_str!("specs/broken.yaml");
/// A window title, a colour, CSI as a single C1 character, and a bidirectional override.
const COMMANDS: &str = "\u{1b}]0;title\u{7}\u{1b}[8m\u{9b}2J\u{202e}";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(arguments).current_dir(folder).output().expect("the command")
}

fn project(name: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join(name), text).expect("a file");
    folder
}

/// Both streams without the renderer's own colours.
fn told(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let text = String::from_utf8(both).expect("UTF-8");
    ["\u{1b}[0m", "\u{1b}[1m\u{1b}[91m", "\u{1b}[1m\u{1b}[94m", "\u{1b}[1m\u{1b}[96m", "\u{1b}[1m"]
        .iter()
        .fold(text, |text, color| text.replace(color, ""))
}

fn assert_obeys_nothing(output: &Output) {
    let told = told(output);
    let found = told.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
    assert_eq!(found, None, "{told:?}");
}

/// Texts to copy, such as the signed text, are one line each.
#[test]
fn prose_fits_the_columns() {
    let folder = project("acme_pay.yaml", ACME);
    let values = json!({ "refund_no": "退款单号退款单号退款单号", "amount": 100 });
    fs::write(folder.path().join("values.json"), values.to_string()).expect("a file");
    for columns in [50, 60, 80] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
        command.args(["explain", "acme_pay.yaml", "refund", "--values", "values.json", "--expect", "0AB"]);
        let output = command.env("COLUMNS", columns.to_string()).current_dir(folder.path()).output().expect("a run");
        let told = told(&output);
        let lines: Vec<&str> = told.lines().filter(|line| line.contains("not ASCII") || line.contains("=>")).collect();
        assert!(lines.len() == 2, "{told}");
        let width = |line: &str| line.chars().map(|next| if next.is_ascii() { 1 } else { 2 }).sum::<usize>();
        assert!(lines.iter().all(|line| width(line) <= columns), "{columns}: {lines:?}");
    }
}

#[test]
fn the_name_of_a_spec_is_no_command() {
    let name = format!("{COMMANDS}.yaml");
    for text in [ACME, BROKEN] {
        let folder = project(&name, text);
        for arguments in [
            &["check", &name, "--color", "always"][..],
            &["check", &name, "--format", "json"],
            &["explain", &name, "refund", "--color", "always"],
            &["diff", &name, &format!("{COMMANDS}none.yaml")],
        ] {
            let output = run(folder.path(), arguments);
            assert_obeys_nothing(&output);
            // Only a sound spec is explained, and the explanation names the provider instead of the file.
            let named = told(&output).contains("]0;title");
            assert!(named || text == ACME && arguments.contains(&"explain"), "{}", told(&output));
        }
    }
}

#[test]
fn a_value_and_an_answer_are_no_commands() {
    let folder = project("acme_pay.yaml", ACME);
    let body = format!("refund_no=R1&code={COMMANDS}&sign=00");
    fs::write(folder.path().join("answer.txt"), &body).expect("a file");
    let values = json!({ "refund_no": format!("R'1\\{COMMANDS}"), "amount": 100 });
    fs::write(folder.path().join("values.json"), values.to_string()).expect("a file");
    for arguments in [["--answer", "answer.txt"], ["--values", "values.json"], ["--text", "answer.txt"]] {
        for format in ["text", "json"] {
            let all = [&["explain", "acme_pay.yaml", "refund", "--format", format][..], &arguments].concat();
            let output = run(folder.path(), &all);
            assert_obeys_nothing(&output);
            if format == "json" && !output.stdout.is_empty() {
                serde_json::from_slice::<Value>(&output.stdout).expect("JSON");
            }
        }
    }
}
