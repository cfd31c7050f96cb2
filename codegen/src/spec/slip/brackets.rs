//! Brackets that are not closed, brackets too many, and comments that swallow a bracket.

use serde_yaml::granit_parser::ErrorKind;

use super::layout::{Comment, Layout};
use super::source_line::{is_of_name, is_prose, key_before, quoted};
use super::{Broken, Offer, Slip, SourceLine};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    spec::{homes, reader::shown, types},
};

/// The greatest number of open brackets that are closed on trial.
const MOST_OPEN: usize = 3;
/// The greatest number of items in front of which a bracket is closed on trial.
const MOST_ITEMS: usize = 6;
/// The greatest number of places at which a text ends on trial.
const MOST_STOPS: usize = 24;
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

/// A bracket that another one closes: its own end is missing before that one, or in front of an item of the list outside.
pub(super) fn crossed(broken: &Broken<'_>) -> Vec<Slip> {
    let ErrorKind::MismatchedFlowCollectionEnd { open, close } = broken.kind else { return Vec::new() };
    let message = format!("this `{open}` is closed by `{close}`");
    let place = Span::new(broken.at, broken.at + 1);
    let Some(wanted) = closing(broken.slice(place)) else { return Vec::new() };
    let ends = Layout::ends_inside(broken.text, broken.at).into_iter().rev().take(MOST_ITEMS);
    let slips = ends.filter_map(|end| {
        let rest = broken.text.get(end..)?.strip_prefix(',');
        let next = rest.map(|rest| rest.split([',', ']', '}', '\n']).next().unwrap_or_default().trim());
        let help = match next {
            Some("") => format!("write `{wanted}` in front of this `,`"),
            Some(next) => format!("write `{wanted}` in front of `, {}`", shown(next)),
            None => format!("write `{wanted}` after the last item"),
        };
        let slip = Slip::new(place, message.as_str(), help, (Span::new(end, end), format!(" {wanted}")));
        let length = broken.text.get(end..)?.chars().next()?.len_utf8();
        Some(slip.other(Span::new(end, end + length), "it ends before this").offer(Offer::Never))
    });
    let stray = Slip::new(place, message.as_str(), "leave it out", (place, String::new()));
    slips.chain([stray.offer(Offer::Never)]).collect()
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

/// A bracket inside a text without quotes, where braces are open around it.
pub(super) fn in_texts(broken: &Broken<'_>) -> Vec<Slip> {
    let sign = broken.text.get(broken.at..).and_then(|rest| rest.chars().next());
    let before = broken.text.get(broken.line.span.start..broken.at).unwrap_or_default();
    let (Some(sign @ ('[' | '{')), Some(colon), true) = (sign, before.rfind(": "), broken.in_flow()) else {
        return Vec::new();
    };
    let value = before.get(colon + 2..).unwrap_or_default();
    let start = broken.at - value.trim_start().len();
    // A text in quotes, or a value that is complete, ends before the bracket. Quotes do not help where no text fits.
    let key = key_before(broken.text, start);
    if homes::is_key(key) && !homes::takes_text(key) {
        return Vec::new();
    }
    if value.trim().is_empty() || value.contains(',') || value.trim_start().starts_with(['"', '\'', '{', '[']) {
        return Vec::new();
    }
    let rest = broken.text.get(broken.at..broken.line.rest(broken.at).end).unwrap_or_default();
    let stops = rest.match_indices(['}', ']', ',']).map(|(at, _)| broken.at + at);
    let ends = stops.chain([broken.at + rest.len()]).take(MOST_STOPS);
    let slips = ends.filter_map(|end| {
        let text = broken.text.get(start..end)?.trim_end();
        let written = quoted(text);
        let slip = Slip::new(
            Span::new(broken.at, broken.at + 1),
            format!("a text without quotes holds `{sign}`"),
            format!("put the text in quotes: `{}`", shown(&written)),
            (Span::new(start, start + text.len()), written),
        );
        Some(slip.label("YAML reads a bracket of its own").offer(Offer::IfWhole))
    });
    slips.collect()
}

/// `goods[]`, `String[]`: the brackets of a list behind a type.
pub(super) fn of_types(broken: &Broken<'_>) -> Vec<Slip> {
    of_optional(broken).or_else(|| of_type(broken)).into_iter().collect()
}

/// `Optional[String]`
fn of_optional(broken: &Broken<'_>) -> Option<Slip> {
    let before = broken.text.get(..broken.at)?;
    let (inside, _) = broken.text.get(broken.at..)?.strip_prefix('[')?.split_once(']')?;
    let start = before.trim_end_matches(is_of_name).len();
    let whole = Span::new(start, broken.at + inside.len() + 2);
    let spelling =
        types::optional(broken.slice(whole), Some(false)).filter(|_| before.get(..start).is_some_and(is_of_type))?;
    let message = format!("there is no type `{}`", shown(before.get(start..)?));
    let repair = (whole, spelling.only.unwrap_or_else(|| "string".to_owned()));
    Some(Slip::new(whole, message, spelling.help, repair).offer(Offer::Never))
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
