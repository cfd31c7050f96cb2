//! Printed diagnostics: one broken spec per file.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use refundry_codegen::diagnostic::{Code, Diagnostic, Diagnostics};
use refundry_codegen::render::{position, render, render_within};
use refundry_codegen::source::{Source, Span};
use unicode_width::UnicodeWidthStr as _;

/// The source with a short path, so that snapshots are the same on every machine.
fn source(path: &Path) -> Source {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    Source { path: name.into(), text: fs::read_to_string(path).expect("a readable file") }
}

/// The broken specs with their faults: checked once for all tests.
static BROKEN: LazyLock<Vec<(Source, Diagnostics)>> = LazyLock::new(|| {
    let paths = specs(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics"));
    paths.iter().map(|path| source(path)).map(|source| (source.clone(), refundry_codegen::check(&source))).collect()
});

fn specs(folder: PathBuf) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).expect("a folder").map(|file| file.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect()
}

fn rendered(source: &Source, faults: &Diagnostics) -> String {
    faults.iter().map(|diagnostic| render(source, diagnostic, false) + "\n").collect()
}

#[test]
fn every_broken_spec_is_reported() {
    insta::glob!("diagnostics/*.yaml", |path| {
        let name = Path::new(path.file_name().expect("a file"));
        let (source, faults) = BROKEN.iter().find(|(source, _)| source.path == name).expect("a broken spec");
        insta::assert_snapshot!(rendered(source, faults));
    });
}

#[test]
fn faults_fit_eighty_columns() {
    let mut wide = Vec::new();
    for (source, faults) in BROKEN.iter() {
        let text = render_within(source, faults, false, Some(80));
        wide.extend(
            text.lines().filter(|line| line.width() > 80).map(|line| format!("{}: {line}\n", source.path.display())),
        );
    }
    assert!(wide.is_empty(), "{} lines are too wide:\n{}", wide.len(), wide.concat());
}

/// All specs of the repository, except those with deliberate faults.
#[test]
fn a_sound_spec_has_not_even_a_warning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let folders = ["specs", "tests/shapes", "tests/interpreted", "tests/acme_pay/refunds"];
    let specs: Vec<_> = folders.iter().flat_map(|folder| specs(root.join(folder))).collect();
    let sources = specs.iter().map(|path| source(path));
    let faults: String = sources.map(|source| rendered(&source, &refundry_codegen::check(&source))).collect();
    assert!(faults.is_empty(), "{faults}");
    assert!(specs.len() > 50, "only {} specs were found", specs.len());
}

#[test]
fn every_reading_code_has_a_broken_spec() {
    let seen: Vec<Code> = BROKEN.iter().flat_map(|(_, faults)| faults.iter()).map(|fault| fault.code).collect();
    for (code, number, title) in Code::ALL.iter().filter(|(code, ..)| *code <= Code::BadExpression) {
        assert!(seen.contains(code), "{number} ({title}) has no file under tests/diagnostics");
    }
}

#[test]
fn the_table_of_codes_is_in_order() {
    for (index, (code, number, _)) in Code::ALL.iter().enumerate() {
        assert_eq!(*code as usize, index, "{number} stands at the wrong place");
        assert_eq!(code.number(), *number);
    }
}

#[test]
fn chinese_text_moves_the_underline_by_its_width() {
    let source = Source { path: "acme.yaml".into(), text: "a: 1\n  名称: 退款, oops: 1\n".into() };
    let start = source.text.find("oops").expect("the word");
    let fault = Diagnostic::new(Code::UnknownKey, Span::new(start, start + 4), "no such key").label("here");
    let text = render(&source, &fault, false);
    let under = text.lines().find(|line| line.contains("^^^^")).expect("an underline");
    // Two blanks, four wide characters of two columns each, and four columns for ": " and ", ".
    assert_eq!(under, "  |               ^^^^ here");
    // The column counts characters: 2 + 2 + 2 + 2 + 2, plus one.
    assert_eq!(position(&source, start), (2, 11));
    assert!(text.contains("--> acme.yaml:2:11"), "{text}");
}

#[test]
fn line_ends_of_windows_are_not_shown() {
    let source = Source { path: "acme.yaml".into(), text: "\u{feff}a: 1\r\nb: 极, oops\r\n".into() };
    let start = source.text.find("oops").expect("the word");
    let text = render(&source, &Diagnostic::new(Code::UnknownKey, Span::new(start, start + 4), "no such key"), false);
    assert!(text.contains("2 | b: 极, oops\n"), "{text}");
    assert_eq!(position(&source, start), (2, 7));
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let source = Source { path: "acme.yaml".into(), text: "a: 1\n".into() };
    let fault = Diagnostic::new(Code::UnknownKey, Span::new(0, 1), "no key `\u{1b}[31m`");
    assert!(!render(&source, &fault, false).contains('\u{1b}'));
    assert!(render(&source, &fault, true).contains('\u{1b}'));
}

#[test]
fn places_beyond_the_text_are_clipped() {
    let source = Source { path: "acme.yaml".into(), text: "极".into() };
    for (start, end) in [(0, 0), (1, 2), (2, 1), (3, 3), (9, 12)] {
        let fault =
            Diagnostic::new(Code::Syntax, Span::new(start, end), "a fault").other(Span::new(end, start), "there");
        assert!(render(&source, &fault, false).starts_with("error[R001]: a fault"));
    }
    assert_eq!(position(&source, 99), (1, 2));
}
