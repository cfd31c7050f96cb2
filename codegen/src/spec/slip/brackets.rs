//! Brackets that are not closed, brackets too many, and comments that swallow a bracket.

use serde_yaml::granit_parser::ErrorKind;

use super::layout::Comment;
use super::source_line::{is_of_name, is_prose, key_before, quoted};
use super::{Broken, Offer, Slip, SourceLine};
use crate::{diagnostic::Diagnostic, source::Span, spec::reader::shown};

/// The greatest number of open brackets that are closed on trial.
const MOST_OPEN: usize = 3;
/// The greatest number of lines behind a bracket at whose end it is closed on trial.
const MOST_LINES: usize = 4;

/// Comments inside the open bracket that begin in the middle of a text.
pub(super) fn hashes(broken: &Broken<'_>) -> Vec<Slip> {
    let Some(open) = broken.layout.bracket() else { return Vec::new() };
    let inside = broken.layout.comments.iter().filter(|comment| comment.in_flow && comment.at > open);
    inside.map(|comment| cut_text(broken.text, *comment)).collect()
}

/// A text that a comment cuts short.
pub(super) fn cut_text(text: &str, comment: Comment) -> Slip {
    let line = SourceLine::around(text, comment.at);
    let before = text.get(line.span.start..comment.at).unwrap_or_default();
    let key = if comment.in_flow { before.rfind(": ") } else { before.find(": ") };
    let lead = key.map_or(0, |at| at + 2);
    let lead = lead + before.get(lead..).map_or(0, |value| value.len() - value.trim_start_matches([' ', '-']).len());
    let start = line.span.start + lead;
    let closers = |next: char| comment.in_flow && matches!(next, '}' | ']' | ',' | ' ');
    let rest = text.get(start..line.rest(start).end).unwrap_or_default().trim_end_matches(closers);
    let written = quoted(rest);
    // Other values may have a comment behind them.
    let offer = if is_prose(key_before(text, start)) { Offer::Always } else { Offer::Never };
    Slip::new(
        Span::new(comment.at, comment.at + 1),
        "a comment begins inside this text",
        format!("put the text in quotes: `{}`", shown(&written)),
        (Span::new(start, start + rest.len()), written),
    )
    .label("a blank and `#` begin a comment")
    .offer(offer)
}

pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    if matches!(broken.kind, ErrorKind::MisplacedFlowCollectionEnd) {
        let place = Span::new(broken.at, broken.at + 1);
        let message = format!("this `{}` closes nothing", broken.slice(place));
        let slip = Slip::new(place, message, "leave it out, or open it before", (place, String::new()));
        return vec![slip.offer(Offer::Never)];
    }
    let opens = broken.layout.open.iter().rev().take(MOST_OPEN);
    opens.flat_map(|open| ends(broken, *open).filter_map(|end| unclosed(broken, *open, end))).collect()
}

/// `goods[]`, `String[]`: the brackets of a list behind a type.
pub(super) fn of_types(broken: &Broken<'_>) -> Vec<Slip> {
    of_type(broken).into_iter().collect()
}

fn of_type(broken: &Broken<'_>) -> Option<Slip> {
    let before = broken.text.get(..broken.at)?;
    let rest = broken.text.get(broken.at..)?.strip_prefix('[')?;
    let (inside, _) = rest.split_once(']').filter(|(inside, _)| inside.chars().all(is_of_length))?;
    let start = before.trim_end_matches(is_of_name).len();
    let name = before.get(start..).filter(|name| !name.is_empty() && before.get(..start).is_some_and(is_of_type))?;
    let bounds: Vec<&str> =
        inside.split(|next: char| !next.is_ascii_digit()).filter(|bound| !bound.is_empty()).collect();
    let whole = Span::new(start, broken.at + inside.len() + 2);
    if let ([_] | [_, _], "string" | "digits" | "integer") = (bounds.as_slice(), name.to_lowercase().as_str()) {
        let written = format!("{}({})", name.to_lowercase(), bounds.join(".."));
        let (message, help) = ("a length stands in parentheses", format!("write `{written}`"));
        return Some(Slip::new(whole, message, help, (whole, written)).offer(Offer::Never));
    }
    let ty = match name.to_lowercase().as_str() {
        word @ ("string" | "integer" | "boolean") => word.to_owned(),
        _ => name.to_owned(),
    };
    let written = format!("list({ty})");
    let message = "a type does not end in brackets";
    Some(Slip::new(whole, message, format!("write `{written}`"), (whole, written)).offer(Offer::Never))
}

