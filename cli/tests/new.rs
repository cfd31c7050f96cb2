//! A new spec is filled in and compiled, and its examples pass.

#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The author's input for an invented provider, one line per mark. Python's `hmac` and `json` computed the bytes.
const FACTS: &str = include_str!("specs/facts.txt");

/// The begun spec with these facts, which a crate of this workspace compiles.
const BEGUN: &str = include_str!("../../tests/acme_pay/refunds/begun_pay.yaml");

fn folder() -> TempDir {
    tempfile::tempdir().expect("a scratch folder")
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("a file")
}

fn refundry(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(arguments.split_whitespace()).current_dir(folder).env_remove("NO_COLOR").output().expect("the command")
}

/// Exit code, stdout and stderr.
fn whole(output: &Output) -> String {
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("exit code {}\n--- stdout\n{stdout}--- stderr\n{stderr}", output.status.code().unwrap_or(-1))
}

/// The spec with its marks replaced by the facts.
fn filled(spec: &str) -> String {
    let mut facts = FACTS.lines();
    let lines = spec.lines().map(|line| match line.split_once(": TODO") {
        Some((key, _)) => format!("{key}: {}\n", facts.next().expect("a fact for each mark")),
        None => format!("{line}\n"),
    });
    let spec = lines.collect();
    assert_eq!(facts.next(), None, "there are more facts than marks");
    spec
}

#[test]
fn a_spec_is_begun() {
    let folder = folder();
    insta::assert_snapshot!(whole(&refundry(folder.path(), "new acme_pay")));
    let spec = read(folder.path(), "specs/acme_pay.yaml");
    assert!(
        spec.starts_with("# yaml-language-server: $schema=./spec.schema.json\n") && spec.contains("  id: acme_pay\n")
    );
    assert_eq!(
        whole(&refundry(folder.path(), "schema")),
        format!("exit code 0\n--- stdout\n{}--- stderr\n", read(folder.path(), "specs/spec.schema.json"))
    );
}

#[test]
fn what_is_begun_tells_what_is_still_to_be_written() {
    let folder = folder();
    refundry(folder.path(), "new acme_pay");
    insta::assert_snapshot!(whole(&refundry(folder.path(), "check")));
    assert_eq!(refundry(folder.path(), "generate").status.code(), Some(1));
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn a_spec_is_begun_for_programs() {
    let folder = folder();
    insta::assert_snapshot!(whole(&refundry(folder.path(), "new acme_pay --specs refunds/own --format json")));
    assert!(folder.path().join("refunds/own/acme_pay.yaml").exists());
}

#[test]
fn nothing_is_overwritten() {
    let folder = folder();
    fs::create_dir(folder.path().join("specs")).expect("a folder");
    for file in ["specs/acme_pay.yaml", "specs/spec.schema.json"] {
        fs::write(folder.path().join(file), "mine").expect("a file");
    }
    insta::assert_snapshot!(whole(&refundry(folder.path(), "new acme_pay")));
    assert_eq!(read(folder.path(), "specs/acme_pay.yaml"), "mine");
    refundry(folder.path(), "new other_pay");
    assert_eq!(read(folder.path(), "specs/spec.schema.json"), "mine");
}

#[test]
fn a_name_that_cannot_be_one_is_told() {
    let folder = folder();
    insta::assert_snapshot!(whole(&refundry(folder.path(), "new AcmePay")));
    for name in ["type", "../acme", "极付", "acme__pay", "1pay", "con/x"] {
        let refused = refundry(folder.path(), &format!("new {name}"));
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(whole(&refused).contains("error[R009]"), "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_folder_that_is_a_file_is_told() {
    let folder = folder();
    fs::write(folder.path().join("specs"), "").expect("a file");
    let refused = whole(&refundry(folder.path(), "new acme_pay"));
    assert!(refused.starts_with("exit code 2\n--- stdout\n--- stderr\nerror: cannot write `specs"), "{refused}");
}

/// The crate `tests/acme_pay` compiles the spec and runs its emitted tests: the examples, every limit at its boundary,
/// every rule.
#[test]
fn what_is_begun_works_when_it_is_filled_in() {
    let folder = folder();
    refundry(folder.path(), "new begun_pay");
    let spec = filled(&read(folder.path(), "specs/begun_pay.yaml"));
    assert_eq!(spec, BEGUN);
    fs::write(folder.path().join("specs/begun_pay.yaml"), spec).expect("a file");
    let checked = whole(&refundry(folder.path(), "check"));
    assert!(checked.starts_with("exit code 0\n") && checked.ends_with("--- stderr\n"), "{checked}");
    assert_eq!(refundry(folder.path(), "generate").status.code(), Some(0));
}
