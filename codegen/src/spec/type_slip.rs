//! Types of this language with one slip: limits of a map without their words, doubled separators, words for an optional
//! value.

use super::lookalike;

/// A map whose limits lack their words, and whether no other one may be meant: `map(24, 64 bytes, 256 bytes)`.
pub(super) fn limits(text: &str) -> Option<(String, bool)> {
    let inner = text.strip_prefix("map(")?.strip_suffix(')')?;
    let mut limits = inner.split(',').map(str::trim);
    let entries = limits.next()?;
    let words = ["key", "value"];
    let named = limits.clone().zip(words).map(|(limit, word)| match limit.strip_prefix(word) {
        Some(_) => limit.to_owned(),
        None => format!("{word} {limit}"),
    });
    let written: Vec<String> = std::iter::once(entries.to_owned()).chain(named).collect();
    Some((format!("map({})", written.join(", ")), limits.count() == words.len()))
}

/// A type in which a separator, or its only word, stands twice: `string(1..32,, bytes)`, `string string`.
pub(super) fn doubled(text: &str) -> Option<String> {
    let mut single = String::new();
    for next in text.chars().filter(|next| *next != ' ') {
        if !(matches!(next, ',' | '(' | ')') && single.ends_with(next)) {
            single.push(next);
        }
    }
    let mut words = text.split_whitespace();
    let word = words.next()?;
    let twice = words.clone().count() == 1 && words.all(|other| other == word);
    match twice {
        true => Some(word.to_owned()),
        false if single.len() < text.chars().filter(|next| *next != ' ').map(char::len_utf8).sum() => {
            Some(single.replace(',', ", "))
        }
        false => None,
    }
}

/// The type of a value that another language calls optional: `Option<String>`, `nullable string`, `string?`.
pub(super) fn optional(text: &str) -> Option<String> {
    let plain = lookalike::ascii(text).trim().to_owned();
    let lower = plain.to_lowercase();
    let words = ["nullable", "optional", "option", "maybe"];
    let inner = match words.iter().find(|word| lower.starts_with(*word)) {
        Some(word) => enclosed(plain.get(word.len()..)?)?,
        None => {
            let ends = ["?", " nullable", " optional", "| null", "|null", " or null"];
            let end = ends.iter().find(|end| lower.ends_with(*end))?;
            plain.get(..plain.len() - end.len())?
        }
    };
    let inner = inner.trim();
    (!inner.is_empty()).then(|| inner.to_owned())
}

/// The rest of a type behind its first word: in brackets, or behind a blank.
fn enclosed(rest: &str) -> Option<&str> {
    let pairs = [('<', '>'), ('[', ']'), ('(', ')')];
    let inside = pairs.iter().find_map(|(open, close)| rest.trim_start().strip_prefix(*open)?.strip_suffix(*close));
    inside.or_else(|| rest.strip_prefix(' '))
}
