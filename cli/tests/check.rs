//! `check`: its inputs and the formats of its report.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use serde_json::Value;

use crate::project::{ACME, project, run, run_with, write};

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

/// GitHub shows an annotation only at a path of the repository.
#[test]
fn a_path_in_the_working_folder_has_no_dot() {
    let (text, _) = faulty();
    let folder = project(&[("acme_pay.yaml", &text)]);
    for path in [".", "specs"] {
        let told = run(&folder, &format!("check --format github {path}")).stdout();
        assert!(told.starts_with("::error file=specs/acme_pay.yaml,"), "{path}: {told}");
    }
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

/// An annotation has one place, so its message names the others.
#[test]
fn an_annotation_names_every_place() {
    let twice = ACME.replacen("{ id: acme_pay,", "{ id: other, id: acme_pay,", 1);
    let first = twice.lines().position(|line| line.contains("id: other")).expect("the line") + 1;
    let folder = project(&[("acme_pay.yaml", &twice)]);
    let told = run(&folder, "check --format github").stdout();
    let place = format!("%0Aagain here%0Aspecs/acme_pay.yaml:{first}:13: first here%0Ahelp: ");
    assert!(told.contains(&place), "{told}");
}

#[test]
fn each_folder_may_have_its_version_of_a_provider() {
    let folder = project(&[]);
    write(&folder, "specs/before/acme_pay.yaml", ACME);
    write(&folder, "specs/after/acme_pay.yaml", ACME);
    let told = run(&folder, "check specs");
    assert_eq!((told.code(), told.stdout().lines().count()), (Some(0), 2), "{}{}", told.stdout(), told.stderr());
    write(&folder, "specs/after/again.yaml", ACME);
    let told = run(&folder, "check specs");
    assert_eq!(told.code(), Some(1));
    assert!(told.stderr().contains("`specs/after/acme_pay.yaml` is a spec of the provider `acme_pay` already"));
}

/// An entry that cannot be read is a fault of that entry; a pipe without a writer does not block.
#[cfg(unix)]
#[test]
fn an_unreadable_entry_leaves_the_others_alone() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    let specs = folder.path().join("specs");
    std::os::unix::fs::symlink("gone.yaml", specs.join("link.yaml")).expect("a link");
    let made = std::process::Command::new("mkfifo").arg(specs.join("pipe.yaml")).status().expect("mkfifo");
    assert!(made.success());
    let told = run(&folder, "check specs");
    assert_eq!(told.code(), Some(1), "{}", told.stderr());
    assert!(told.stdout().starts_with("specs/acme_pay.yaml is sound"), "{}", told.stdout());
    for (entry, why) in [("link.yaml", "No such file"), ("pipe.yaml", "it is no regular file")] {
        let message = format!("error[R013]: cannot read `specs/{entry}`: {why}");
        assert!(told.stderr().contains(&message), "{}", told.stderr());
    }
    assert!(told.stderr().contains("2 errors in 2 of 3 specs"), "{}", told.stderr());
}

#[test]
fn each_shell_gets_a_script() {
    let folder = project(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&folder, &format!("completions {shell}")).stdout();
        assert!(["generate", "explain", "fail-on"].iter().all(|word| script.contains(word)), "{shell}: {script}");
    }
}
