//! `check --fix`: the files that it writes, and what it prints.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::project::{ACME, Run, files, project, read, run, run_with};

const PATH: &str = "specs/acme_pay.yaml";

/// The spec with two slips that have one correction each.
fn slipped() -> String {
    let text = ACME.replacen("type: string(32)", "type: varchar(32)", 1).replacen("    steps: ", "    steps：", 1);
    assert_ne!(text, ACME);
    text
}

/// The spec with a slip, and a fault that only its author can mend.
fn half() -> String {
    slipped().replacen("role: refund_number", "role: refund_numbr", 1)
}

fn fixed(text: &str, arguments: &str) -> (TempDir, Run) {
    let folder = project(&[("acme_pay.yaml", text)]);
    let told = run(&folder, arguments);
    (folder, told)
}

#[test]
fn slips_are_mended_in_their_file() {
    let (folder, told) = fixed(&slipped(), "check --fix specs");
    assert_eq!(told.code(), Some(0), "{}{}", told.stdout(), told.stderr());
    assert_eq!(read(&folder, PATH), ACME);
    let lines = told.stdout();
    assert!(lines.contains("fixed specs/acme_pay.yaml:"), "{lines}");
    assert!(lines.contains(": `：` -> `: `\n") && lines.contains(": `varchar(32)` -> `string(32)`\n"), "{lines}");
    assert!(lines.contains("specs/acme_pay.yaml is sound"), "{lines}");
    assert_eq!(files(folder.path()), [PATH], "nothing is left beside the spec");
}

#[test]
fn other_faults_are_left_and_told() {
    let (folder, told) = fixed(&half(), "check --fix specs");
    assert_eq!(told.code(), Some(1));
    assert_eq!(read(&folder, PATH), ACME.replacen("role: refund_number", "role: refund_numbr", 1));
    assert!(told.stderr().contains("`refund_numbr` is not a role"), "{}", told.stderr());
    assert!(!told.stderr().contains("can be mended"), "{}", told.stderr());
}

#[test]
fn check_says_how_many_faults_can_be_mended() {
    let (folder, told) = fixed(&slipped(), "check specs");
    assert!(told.stderr().ends_with("1 of these can be mended by `refundry check --fix`\n"), "{}", told.stderr());
    assert_eq!(read(&folder, PATH), slipped());
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let lines = |text: &str| text.replacen("id: acme_pay", "time_zone: UTC, currency: CNY, id: acme_pay", 1);
    let block = |text: &str| {
        let head = "provider:\n  id: acme_pay\n  time_zone: UTC\n  currency: CNY\n  title: Acme\n  document: { title: Refunds }\n";
        let (before, rest) = text.split_once("provider: {").expect("a provider");
        format!("{before}{head}{}", rest.split_once("}\n").expect("its end").1)
    };
    let merged = block(ACME).replacen("\n  currency", " currency", 1);
    for (text, sound) in [(lines(&slipped()), lines(ACME)), (merged, block(ACME))] {
        let (folder, told) = fixed(&windows(&text), "check --fix specs");
        assert_eq!(read(&folder, PATH), windows(&sound), "{}", told.stderr());
    }
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = project(&[]);
    let file = folder.path().join("acme.txt");
    fs::write(&file, slipped()).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("../acme.txt", folder.path().join(PATH)).expect("a link");
    assert_eq!(run(&folder, "check --fix specs").code(), Some(0));
    assert_eq!(read(&folder, "acme.txt"), ACME);
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(folder.path().join(PATH)).expect("a link").is_symlink());
}

#[test]
fn a_read_only_file_is_left_alone() {
    let folder =
        project(&[("acme_pay.yaml", &slipped()), ("other.yaml", &slipped().replace("id: acme_pay", "id: other"))]);
    let file = folder.path().join(PATH);
    let mut permissions = fs::metadata(&file).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("permissions");
    let told = run(&folder, "check --fix specs");
    assert_eq!((told.code(), read(&folder, PATH)), (Some(2), slipped()));
    assert!(told.stderr().contains("error: cannot write `specs/acme_pay.yaml`: it is read-only"), "{}", told.stderr());
    assert_eq!(read(&folder, "specs/other.yaml"), ACME.replace("id: acme_pay", "id: other"));
}

