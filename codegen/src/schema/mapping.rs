//! The schema of one mapping: its keys, the required ones, and the exclusive ones.

use super::json::Json;
use super::snippet;
use crate::spec::grammar::{Excuse, Key, Mapping, Need};

pub(super) fn schema(mapping: &Mapping, properties: Json) -> Json {
    let object = Json::object([("type", Json::text("object")), ("additionalProperties", Json::Boolean(false))]);
    let required: Vec<_> = mapping.keys.iter().filter(|key| is_required(key) && key.with.is_empty()).collect();
    let object = match required.is_empty() {
        true => object,
        false => object.with("required", names(required)),
    };
    let object = object.with("properties", properties);
    let object = match snippet::snippets(mapping) {
        Some(snippets) => object.with("defaultSnippets", snippets),
        None => object,
    };
    let choices: Vec<_> = mapping.of_need(Need::Choice).collect();
    let object = match choices.is_empty() {
        true => object,
        false => object.with("oneOf", Json::List(choices.iter().map(|key| has(&[key])).collect())),
    };
    let beside = choices.iter().filter_map(|choice| beside(mapping, choice));
    let rules: Vec<Json> = beside.chain(excluded(mapping)).chain(mapping.keys.iter().filter_map(unless)).collect();
    if rules.is_empty() { object } else { object.with("allOf", Json::List(rules)) }
}

fn is_required(key: &Key) -> bool {
    key.need == Need::Required
}

/// The keys that a choice requires and forbids beside it; `None` if there are none.
fn beside(mapping: &Mapping, choice: &str) -> Option<Json> {
    let strangers: Vec<_> = mapping.keys.iter().filter(|key| !key.goes_with(choice)).collect();
    let needs: Vec<_> = mapping.keys.iter().filter(|key| is_required(key) && key.with.contains(&choice)).collect();
    let mut then = Json::object([]);
    if !needs.is_empty() {
        then = then.with("required", names(needs));
    }
    if !strangers.is_empty() {
        let none = strangers.iter().map(|key| (key.name.to_owned(), Json::Boolean(false)));
        then = then.with("properties", Json::Object(none.collect()));
    }
    (then != Json::object([])).then(|| Json::object([("if", has(&[choice])), ("then", then)]))
}

/// The pairs of rivals that must not both be present.
fn excluded(mapping: &Mapping) -> impl Iterator<Item = Json> {
    let rivals: Vec<_> = mapping.of_need(Need::Rival).collect();
    let pairs = rivals.clone().into_iter().enumerate();
    let pairs = pairs.flat_map(move |(at, one)| rivals.clone().into_iter().skip(at + 1).map(move |other| [one, other]));
    pairs.map(|pair| Json::object([("not", has(&pair))]))
}

/// The exception of `Need::Unless`. A word such as `204` is also listed as a number, because editors read it as one.
fn unless(key: &Key) -> Option<Json> {
    let Need::Unless(Excuse { beside, word, or }) = key.need else { return None };
    let number = word.parse().ok().map(Json::Integer);
    let words = Json::List(number.into_iter().chain([Json::text(word)]).collect());
    let says = Json::object([(beside, Json::object([("enum", words)]))]);
    let excused = has(&[beside]).with("properties", says);
    Some(Json::object([("anyOf", Json::List(vec![has(&[key.name]), has(&[or]), excused]))]))
}

fn names(keys: Vec<&Key>) -> Json {
    Json::texts(keys.iter().map(|key| key.name))
}

fn has(keys: &[&str]) -> Json {
    Json::object([("required", Json::texts(keys.iter().copied()))])
}
