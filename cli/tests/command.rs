//! The command from outside: exit codes, printed text and written files.

#![allow(clippy::expect_used)]

use std::fs;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub const ACME: &str = include_str!("specs/acme_pay.yaml");
const BROKEN: &str = include_str!("specs/broken.yaml");

/// A folder with these specs in `specs/`.
pub fn project(specs: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir(folder.path().join("specs")).expect("a folder");
    specs.iter().for_each(|(name, text)| write(&folder, &format!("specs/{name}"), text));
    folder
}

pub fn write(folder: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

pub fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_default()
}

pub fn run(folder: &TempDir, arguments: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    let output = command.args(arguments.split_whitespace()).current_dir(folder.path()).env_remove("NO_COLOR").output();
    Run(output.expect("the command"))
}

/// [`run`] with a text on stdin.
pub fn run_with(folder: &TempDir, arguments: &str, stdin: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(arguments.split_whitespace()).current_dir(folder.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command");
    let written = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    // A command that refuses its arguments ends without reading.
    assert!(
        written.as_ref().map_err(Error::kind).err().is_none_or(|kind| kind == ErrorKind::BrokenPipe),
        "{written:?}"
    );
    Run(child.wait_with_output().expect("the command"))
}

pub struct Run(Output);

impl Run {
    pub fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// Exit code, stdout and stderr without times.
    fn whole(&self) -> String {
        let text = format!(
            "exit code {}\n--- stdout\n{}--- stderr\n{}",
            self.code().unwrap_or(-1),
            self.stdout(),
            self.stderr()
        );
        text.lines().map(|line| timeless(line) + "\n").collect()
    }
}

fn timeless(line: &str) -> String {
    match (line.split_once("\"milliseconds\": "), line.strip_suffix(" ms").and_then(|line| line.rsplit_once(", "))) {
        (Some((before, _)), _) => format!("{before}\"milliseconds\": 0"),
        (None, Some((before, _))) => format!("{before}, 0 ms"),
        (None, None) => line.to_owned(),
    }
}

/// Every file below a folder, sorted by name.
pub fn files(folder: &Path) -> Vec<String> {
    fn walk(root: &Path, below: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(below).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => walk(root, &path, out),
                false => out.push(path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/")),
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, folder, &mut out);
    out.sort();
    out
}

#[test]
fn a_sound_spec_is_checked() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    insta::assert_snapshot!(run(&folder, "check").whole());
}

#[test]
fn a_broken_spec_is_told_with_its_place() {
    let folder = project(&[("acme_pay.yaml", ACME), ("broken.yaml", BROKEN)]);
    insta::assert_snapshot!(run(&folder, "check").whole());
}

/// Examples may stand in any order: an example that refers to a later one runs as well.
#[test]
fn an_example_that_is_like_a_later_one_is_run() {
    let folder = project(&[("like_forward.yaml", include_str!("specs/like_forward.yaml"))]);
    let told = run(&folder, "check");
    assert_eq!(told.code(), Some(1));
    assert!(told.stderr().contains("the example `b` has another `body`"), "{}", told.stderr());
    assert!(told.stderr().contains("the answer `ok` is not read"), "{}", told.stderr());
}

#[test]
fn a_warning_is_told_and_harms_nothing() {
    let unused = ACME.replace("\nvalues:", "\nenumerations: { color: { values: { RED: Red } } }\n\nvalues:");
    let folder = project(&[("acme_pay.yaml", &unused)]);
    insta::assert_snapshot!(run(&folder, "check").whole());
    assert_eq!(run(&folder, "generate").code(), Some(0));
}

#[test]
fn check_as_json() {
    let folder = project(&[("acme_pay.yaml", ACME), ("broken.yaml", BROKEN)]);
    insta::assert_snapshot!(run(&folder, "check --format json").whole());
}

#[test]
fn generate_tells_what_it_emits() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    insta::assert_snapshot!(run(&folder, "generate").whole());
}

#[test]
fn generate_as_json() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    run(&folder, "generate");
    write(&folder, "generated/src/lib.rs", "// @generated by refundry, in another way\n");
    fs::remove_file(folder.path().join("generated/Cargo.toml")).expect("a file");
    write(&folder, "generated/docs/old.md", "<!-- @generated by refundry -->\n");
    insta::assert_snapshot!(run(&folder, "generate --check --format json").whole());
}