#[test]
fn a_diff_is_printed_and_nothing_written() {
    for option in ["--diff", "--dry-run"] {
        let (folder, told) = fixed(&half(), &format!("check --fix {option} specs"));
        assert_eq!((told.code(), read(&folder, PATH)), (Some(1), half()));
        let diff = told.stdout();
        assert!(diff.starts_with("--- specs/acme_pay.yaml\n+++ specs/acme_pay.yaml\n@@ "), "{diff}");
        let changed: Vec<&str> = diff.lines().skip(2).filter(|line| line.starts_with(['+', '-'])).collect();
        assert_eq!(changed.len(), 4, "{diff}");
        assert!(changed[2].starts_with("-    steps：[") && changed[3].starts_with("+    steps: ["), "{diff}");
        assert!(told.stderr().contains("`refund_numbr` is not a role"), "{}", told.stderr());
    }
    assert_eq!(run(&project(&[("acme_pay.yaml", ACME)]), "check --fix --diff").stdout(), "");
    assert_eq!(run(&project(&[("acme_pay.yaml", ACME)]), "check --diff").code(), Some(2), "`--diff` needs `--fix`");
}

#[test]
fn the_mended_spec_from_stdin_goes_to_stdout() {
    let folder = project(&[]);
    let told = run_with(&folder, "check --fix -", &half());
    assert_eq!(told.code(), Some(1));
    assert_eq!(told.stdout(), ACME.replacen("role: refund_number", "role: refund_numbr", 1));
    assert!(told.stderr().contains("--> <stdin>:"), "{}", told.stderr());
    assert_eq!(run_with(&folder, "check --fix -", ACME).stdout(), ACME);
    let json = run_with(&folder, "check --fix --format json -", ACME);
    assert_eq!((json.code(), json.stdout()), (Some(2), String::new()));
}

#[test]
fn the_fix_is_told_to_programs() {
    let (folder, told) = fixed(&slipped(), "check --format json");
    let document: Value = serde_json::from_str(&told.stdout()).expect("JSON");
    let fix = &document["specs"][0]["diagnostics"][0]["fix"][0];
    assert_eq!((&fix["text"], fix["column"].as_u64()), (&": ".into(), Some(10)), "{document}");
    assert!(document["specs"][0].get("fixed").is_none());

    let sarif: Value = serde_json::from_str(&run(&folder, "check --format sarif").stdout()).expect("JSON");
    let change = &sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], PATH);
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], ": ");
    assert_eq!(change["replacements"][0]["deletedRegion"]["startColumn"], 10);

    let annotation = run(&folder, "check --format github").stdout();
    assert!(annotation.ends_with("%0A`refundry check --fix` writes this\n"), "{annotation}");

    let mended: Value = serde_json::from_str(&run(&folder, "check --fix --format json").stdout()).expect("JSON");
    assert_eq!(mended["specs"][0]["ok"], true);
    assert_eq!(mended["specs"][0]["fixed"][0]["from"], "：");
}

/// Each colon hides the next one.
#[test]
fn a_spec_is_mended_in_many_rounds() {
    let keys = ["    steps: ", "    kind: ", "      verify: ", "    now: ", "  done: "];
    let text = keys.iter().fold(ACME.to_owned(), |text, key| text.replacen(key, &key.replace(": ", "："), 1));
    assert_eq!(text.matches('：').count(), keys.len());
    let (folder, told) = fixed(&text, "check --fix");
    assert_eq!(read(&folder, PATH), ACME, "{}", told.stderr());
}

#[test]
fn hostile_files_are_left_as_they_are() {
    let huge = format!("{}{}", slipped(), "# filler\n".repeat(130_000));
    let circular = "a: &a [ *a ]\nb: *a\n".to_owned();
    let deep = "[".repeat(5_000);
    let colons = "：：：\n".repeat(2_000);
    for text in [huge, circular, deep, colons, String::new()] {
        let (folder, told) = fixed(&text, "check --fix specs");
        assert_eq!((told.code(), read(&folder, PATH) == text), (Some(1), true), "{}", told.stderr());
    }
    let folder = project(&[]);
    let binary: Vec<u8> = (0..=255).cycle().take(4_096).chain(slipped().into_bytes()).collect();
    fs::write(folder.path().join(PATH), &binary).expect("a file");
    assert_eq!(run(&folder, "check --fix specs").code(), Some(1));
    assert_eq!(fs::read(folder.path().join(PATH)).expect("a file"), binary);
}
