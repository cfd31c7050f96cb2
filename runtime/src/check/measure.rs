//! Checks one text against one limit.

use refundry_vocabulary::{decimals, pattern};

use crate::charset::Transcode;
use crate::codec::{pairs, xml};
use crate::headers;
use crate::{Characters, Limit, Unit};

/// The number of characters of a value that a violation shows.
const SHOWN: usize = 40;

/// The result of checking one text.
pub(super) enum Finding {
    Fine,
    /// Valid by the page's wording, but possibly too long for the provider.
    Doubtful(Option<String>),
    Broken(Option<String>),
}

pub(super) fn measure_text(limit: &Limit, text: &str) -> Finding {
    match limit {
        Limit::Required => broken_unless(!text.is_empty(), || "an empty text".to_owned()),
        Limit::Length { min, max, unit } => length(text, *min, *max, *unit),
        Limit::Digits { min, max } => broken_unless(has_digits(text, *min, *max), || shown(text)),
        Limit::Listed(texts) => broken_unless(texts.contains(text), || shown(text)),
        Limit::Alphabet(ranges) => broken_unless(text.chars().all(|c| within(ranges, c)), || shown(text)),
        Limit::Pattern(form) => broken_unless(pattern::matches(form, text), || shown(text)),
        Limit::Currency => broken_unless(decimals(text).is_some(), || shown(text)),
        Limit::Characters(characters) => broken_unless(carried(characters, text), || shown(text)),
        // No limits of a text. Each is named, so that a new limit gets an arm.
        Limit::RequiredWhen(_)
        | Limit::Range { .. }
        | Limit::Year
        | Limit::Entries { .. }
        | Limit::KeyLength { .. }
        | Limit::ValueLength { .. }
        | Limit::Keys(_)
        | Limit::DistinctKeys
        | Limit::AtLeastOneOf(_)
        | Limit::ExactlyOneOf(_)
        | Limit::Check(_)
        | Limit::Lift
        | Limit::Extra => Finding::Fine,
    }
}

pub(super) fn length(text: &str, min: usize, max: usize, unit: Unit) -> Finding {
    let count = if unit == Unit::Bytes || text.is_ascii() { text.len() } else { text.chars().count() };
    let noun = if unit == Unit::Bytes { "bytes" } else { "characters" };
    if count < min || count > max {
        return Finding::Broken(Some(format!("{count} {noun}")));
    }
    if unit == Unit::Unstated && text.len() > max {
        return Finding::Doubtful(Some(format!("{count} characters in {} bytes", text.len())));
    }
    Finding::Fine
}

/// The number of decimal digits, without the sign.
pub(super) fn digits(number: i128) -> usize {
    number.unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1)
}

pub(super) fn carried(characters: &Characters, text: &str) -> bool {
    // Characters beyond the basic plane take four bytes in UTF-8; the first byte is 0xF0 or more.
    let in_basic_plane = || !text.bytes().fold(false, |found, byte| found | (byte >= 0xF0));
    match characters {
        Characters::Xml => xml::text::carries(text),
        Characters::XmlBasicPlane => xml::text::carries(text) && in_basic_plane(),
        Characters::BasicPlane => in_basic_plane(),
        Characters::HeaderValue => headers::carries(text),
        Characters::Pairs(separators) => pairs::separators::carries(*separators, text),
        Characters::Charset(charset) => charset.carries(text),
        Characters::All(sets) => sets.iter().all(|set| carried(set, text)),
    }
}

/// A value in back-ticks, cut to [`SHOWN`] characters, with control characters escaped.
pub(super) fn shown(text: &str) -> String {
    let (mut shown, mut characters) = (String::from("`"), text.chars());
    for character in characters.by_ref().take(SHOWN) {
        if character.is_control() { shown.extend(character.escape_default()) } else { shown.push(character) }
    }
    shown.push_str(if characters.next().is_some() { "…`" } else { "`" });
    shown
}

fn has_digits(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn within(ranges: &[(char, char)], character: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

fn broken_unless(holds: bool, found: impl FnOnce() -> String) -> Finding {
    if holds { Finding::Fine } else { Finding::Broken(Some(found())) }
}
