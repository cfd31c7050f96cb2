//! Every location of the language, found by walking through the schema.

use serde_json::Value;

/// A value of a spec that the schema describes.
pub struct Location {
    /// The spec before the last key of the path, as JSON.
    before: String,
    /// The last key of the path, as JSON; empty for an item of a list.
    key: String,
    /// The brackets that close the spec.
    after: String,
    /// The schema of the value.
    pub schema: Value,
}

/// A location with a value in it.
pub struct Filled {
    /// The spec, as JSON.
    pub text: String,
    /// The byte range of the last key and the value.
    pub range: std::ops::Range<usize>,
}

impl Location {
    /// The spec with this value, as JSON, in an otherwise empty tree.
    pub fn with(&self, value: &str) -> Filled {
        let start = self.before.len();
        let range = start..start + self.key.len() + value.len();
        Filled { text: format!("{}{}{value}{}", self.before, self.key, self.after), range }
    }

    fn key(&self, name: &str, beside: Option<&str>, schema: Value) -> Self {
        // The unknown key takes the faults of the surrounding mapping.
        let beside = beside.map(|name| format!("\"{name}\": \"x\", ")).unwrap_or_default();
        let before = format!("{}{}{{ \"??\": \"x\", {beside}", self.before, self.key);
        Self { before, key: format!("\"{name}\": "), after: format!(" }}{}", self.after), schema }
    }

    fn item(&self, schema: Value) -> Self {
        let before = format!("{}{}[ ", self.before, self.key);
        Self { before, key: String::new(), after: format!(" ]{}", self.after), schema }
    }
}

/// All locations; the keys of each kind of mapping once.
pub fn all(root: &Value) -> Vec<Location> {
    let mut walk = Walk { root, seen: Vec::new(), found: Vec::new() };
    let nothing = String::new;
    let top = Location { before: nothing(), key: nothing(), after: nothing(), schema: root["allOf"][0].clone() };
    walk.enter(&top, &top.schema);
    walk.found
}

struct Walk<'s> {
    root: &'s Value,
    seen: Vec<String>,
    found: Vec<Location>,
}

impl Walk<'_> {
    /// Adds the locations inside the value of a location.
    fn enter(&mut self, at: &Location, schema: &Value) {
        if let Some(path) = schema["$ref"].as_str() {
            if !self.seen.iter().any(|seen| seen == path) {
                self.seen.push(path.to_owned());
                let definition = self.root.pointer(path.trim_start_matches('#')).expect("a definition");
                self.enter(at, definition);
            }
            return;
        }
        // The rules of a mapping with fixed keys describe no values.
        let wrapped = if schema["properties"].is_object() { &Value::Null } else { &schema["allOf"] };
        for inner in [wrapped, &schema["anyOf"]].into_iter().filter_map(Value::as_array).flatten() {
            self.enter(at, inner);
        }
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            self.add(at.key(name, beside(schema, name), inner.clone()));
        }
        if schema["additionalProperties"].is_object() {
            self.add(at.key("x", None, schema["additionalProperties"].clone()));
        }
        if schema["items"].is_object() {
            self.add(at.item(schema["items"].clone()));
        }
    }

    fn add(&mut self, location: Location) {
        let schema = location.schema.clone();
        self.enter(&location, &schema);
        self.found.push(location);
    }
}

/// The first choice of a mapping that allows the key; `None` if the key is a choice, or always allowed.
fn beside<'s>(schema: &'s Value, key: &str) -> Option<&'s str> {
    let choices = || schema["oneOf"].as_array().into_iter().flatten().filter_map(|one| one["required"][0].as_str());
    let forbids = |choice: &str| {
        let mut rules = schema["allOf"].as_array().into_iter().flatten();
        rules.any(|rule| rule["if"]["required"][0] == choice && rule["then"]["properties"][key] == false)
    };
    let first = choices().find(|choice| !forbids(choice))?;
    (choices().all(|choice| choice != key) && choices().any(forbids)).then_some(first)
}
