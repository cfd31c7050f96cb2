//! The language as a JSON Schema, for editors.
//!
//! The keys come from the rows of `spec/grammar.rs`. What a value may be is asked of the parser, which tells by what it
//! says about a wrong word and a wrong shape.

mod json;
mod mapping;
mod text;

use json::Json;

use crate::diagnostic::{Code, Diagnostic, Expected};
use crate::spec::grammar::Mapping;
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
    let definitions = writer.definitions.into_iter().map(|definition| (definition.name.to_owned(), definition.schema));
    head.with("allOf", Json::List(vec![root])).with("definitions", Json::Object(definitions.collect()))
}

/// The keys of the grammar that the parser does not read, as `mapping: key`.
pub fn unread() -> Vec<String> {
    let mut writer = Writer::default();
    writer.value(&[]);
    writer.unread
}

/// Walks the places of the language, each kind of mapping once.
#[derive(Default)]
struct Writer {
    definitions: Vec<Definition>,
    unread: Vec<String>,
}

/// What is referred to by its name.
struct Definition {
    name: &'static str,
    schema: Json,
}

impl Writer {
    /// What may stand at a place.
    fn value(&mut self, path: &[Hop]) -> Json {
        if path.len() > MAX_DEPTH {
            return Json::object([]);
        }
        let texts = text(path);
        let listed = !is_wrong_shape(&ask(path, &Put::List(1)));
        let mapped = mapping_at(path);
        if texts.first() == Some(&text::any()) && listed && matches!(mapped, Some(Mapped::Open { .. })) {
            return self.data();
        }
        let list = listed.then(|| self.list(path));
        let map = mapped.map(|mapped| match mapped {
            Mapped::Known(mapping) => self.known(path, mapping),
            Mapped::Open { declared } => self.open(path, declared),
        });
        any_of(texts.into_iter().chain(list).chain(map).collect())
    }

    fn list(&mut self, path: &[Hop]) -> Json {
        let items = self.value(&below(path, Hop::Item));
        let list = Json::object([("type", Json::text("array")), ("items", items)]);
        let needed = is_wrong_shape(&ask(path, &Put::List(0)));
        if needed { list.with("minItems", Json::Integer(1)) } else { list }
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
    fn known(&mut self, path: &[Hop], mapping: &'static Mapping) -> Json {
        let name = mapping.name;
        if self.definitions.iter().any(|known| known.name == name) {
            return reference(name);
        }
        let index = self.definitions.len();
        self.definitions.push(Definition { name, schema: Json::Null });
        let properties = mapping.keys.iter().map(|key| {
            let beside = key.with.first().copied();
            let keys: Vec<_> = beside.into_iter().chain([key.name]).collect();
            let read = ask(path, &Put::Map(&keys)).iter().all(|fault| fault.code != Code::UnknownKey);
            self.unread.extend((!read).then(|| format!("{}: {}", mapping.noun, key.name)));
            let value = self.value(&below(path, Hop::Key { name: key.name, beside }));
            (key.name.to_owned(), described(value, key.description))
        });
        let schema = mapping::schema(mapping, Json::Object(properties.collect()));
        if let Some(definition) = self.definitions.get_mut(index) {
            definition.schema = schema;
        }
        reference(name)
    }

    /// Values of examples: texts, lists and mappings, in each other.
    fn data(&mut self) -> Json {
        let (name, this) = ("data", reference("data"));
        if !self.definitions.iter().any(|definition| definition.name == name) {
            let list = Json::object([("type", Json::text("array")), ("items", this.clone())]);
            let map = Json::object([("type", Json::text("object")), ("additionalProperties", this.clone())]);
            let schema = any_of(vec![text::any(), list, map]);
            self.definitions.push(Definition { name, schema });
        }
        this
    }
}

/// What kind of mapping stands at a place.
enum Mapped {
    Known(&'static Mapping),
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
        Some(Expected::Mapping(mapping)) => Some(*mapping),
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
fn described(schema: Json, description: &str) -> Json {
    let described = Json::object([("description", Json::text(description))]);
    match schema {
        Json::Object(members) if members.iter().all(|(name, _)| name != "$ref") => {
            members.into_iter().fold(described, |described, (name, value)| described.with(&name, value))
        }
        reference => described.with("allOf", Json::List(vec![reference])),
    }
}
