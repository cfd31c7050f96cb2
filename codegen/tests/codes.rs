//! Every code has a broken spec, and a spec with several faults reports all of them and nothing else.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use refundry_codegen::diagnostic::{Code, Diagnostics};
use refundry_codegen::source::Source;

fn faults(path: &Path) -> Diagnostics {
    refundry_codegen::check(&Source { path: path.to_owned(), text: fs::read_to_string(path).expect("a readable file") })
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

#[test]
fn every_code_stands_in_a_snapshot() {
    let snapshots =
        fs::read_dir(folder().join("snapshots")).expect("a folder").map(|file| file.expect("an entry").path());
    let diagnostics = snapshots
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("diagnostics__")));
    let texts: Vec<String> = diagnostics.map(|path| fs::read_to_string(path).expect("a snapshot")).collect();
    // The interpreter runs the examples, and the command reads folders: their own tests cover those codes.
    for (_, number, title) in Code::ALL.iter().filter(|(code, ..)| !matches!(code, Code::Example | Code::Unreadable)) {
        let shown = texts.iter().any(|text| text.contains(&format!("[{number}]")));
        assert!(shown, "{number} ({title}) stands in no snapshot: add a file under tests/diagnostics");
    }
}

#[test]
fn six_faults_are_six() {
    use Code::{CodeWithoutOutcome, NoRefundNumber, Repeat, RuleWithoutExample, StatusWithoutOtherwise, WithoutEcho};
    let found = faults(&folder().join("diagnostics/six_faults_of_meaning_in_one_run.yaml"));
    let codes: Vec<Code> = found.iter().map(|fault| fault.code).collect();
    let expected =
        [CodeWithoutOutcome, NoRefundNumber, RuleWithoutExample, WithoutEcho, Repeat, StatusWithoutOtherwise];
    assert_eq!(codes, expected, "{found:#?}");
}

/// A pass runs only on input that the earlier pass found sound.
#[test]
fn faults_stop_the_next_pass_and_warnings_do_not() {
    use Code::{Lookalike, NoRefundNumber, UnknownKey, UnknownReference};
    let path = folder().join("diagnostics/six_faults_of_meaning_in_one_run.yaml");
    let sound = fs::read_to_string(&path).expect("a readable file");
    let codes = |text: String| -> Vec<Code> {
        let found = refundry_codegen::check(&Source { path: path.clone(), text });
        found.into_iter().map(|fault| fault.code).collect()
    };
    let unknown = sound.replace("tip <= fee", "tip <= fees");
    assert_eq!(codes(unknown.clone()), [UnknownReference]);
    assert_eq!(codes(unknown.replace("servers:", "server:")), [UnknownKey]);
    let warned = codes(sound.replace("state: OK", "state: \u{ff2f}K"));
    assert!(warned.contains(&Lookalike) && warned.contains(&NoRefundNumber), "{warned:?}");
}

/// Every fault of a pass after parsing has a help text.
#[test]
fn every_fault_of_meaning_helps() {
    for file in fs::read_dir(folder().join("diagnostics")).expect("a folder") {
        let path = file.expect("an entry").path();
        for fault in faults(&path).iter().filter(|fault| fault.code > Code::BadExpression) {
            assert!(fault.help.is_some(), "{}: no help for `{}`", path.display(), fault.message);
        }
    }
}
