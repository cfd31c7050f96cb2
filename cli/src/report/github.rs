//! Faults as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use refundry_codegen::batch::Compiled;
use refundry_codegen::diagnostic::{Diagnostic, Severity};
use refundry_codegen::render::Lines;

/// One line a fault: `::error file=specs/acme_pay.yaml,line=3,…::message`.
pub fn annotations(batch: &[Compiled]) -> String {
    let lines = batch.iter().flat_map(|compiled| {
        let (path, lines) = (super::slashed(&compiled.source.path), Lines::new(&compiled.source));
        compiled.diagnostics.iter().map(move |fault| annotation(&path, &lines, fault))
    });
    lines.collect()
}

fn annotation(path: &str, lines: &Lines<'_>, fault: &Diagnostic) -> String {
    let severity = match fault.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (line, column) = lines.position(fault.span.start);
    let (end, _) = lines.position(fault.span.end.max(fault.span.start));
    let mut message = message(path, lines, fault);
    message.extend(fault.fix.iter().map(|_| "\n`refundry check --fix` writes this"));
    let path = property(path);
    let code = fault.code.number();
    format!("::{severity} file={path},line={line},endLine={end},col={column},title={code}::{}\n", data(&message))
}

/// The message, what stands below its place, the other places, the notes and the help, one line each: an annotation has
/// one place.
fn message(path: &str, lines: &Lines<'_>, fault: &Diagnostic) -> String {
    let label = Some(&*fault.label).filter(|label| !label.is_empty()).map(str::to_owned);
    let others = fault.others.iter().map(|other| {
        let (line, column) = lines.position(other.span.start);
        format!("{path}:{line}:{column}: {}", other.text)
    });
    let notes = fault.notes.iter().map(|note| format!("note: {note}"));
    let help = fault.help.iter().map(|help| format!("help: {help}"));
    let rest = label.into_iter().chain(others).chain(notes).chain(help);
    [fault.message.clone()].into_iter().chain(rest).collect::<Vec<_>>().join("\n")
}

/// A message: the format escapes per cent signs and line ends.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: the separators are escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
