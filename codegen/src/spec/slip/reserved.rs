//! Texts that begin with a sign that YAML reserves: `@`, `%`, back-ticks, `&`, `*`, `!`.

use super::source_line::{quoted, value_end};
use super::{Broken, Slip};
use crate::source::Span;
use crate::spec::reader::shown;

const RESERVED: [char; 6] = ['@', '`', '%', '&', '*', '!'];

pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let line = broken.line.text();
    let begins = line.char_indices().filter(|(at, next)| {
        let before = line.get(..*at).unwrap_or_default();
        RESERVED.contains(next) && [": ", "- ", "[ ", "[", ", "].iter().any(|sign| before.ends_with(sign))
    });
    let begins = begins.map(|(at, next)| slip(broken, broken.line.span.start + at, next));
    begins.chain(whole(broken)).collect()
}

/// A text without quotes that YAML reads as a key, an item or a bracket at its beginning: `? …`, `- …`, `[a] …`.
fn whole(broken: &Broken<'_>) -> Option<Slip> {
    let line = broken.line;
    let at = line.text().find(": ").filter(|_| !broken.in_flow())? + 2;
    let text = line.text().get(at..)?;
    let sign = text.chars().next().filter(|sign| "?-[{".contains(*sign))?;
    let is_text = match sign {
        '?' | '-' => text.get(1..)?.starts_with(' '),
        _ => text
            .find(['}', ']'])
            .and_then(|end| text.get(end + 1..))
            .is_some_and(|rest| rest.trim_start().starts_with(|next: char| next.is_alphanumeric() || !next.is_ascii())),
    };
    is_text.then(|| slip(broken, line.span.start + at, sign))
}

fn slip(broken: &Broken<'_>, at: usize, sign: char) -> Slip {
    let value = Span::new(at, value_end(broken.text, at, at, broken.in_flow()));
    let written = quoted(broken.slice(value));
    Slip::new(
        Span::new(at, at + 1),
        format!("a text does not begin with `{sign}`"),
        format!("put the text in quotes: `{}`", shown(&written)),
        (value, written),
    )
    .label("YAML reserves this sign")
}
