//! Types and bounds in words, for documentation.

mod intents;
mod types;

pub(crate) use intents::{intent_in, without_intent_in};
pub(crate) use types::time_cell;
pub use types::{PageLength, PageType, TypeWords, time_word};

use super::intent::{IntentFields, Obstacle};
use super::{Bound, CarriedCharacters, Language, Operation, Separators, Type, Unit};
use crate::phrases::Phrases;

/// The warning about repeating a refund without a number; empty if the refund has one.
pub fn unnumbered(operation: &Operation) -> String {
    unnumbered_in(Phrases::new(Language::English), operation)
}

/// The warning about repeating a refund without a number, in a language.
pub(crate) fn unnumbered_in(say: Phrases, operation: &Operation) -> String {
    let why = &operation.unnumbered;
    if why.is_empty() { String::new() } else { say.unnumbered(say.sentence(why)) }
}

/// The fields that an intent fills, in English.
pub fn intent(intent: &IntentFields) -> String {
    intent_in(Phrases::new(Language::English), intent)
}

/// The reasons why no intent makes a request, in English.
pub fn without_intent(obstacles: &[Obstacle]) -> String {
    without_intent_in(Phrases::new(Language::English), obstacles)
}

/// A bound in words, in English.
pub fn phrase(bound: &Bound) -> String {
    phrase_in(Phrases::new(Language::English), bound)
}

/// A bound in words.
pub(crate) fn phrase_in(say: Phrases, bound: &Bound) -> String {
    // Another place says that the page does not state the unit.
    let unit = |unit: &Unit| say.unit(if *unit == Unit::Bytes { Unit::Bytes } else { Unit::Characters });
    match bound {
        Bound::Required => say.is_required(),
        Bound::RequiredWhen(condition) => say.is_required_when(condition),
        Bound::Length { min: 0, max, unit: of } => say.length_most(max, unit(of)),
        Bound::Length { min, max, unit: of } if *max == usize::MAX => say.length_least(min, unit(of)),
        Bound::Length { min, max, unit: of } if min == max => say.length_exactly(max, unit(of)),
        Bound::Length { min, max, unit: of } => say.length_between(min, max, unit(of)),
        Bound::Digits { min, max } if min == max => say.digits_exactly(max),
        Bound::Digits { min, max } => say.digits_between(min, max),
        Bound::Listed(values) => say.one_of(say.list(values.iter().map(|value| format!("`{value}`")))),
        Bound::Alphabet(ranges) => say.only_characters(alphabet(ranges)),
        Bound::Pattern(form) => say.the_form(format!("`{form}`")),
        Bound::Range { min, max: i64::MAX } => say.at_least(min),
        Bound::Range { min: i64::MIN, max } => say.at_most(max),
        Bound::Range { min, max } => say.between(min, max),
        Bound::Entries(usize::MAX) => say.no_key_twice(),
        Bound::Entries(max) => say.entries_most(max),
        Bound::Keys(taken) if taken.is_empty() => say.keys_plain(),
        Bound::Keys(taken) => say.keys_plain_but(taken.join("`, `")),
        Bound::KeyLength(max, of) => say.keys_most(max, unit(of)),
        Bound::ValueLength(max, of) => say.values_most(max, unit(of)),
        Bound::Currency => say.a_currency(),
        Bound::Year => say.a_year(),
        Bound::Characters(set) => characters(say, *set),
    }
}

/// The ranges of an alphabet as a spec writes them.
pub(crate) fn alphabet(ranges: &[(char, char)]) -> String {
    let show = |(from, to): &(char, char)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    ranges.iter().map(show).collect()
}

fn characters(say: Phrases, set: CarriedCharacters) -> String {
    let places = [
        set.xml.then(|| say.the_xml()),
        set.header.then(|| say.a_header()),
        set.charset.map(|charset| say.charset(charset).to_owned()),
    ];
    let carriers: Vec<String> = places.into_iter().flatten().collect();
    let plane = if set.basic_plane { say.basic_plane() } else { String::new() };
    let carried = if carriers.is_empty() { say.carried(plane) } else { say.carried_by(plane, say.all(&carriers)) };
    let pairs = set.pairs.map(|Separators { join, braces, .. }| match braces {
        true => say.no_separator_outside(join),
        false => say.no_separator(join),
    });
    let texts = !carriers.is_empty() || set.basic_plane;
    let facts: Vec<String> = texts.then_some(carried).into_iter().chain(pairs).collect();
    facts.join(&say.and_then())
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
    Phrases::new(Language::English).stopped(text)
}
