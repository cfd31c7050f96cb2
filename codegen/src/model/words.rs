//! Types and bounds in words, for documentation.

mod types;

pub use types::{PageLength, PageType, TypeWords, time_cell, time_word};

use super::{Bound, CarriedCharacters, Operation, Separators, Type, Unit};

/// The warning about repeating a refund without a number; empty if the refund has one.
pub fn unnumbered(operation: &Operation) -> String {
    if operation.unnumbered.is_empty() {
        return String::new();
    }
    format!(
        "A refund has no number here: {} Whoever sends a request again pays again. After an outcome that is unknown, \
         find out what became of the refund, and send nothing before that.",
        sentence(&operation.unnumbered)
    )
}

/// A bound in words.
pub fn phrase(bound: &Bound) -> String {
    let words = |unit: &Unit| if *unit == Unit::Bytes { "bytes" } else { "characters" };
    match bound {
        Bound::Required => "is there and not empty".to_owned(),
        Bound::RequiredWhen(condition) => format!("is there when `{condition}`"),
        Bound::Length { min: 0, max, unit } => format!("at most {max} {}", words(unit)),
        Bound::Length { min, max, unit } if *max == usize::MAX => format!("at least {min} {}", words(unit)),
        Bound::Length { min, max, unit } if min == max => format!("exactly {max} {}", words(unit)),
        Bound::Length { min, max, unit } => format!("{min} to {max} {}", words(unit)),
        Bound::Digits { min, max } if min == max => format!("exactly {max} digits"),
        Bound::Digits { min, max } => format!("{min} to {max} digits"),
        Bound::Listed(values) => {
            let shown: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("one of {}", shown.join(", "))
        }
        Bound::Alphabet(ranges) => {
            let shown: Vec<String> = ranges
                .iter()
                .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") })
                .collect();
            format!("only the characters `{}`", shown.concat())
        }
        Bound::Pattern(form) => format!("the form `{form}`"),
        Bound::Range { min, max: i64::MAX } => format!("at least {min}"),
        Bound::Range { min: i64::MIN, max } => format!("at most {max}"),
        Bound::Range { min, max } => format!("{min} to {max}"),
        Bound::Entries(usize::MAX) => "no key twice".to_owned(),
        Bound::Entries(max) => format!("at most {max} entries"),
        Bound::Keys(taken) if taken.is_empty() => "keys without brackets, and none empty".to_owned(),
        Bound::Keys(taken) => format!("keys without brackets, none empty and none of `{}`", taken.join("`, `")),
        Bound::KeyLength(max, unit) => format!("keys of at most {max} {}", words(unit)),
        Bound::ValueLength(max, unit) => format!("values of at most {max} {}", words(unit)),
        Bound::Currency => "a currency of ISO 4217".to_owned(),
        Bound::Year => "a year from 2000 to 2099".to_owned(),
        Bound::Characters(set) => characters(*set),
    }
}

fn characters(set: CarriedCharacters) -> String {
    let charset = set.charset.map(|charset| charset.row().title);
    let places = [set.xml.then_some("XML"), set.header.then_some("a header"), charset];
    let carriers: Vec<&str> = places.into_iter().flatten().collect();
    let plane = if set.basic_plane { " of the basic plane" } else { "" };
    let carried = match carriers.is_empty() {
        true => format!("only characters{plane}"),
        false => format!("only characters{plane} that {} can carry", carriers.join(" and ")),
    };
    let braces = |separators: &Separators| if separators.braces { " outside balanced braces" } else { "" };
    let pairs = set.pairs.map(|separators| format!("no `{}`{}", separators.join, braces(&separators)));
    let texts = !carriers.is_empty() || set.basic_plane;
    texts.then_some(carried).into_iter().chain(pairs).collect::<Vec<_>>().join(", ")
}

/// A type in words.
pub fn describe(ty: &Type) -> String {
    TypeWords::of(ty).sentence
}

/// A code span of Markdown. Line breaks, tabs and other control characters are shown by their escapes.
pub fn code(text: &str) -> String {
    if !text.contains(|c: char| c == '`' || c.is_control()) && !text.is_empty() {
        return format!("`{text}`");
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let (ticks, pad) = ("`".repeat(longest + 1), if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" });
    if shown.is_empty() { "nothing".to_owned() } else { format!("{ticks}{pad}{shown}{pad}{ticks}") }
}

/// The text, trimmed, with a full stop at its end.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '。', ':']) { text.to_owned() } else { format!("{text}.") }
}
