//! `generate` leaves a provider alone exactly if nothing has changed: its spec, the command, and each of its files.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::project::{ACME, files, project, read, run, write};

const STAMP: &str = "generated/.stamps/acme.yaml.json";

/// Two providers, generated once.
fn generated() -> TempDir {
    let folder = project(&[("acme.yaml", ACME), ("other.yaml", &other())]);
    assert_eq!(generate(&folder), (vec!["acme_pay".into(), "other_pay".into()], vec![]));
    folder
}

fn other() -> String {
    ACME.replace("id: acme_pay", "id: other_pay")
}

/// The providers that a run generates, and those that it leaves alone. The folder is right afterwards.
fn generate(folder: &TempDir) -> (Vec<String>, Vec<String>) {
    let told = run(folder, "generate --format json");
    let json: Value = serde_json::from_str(&told.stdout()).expect("a report");
    let check = run(folder, "generate --check");
    assert_eq!(check.code(), Some(0), "{}", check.stderr());
    let ids = |list: &Value, id: fn(&Value) -> &Value| {
        let list = list.as_array().expect("a list");
        list.iter().map(|item| id(item).as_str().expect("an id").to_owned()).collect()
    };
    (ids(&json["providers"], |provider| &provider["id"]), ids(&json["left_alone"], |id| id))
}

/// After the change, only the first provider is generated, and then none.
fn only_acme_is_generated(change: impl FnOnce(&TempDir)) {
    let folder = generated();
    change(&folder);
    assert_eq!(generate(&folder), (vec!["acme_pay".into()], vec!["other_pay".into()]));
    assert_eq!(generate(&folder), (vec![], vec!["acme_pay".into(), "other_pay".into()]));
}

#[test]
fn unchanged_providers_are_left_alone() {
    let folder = generated();
    assert_eq!(generate(&folder), (vec![], vec!["acme_pay".into(), "other_pay".into()]));
    let told = run(&folder, "generate").stdout();
    assert!(told.starts_with("`generated`: 0 written, 0 removed, "), "{told}");
    assert!(told.ends_with(" unchanged; 2 providers left alone\n"), "{told}");
}

#[test]
fn a_changed_spec_is_generated() {
    only_acme_is_generated(|folder| {
        write(folder, "specs/acme.yaml", ACME.replace("title: ", "title: New "));
    });
}

#[test]
fn an_edited_file_is_mended() {
    only_acme_is_generated(|folder| {
        let path = "generated/src/acme_pay/refund.rs";
        write(folder, path, read(folder, path) + "// by hand\n");
    });
}

#[test]
fn a_deleted_file_is_written_again() {
    only_acme_is_generated(|folder| {
        fs::remove_file(folder.path().join("generated/docs/acme_pay.md")).expect("a file");
    });
}

#[test]
fn a_damaged_or_missing_stamp_is_written_again() {
    only_acme_is_generated(|folder| write(folder, STAMP, &read(folder, STAMP)[..100]));
    only_acme_is_generated(|folder| fs::remove_file(folder.path().join(STAMP)).expect("a stamp"));
}

/// Another version of the command has other inputs, and the stamp of another provider's files has other paths.
#[test]
fn a_stamp_of_other_inputs_is_not_believed() {
    only_acme_is_generated(|folder| {
        write(folder, STAMP, read(folder, STAMP).replace("\"inputs\":", "\"inputs\":1"));
    });
    only_acme_is_generated(|folder| {
        write(folder, STAMP, read(folder, "generated/.stamps/other.yaml.json"));
        write(folder, "specs/acme.yaml", ACME.replace("title: ", "title: New "));
    });
}

/// Another build of the command has another time.
#[cfg(unix)]
#[test]
fn a_stamp_of_another_build_is_not_believed() {
    let folder = generated();
    let copy = folder.path().join("refundry");
    let copied = std::process::Command::new("cp").arg(env!("CARGO_BIN_EXE_refundry")).arg(&copy).status();
    assert!(copied.expect("cp").success());
    let told =
        std::process::Command::new(copy).arg("generate").current_dir(folder.path()).output().expect("the command");
    assert!(!String::from_utf8_lossy(&told.stdout).contains("left alone"), "{told:?}");
}

#[test]
fn a_removed_provider_takes_its_files_and_its_stamp_along() {
    let folder = generated();
    fs::remove_file(folder.path().join("specs/acme.yaml")).expect("a spec");
    assert_eq!(generate(&folder), (vec![], vec!["other_pay".into()]));
    let left = files(folder.path());
    assert!(!left.iter().any(|path| path.contains("acme")), "{left:?}");
    assert!(!read(&folder, "generated/src/lib.rs").contains("acme_pay"));
}

#[test]
fn an_added_provider_is_generated_and_takes_its_place() {
    let folder = generated();
    write(&folder, "specs/between.yaml", ACME.replace("id: acme_pay", "id: between_pay"));
    assert_eq!(generate(&folder), (vec!["between_pay".into()], vec!["acme_pay".into(), "other_pay".into()]));
}

#[test]
fn the_shared_files_follow_the_runtime_while_the_providers_are_left_alone() {
    let folder = generated();
    write(&folder, "runtime/Cargo.toml", "[package]\nname = \"refundry-runtime\"\n");
    assert_eq!(generate(&folder), (vec![], vec!["acme_pay".into(), "other_pay".into()]));
    assert!(read(&folder, "generated/Cargo.toml").contains("path = \"../runtime\""));
}

#[test]
fn a_second_spec_of_a_provider_that_is_left_alone_is_a_fault() {
    let folder = generated();
    write(&folder, "specs/between.yaml", ACME);
    let told = run(&folder, "generate");
    assert_eq!(told.code(), Some(1));
    assert!(
        told.stderr().contains("`specs/acme.yaml` is a spec of the provider `acme_pay` already"),
        "{}",
        told.stderr()
    );
}

#[test]
fn a_renamed_spec_is_generated() {
    let folder = generated();
    fs::rename(folder.path().join("specs/acme.yaml"), folder.path().join("specs/new.yaml")).expect("a spec");
    assert_eq!(generate(&folder), (vec!["acme_pay".into()], vec!["other_pay".into()]));
}

#[test]
fn warnings_are_shown_in_each_run() {
    let unused = ACME.replace("\nvalues:", "\nenumerations: { color: { values: { RED: Red } } }\n\nvalues:");
    let folder = project(&[("acme.yaml", &unused), ("other.yaml", &other())]);
    let first = run(&folder, "generate").stderr();
    assert!(first.ends_with("1 warning in 1 of 2 specs\n"), "{first}");
    assert_eq!(run(&folder, "generate").stderr(), first);
    assert_eq!(generate(&folder), (vec!["acme_pay".into()], vec!["other_pay".into()]));
}

#[test]
fn version_control_ignores_the_stamps() {
    assert_eq!(read(&generated(), "generated/.stamps/.gitignore"), "*\n");
}

/// A link leads to a folder where nothing may be written or removed.
#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_stamps_is_not_followed() {
    let folder = project(&[("acme.yaml", ACME)]);
    write(&folder, "elsewhere/mine.json", "{}");
    fs::create_dir(folder.path().join("generated")).expect("a folder");
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("generated/.stamps")).expect("a link");
    assert_eq!(run(&folder, "generate").code(), Some(0));
    assert_eq!(files(&folder.path().join("elsewhere")), ["mine.json"]);
}
