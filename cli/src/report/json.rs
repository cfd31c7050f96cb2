//! The JSON reports. Their shape is stable and documented in `--help`: members are added, never changed.

use std::path::Path;

use refundry_codegen::batch::Compiled;
use refundry_codegen::diagnostic::{Diagnostic, Fix, Severity};
use refundry_codegen::render::Lines;
use refundry_codegen::source::Span;
use serde::Serialize;

use super::slashed;
use crate::draft::Drafted;
use crate::generated::{Generated, word};
use crate::mend::change::{Change, Fixed};
use crate::summary::Summary;

#[derive(Serialize)]
struct Report<'a> {
    specs: Vec<Spec<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    providers: Option<&'a [Summary]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Vec<File>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_alone: Option<&'a [String]>,
}

#[derive(Serialize)]
struct Spec<'a> {
    path: String,
    ok: bool,
    diagnostics: Vec<Fault<'a>>,
    more_errors: usize,
    more_warnings: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<&'a [Change]>,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    label: &'a str,
    #[serde(flatten)]
    place: Place,
    notes: &'a [String],
    help: Option<&'a str>,
    fix: Option<Vec<Replacement<'a>>>,
    others: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Other<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct File {
    path: String,
    difference: &'static str,
}

/// The document of `check`, with the changes of `--fix` if it was given.
///
/// # Errors
/// None is known: every member is a text, a number or a list of them.
pub fn check(batch: &[Compiled], fixed: Option<&[Fixed]>) -> std::io::Result<String> {
    let changes = |compiled: &Compiled| {
        let of_path = fixed?.iter().find(|(path, _)| *path == compiled.source.path);
        Some(of_path.map_or(&[] as &[Change], |(_, changes)| changes))
    };
    let specs = batch.iter().map(|compiled| Spec { fixed: changes(compiled), ..spec(compiled) });
    print(&Report { specs: specs.collect(), providers: None, files: None, left_alone: None })
}

/// The document of `generate`.
///
/// # Errors
/// The errors of [`check`].
pub fn generate(batch: &[Compiled], generated: &Generated) -> std::io::Result<String> {
    let files = generated.differences.iter();
    let files = files.map(|(path, difference)| File { path: slashed(path), difference: word(*difference) });
    print(&Report {
        specs: batch.iter().map(spec).collect(),
        providers: Some(&generated.summaries),
        files: Some(files.collect()),
        left_alone: Some(&generated.kept),
    })
}

#[derive(Serialize)]
struct Begun {
    path: String,
    todos: usize,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    drafted: Option<Parts>,
}

#[derive(Serialize)]
struct Parts {
    messages: usize,
    fields: usize,
    error_codes: usize,
    leftovers: usize,
}

/// The document of `new`.
///
/// # Errors
/// The errors of [`check`].
pub fn new(path: &Path, todos: usize, drafted: Option<&Drafted>) -> std::io::Result<String> {
    let parts = drafted.map(|drafted| Parts {
        messages: drafted.messages,
        fields: drafted.fields,
        error_codes: drafted.error_codes,
        leftovers: drafted.leftovers,
    });
    print(&Begun { path: slashed(path), todos, drafted: parts })
}

fn print(report: &impl Serialize) -> std::io::Result<String> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}

fn spec(compiled: &Compiled) -> Spec<'_> {
    let lines = Lines::new(&compiled.source);
    let path = slashed(&compiled.source.path);
    let faults = compiled.diagnostics.iter().map(|diagnostic| fault(&path, &lines, diagnostic));
    Spec {
        ok: compiled.provider.is_some(),
        diagnostics: faults.collect(),
        more_errors: compiled.diagnostics.unlisted(Severity::Error),
        more_warnings: compiled.diagnostics.unlisted(Severity::Warning),
        path,
        fixed: None,
    }
}

fn fault<'a>(path: &str, lines: &Lines<'_>, diagnostic: &'a Diagnostic) -> Fault<'a> {
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Fault {
        code: diagnostic.code.number(),
        severity,
        message: &diagnostic.message,
        label: &diagnostic.label,
        place: place(path, lines, diagnostic.span),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_deref().map(|fix| replacements(path, lines, fix)),
        others: diagnostic
            .others
            .iter()
            .map(|other| Other { label: &other.text, place: place(path, lines, other.span) })
            .collect(),
    }
}

fn replacements<'a>(path: &str, lines: &Lines<'_>, fix: &'a Fix) -> Vec<Replacement<'a>> {
    let edits = fix.edits().iter();
    edits.map(|edit| Replacement { place: place(path, lines, edit.span), text: &edit.text }).collect()
}

fn place(path: &str, lines: &Lines<'_>, span: Span) -> Place {
    let (line, column) = lines.position(span.start);
    let (end_line, end_column) = lines.position(span.end.max(span.start));
    Place { path: path.to_owned(), line, column, end_line, end_column }
}
