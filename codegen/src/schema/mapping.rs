//! The keys of one mapping: which there are, which have to be there, which exclude each other.

use super::json::Json;
use crate::diagnostic::{Code, Expected, Unless};
use crate::spec::probe::{Hop, Put, STRANGE, ask};

/// What the parser says of a mapping with certain keys.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    allowed: Vec<&'static str>,
    required: Vec<&'static str>,
    unless: Vec<Unless>,
    one_of: Option<Vec<&'static str>>,
}

/// What it takes.
pub(super) struct Mapping {
    pub(super) keys: Vec<&'static str>,
    required: Vec<&'static str>,
    /// The keys that are required unless another one holds a word.
    unless: Vec<Unless>,
    /// The keys of which just one stands there, and what goes with each.
    choices: Vec<(&'static str, Said)>,
    /// Further pairs that exclude each other.
    apart: Vec<(&'static str, &'static str)>,
}

impl Mapping {
    pub(super) fn at(path: &[Hop]) -> Self {
        let plain = said(path, None);
        let choices: Vec<_> = plain.one_of.iter().flatten().map(|choice| (*choice, said(path, Some(choice)))).collect();
        let mut keys = plain.allowed.clone();
        for (_, choice) in &choices {
            keys.extend(choice.allowed.iter().filter(|key| !plain.allowed.contains(key)));
        }
        dedup(&mut keys);
        let apart = apart(path, &keys, &choices);
        Self { keys, required: plain.required, unless: plain.unless, choices, apart }
    }

    /// The key that has to stand beside another, so that the parser looks at that one.
    pub(super) fn beside(&self, key: &str) -> Option<&'static str> {
        let with = self
            .choices
            .iter()
            .find(|(choice, said)| *choice == key || said.allowed.contains(&key) && !self.chooses(key));
        with.map(|(choice, _)| *choice).filter(|choice| *choice != key)
    }

    fn chooses(&self, key: &str) -> bool {
        self.choices.iter().any(|(choice, _)| *choice == key)
    }

    pub(super) fn schema(&self, properties: Json) -> Json {
        let object = Json::object([("type", Json::text("object")), ("additionalProperties", Json::Boolean(false))]);
        let object = match self.required.is_empty() {
            true => object,
            false => object.with("required", Json::texts(self.required.iter().copied())),
        };
        let object = object.with("properties", properties);
        let object = match self.choices.is_empty() {
            true => object,
            false => object.with("oneOf", Json::List(self.choices.iter().map(|(key, _)| has(&[key])).collect())),
        };
        let chosen = self.choices.iter().filter_map(|choice| self.goes_with(choice));
        let rules: Vec<Json> = chosen.chain(self.excluded()).chain(self.unless.iter().map(unless)).collect();
        if rules.is_empty() { object } else { object.with("allOf", Json::List(rules)) }
    }

    /// What else may stand there, and has to, beside the key that was chosen.
    fn goes_with(&self, (choice, said): &(&'static str, Said)) -> Option<Json> {
        let strangers: Vec<_> =
            self.keys.iter().filter(|key| !said.allowed.contains(key) && !self.chooses(key)).copied().collect();
        let needs: Vec<_> = said.required.iter().filter(|key| !self.required.contains(key)).copied().collect();
        let mut then = Json::object([]);
        if !needs.is_empty() {
            then = then.with("required", Json::texts(needs));
        }
        if !strangers.is_empty() {
            let none = strangers.iter().map(|key| ((*key).to_owned(), Json::Boolean(false)));
            then = then.with("properties", Json::Object(none.collect()));
        }
        (then != Json::object([])).then(|| Json::object([("if", has(&[choice])), ("then", then)]))
    }

    fn excluded(&self) -> impl Iterator<Item = Json> + '_ {
        self.apart.iter().map(|(one, other)| Json::object([("not", has(&[one, other]))]))
    }
}

/// An editor takes `204` for a number.
fn unless(unless: &Unless) -> Json {
    let number = unless.word.parse().ok().map(Json::Integer);
    let words = Json::List(number.into_iter().chain([Json::text(unless.word)]).collect());
    let says = Json::object([(unless.beside, Json::object([("enum", words)]))]);
    let excused = has(&[unless.beside]).with("properties", says);
    Json::object([("anyOf", Json::List(vec![has(&[unless.key]), excused]))])
}

fn has(keys: &[&str]) -> Json {
    Json::object([("required", Json::texts(keys.iter().copied()))])
}

/// The order of the first mention stays.
fn dedup(keys: &mut Vec<&'static str>) {
    let mut seen = Vec::new();
    keys.retain(|key| {
        !seen.contains(key) && {
            seen.push(*key);
            true
        }
    });
}

fn said(path: &[Hop], choice: Option<&'static str>) -> Said {
    let keys: Vec<_> = choice.into_iter().chain([STRANGE]).collect();
    let mut said = Said { allowed: Vec::new(), required: Vec::new(), unless: Vec::new(), one_of: None };
    for fault in ask(path, &Put::Map(&keys)) {
        match fault.expected.map(|expected| *expected) {
            Some(Expected::Key { keys, .. }) => said.allowed = keys,
            Some(Expected::Keys { all, unless }) => (said.required, said.unless) = (all, unless),
            Some(Expected::OneOf(keys)) => said.one_of = Some(keys),
            _ => {}
        }
    }
    said
}

/// The pairs that the parser takes alone and not together, beside those of which just one is chosen anyway.
fn apart(path: &[Hop], keys: &[&'static str], choices: &[(&'static str, Said)]) -> Vec<(&'static str, &'static str)> {
    let chosen = |key: &str| choices.iter().any(|(choice, _)| *choice == key);
    let pairs =
        keys.iter().enumerate().flat_map(|(index, one)| keys.iter().skip(index + 1).map(move |other| (*one, *other)));
    let clash = |keys: &[&'static str]| ask(path, &Put::Map(keys)).iter().any(|fault| fault.code == Code::WrongShape);
    pairs.filter(|(one, other)| !(chosen(one) && chosen(other)) && clash(&[*one, *other])).collect()
}