#[test]
fn nothing_is_written_while_a_spec_has_errors() {
    let folder = project(&[("acme_pay.yaml", ACME), ("broken.yaml", BROKEN)]);
    let generated = run(&folder, "generate");
    assert_eq!(generated.code(), Some(1));
    assert!(
        generated.stderr().ends_with("error: nothing is written while a spec has errors\n"),
        "{}",
        generated.stderr()
    );
    assert!(!folder.path().join("generated").exists());
    let json = run(&folder, "generate --format json");
    assert_eq!(json.code(), Some(1));
    assert!(json.stdout().contains("\"providers\": [],\n  \"files\": []"), "{}", json.stdout());
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    run(&folder, "generate");
    let before =
        fs::metadata(folder.path().join("generated/src/lib.rs")).and_then(|file| file.modified()).expect("a time");
    let again = run(&folder, "generate");
    assert!(again.stdout().contains("`generated`: 0 written, 0 removed, "), "{}", again.stdout());
    let after =
        fs::metadata(folder.path().join("generated/src/lib.rs")).and_then(|file| file.modified()).expect("a time");
    assert_eq!(before, after);
}

#[test]
fn check_for_freshness_names_what_is_stale_and_the_command() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    run(&folder, "generate --out out");
    assert_eq!(run(&folder, "generate --check --out out").code(), Some(0));

    write(&folder, "out/src/acme_pay/old.rs", "// @generated by refundry from specs/acme_pay.yaml; do not edit\n");
    write(&folder, "out/src/lib.rs", "// @generated by refundry; do not edit\n");
    fs::remove_file(folder.path().join("out/docs/acme_pay.md")).expect("a file");
    let stale = run(&folder, "generate --check --out out");
    insta::assert_snapshot!(stale.whole());
    assert_eq!(read(&folder, "out/src/lib.rs"), "// @generated by refundry; do not edit\n", "the check has written");

    assert_eq!(run(&folder, "generate --out out").code(), Some(0));
    assert_eq!(run(&folder, "generate --check --out out").code(), Some(0));
    assert!(!folder.path().join("out/src/acme_pay/old.rs").exists());
}

#[test]
fn the_chinese_page_comes_and_goes_with_the_chinese_texts() {
    let page = "generated/docs/acme_pay.zh-CN.md";
    let chinese = ACME.replace("title: Acme Pay refunds", "title: { en: Acme Pay refunds, zh: 极付退款 }");
    let folder = project(&[("acme_pay.yaml", &chinese)]);
    run(&folder, "generate");
    assert!(read(&folder, page).contains("# 极付退款\n\n[English](<acme_pay.md>)\n"), "{}", read(&folder, page));
    assert!(read(&folder, "generated/docs/acme_pay.md").contains("[中文](<acme_pay.zh-CN.md>)\n"));
    assert_eq!(run(&folder, "generate --check").code(), Some(0));

    fs::remove_file(folder.path().join(page)).expect("a page");
    let stale = run(&folder, "generate --check");
    assert!(stale.code() == Some(1) && stale.stderr().contains("docs/acme_pay.zh-CN.md"), "{}", stale.stderr());
    run(&folder, "generate");
    assert_eq!(run(&folder, "generate --check").code(), Some(0), "the stamp covers the page");

    write(&folder, "specs/acme_pay.yaml", ACME);
    run(&folder, "generate");
    assert!(!folder.path().join(page).exists());
    assert!(!read(&folder, "generated/docs/acme_pay.md").contains("中文"));
}

#[test]
fn only_own_files_are_removed() {
    let folder = project(&[("acme_pay.yaml", ACME), ("other.yaml", &ACME.replace("id: acme_pay", "id: other_pay"))]);
    run(&folder, "generate");
    write(&folder, "generated/src/by_hand.rs", "// mine\n");
    write(&folder, "generated/README.md", "mine\n");
    write(&folder, "generated/src/other_pay/notes.txt", "mine\n");
    fs::remove_file(folder.path().join("specs/other.yaml")).expect("a file");
    let generated = run(&folder, "generate");
    assert_eq!(generated.code(), Some(0));
    assert!(generated.stdout().contains("removed src/other_pay/refund.rs"), "{}", generated.stdout());
    let left = files(&folder.path().join("generated"));
    assert!(!left.iter().any(|file| file == "docs/other_pay.md"), "{left:?}");
    for mine in ["README.md", "src/by_hand.rs", "src/other_pay/notes.txt"] {
        assert!(left.iter().any(|file| file == mine), "{mine} is gone: {left:?}");
    }
}

