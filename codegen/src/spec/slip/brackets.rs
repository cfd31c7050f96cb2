//! Brackets that are not closed, brackets too many, and comments that swallow a bracket.

use serde_yaml::granit_parser::ErrorKind;

use super::layout::Comment;
use super::source_line::{is_prose, key_before, quoted};
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
