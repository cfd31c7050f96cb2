//! The language as a JSON Schema, for editors.
//!
//! Nobody writes the schema: the parser is asked at each place what it takes there, and tells by what it says about a
//! wrong key, a wrong word and a wrong shape. Only the descriptions are written by hand.

mod descriptions;
mod json;
mod mapping;
mod text;

use json::Json;
use mapping::Mapping;

use crate::diagnostic::{Code, Diagnostic, Expected};
use crate::spec::probe::{Hop, Put, STRANGE, ask};

/// No place is deeper: what repeats is a definition.
const MAX_DEPTH: usize = 24;

/// The schema (draft 7), as a document with its members in order.
pub fn schema() -> impl serde::Serialize {
    let mut writer = Writer::default();
    let root = writer.value(&[]);
    let head = Json::object([
        ("$schema", Json::text("http://json-schema.org/draft-07/schema#")),
        ("title", Json::text("A payment provider's refund interface, as refundry reads it")),
    ]);
    let definitions = writer.definitions.into_iter().map(|definition| (definition.name, definition.schema));
    head.with("allOf", Json::List(vec![root])).with("definitions", Json::Object(definitions.collect()))
}

/// The keys that have no description, as `mapping: key`. Empty, unless the language grew and nobody told.
pub fn undescribed() -> Vec<String> {
    keys().into_iter().filter(|(what, key)| descriptions::of(what, key).is_none()).map(shown).collect()
}

/// The descriptions of keys that the language does not have, as `mapping: key`.
pub fn orphaned() -> Vec<String> {
    let keys = keys();
    descriptions::all().filter(|described| !keys.contains(described)).map(shown).collect()
}

/// The forms of texts that the parser names and the schema does not know.
pub fn unknown_forms() -> Vec<&'static str> {
    let mut writer = Writer::default();
    writer.value(&[]);
    writer.unknown
}

fn shown((what, key): (&str, &str)) -> String {
    format!("{what}: {key}")
}

/// Every mapping with its keys.
fn keys() -> Vec<(&'static str, &'static str)> {
    let mut writer = Writer::default();
    writer.value(&[]);
    let mappings = writer.definitions.iter();
    mappings.flat_map(|mapping| mapping.keys.iter().map(|key| (mapping.what, *key))).collect()
}

/// Walks the places of the language, each kind of mapping once.
#[derive(Default)]
struct Writer {
    definitions: Vec<Definition>,
    /// Forms of texts that have no pattern.
    unknown: Vec<&'static str>,
}

/// A kind of mapping: what it is called, and the keys that tell it from another of that name.
struct Definition {
    what: &'static str,
    keys: Vec<&'static str>,
    name: String,
    schema: Json,
}

impl Writer {
    /// What may stand at a place.
    fn value(&mut self, path: &[Hop]) -> Json {
        if path.len() > MAX_DEPTH {
            return Json::object([]);
        }
        let texts = text(path);
        self.unknown.extend(ask(path, &Put::Text).iter().filter_map(text::unknown_form));
        let listed = !is_wrong_shape(&ask(path, &Put::List));
        let mapped = mapping_at(path);
        if texts.first() == Some(&text::any()) && listed && matches!(mapped, Some(Mapped::Open { .. })) {
            return self.data();
        }
        let list = listed.then(|| self.list(path));
        let map = mapped.map(|mapped| match mapped {
            Mapped::Known(what) => self.known(path, what),
            Mapped::Open { declared } => self.open(path, declared),
        });
        any_of(texts.into_iter().chain(list).chain(map).collect())
    }

    fn list(&mut self, path: &[Hop]) -> Json {
        let items = self.value(&below(path, Hop::Item));
        Json::object([("type", Json::text("array")), ("items", items)])
    }

    /// A mapping with the author's keys.
    fn open(&mut self, path: &[Hop], declared: bool) -> Json {
        let key = |name| below(path, Hop::Key { name, beside: None });
        let object = Json::object([("type", Json::text("object"))]);
        let object = match declared {
            true => object.with("propertyNames", Json::object([("pattern", Json::text(text::NAME))])),
            false => object,
        };
        let needed = is_wrong_shape(&ask(path, &Put::Map(&[])));
        let object = if needed { object.with("minProperties", Json::Integer(1)) } else { object };
        // Among the members of a condition, the status of the answer is one that differs.
        let special = text(&key("http")) != text(&key("x"));
        let http = special.then(|| Json::object([("http", self.value(&key("http")))]));
        let object = http.into_iter().fold(object, |object, http| object.with("properties", http));
        object.with("additionalProperties", self.value(&key("x")))
    }

