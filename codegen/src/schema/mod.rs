//! The language as a JSON Schema, for editors. It is written from the rows of `spec/grammar.rs` and the shapes of their
//! values.

mod json;
mod mapping;
mod snippet;
mod table;
mod text;

use json::Json;
pub use table::with_tables;

use crate::spec::SPEC;
use crate::spec::grammar::Mapping;
use crate::spec::shape::Shape;

/// The schema (JSON Schema draft 7), a document that keeps its order.
pub fn schema() -> impl serde::Serialize {
    let mut writer = Writer::default();
    let root = writer.mapping(&SPEC);
    let head = Json::object([
        ("$schema", Json::text("http://json-schema.org/draft-07/schema#")),
        ("title", Json::text("A payment provider's refund interface, as refundry reads it")),
    ]);
    let definitions = writer.definitions.into_iter().map(|definition| (definition.name.to_owned(), definition.schema));
    head.with("allOf", Json::List(vec![root])).with("definitions", Json::Object(definitions.collect()))
}

/// Writes each kind of mapping once.
#[derive(Default)]
struct Writer {
    definitions: Vec<Definition>,
}

/// A schema that is referred to by its name.
struct Definition {
    name: &'static str,
    schema: Json,
}

impl Writer {
    /// The schema of the values of a shape.
    fn value(&mut self, shape: Shape) -> Json {
        match shape {
            Shape::Text => text::any(),
            Shape::Name => text::name(),
            Shape::Boolean => text::boolean(),
            Shape::Word(words) => text::one_of(&words()),
            Shape::Lead(words) => text::begun_by(&words()),
            Shape::Form(form) => text::of_form(form),
            Shape::Null => Json::object([("type", Json::text("null"))]),
            Shape::List(item) => self.list(*item),
            Shape::NonEmptyList(item) => self.list(*item).with("minItems", Json::Integer(1)),
            Shape::Mapping(mapping) => self.mapping(mapping),
            Shape::NonEmptyMapping(mapping) => {
                let schema = Json::object([("allOf", Json::List(vec![self.mapping(mapping)]))]);
                schema.with("minProperties", Json::Integer(1))
            }
            Shape::Vocabulary(mapping) => self.mapping(mapping),
            Shape::Declared(value) => {
                let names = Json::object([("pattern", Json::text(text::NAME))]);
                self.open(Json::object([("propertyNames", names)]), *value)
            }
            Shape::Wire(value) => self.open(Json::object([]), *value),
            Shape::NonEmptyWire(value) => self.open(Json::object([("minProperties", Json::Integer(1))]), *value),
            Shape::Conditions { http, member } => {
                let http = Json::object([("http", self.value(*http))]);
                self.open(Json::object([("properties", http)]), *member)
            }
            Shape::Data => self.data(),
            Shape::Either(shapes) => any_of(shapes.iter().map(|shape| self.value(*shape)).collect()),
        }
    }

    fn list(&mut self, item: Shape) -> Json {
        Json::object([("type", Json::text("array")), ("items", self.value(item))])
    }

    /// A mapping whose keys the author chooses.
    fn open(&mut self, keys: Json, value: Shape) -> Json {
        let object = Json::object([("type", Json::text("object"))]);
        object.with_all(keys).with("additionalProperties", self.value(value))
    }

    /// A mapping with fixed keys.
    fn mapping(&mut self, mapping: &Mapping) -> Json {
        let name = mapping.name;
        if self.definitions.iter().any(|known| known.name == name) {
            return reference(name);
        }
        let index = self.definitions.len();
        self.definitions.push(Definition { name, schema: Json::Null });
        let properties = mapping.keys.iter().map(|key| {
            let value = self.value(key.shape);
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

fn any_of(forms: Vec<Json>) -> Json {
    Json::object([("anyOf", Json::List(forms))])
}

fn reference(name: &str) -> Json {
    Json::object([("$ref", Json::text(format!("#/definitions/{name}")))])
}

/// Draft 7 ignores keys beside a reference, so wrap the reference.
fn described(schema: Json, description: &str) -> Json {
    let described = Json::object([("description", Json::text(description))]);
    match schema {
        Json::Object(members) if members.iter().all(|(name, _)| name != "$ref") => {
            described.with_all(Json::Object(members))
        }
        reference => described.with("allOf", Json::List(vec![reference])),
    }
}
