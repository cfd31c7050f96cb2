//! The language as a JSON Schema, for editors.
//!
//! The keys come from the rows of `spec/grammar.rs`. The allowed values come from the parser: its faults for a wrong
//! word and a wrong shape tell what it expects.

mod json;
mod mapping;
mod text;

use json::Json;

use crate::diagnostic::{Code, Diagnostic, Expected};
use crate::spec::grammar::Mapping;
use crate::spec::probe::{Hop, Put, STRANGE, ask};

/// Bounds the recursion: no location is deeper, because repeated mappings are definitions.
const MAX_DEPTH: usize = 24;

/// The schema (JSON Schema draft 7), a document that keeps its order.
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

/// Visits every location of the language, and each kind of mapping once.
#[derive(Default)]
struct Writer {
    definitions: Vec<Definition>,
    unread: Vec<String>,
}

/// A schema that is referred to by its name.
struct Definition {
    name: &'static str,
    schema: Json,
}

impl Writer {
    /// The schema of the values at a location.
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

    /// A mapping whose keys the author chooses.
    fn open(&mut self, path: &[Hop], declared: bool) -> Json {
        let key = |name| below(path, Hop::Key { name, beside: None });
        let object = Json::object([("type", Json::text("object"))]);
        let object = match declared {
            true => object.with("propertyNames", Json::object([("pattern", Json::text(text::NAME))])),
            false => object,
        };
        let needed = is_wrong_shape(&ask(path, &Put::Map(&[])));
        let object = if needed { object.with("minProperties", Json::Integer(1)) } else { object };
        // In a condition, the member `http` has a schema of its own: it is the answer's status.
        let special = text(&key("http")) != text(&key("x"));
        let http = special.then(|| Json::object([("http", self.value(&key("http")))]));
        let object = http.into_iter().fold(object, |object, http| object.with("properties", http));
        object.with("additionalProperties", self.value(&key("x")))
    }

    /// A mapping with fixed keys.
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

    /// The values of examples: texts, lists and mappings, nested.
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

/// The kind of mapping at a location.
enum Mapped {
    Known(&'static Mapping),
    /// The author chooses the keys; `declared` means that they are declared names.
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

/// The schemas of the texts at a location, and of null where it is valid.
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

/// Draft 7 ignores keys beside a reference, so wrap the reference.
fn described(schema: Json, description: &str) -> Json {
    let described = Json::object([("description", Json::text(description))]);
    match schema {
        Json::Object(members) if members.iter().all(|(name, _)| name != "$ref") => {
            members.into_iter().fold(described, |described, (name, value)| described.with(&name, value))
        }
        reference => described.with("allOf", Json::List(vec![reference])),
    }
}