    /// A mapping with the keys of the language.
    fn known(&mut self, path: &[Hop], what: &'static str) -> Json {
        let mapping = Mapping::at(path);
        let alike = |other: &&Definition| other.what == what && other.keys == mapping.keys;
        if let Some(known) = self.definitions.iter().find(alike) {
            return reference(&known.name);
        }
        let index = self.definitions.len();
        let name = self.name(what);
        self.definitions.push(Definition { what, keys: mapping.keys.clone(), name: name.clone(), schema: Json::Null });
        let properties = mapping.keys.iter().map(|key| {
            let value = self.value(&below(path, Hop::Key { name: key, beside: mapping.beside(key) }));
            ((*key).to_owned(), described(value, descriptions::of(what, key).as_deref()))
        });
        let schema = mapping.schema(Json::Object(properties.collect()));
        if let Some(definition) = self.definitions.get_mut(index) {
            definition.schema = schema;
        }
        reference(&name)
    }

    /// `a signature's keys` becomes `signature's keys`, and the second of them `signature's keys 2`.
    fn name(&self, what: &str) -> String {
        let words = what.split_once(' ').filter(|(article, _)| matches!(*article, "a" | "an" | "the"));
        let name = words.map_or(what, |(_, name)| name).replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        match self.definitions.iter().filter(|other| other.what == what).count() {
            0 => name,
            count => format!("{name}_{}", count + 1),
        }
    }

    /// Values of examples: texts, lists and mappings, in each other.
    fn data(&mut self) -> Json {
        let (what, this) = ("data", reference("data"));
        if !self.definitions.iter().any(|definition| definition.what == what) {
            let list = Json::object([("type", Json::text("array")), ("items", this.clone())]);
            let map = Json::object([("type", Json::text("object")), ("additionalProperties", this.clone())]);
            let schema = any_of(vec![text::any(), list, map]);
            self.definitions.push(Definition { what, keys: Vec::new(), name: what.to_owned(), schema });
        }
        this
    }
}

/// What kind of mapping stands at a place.
enum Mapped {
    Known(&'static str),
    /// The keys are the author's; either names of the spec's own, or any.
    Open {
        declared: bool,
    },
}

fn mapping_at(path: &[Hop]) -> Option<Mapped> {
    let faults = ask(path, &Put::Map(&[STRANGE]));
    if is_wrong_shape(&faults) {
        return None;
    }
    let known = faults.iter().find_map(|fault| match fault.expected.as_deref() {
        Some(Expected::Key { of, .. }) => Some(*of),
        _ => None,
    });
    let declared = faults.iter().any(|fault| fault.code == Code::BadName);
    Some(known.map_or(Mapped::Open { declared }, Mapped::Known))
}

/// The texts that may stand at a place, and nothing, where that means something.
fn text(path: &[Hop]) -> Vec<Json> {
    let faults = ask(path, &Put::Text);
    let text = match faults.first() {
        _ if is_wrong_shape(&faults) => None,
        Some(fault) => Some(text::instead_of(fault)),
        None => Some(text::any()),
    };
    let nothing = ask(path, &Put::Nothing).is_empty().then(|| Json::object([("type", Json::text("null"))]));
    text.into_iter().chain(nothing).collect()
}

fn is_wrong_shape(faults: &[Diagnostic]) -> bool {
    faults.iter().any(|fault| fault.code == Code::WrongShape)
}

fn below(path: &[Hop], hop: Hop) -> Vec<Hop> {
    path.iter().cloned().chain([hop]).collect()
}

fn any_of(mut forms: Vec<Json>) -> Json {
    match forms.len() {
        1 => forms.remove(0),
        _ => Json::object([("anyOf", Json::List(forms))]),
    }
}

fn reference(name: &str) -> Json {
    Json::object([("$ref", Json::text(format!("#/definitions/{name}")))])
}

/// Draft 7 ignores what stands beside a reference.
fn described(schema: Json, description: Option<&str>) -> Json {
    let Some(description) = description else { return schema };
    let described = Json::object([("description", Json::text(description))]);
    match schema {
        Json::Object(members) if members.iter().all(|(name, _)| name != "$ref") => {
            members.into_iter().fold(described, |described, (name, value)| described.with(&name, value))
        }
        reference => described.with("allOf", Json::List(vec![reference])),
    }
}