#[test]
fn a_foreign_file_is_not_replaced() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    write(&folder, "Cargo.toml", "[package]\nname = \"mine\"\n");
    let refused = run(&folder, "generate --out .");
    assert_eq!(refused.code(), Some(2));
    assert!(
        refused.stderr().contains("cannot replace `./Cargo.toml`: it was not generated by refundry"),
        "{}",
        refused.stderr()
    );
    assert_eq!(files(folder.path()), ["Cargo.toml", "specs/acme_pay.yaml"]);
    fs::remove_file(folder.path().join("Cargo.toml")).expect("a file");
    // The last file of the last provider stops the run before the first one is written.
    for mine in ["tests/programs/acme_pay.rs", "docs/acme_pay.md", "src/acme_pay/refund.rs"] {
        write(&folder, mine, "mine\n");
        assert_eq!(run(&folder, "generate --out .").code(), Some(2), "{mine}");
        fs::remove_file(folder.path().join(mine)).expect("a file");
        assert_eq!(files(folder.path()), ["specs/acme_pay.yaml"]);
    }
}

#[test]
fn no_scratch_files_stay_behind() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    run(&folder, "generate");
    let left = files(&folder.path().join("generated"));
    assert!(left.iter().all(|file| !file.ends_with(".new")), "{left:?}");
    assert!(
        left.iter().all(|file| file.starts_with(".stamps/") || (!file.contains("/.") && !file.starts_with('.'))),
        "{left:?}"
    );
}

#[test]
fn the_runtime_is_taken_from_beside_the_crate_if_it_is_there() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    run(&folder, "generate");
    assert!(read(&folder, "generated/Cargo.toml").contains("\nrefundry-runtime = \"0.1.0\"\n"));
    write(&folder, "runtime/Cargo.toml", "[package]\nname = \"refundry-runtime\"\n");
    run(&folder, "generate");
    assert!(read(&folder, "generated/Cargo.toml").contains("path = \"../runtime\""));
    write(&folder, "runtime/Cargo.toml", "[package]\nname = \"another\"\n");
    assert_eq!(run(&folder, "generate --check").code(), Some(1));
}

#[test]
fn two_specs_of_one_provider_are_a_fault() {
    let folder = project(&[("a.yaml", ACME), ("b.yml", ACME)]);
    insta::assert_snapshot!(run(&folder, "check").whole());
    assert_eq!(run(&folder, "check specs specs/a.yaml ./specs/a.yaml").stderr().matches("error[").count(), 1);
}

#[test]
fn other_files_are_left_alone() {
    let folder =
        project(&[("acme_pay.yaml", ACME), (".hidden.yaml", BROKEN), ("README.md", "x"), ("old.yaml.bak", "x")]);
    write(&folder, "specs/folder.yaml/x", "");
    assert_eq!(run(&folder, "check").code(), Some(0));
    // `check` searches the folders in it as well; `generate` does not.
    write(&folder, "specs/inside/broken.yaml", BROKEN);
    assert_eq!(run(&folder, "generate").code(), Some(0));
    assert_eq!(run(&folder, "check").code(), Some(1));
}

#[test]
fn a_file_that_is_not_utf_8_is_a_fault() {
    let folder = project(&[]);
    write(&folder, "specs/gbk.yaml", b"provider:\n  name: \xbc\xab\xb8\xb6 # GBK\n");
    insta::assert_snapshot!(run(&folder, "check").whole());
}

#[test]
fn a_file_that_is_too_large_is_a_fault() {
    let folder = project(&[]);
    write(&folder, "specs/large.yaml", "极: 付\n".repeat(200_000));
    let checked = run(&folder, "check --format json");
    assert_eq!(checked.code(), Some(1));
    assert!(checked.stdout().contains("\"code\": \"R007\""), "{}", checked.stdout());
}

#[test]
fn what_cannot_run_ends_in_two() {
    let folder = project(&[]);
    let missing = run(&folder, "check nowhere.yaml");
    assert_eq!(missing.code(), Some(2));
    assert!(missing.stderr().starts_with("error: cannot read `nowhere.yaml`: "), "{}", missing.stderr());
    assert!(missing.stderr().contains("\nhelp: "), "{}", missing.stderr());
    let empty = run(&folder, "generate --format json");
    assert_eq!((empty.code(), empty.stdout().as_str()), (Some(2), ""));
    assert!(empty.stderr().starts_with("error: `specs` holds no spec"), "{}", empty.stderr());
    for wrong in ["", "chekc", "check --format yaml", "generate --outt x"] {
        let wrong = run(&folder, wrong);
        assert_eq!((wrong.code(), wrong.stdout().as_str()), (Some(2), ""));
        assert!(wrong.stderr().contains("--help"), "{}", wrong.stderr());
    }
}

