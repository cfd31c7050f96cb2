//! Quotes that are not closed, and quotes inside quotes.

use serde_yaml::granit_parser::ErrorKind;

use super::source_line::quoted;
use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;
use crate::spec::reader::shown;

pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    if let Some(slip) = escape(broken) {
        return vec![slip];
    }
    // Brackets show an unclosed quote, too: the text that should be quoted is read as keys.
    let quotes = matches!(
        broken.kind,
        ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::UnclosedQuotedScalar
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
    );
    let Some(last) = broken.layout.quotes.last().filter(|_| quotes) else { return Vec::new() };
    let first_line = SourceLine::around(broken.text, last.start);
    let mut out = Vec::new();
    if last.end <= first_line.span.end {
        out.extend(inner(broken, *last, first_line));
    }
    out.extend(before_next_key(broken, *last, first_line));
    out.extend(unclosed(broken, *last, first_line));
    out
}

/// A quote that is not closed in front of the next key of a row: `{ example: "100, doc: The number }`.
fn before_next_key(broken: &Broken<'_>, text: Span, line: SourceLine<'_>) -> Option<Slip> {
    let sign = broken.slice(text).chars().next()?;
    let written = broken.text.get(text.start + 1..line.rest(text.start).end.min(text.end))?;
    let begins_key = |rest: &str| {
        let word = rest.find(|next: char| !super::source_line::is_of_name(next)).unwrap_or(rest.len());
        crate::spec::homes::is_key(rest.get(..word).unwrap_or_default())
            && rest.get(word..).is_some_and(|rest| rest.starts_with(": "))
    };
    let end = written.match_indices(", ").map(|(at, _)| at).find(|at| written.get(at + 2..).is_some_and(begins_key))?;
    let (place, close) = (Span::new(text.start, text.start + 1), text.start + 1 + end);
    let help = format!("write `{sign}{}{sign}`", shown(written.get(..end)?));
    let slip =
        Slip::new(place, format!("this `{sign}` is not closed"), help, (Span::new(close, close), sign.to_string()));
    Some(slip.label("the text begins here"))
}

/// A backslash in double quotes that begins no escape of YAML.
fn escape(broken: &Broken<'_>) -> Option<Slip> {
    if !matches!(broken.kind, ErrorKind::UnknownQuotedScalarEscape) {
        return None;
    }
    let (mut at, rest) = (broken.at, broken.text.get(broken.at..)?);
    let mut pieces = rest.split('\\');
    at += pieces.next()?.len();
    for piece in pieces {
        let next = piece.chars().next();
        if let Some(next) = next.filter(|next| !ESCAPES.contains(*next)) {
            return Some(unknown_escape(broken, Span::new(at, at + 1 + next.len_utf8())));
        }
        at += 1 + piece.len();
    }
    None
}

/// The characters behind a backslash in double quotes; a second backslash leaves the piece between both empty.
const ESCAPES: &str = "0abtnvfre\"/N_LPxuU \t\r\n";

fn unknown_escape(broken: &Broken<'_>, span: Span) -> Slip {
    let written = broken.slice(span);
    let help = format!("write `\\{written}` for a backslash, or put the text in single quotes");
    let message = format!("a text in double quotes has no escape `{written}`");
    let repair = (Span::new(span.start, span.start), "\\".to_owned());
    Slip::new(span, message, help, repair).offer(Offer::Never)
}

/// A quote inside the quotes of one line.
fn inner(broken: &Broken<'_>, text: Span, line: SourceLine<'_>) -> Option<Slip> {
    let sign = broken.slice(text).chars().next()?;
    let end = line.rest(text.start).end;
    // The text of a JSON document ends with its bracket.
    let last = match broken.text.get(text.start + 1..)?.chars().next()? {
        '{' => "}",
        '[' => "]",
        _ => "",
    };
    let closes = |at: &usize| {
        let rest = broken.text.get(at + 1..end).unwrap_or_default().trim_start();
        let closed = broken.text.get(..*at).is_some_and(|before| before.ends_with(last));
        closed && (rest.is_empty() || rest.starts_with([',', '}', ']']))
    };
    let rest = broken.text.get(text.end..end)?;
    let close = rest.match_indices(sign).map(|(at, _)| text.end + at).find(closes)?;
    let whole = Span::new(text.start, close + 1);
    let content = broken.text.get(text.start + 1..close)?;
    let written = match sign {
        '"' => format!("'{}'", content.replace('\'', "''")),
        _ => quoted(content),
    };
    let word = if sign == '"' { "double" } else { "single" };
    let place = Span::new(text.end - 1, text.end);
    Some(
        Slip::new(
            place,
            format!("a text in {word} quotes holds a {word} quote"),
            format!("write `{}`", shown(&written)),
            (whole, written),
        )
        .label("the text ends here")
        .other(Span::new(text.start, text.start + 1), "and begins here"),
    )
}

/// A quote that is not closed on its line.
fn unclosed(broken: &Broken<'_>, text: Span, line: SourceLine<'_>) -> Option<Slip> {
    let sign = broken.slice(text).chars().next()?;
    let written = broken.text.get(text.start..line.rest(text.start).end)?;
    // The brackets and the comma at the end of a row belong to the row.
    let in_flow = !super::Layout::of(broken.text, text.start).open.is_empty();
    let closers = |next: char| in_flow && matches!(next, '}' | ']' | ',' | ' ');
    let close = text.start + written.trim_end_matches(closers).len();
    let place = Span::new(text.start, text.start + 1);
    let slip = Slip::new(
        place,
        format!("this `{sign}` is not closed"),
        format!("write `{sign}` where the text ends"),
        (Span::new(close, close), sign.to_string()),
    );
    let until = Span::new(text.end.saturating_sub(1).max(text.start), text.end);
    let slip = slip.label("the text begins here").offer(Offer::Never);
    Some(if until.start > line.span.end { slip.other(until, "and is read up to here") } else { slip })
}
