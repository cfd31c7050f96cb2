//! Texts that live as long as the process.
//!
//! The runtime names rules, members and headers by `&'static str`, which are constants in generated code. Here each
//! name comes from a spec and is leaked once, so memory grows with the distinct names of the loaded specs.

use std::{
    borrow::Borrow,
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{LazyLock, PoisonError, RwLock},
};

use refundry_runtime::{Characters, Rule};

type Kept<T> = LazyLock<RwLock<HashSet<&'static T>>>;

static TEXTS: Kept<str> = LazyLock::new(RwLock::default);
static LISTS: Kept<[&'static str]> = LazyLock::new(RwLock::default);
static RANGES: Kept<[(char, char)]> = LazyLock::new(RwLock::default);
static CHARACTERS: Kept<[Characters]> = LazyLock::new(RwLock::default);
static RULES: LazyLock<RwLock<HashMap<(&'static str, Rule), &'static Rule>>> = LazyLock::new(RwLock::default);

/// Interns a text.
pub(crate) fn text(text: &str) -> &'static str {
    keep(&TEXTS, text, || Box::leak(Box::from(text)))
}

/// Interns a list of texts.
pub(crate) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> &'static [&'static str] {
    let texts: Vec<&'static str> = texts.into_iter().map(text).collect();
    keep(&LISTS, texts.as_slice(), || Box::leak(Box::from(texts.as_slice())))
}

/// Interns the ranges of an alphabet.
pub(crate) fn ranges(ranges: &[(char, char)]) -> &'static [(char, char)] {
    keep(&RANGES, ranges, || Box::leak(Box::from(ranges)))
}

/// Interns sets of characters that must all carry a text.
pub(crate) fn characters(sets: &[Characters]) -> &'static [Characters] {
    keep(&CHARACTERS, sets, || Box::leak(Box::from(sets)))
}

/// Interns a rule: one static per rule of a provider's message.
pub(crate) fn rule(owner: &str, rule: Rule) -> &'static Rule {
    let key = (text(owner), rule);
    let mut rules = RULES.write().unwrap_or_else(PoisonError::into_inner);
    rules.entry(key).or_insert_with(|| Box::leak(Box::new(rule)))
}

fn keep<T: ?Sized + Hash + Eq>(
    kept: &RwLock<HashSet<&'static T>>,
    wanted: &T,
    new: impl FnOnce() -> &'static T,
) -> &'static T
where
    &'static T: Borrow<T>,
{
    if let Some(known) = kept.read().unwrap_or_else(PoisonError::into_inner).get(wanted) {
        return known;
    }
    let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(wanted) {
        return known;
    }
    let new = new();
    kept.insert(new);
    new
}