#[test]
fn there_is_colour_only_where_it_is_asked_for() {
    let folder = project(&[("broken.yaml", BROKEN)]);
    assert!(!run(&folder, "check").stderr().contains('\u{1b}'));
    assert!(!run(&folder, "check --color never").stderr().contains('\u{1b}'));
    assert!(run(&folder, "check --color always").stderr().contains('\u{1b}'));
    assert!(!run(&folder, "check --color always --format json").stdout().contains('\u{1b}'));
}

#[test]
fn what_was_signed_is_told_wherever_a_signature_is_wrong() {
    // A wrong signature in a body, a wrong one in an answer, and a request that breaks one rule more.
    let spec =
        ACME.replace("sign=bf1c1a8f97b43e6f8dcea17e9c0ff905 }", "sign=bf1c1a8f97b43e6f8dcea17e9c0ff906 }").replace(
            "sign=651b0305d8166e72e4499109f406c143, outcome: succeeded",
            "sign=651b0305d8166e72e4499109f406c144, outcome: succeeded",
        );
    let spec = spec.replace("role: amount }", "role: amount, range: 1.. }")
        + "refused:\n  worse: { rule: refund_no.length, like: plain, set: { refund_no: R12345678901234567890123456789012, amount: 0 } }\n";
    let folder = project(&[("acme_pay.yaml", &spec)]);
    insta::assert_snapshot!(run(&folder, "check").whole());
}

#[test]
fn a_request_that_cannot_be_sent_is_told_once() {
    let spec = ACME
        .replace("role: amount }", "role: amount, range: 1.. }")
        .replace("request: { refund_no: R1, amount: 100 }", "request: { refund_no: R1, amount: 0 }");
    let told = run(&project(&[("acme_pay.yaml", &spec)]), "check").stderr();
    assert_eq!(told.matches("R052").count(), 1, "{told}");
}

#[test]
fn examples_that_do_not_hold_are_told_step_by_step() {
    let spec = ACME
        .replace(
            "    sends: { body: refund_no=R1&amount=100&sign=bf1c1a8f97b43e6f8dcea17e9c0ff905 }",
            "    sends: { signature: bf1c1a8f97b43e6f8dcea17e9c0ff906 }",
        )
        .replace("outcome: succeeded }", "outcome: processing }")
        + "  another: { to: plain, source: made up, body: refund_no=R1&code=OK, fails: signature }\n";
    let folder = project(&[("acme_pay.yaml", &spec)]);
    insta::assert_snapshot!(run(&folder, "check").whole());
    let told = run(&folder, "check --format json").stdout();
    assert_eq!(told.matches("\"code\": \"R052\"").count(), 3, "{told}");
    // `generate` accepts the spec; the emitted tests would report the same faults.
    assert_eq!(run(&folder, "generate").code(), Some(0));
}

