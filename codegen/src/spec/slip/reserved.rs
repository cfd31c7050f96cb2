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
    begins.map(|(at, next)| slip(broken, broken.line.span.start + at, next)).collect()
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
