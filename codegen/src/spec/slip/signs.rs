//! Signs of a Chinese keyboard and invisible blanks in the place of the signs of YAML.

use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;
use crate::spec::lookalike::{self, Lookalike};

/// The greatest number of signs of one line that are tried.
const MOST: usize = 12;

/// The greatest number of lines in which foreign blanks are looked for.
const MOST_LINES: usize = 64;

pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let (line, before) = (broken.line, broken.line.before());
    let further = before.and_then(SourceLine::before);
    let lines = [Some(line), before, line.after(), further].into_iter().flatten();
    // A line with foreign blanks may be read as a key further out, and the error comes later.
    let mut above = std::iter::successors(before, |line| line.before()).take(MOST_LINES);
    let indented = above.find_map(|line| Some(indentation(line)).filter(|slips| !slips.is_empty()));
    lines.flat_map(of_line).chain(indented.into_iter().flatten()).collect()
}

fn of_line(line: SourceLine<'_>) -> Vec<Slip> {
    let text = line.text();
    let found: Vec<(usize, Lookalike)> =
        text.char_indices().filter_map(|(at, next)| Some((at, sign(next)?))).take(MOST).collect();
    let single = found.iter().map(|(at, sign)| {
        let span = Span::new(line.span.start + at, line.span.start + at + sign.found.len_utf8());
        slip(span, sign, (span, written(sign, text.get(at + sign.found.len_utf8()..).unwrap_or_default())))
    });
    let single: Vec<Slip> = single.collect();
    let all = found.first().filter(|_| found.len() > 1).map(|(at, sign)| {
        let span = Span::new(line.span.start + at, line.span.start + at + sign.found.len_utf8());
        let offer = if stand_apart(text) { Offer::Always } else { Offer::Never };
        slip(span, sign, (line.rest(line.span.start), replaced(text))).offer(offer)
    });
    indentation(line).into_iter().chain(single).chain(all).collect()
}

/// The sign that a lookalike stands for: YAML has no semicolons, so a comma was meant.
fn sign(next: char) -> Option<Lookalike> {
    let sign = lookalike::of(next)?;
    Some(if sign.meant == Some(';') { Lookalike { meant: Some(','), ..sign } } else { sign })
}

/// Foreign blanks at the beginning of a line, as spaces.
fn indentation(line: SourceLine<'_>) -> Vec<Slip> {
    let text = line.text();
    let rest = text.trim_start_matches(|next| {
        next == ' ' || matches!(lookalike::of(next), Some(Lookalike { meant: Some(' ') | None, .. }))
    });
    let first = text.char_indices().find(|(at, next)| *at < text.len() - rest.len() && *next != ' ');
    let Some((at, sign)) = first.and_then(|(at, next)| Some((at, lookalike::of(next)?))) else { return Vec::new() };
    let blanks = Span::new(line.span.start, line.span.start + text.len() - rest.len());
    let place = Span::new(blanks.start + at, blanks.start + at + sign.found.len_utf8());
    let slip = |spaces: usize| {
        let message = format!("YAML does not know the sign {}", sign.shown());
        Slip::new(place, message, sign.help(), (blanks, " ".repeat(spaces)))
            .label("the line is not indented for the parser")
            .offer(Offer::IfWhole)
    };
    line.levels().into_iter().map(slip).collect()
}

fn slip(span: Span, sign: &Lookalike, repair: (Span, String)) -> Slip {
    Slip::new(span, format!("YAML does not know the sign {}", sign.shown()), sign.help(), repair)
        .label("the parser reads it as part of a text")
}

/// Whether no lookalike of a line is beside a foreign letter, where it belongs to a text.
fn stand_apart(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let foreign = |next: &char| !next.is_ascii() && lookalike::of(*next).is_none();
    !letters.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        foreign(one) && lookalike::of(*next).is_some() || lookalike::of(*one).is_some() && foreign(next)
    })
}

/// The line with ASCII signs.
fn replaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, next) in text.char_indices() {
        match sign(next) {
            Some(sign) => out += &written(&sign, text.get(at + next.len_utf8()..).unwrap_or_default()),
            None => out.push(next),
        }
    }
    out
}

/// The ASCII sign, with the blank that YAML demands after a colon and a comma.
fn written(sign: &Lookalike, rest: &str) -> String {
    let Some(meant) = sign.meant else { return String::new() };
    let blank = matches!(meant, ':' | ',') && !rest.is_empty() && !rest.starts_with(char::is_whitespace);
    if blank { format!("{meant} ") } else { meant.to_string() }
}
