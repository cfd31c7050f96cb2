//! The places of each key of the language: the keys below which its mappings stand.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::grammar::Mapping;
use super::shape::Shape;
use crate::diagnostic::only;

/// The greatest number of places that a help names.
const MOST: usize = 2;

/// A key below which a mapping stands.
#[derive(Clone, Copy)]
struct Home {
    key: &'static str,
    /// The mapping that has the key.
    around: &'static str,
    /// Whether the mapping below it is one of several entries.
    several: bool,
}

/// The mappings of the language, and the keys below which each of them stands; the spec itself has none.
static MAPPINGS: LazyLock<Vec<(&'static Mapping, Vec<Home>)>> = LazyLock::new(|| {
    let mut homes: HashMap<&'static str, Vec<Home>> = HashMap::new();
    let (mut seen, mut found, mut next) = (HashSet::new(), Vec::new(), vec![&super::SPEC]);
    while let Some(mapping) = next.pop() {
        if !seen.insert(mapping.name) {
            continue;
        }
        found.push(mapping);
        for key in mapping.keys {
            let home = Home { key: key.name, around: mapping.name, several: key.shape.is_several() };
            for inner in key.shape.mappings() {
                homes.entry(inner.name).or_default().push(home);
                next.push(inner);
            }
        }
    }
    found.into_iter().map(|mapping| (mapping, homes.remove(mapping.name).unwrap_or_default())).collect()
});

/// Whether a word is a key of the language.
pub(super) fn is_key(word: &str) -> bool {
    MAPPINGS.iter().any(|(mapping, _)| mapping.key(word).is_some())
}

/// The shapes that the value of a key may have.
fn shapes(key: &str) -> impl Iterator<Item = Shape> {
    MAPPINGS.iter().filter_map(move |(mapping, _)| mapping.key(key)).map(|key| key.shape)
}

/// Whether a value of a key may be a text.
pub(super) fn takes_text(key: &str) -> bool {
    shapes(key).any(Shape::may_be_text)
}

/// Whether a value of a key may be a mapping with this key, or is one with names of the author's.
pub(super) fn takes_entry(key: &str, word: &str) -> bool {
    let has_word = |shape: Shape| shape.mappings().iter().any(|mapping| mapping.key(word).is_some());
    let own_names = |shape: Shape| shape.is_several() && !takes_text(key);
    shapes(key).any(|shape| shape.is_mapping() && (own_names(shape) || !shape.is_several() && has_word(shape)))
}

/// Whether a value of a key may be a list of mappings with this key.
pub(super) fn takes_item(key: &str, word: &str) -> bool {
    let has_word = |shape: Shape| shape.mappings().iter().any(|mapping| mapping.key(word).is_some());
    !takes_text(key) && shapes(key).any(|shape| !shape.is_mapping() && has_word(shape))
}

/// Whether a word is a key of the language, or a slip of one.
pub(super) fn is_like_key(word: &str) -> bool {
    is_key(word) || only(word, MAPPINGS.iter().flat_map(|(mapping, _)| mapping.keys).map(|key| key.name)).is_some()
}

/// Whether a word is a key of a mapping below this one, or of the mapping around it.
pub(super) fn is_near(word: &str, found_in: &Mapping) -> bool {
    below(found_in).iter().any(|inner| inner.key(word).is_some()) || further_out(word, found_in).is_some()
}

/// The key that holds the mapping, where the mapping around it has the word as a key.
fn further_out(word: &str, found_in: &Mapping) -> Option<&'static str> {
    let homes = MAPPINGS.iter().filter(|(mapping, _)| mapping.name == found_in.name).flat_map(|(_, homes)| homes);
    let has_word = |home: &&Home| {
        !home.several
            && home.key != word
            && MAPPINGS.iter().any(|(mapping, _)| mapping.name == home.around && mapping.key(word).is_some())
    };
    homes.into_iter().find(has_word).map(|home| home.key)
}

/// The mappings that stand below a mapping, at any depth.
pub(super) fn below(mapping: &Mapping) -> Vec<&'static Mapping> {
    let mut found: Vec<&'static Mapping> = Vec::new();
    let mut next: Vec<&'static Mapping> = mapping.keys.iter().flat_map(|key| key.shape.mappings()).collect();
    while let Some(inner) = next.pop() {
        if found.iter().all(|other| other.name != inner.name) {
            found.push(inner);
            next.extend(inner.keys.iter().flat_map(|key| key.shape.mappings()));
        }
    }
    found
}

/// The help for a key that stands in a mapping that has no such key; `None` if it is no key at all, or has many places.
/// A place inside the mapping goes before one beside it, and that before the others.
pub(super) fn elsewhere(word: &str, found_in: &Mapping) -> Option<String> {
    let owners = || MAPPINGS.iter().filter(|(mapping, _)| mapping.key(word).is_some());
    if owners().any(|(_, homes)| homes.is_empty()) {
        return Some(format!("write `{word}` at the beginning of a line: it is a section of the spec"));
    }
    let mut all: Vec<Home> = Vec::new();
    // The mapping itself may stand below a key of the same name.
    let own = |home: &Home| {
        let of = MAPPINGS.iter().filter(|(mapping, _)| mapping.name == found_in.name);
        of.flat_map(|(_, homes)| homes).any(|other| other.key == home.key)
    };
    if owners().flat_map(|(_, homes)| homes).any(own) {
        return None;
    }
    for home in owners().flat_map(|(_, homes)| homes) {
        if all.iter().all(|other| other.key != home.key) {
            all.push(*home);
        }
    }
    let around: Vec<&str> = MAPPINGS
        .iter()
        .filter(|(mapping, _)| mapping.name == found_in.name)
        .flat_map(|(_, homes)| homes.iter().map(|home| home.around))
        .collect();
    let of =
        |places: &[&str]| -> Vec<Home> { all.iter().copied().filter(|home| places.contains(&home.around)).collect() };
    let (inside, beside) = (of(&[found_in.name]), of(&around));
    if inside.is_empty()
        && let Some(key) = further_out(word, found_in)
    {
        return Some(format!("write `{word}` beside `{key}`, not below it"));
    }
    let chosen = [inside, beside, all].into_iter().find(|homes| !homes.is_empty()).unwrap_or_default();
    let place = |home: &Home| match home.several {
        true => format!("in an entry of `{}`", home.key),
        false => format!("under `{}`", home.key),
    };
    let places: Vec<String> = chosen.iter().map(place).collect();
    (1..=MOST).contains(&places.len()).then(|| format!("write `{word}` {}", places.join(" or ")))
}
