//! Single slips of authors in the shipped specs, and the fault that `check` reports for each of them.

#![allow(clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use refundry_codegen::{
    compile,
    diagnostic::{Diagnostic, Severity},
    render::Lines,
    source::Source,
};
use serde::Deserialize;

use crate::examples;

/// An edit of a spec, and the fault that it must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    /// The slip in words.
    slip: String,
    /// The name of the spec.
    spec: String,
    /// The text whose first occurrence is replaced.
    find: String,
    replace: String,
    /// The beginning of the line at fault.
    line: String,
    /// A part of the message.
    says: String,
    /// A part of the help.
    help: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Slip {
    fn source(&self) -> Source {
        let path = root().join(format!("../specs/{}.yaml", self.spec));
        let text = fs::read_to_string(&path).expect("a spec");
        assert!(text.contains(&self.find), "{}: the spec has no such text", self.slip);
        Source { text: text.replacen(&self.find, &self.replace, 1), path }
    }

    /// The difference between the reported fault and the expected one; empty if there is none.
    fn difference(&self) -> String {
        let source = self.source();
        let (provider, mut diagnostics) = compile(&source);
        let found = provider.map(|provider| examples::faults(&source, &provider, &diagnostics)).unwrap_or_default();
        found.into_iter().for_each(|fault| diagnostics.push(fault));
        let errors = diagnostics.count(Severity::Error);
        let Some(fault) = diagnostics.iter().find(|fault| fault.severity() == Severity::Error) else {
            return "no error".to_owned();
        };
        let told = Told::new(&source, fault);
        let wrong =
            [("line", &self.line, &told.line), ("message", &self.says, &told.says), ("help", &self.help, &told.help)]
                .into_iter()
                .filter(|(_, expected, found)| !found.contains(expected.as_str()))
                .map(|(what, expected, found)| format!("  {what}: expected {expected:?}, found {found:?}\n"));
        let several = (errors != 1).then(|| format!("  {errors} errors for one slip\n"));
        wrong.chain(several).collect()
    }
}

/// A reported fault.
struct Told {
    line: String,
    says: String,
    help: String,
}

impl Told {
    fn new(source: &Source, fault: &Diagnostic) -> Self {
        let (line, _) = Lines::new(source).position(fault.span.start);
        Self {
            line: source.text.lines().nth(line - 1).unwrap_or_default().to_owned(),
            says: fault.message.clone(),
            help: fault.help.as_deref().unwrap_or_default().to_owned(),
        }
    }
}

fn slips(group: &str) -> Vec<Slip> {
    let path = root().join(format!("tests/slips/{group}.yaml"));
    serde_yaml::from_str(&fs::read_to_string(path).expect("a list of slips")).expect("slips")
}

/// Each slip of a file gives one error, at its place, with its cause and its correction.
fn assert_told(group: &str, least: usize) {
    let slips = slips(group);
    assert!(slips.len() >= least, "{group} has {} slips only", slips.len());
    let differences =
        slips.iter().map(|slip| (slip, slip.difference())).filter(|(_, difference)| !difference.is_empty());
    let wrong: Vec<String> = differences.map(|(slip, difference)| format!("{}\n{difference}", slip.slip)).collect();
    assert!(wrong.is_empty(), "{} of {} slips are told otherwise:\n{}", wrong.len(), slips.len(), wrong.concat());
}

#[test]
fn signs_of_a_chinese_keyboard() {
    assert_told("chinese", 30);
}

#[test]
fn slips_of_yaml() {
    assert_told("yaml", 40);
}

#[test]
fn types_of_pages() {
    assert_told("types", 35);
}

#[test]
fn operators_of_other_languages() {
    assert_told("expressions", 20);
}

#[test]
fn names_and_words() {
    assert_told("names", 30);
}

#[test]
fn signatures_and_examples() {
    assert_told("examples", 35);
}

#[test]
fn mistakes_of_newcomers() {
    assert_told("newcomers", 80);
}

#[test]
fn other_slips() {
    assert_told("others", 35);
}
