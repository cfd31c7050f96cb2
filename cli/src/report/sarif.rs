//! Faults as SARIF 2.1.0 (OASIS), which code scanners and editors read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use refundry_codegen::batch::Compiled;
use refundry_codegen::diagnostic::{Diagnostic, Edit, Fix, Severity};
use refundry_codegen::render::Lines;
use refundry_codegen::source::Span;
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The bytes that a path of a URI writes as `%20`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The document of all faults.
///
/// # Errors
/// None is known: every member is a text, a number or a list of them.
pub fn report(batch: &[Compiled]) -> std::io::Result<String> {
    let results: Vec<Value> = batch.iter().flat_map(results).collect();
    let driver = json!({ "name": "refundry", "version": env!("CARGO_PKG_VERSION") });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    let document = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn results(compiled: &Compiled) -> Vec<Value> {
    let (path, lines) = (super::slashed(&compiled.source.path), Lines::new(&compiled.source));
    compiled.diagnostics.iter().map(|fault| result(&path, &lines, fault)).collect()
}

fn result(path: &str, lines: &Lines<'_>, fault: &Diagnostic) -> Value {
    let level = match fault.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let told = [fault.message.clone()].into_iter();
    let told = told.chain(fault.notes.iter().cloned()).chain(fault.help.iter().map(|help| format!("help: {help}")));
    let others: Vec<Value> =
        fault.others.iter().map(|other| with_message(location(path, lines, other.span), &other.text)).collect();
    let mut result = json!({
        "ruleId": fault.code.number(),
        "level": level,
        "message": { "text": told.collect::<Vec<_>>().join("\n") },
        "locations": [location(path, lines, fault.span)],
        "relatedLocations": others,
    });
    if let (Value::Object(members), Some(fix)) = (&mut result, &fault.fix) {
        members.insert("fixes".to_owned(), json!([replacements(path, lines, fault, fix)]));
    }
    result
}

/// The change that mends a fault.
fn replacements(path: &str, lines: &Lines<'_>, fault: &Diagnostic, fix: &Fix) -> Value {
    let replacement =
        |edit: &Edit| json!({ "deletedRegion": region(lines, edit.span), "insertedContent": { "text": edit.text } });
    let replacements: Vec<Value> = fix.edits().iter().map(replacement).collect();
    json!({
        "description": { "text": fault.help.as_deref().unwrap_or_default() },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(path) }, "replacements": replacements }],
    })
}

fn location(path: &str, lines: &Lines<'_>, span: Span) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(path) }, "region": region(lines, span) } })
}

fn region(lines: &Lines<'_>, span: Span) -> Value {
    let (line, column) = lines.position(span.start);
    let (end_line, end_column) = lines.position(span.end.max(span.start));
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

fn uri(path: &str) -> String {
    utf8_percent_encode(path, RESERVED).to_string()
}

fn with_message(mut location: Value, text: &str) -> Value {
    if let Value::Object(members) = &mut location {
        members.insert("message".to_owned(), json!({ "text": text }));
    }
    location
}