/// Whether a character may stand between the brackets of a length: `[1,32]`.
fn is_of_length(next: char) -> bool {
    next.is_ascii_digit() || matches!(next, ',' | '.' | '-' | '~' | ' ')
}

fn is_of_type(before: &str) -> bool {
    before.trim_end().ends_with("type:")
}

/// A comma that is missing between two items, and a bracket that is closed too early.
pub(super) fn between(broken: &Broken<'_>) -> Vec<Slip> {
    let (before, at) = (broken.text.get(..broken.at).unwrap_or_default(), broken.at);
    let end = before.trim_end().len();
    let Some(last) = before.get(..end).and_then(|before| before.chars().next_back()) else { return Vec::new() };
    let rest = broken.text.get(at..).unwrap_or_default();
    if broken.in_flow() && end < at && rest.starts_with(['"', '\'', '{', '[']) {
        let length = rest.chars().next().map_or(0, char::len_utf8);
        let place = Span::new(at, at + length);
        let slip = Slip::new(
            place,
            "a comma is missing in front of this item",
            "write `,` between the items",
            (Span::new(end, end), ",".to_owned()),
        );
        return vec![slip];
    }
    if !broken.in_flow() && matches!(last, '}' | ']') && rest.starts_with(',') {
        let place = Span::new(end - 1, end);
        let slip = Slip::new(
            place,
            format!("this `{last}` ends the row, and more follows"),
            "leave it out",
            (place, String::new()),
        );
        return vec![slip.offer(Offer::IfWhole)];
    }
    Vec::new()
}

/// The lines at whose end the bracket at `open` may be closed: those before the error, the last ones first, and the first
/// ones behind the bracket.
fn ends<'t>(broken: &Broken<'t>, open: usize) -> impl Iterator<Item = SourceLine<'t>> {
    let line = SourceLine::around(broken.text, broken.at.saturating_sub(1));
    let near = [line.before(), line.before().and_then(SourceLine::before), Some(line)];
    let first = std::iter::successors(Some(SourceLine::around(broken.text, open)), |line| line.after());
    let first = first.take(MOST_LINES).filter(move |first| first.span.end <= broken.at);
    near.into_iter().flatten().chain(first).filter(move |end| end.span.end > open)
}

/// The bracket at `open`, closed at the end of a line.
fn unclosed(broken: &Broken<'_>, open: usize, end: SourceLine<'_>) -> Option<Slip> {
    let place = Span::new(open, open + 1);
    let sign = broken.slice(place);
    let close = closing(sign)?;
    let at = end.span.start + end.text().trim_end_matches(',').len();
    let last = Span::new(at.saturating_sub(1), at);
    let slip = Slip::new(
        place,
        format!("this `{sign}` is not closed"),
        format!("write `{close}` after its last entry"),
        (Span::new(at, at), format!(" {close}")),
    );
    let slip = slip.offer(Offer::IfWhole);
    Some(match broken.text.is_char_boundary(last.start) {
        true => slip.other(last, "the row ends here"),
        false => slip,
    })
}

/// A bracket that is closed by another one.
pub(super) fn mismatched(broken: &Broken<'_>) -> Option<Diagnostic> {
    let ErrorKind::MismatchedFlowCollectionEnd { open, close } = broken.kind else { return None };
    let place = Span::new(broken.at, broken.at + 1);
    let wanted = closing(broken.slice(place))?;
    let slip = Slip::new(
        place,
        format!("this `{open}` is closed by `{close}`"),
        format!("write `{wanted}` after the last item"),
        (place, String::new()),
    );
    Some(slip.offer(Offer::Never).diagnostic(false))
}

fn closing(open: &str) -> Option<&'static str> {
    match open {
        "{" => Some("}"),
        "[" => Some("]"),
        _ => None,
    }
}
