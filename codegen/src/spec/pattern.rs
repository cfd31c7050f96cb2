//! Patterns of dates and times: `yyyy-MM-dd HH:mm:ss`.

use super::reader::shown;
use super::syntax::ZonelessTimeFormat;
use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// The help for a faulty pattern.
pub(super) const HELP: &str = "use `yyyy` or `yy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS`, and `XXX`, `XX`, `xxx` or `xx` for the offset; other letters than `T` and `Z`, and quotes, are not for patterns";

const RUNS: &[&str] = &["yyyy", "yy", "MM", "dd", "HH", "mm", "ss", "SSS", "XXX", "XX", "xxx", "xx"];

/// A fault in a pattern; the span is within its text.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
}

/// The first fault of a pattern; `None` if it is valid.
pub(super) fn fault(pattern: &str) -> Option<Fault> {
    let mut seen = Vec::new();
    let mut start = 0;
    while let Some(run) = leading_run(pattern.get(start..).unwrap_or_default()) {
        let span = Span::new(start, start + run.len());
        // In other languages, quotes mark literal text; here they would be sent, so report them.
        let letters =
            run.starts_with(|first: char| first.is_ascii_alphabetic() && !"TZ".contains(first) || first == '\'');
        if letters && !RUNS.contains(&run) {
            return Some(Fault { span, message: format!("`{}` has no meaning in a pattern", shown(run)) });
        }
        if letters && seen.contains(&run) {
            return Some(Fault { span, message: format!("`{run}` occurs twice") });
        }
        seen.extend(letters.then_some(run));
        start = span.end;
    }
    let message = "the pattern holds no date and no time".to_owned();
    seen.is_empty().then(|| Fault { span: Span::new(0, pattern.len()), message })
}

/// The longest run of one character at the beginning; `None` at the end.
fn leading_run(rest: &str) -> Option<&str> {
    let first = rest.chars().next()?;
    let end = rest.find(|next| next != first).unwrap_or(rest.len());
    rest.get(..end)
}

/// `epoch_s`, `epoch_ms`, `http_date` or a pattern.
pub(super) fn format(node: &Node, out: &mut Diagnostics) -> Option<ZonelessTimeFormat> {
    let scalar = super::reader::scalar(node, "a time", out)?;
    match scalar.text.as_str() {
        "epoch_s" => return Some(ZonelessTimeFormat::EpochSeconds),
        "epoch_ms" => return Some(ZonelessTimeFormat::EpochMillis),
        "http_date" => return Some(ZonelessTimeFormat::HttpDate),
        _ => {}
    }
    let Some(fault) = fault(&scalar.text) else {
        return super::name::literal(node, out).map(|word| ZonelessTimeFormat::Pattern(word.value));
    };
    let epoch = match scalar.text.to_lowercase().as_str() {
        "s" | "seconds" | "second" | "unix" | "unixtime" | "epoch" | "timestamp" => Some("epoch_s"),
        "ms" | "millis" | "milliseconds" | "unix_ms" => Some("epoch_ms"),
        _ => None,
    };
    if let Some(word) = epoch {
        let message = format!("`{}` is no time", shown(&scalar.text));
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help(format!("write `{word}`")));
        return None;
    }
    let place = |origin| Span::new(origin + fault.span.start, origin + fault.span.end);
    let fault = Diagnostic::new(Code::BadWord, scalar.origin.map_or(node.place, place), fault.message);
    out.push(fault.help(format!("use `epoch_s`, `epoch_ms`, `http_date` or a pattern; in a pattern, {HELP}")));
    None
}