/// A killed `generate` leaves its scratch file behind.
#[test]
fn scratch_files_of_a_killed_process_are_removed() {
    let folder = project(&[("acme_pay.yaml", ACME)]);
    run(&folder, "generate");
    for scratch in ["generated/src/acme_pay/.mod.rs.4194999.new", "generated/.Cargo.toml.4194999.new"] {
        write(&folder, scratch, "// half of a fi");
    }
    let running = format!("generated/src/.lib.rs.{}.new", std::process::id());
    let others = ["generated/src/.notes.4194999.new", "generated/src/.lib.rs.mine.new", running.as_str()];
    others.iter().for_each(|other| write(&folder, other, "mine"));
    assert_eq!(run(&folder, "generate").code(), Some(0));
    let left = files(&folder.path().join("generated"));
    assert!(
        !left.iter().any(|file| file.ends_with(".rs.4194999.new") || file.ends_with(".toml.4194999.new")),
        "{left:?}"
    );
    assert!(read(&folder, others[0]) == "mine" && read(&folder, others[1]) == "mine", "{left:?}");
    // Only systems with `/proc` show whether a process runs.
    assert_eq!(read(&folder, others[2]) == "mine", std::path::Path::new("/proc/self").exists(), "{left:?}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    fn fifo(folder: &TempDir, path: &str) {
        let made = Command::new("mkfifo").arg(folder.path().join(path)).status().expect("mkfifo");
        assert!(made.success());
    }

    fn refused(folder: &TempDir, arguments: &str, why: &str) {
        let refused = run(folder, arguments);
        assert_eq!(refused.code(), Some(2), "{}", refused.whole());
        assert!(refused.stderr().contains(why), "{}", refused.stderr());
    }

    #[test]
    fn a_linked_folder_in_the_output_is_not_followed() {
        for below in ["src", "docs", "src/acme_pay"] {
            let folder = project(&[("acme_pay.yaml", ACME)]);
            fs::create_dir_all(folder.path().join("generated/src")).expect("a folder");
            write(&folder, "elsewhere/mod.rs", "// @generated by refundry\n");
            let link = folder.path().join("generated").join(below);
            drop(fs::remove_dir(&link));
            symlink(folder.path().join("elsewhere"), &link).expect("a link");
            refused(&folder, "generate", "it is a symbolic link");
            refused(&folder, "generate --check", "it is a symbolic link");
            assert_eq!(files(&folder.path().join("elsewhere")), ["mod.rs"]);
            assert_eq!(read(&folder, "elsewhere/mod.rs"), "// @generated by refundry\n");
        }
    }

    #[test]
    fn the_output_itself_may_be_a_link() {
        let folder = project(&[("acme_pay.yaml", ACME)]);
        fs::create_dir(folder.path().join("elsewhere")).expect("a folder");
        symlink("elsewhere", folder.path().join("generated")).expect("a link");
        assert_eq!(run(&folder, "generate").code(), Some(0));
        assert!(folder.path().join("elsewhere/src/lib.rs").exists());
    }

    #[test]
    fn a_linked_file_in_the_output_is_not_written_through() {
        let folder = project(&[("acme_pay.yaml", ACME)]);
        write(&folder, "elsewhere.rs", "// @generated by refundry\n");
        fs::create_dir_all(folder.path().join("generated/src")).expect("a folder");
        symlink("../../elsewhere.rs", folder.path().join("generated/src/lib.rs")).expect("a link");
        refused(&folder, "generate", "it is a symbolic link");
        assert_eq!(read(&folder, "elsewhere.rs"), "// @generated by refundry\n");
    }

    #[test]
    fn what_is_no_regular_file_is_refused_and_nothing_waits_for_it() {
        let folder = project(&[]);
        fifo(&folder, "specs/acme_pay.yaml");
        for arguments in ["check", "generate", "check /dev/zero"] {
            let told = run(&folder, arguments);
            assert_eq!(told.code(), Some(1), "{}", told.whole());
            assert!(told.stderr().contains("it is no regular file"), "{}", told.stderr());
        }
        refused(&folder, "drift specs/acme_pay.yaml page.html", "it is no regular file");
        let folder = project(&[("acme_pay.yaml", ACME)]);
        fs::create_dir_all(folder.path().join("generated/src")).expect("a folder");
        fifo(&folder, "generated/src/lib.rs");
        refused(&folder, "generate", "it is no regular file");
        fifo(&folder, "page.html");
        refused(&folder, "drift specs/acme_pay.yaml page.html", "it is no regular file");
    }

    #[test]
    fn no_escape_of_a_file_name_reaches_the_terminal() {
        let folder = project(&[]);
        write(&folder, "specs/a\u{1b}]0;title\u{7}\u{9b}2J.yaml", ACME.replace("id:", "idd:"));
        for arguments in ["check", "generate", "diff specs specs", "check specs/none\u{1b}[31m.yaml"] {
            let shown = run(&folder, arguments).whole();
            let strange: Vec<char> = shown.chars().filter(|c| c.is_control() && *c != '\n').collect();
            assert!(strange.is_empty(), "{arguments}: {shown:?}");
        }
    }
}

/// A missing example does not keep the other ones from running.
#[test]
fn examples_run_where_another_one_is_missing() {
    let spec = ACME.replace("outcome: succeeded }", "outcome: processing }");
    let spec: String = spec.lines().filter(|line| !line.contains("forged:")).map(|line| format!("{line}\n")).collect();
    let folder = project(&[("acme_pay.yaml", &spec)]);
    let told = run(&folder, "check").whole();
    assert!(told.contains("no example shows a forged answer to `refund`"), "{told}");
    assert!(told.contains("the example `done` has another `outcome`"), "{told}");
    assert_eq!(run(&folder, "generate").code(), Some(1), "a spec without the example is not compiled");
}
