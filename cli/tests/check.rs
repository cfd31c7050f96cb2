//! `check`: its inputs and the formats of its report.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use serde_json::Value;

use crate::command::{ACME, project, run, run_with, write};

/// A spec with one fault, on a line that is known.
fn faulty() -> (String, usize) {
    let text = ACME.replacen("role: refund_number", "role: refund_numbr", 1);
    let line = text.lines().position(|line| line.contains("refund_numbr")).expect("the line") + 1;
    (text, line)
}

#[test]
fn a_spec_may_come_from_stdin() {
    let folder = project(&[]);
    let sound = run_with(&folder, "check -", ACME);
    assert_eq!(sound.code(), Some(0), "{}", sound.stderr());
    assert!(sound.stdout().starts_with("<stdin> is sound"), "{}", sound.stdout());
    let (text, line) = faulty();
    let broken = run_with(&folder, "check -", &text);
    assert_eq!(broken.code(), Some(1));
    assert!(broken.stderr().contains(&format!("--> <stdin>:{line}:")), "{}", broken.stderr());
}

#[test]
fn a_folder_is_searched_with_the_folders_in_it() {
    let (faulty, _) = faulty();
    let folder = project(&[("acme_pay.yaml", ACME)]);
    write(&folder, "specs/more/deep/other.yaml", ACME.replace("id: acme_pay", "id: other_pay"));
    write(&folder, "specs/.hidden/faulty.yaml", &faulty);
    let all = run(&folder, "check specs");
    assert_eq!((all.code(), all.stdout().lines().count()), (Some(0), 2), "{}{}", all.stdout(), all.stderr());
    write(&folder, "specs/more/faulty.yaml", &faulty);
    assert_eq!(run(&folder, "check specs").code(), Some(1));
}

#[test]
fn faults_are_told_as_sarif() {
    let (text, line) = faulty();
    let folder = project(&[("acme pay.yaml", &text)]);
    let told = run(&folder, "check --format sarif");
    assert_eq!(told.code(), Some(1));
    let document: Value = serde_json::from_str(&told.stdout()).expect("JSON");
    assert_eq!(document["version"], "2.1.0");
    let result = &document["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"R011".into(), &"error".into()));
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "specs/acme%20pay.yaml");
    assert_eq!(location["region"]["startLine"], line);
    assert!(result["message"]["text"].as_str().is_some_and(|text| text.contains("`refund_numbr` is not a role")));
}

#[test]
fn faults_are_told_as_annotations() {
    let (text, line) = faulty();
    let folder = project(&[("acme_pay.yaml", &text)]);
    let told = run(&folder, "check --format github").stdout();
    let first = told.lines().next().unwrap_or_default();
    assert!(first.starts_with(&format!("::error file=specs/acme_pay.yaml,line={line},")), "{told}");
    assert!(first.contains("title=R011::`refund_numbr` is not a role%0Ahelp: "), "{told}");
    assert_eq!(run_with(&folder, "check - --format github", ACME).stdout(), "");
}

#[test]
fn each_shell_gets_a_script() {
    let folder = project(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&folder, &format!("completions {shell}")).stdout();
        assert!(["generate", "explain", "fail-on"].iter().all(|word| script.contains(word)), "{shell}: {script}");
    }
}
