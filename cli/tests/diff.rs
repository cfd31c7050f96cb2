//! `refundry diff` from outside: exit codes, both reports, files and folders.

#![allow(clippy::expect_used)]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const BASE: &str = include_str!("diff/base.yaml");

/// The base with changes of each level.
fn changed() -> String {
    BASE.replace("      quantity: { type: integer(4) }\n", "")
        .replace("alphabet: \"0-9A-Z\"", "alphabet: \"0-9A-Y\"")
        .replace("steps: [ md5, hex_lower ]", "steps: [ md5, hex_upper ]")
        .replace("revision: \"3\"", "revision: \"4\"")
        .replace("  LOW: {", "  LATE: { meaning: Too late, remedy: Ask, outcome: unknown }\n  LOW: {")
}

/// A folder with these files.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn two(before: &str, after: &str) -> TempDir {
    project(&[("before.yaml", before), ("after.yaml", after)])
}

/// Exit code, and stdout with stderr.
fn run(folder: &TempDir, arguments: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    let output = command.arg("diff").args(arguments.split_whitespace()).current_dir(folder.path()).output();
    let output = output.expect("the command");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), format!("--- stdout\n{}--- stderr\n{}", text(&output.stdout), text(&output.stderr)))
}

#[test]
fn what_is_the_same_is_fine() {
    let (code, told) = run(&two(BASE, BASE), "before.yaml after.yaml --fail-on none");
    assert_eq!(code, Some(0), "{told}");
    insta::assert_snapshot!(told, @r"
    --- stdout
    no change between before.yaml and after.yaml
    --- stderr
    ");
}

#[test]
fn what_changed_is_told_for_people() {
    let (code, told) = run(&two(BASE, &changed()), "before.yaml after.yaml");
    assert_eq!(code, Some(0), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn what_changed_is_told_for_programs() {
    let (code, told) = run(&two(BASE, &changed()), "before.yaml after.yaml --format json --fail-on runtime");
    assert_eq!(code, Some(1), "{told}");
    insta::assert_snapshot!(told);
}

/// A threshold includes its own level and the graver ones.
#[test]
fn it_fails_on_the_level_that_is_asked_for() {
    let none = BASE.replace("revision: \"3\"", "revision: \"4\"");
    let behaviour = BASE.replace("hex_upper", "hex_lower");
    let runtime = BASE.replace("within: 300", "within: 30");
    let source = BASE.replace("      quantity: { type: integer(4) }\n", "");
    let levels = ["none", "behaviour", "runtime", "source"];
    for (at, after) in [none, behaviour, runtime, source].iter().enumerate() {
        let folder = two(BASE, after);
        for (threshold, level) in levels.iter().enumerate() {
            let (code, told) = run(&folder, &format!("before.yaml after.yaml --fail-on {level}"));
            assert_eq!(code, Some(i32::from(threshold <= at)), "{level}: {told}");
        }
        assert_eq!(run(&folder, "before.yaml after.yaml").0, Some(0), "without a threshold nothing fails");
    }
}

#[test]
fn providers_in_folders_are_matched_by_their_ids() {
    let named = |id: &str| BASE.replace("id: harbour_pay", &format!("id: {id}"));
    let folder = project(&[
        ("before/a.yaml", BASE),
        ("before/b.yaml", &named("old_pay")),
        ("after/moved.yaml", &BASE.replace("currency: CNY", "currency: HKD")),
        ("after/c.yaml", &named("new_pay")),
    ]);
    let (code, told) = run(&folder, "before after --fail-on source");
    assert_eq!(code, Some(1), "{told}");
    insta::assert_snapshot!(told);
    insta::assert_snapshot!("folders_for_programs", run(&folder, "before after --format json").1);
}

#[test]
fn a_file_is_found_in_a_folder() {
    let folder = project(&[("before.yaml", BASE), ("after/moved.yaml", BASE)]);
    assert_eq!(run(&folder, "before.yaml after --fail-on none").0, Some(0));
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let folder = two(BASE, &BASE.replace("role: refund_number", "role: number"));
    for arguments in ["before.yaml after.yaml", "after.yaml before.yaml", "before.yaml after.yaml --format json"] {
        let (code, told) = run(&folder, arguments);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.starts_with("--- stdout\n--- stderr\n"), "stdout is empty: {told}");
    }
    assert_eq!(run(&folder, "before.yaml nowhere.yaml").0, Some(2));
    insta::assert_snapshot!(run(&folder, "before.yaml after.yaml").1);
}

/// Text of a spec never reaches a terminal as a control sequence.
#[test]
fn a_text_of_a_spec_is_shown_without_control_characters() {
    let after = BASE.replace("\"&key=\"", "\"&\\e[2J\\nkey=\"");
    let (code, told) = run(&two(BASE, &after), "before.yaml after.yaml");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("[2J") && !told.contains('\u{1b}'), "{told}");
}
