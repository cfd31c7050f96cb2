//! The fault of one failing example: the expected and the found text, and the steps between.

use refundry_codegen::diagnostic::{Code, Diagnostic};
use refundry_interpreter::{
    Traced, TracedStep,
    examples::{Mismatch, Problem},
};

/// The number of characters shown before and after the first difference.
const AROUND: usize = 60;

/// The greatest number of violated rules that are named.
const MOST_RULES: usize = 16;

pub(super) fn fault(mismatch: &Mismatch) -> Diagnostic {
    let Mismatch { example, at, problem, .. } = mismatch;
    let new = |message: String| Diagnostic::new(Code::Example, *at, message);
    match problem {
        Problem::Fails(reason) => {
            let lines = reason.lines().map(str::to_owned);
            let fault = new(format!("the example `{example}` cannot be run"));
            lines.fold(fault, Diagnostic::note).help("correct its values, or the spec")
        }
        Problem::Unread { reason, traced, .. } => {
            let fault = new(format!("the answer `{example}` is not read: {reason}"));
            let help = match traced.as_slice() {
                [] => "correct the answer, or the spec",
                _ => "correct the answer, or the text, the steps or the key in the spec",
            };
            traced.iter().flat_map(steps).fold(fault, Diagnostic::note).help(help)
        }
        Problem::Refused { expected, found } => {
            let fault = new(format!("the request `{example}` breaks other rules than it is meant to"));
            with_rules(fault, expected.as_deref(), found).help("correct its fields, or the rules")
        }
        Problem::Outcome { what, expected, found, .. } => {
            let fault = new(format!("the example `{example}` has another `{what}`"));
            fault
                .note(format!("expected `{expected}`"))
                .note(format!("found    `{found}`"))
                .help("correct the example, or the table of outcomes")
        }
        Problem::Differs { what, expected, found, traced } => {
            let (expected, found) = excerpts(expected.as_deref(), found.as_deref());
            let fault = new(format!("the example `{example}` has another `{what}`"));
            let fault = fault.note(format!("expected {expected}")).note(format!("found    {found}"));
            traced.iter().flat_map(steps).fold(fault, Diagnostic::note).help("correct the example, or the spec")
        }
        Problem::Signature { expected, traced } => {
            let fault = new(format!("the signature of the example `{example}` is not in the request"));
            let fault = fault.note(format!("expected `{}`", shown(expected)));
            let notes = traced.iter().flat_map(steps);
            notes
                .fold(fault, Diagnostic::note)
                .help("correct the example, or the text, the steps or the key in the spec")
        }
    }
}

/// Notes the rule that a request should break, and the first ones that it breaks.
fn with_rules(fault: Diagnostic, expected: Option<&str>, found: &[String]) -> Diagnostic {
    let expected = expected.map_or("none: that of the example is lifted".to_owned(), |rule| format!("`{rule}`"));
    let first: Vec<String> = found.iter().take(MOST_RULES).map(|rule| format!("`{rule}`")).collect();
    let rest = if found.len() > MOST_RULES { ", …" } else { "" };
    let found = if found.is_empty() { "none".to_owned() } else { first.join(", ") + rest };
    fault.note(format!("expected {expected}")).note(format!("found    {found}"))
}

/// The steps of a value, one line each.
fn steps(traced: &Traced) -> Vec<String> {
    let Traced { value, case, text, steps, .. } = traced;
    let case = case.as_ref().map(|case| format!(", case `{case}`")).unwrap_or_default();
    let text = format!("the text of `{value}`{case}, {} bytes: `{}`", text.len(), shown(text));
    [text].into_iter().chain(steps.iter().map(step)).collect()
}

fn step(step: &TracedStep) -> String {
    let TracedStep { step, output, text, .. } = step;
    match std::str::from_utf8(output).ok().filter(|_| *text) {
        Some(text) => format!("then `{step}`: `{}`", shown(text)),
        None => format!("then `{step}`: {} bytes, in hex `{}`", output.len(), hex(output)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Both texts around the first difference, in quotes.
fn excerpts(expected: Option<&str>, found: Option<&str>) -> (String, String) {
    let quoted = |text: Option<String>| text.map_or("nothing".to_owned(), |text| format!("`{text}`"));
    let (expected, found) = around_difference(expected, found);
    (quoted(expected), quoted(found))
}

/// Both texts around the first difference, each on one line.
pub fn around_difference(expected: Option<&str>, found: Option<&str>) -> (Option<String>, Option<String>) {
    let start = match (expected, found) {
        (Some(one), Some(other)) => one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count(),
        _ => 0,
    };
    (expected.map(|text| around(text, start)), found.map(|text| around(text, start)))
}

/// A text around an offset, with an ellipsis where it is cut.
fn around(text: &str, place: usize) -> String {
    let skipped = place.saturating_sub(AROUND);
    let part: String = text.chars().skip(skipped).take(2 * AROUND).collect();
    let (before, after) =
        (if skipped > 0 { "…" } else { "" }, text.chars().nth(skipped + 2 * AROUND).map_or("", |_| "…"));
    format!("{before}{}{after}", shown(&part))
}

/// A text on one line.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}
