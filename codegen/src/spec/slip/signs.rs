//! Signs of a Chinese keyboard and invisible blanks in the place of the signs of YAML.

use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;
use crate::spec::lookalike::{self, Lookalike};

/// The greatest number of signs of one line that are tried.
const MOST: usize = 12;

pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let (line, before) = (broken.line, broken.line.before());
    let further = before.and_then(SourceLine::before);
    [Some(line), before, line.after(), further].into_iter().flatten().flat_map(of_line).collect()
}

fn of_line(line: SourceLine<'_>) -> Vec<Slip> {
    let text = line.text();
    let found: Vec<(usize, Lookalike)> =
        text.char_indices().filter_map(|(at, next)| Some((at, lookalike::of(next)?))).take(MOST).collect();
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

/// Foreign blanks at the beginning of a line, as spaces.
fn indentation(line: SourceLine<'_>) -> Option<Slip> {
    let text = line.text();
    let rest =
        text.trim_start_matches(|next| matches!(lookalike::of(next), Some(Lookalike { meant: Some(' ') | None, .. })));
    let sign = lookalike::of(text.chars().next().filter(|_| rest.len() < text.len())?)?;
    let spaces = line.before().map_or(0, SourceLine::indentation);
    let blanks = Span::new(line.span.start, line.span.start + text.len() - rest.len());
    let place = Span::new(blanks.start, blanks.start + sign.found.len_utf8());
    let slip = Slip::new(
        place,
        format!("YAML does not know the sign {}", sign.shown()),
        sign.help(),
        (blanks, " ".repeat(spaces)),
    );
    Some(slip.label("the line is not indented for the parser").offer(Offer::IfWhole))
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
        match lookalike::of(next) {
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
