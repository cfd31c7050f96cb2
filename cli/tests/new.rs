//! A new spec is filled in and compiled, and its examples pass.

#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The author's input for an invented provider, one line per mark. Python's `hmac` and `json` computed the bytes.
const FACTS: &str = include_str!("specs/facts.txt");

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

/// All emitted tests run: the examples, every limit at its boundary, every rule.
#[test]
fn what_is_begun_works_when_it_is_filled_in() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new");
    fs::remove_dir_all(&workspace).unwrap_or_default();
    fs::create_dir_all(&workspace).expect("a writable target folder");
    refundry(&workspace, "new acme_pay");
    let spec = workspace.join("specs/acme_pay.yaml");
    fs::write(&spec, filled(&read(&workspace, "specs/acme_pay.yaml"))).expect("a writable target folder");
    let checked = whole(&refundry(&workspace, "check"));
    assert!(checked.starts_with("exit code 0\n") && checked.ends_with("--- stderr\n"), "{checked}");
    assert_eq!(refundry(&workspace, "generate").status.code(), Some(0));
    test(&workspace);
}

/// Runs the tests of the generated crate, with the runtime of this workspace.
fn test(workspace: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let runtime = root.join("runtime").display().to_string();
    let patch = format!("[patch.crates-io]\nrefundry-runtime = {{ path = {runtime:?} }}\n");
    fs::write(
        workspace.join("Cargo.toml"),
        format!("[workspace]\nmembers = [\"generated\"]\nresolver = \"3\"\n\n{patch}"),
    )
    .expect("a manifest");
    fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock file");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let tested = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--features", "acme_pay"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let told = whole(&tested);
    assert!(tested.status.success(), "{told}");
    let passed =
        told.split(" passed").next().and_then(|text| text.rsplit(' ').next()).and_then(|count| count.parse().ok());
    assert!(passed.is_some_and(|passed: usize| passed > 10), "too few tests have run: {told}");
}
