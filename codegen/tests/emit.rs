//! Emitted code: one small spec per feature, merged with a common base, and the items that it is about. The crate
//! `tests/cases` compiles all of them and runs their tests.

#![allow(clippy::expect_used, clippy::panic)]

#[path = "emit/merge.rs"]
mod merge;

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use refundry_codegen::{
    compile,
    diagnostic::Severity,
    emit::{self, Module},
    model::Provider,
    render::render,
    source::Source,
};

const BASE: &str = include_str!("emit/base/base.yaml");

/// The cases by their file names, each with its model or its printed faults: compiled once for all tests.
static CASES: LazyLock<BTreeMap<OsString, Result<Provider, String>>> = LazyLock::new(|| {
    let named = |path: PathBuf| (path.file_name().expect("a name").to_owned(), compiled(&path));
    cases().into_iter().map(named).collect()
});

fn emitted(case: &OsStr) -> Module {
    let compiled = CASES.get(case).unwrap_or_else(|| panic!("{} is no case", case.display()));
    emit::emit(compiled.as_ref().unwrap_or_else(|faults| panic!("{faults}")))
}

/// Compiles a case merged with the base; an error contains the printed faults.
fn compiled(path: &Path) -> Result<Provider, String> {
    let text = merge::merge(BASE, &fs::read_to_string(path).expect("a readable case"));
    let source = Source { path: path.to_owned(), text };
    let (provider, diagnostics) = compile(&source);
    let faults = diagnostics.iter().filter(|fault| fault.severity() == Severity::Error);
    let faults: String = faults.map(|fault| render(&source, fault, false)).collect();
    provider.ok_or_else(|| format!("{} does not compile:\n{faults}", path.display()))
}

/// The items that the line `# shows: refund.sign refund.check rules` names: functions, types or a whole module.
fn shown(path: &Path) -> String {
    let case = fs::read_to_string(path).expect("a readable case");
    let line = case.lines().find_map(|line| line.strip_prefix("# shows: "));
    let line = line.unwrap_or_else(|| panic!("{} says not what it shows", path.display()));
    let module = emitted(path.file_name().expect("a name"));
    line.split(' ').map(|name| show(&module, name)).collect::<Vec<_>>().join("\n")
}

fn show(provider: &Module, name: &str) -> String {
    let (module, item) = name.split_once('.').unwrap_or((name, ""));
    let found = provider.children.iter().find(|child| child.name == module);
    let text = found.unwrap_or_else(|| panic!("there is no module `{module}`")).clone().inline();
    let shown = if item.is_empty() { text } else { items(&text, item) };
    assert!(!shown.is_empty(), "`{module}` has no item `{item}`");
    format!("// {name}\n{shown}")
}

/// The items with this name and their documentation; the layout of rustfmt shows where an item ends.
fn items(text: &str, name: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let heads = (0..lines.len()).filter(|index| lines.get(*index).is_some_and(|line| declares(line, name)));
    heads.map(|head| item(&lines, head)).collect()
}

fn declares(line: &str, name: &str) -> bool {
    let line = line.trim_start().trim_start_matches("pub(super) ").trim_start_matches("pub ");
    let head = ["const ", "fn ", "struct ", "enum ", "static ", "mod ", "rt::"]
        .iter()
        .find_map(|kind| line.strip_prefix(kind));
    head.and_then(|rest| rest.strip_prefix(name))
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn item(lines: &[&str], head: usize) -> String {
    let above = lines.iter().take(head).rev().take_while(|line| line.trim_start().starts_with(['/', '#'])).count();
    let first = lines.get(head).copied().unwrap_or_default();
    let indent = &first[..first.len() - first.trim_start().len()];
    let closes = |line: &str| line.strip_prefix(indent).is_some_and(|line| ["}", "};", ");"].contains(&line));
    let one_line = first.ends_with(';') || first.ends_with('}');
    let below = if one_line { 0 } else { lines.iter().skip(head).take_while(|line| !closes(line)).count() };
    lines.iter().skip(head - above).take(above + below + 1).map(|line| format!("{line}\n")).collect()
}

fn cases() -> Vec<PathBuf> {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/emit")).expect("a folder");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    cases.sort();
    cases
}

#[test]
fn every_feature_is_emitted() {
    insta::glob!("emit/*.yaml", |path| insta::assert_snapshot!(shown(path)));
}

#[test]
fn every_case_compiles() {
    let faults: String = CASES.values().filter_map(|compiled| compiled.clone().err()).collect();
    assert!(faults.is_empty(), "{faults}");
}

/// The laid out text of every module parses, or of every third one unless `EQUAL_CASES` asks for 1,000 cases: the crate
/// `tests/cases` compiles the same modules without their layout.
#[test]
fn modules_parse() {
    let exhaustive = std::env::var("EQUAL_CASES").is_ok_and(|text| text.parse::<u32>().expect("a number") >= 1000);
    for case in CASES.keys().step_by(if exhaustive { 1 } else { 3 }) {
        let module = emitted(case);
        for text in [module.clone().file(), module.inline()] {
            let parsed = syn::parse_file(&text);
            assert!(parsed.is_ok(), "{}: {:?}", case.display(), parsed.err());
        }
    }
}
