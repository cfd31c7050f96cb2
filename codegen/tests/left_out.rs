//! The reference lists features that the language leaves out. A case per line of the list tries to write the feature.

#![allow(clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use refundry_codegen::{check, diagnostic::Severity, source::Source};

use crate::merge;

const REFERENCE: &str = include_str!("../../specs/README.md");
const BASE: &str = include_str!("reference/base.yaml");

/// A spec that uses a feature: the line of the reference, and a fragment of the message that refuses the spec.
struct Case {
    line: String,
    message: String,
    spec: String,
}

/// The first two lines of a case are comments: `# The line of the list`, then `# error: fragment of the message`.
fn case(path: &Path) -> Case {
    let spec = fs::read_to_string(path).expect("a readable file");
    let head = |prefix| spec.lines().find_map(|line| line.strip_prefix(prefix)).map(str::to_owned);
    let message = head("# error: ").expect("a fragment of the message");
    Case { line: head("# ").expect("a line of the list"), message, spec }
}

fn cases() -> Vec<Case> {
    let files = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/left_out")).expect("a folder");
    files.map(|file| case(&file.expect("an entry").path())).collect()
}

fn listed() -> Vec<&'static str> {
    let (_, section) = REFERENCE.split_once("\n## What the language leaves out\n").expect("the section");
    section.lines().filter_map(|line| line.strip_prefix("- ")).map(|line| line.trim_end_matches([';', '.'])).collect()
}

#[test]
fn every_feature_that_is_left_out_has_a_case() {
    let (mut listed, cases) = (listed(), cases());
    let mut tried: Vec<&str> = cases.iter().map(|case| case.line.as_str()).collect();
    listed.sort_unstable();
    tried.sort_unstable();
    assert_eq!(listed, tried);
}

#[test]
fn the_language_refuses_what_it_leaves_out() {
    let accepted: String = cases().into_iter().filter_map(unexpected).collect();
    assert!(accepted.is_empty(), "{accepted}");
}

/// The errors of a case, if the expected one is not among them.
fn unexpected(case: Case) -> Option<String> {
    let found = check(&Source { path: "case.yaml".into(), text: merge::merge(BASE, &case.spec) });
    let errors = found.iter().filter(|fault| fault.severity() == Severity::Error);
    let messages: Vec<&str> = errors.map(|fault| fault.message.as_str()).collect();
    let refused = messages.iter().any(|message| message.contains(&case.message));
    (!refused).then(|| format!("{}\n  expected: {}\n  found: {messages:?}\n", case.line, case.message))
}
