//! Schemas with their references, variants and parts resolved.

use serde_json::Value;

use super::tree::Tree;

/// The greatest numbers of nested choices, of variants of a choice, and of parts.
const MOST: usize = 8;
const MOST_VARIANTS: usize = 16;
const MOST_PARTS: usize = 24;

/// A schema with its variants resolved.
pub struct Shape<'a> {
    /// The schema: of several variants, the plainest.
    pub schema: &'a Value,
    /// The schemas whose members belong to the object.
    pub parts: Vec<&'a Value>,
    /// The schemas of which a value has one, if there are several.
    pub variants: Vec<&'a Value>,
}

impl<'a> Shape<'a> {
    /// Follows references, takes the plainest variant, and collects the parts of `allOf`.
    pub fn new(tree: &Tree<'a>, schema: &'a Value) -> Self {
        let (schema, variants) = chosen(tree, schema);
        let objects = kind(schema).is_none_or(|kind| kind == "object");
        let mut parts = vec![schema];
        parts.extend(variants.iter().copied().filter(|other| objects && !std::ptr::eq(*other, schema)));
        let mut at = 0;
        while let Some(part) = parts.get(at).copied().filter(|_| parts.len() < MOST_PARTS) {
            let more = part.get("allOf").and_then(Value::as_array);
            parts.extend(more.into_iter().flatten().map(|part| tree.resolved(part).0));
            at += 1;
        }
        // The content of a single part stands for the whole.
        let own = schema.get("type").is_none() && schema.get("properties").is_none();
        let typed = parts.iter().copied().find(|part| part.get("type").is_some());
        Self { schema: typed.filter(|_| own).unwrap_or(schema), parts, variants }
    }

    /// The types of the variants, without repetitions; those of `type` if it lists several.
    pub fn kinds(&self, tree: &Tree<'a>) -> Vec<&'a str> {
        let of_variant = |variant: &&'a Value| kind(Self::new(tree, variant).schema).unwrap_or("object");
        let listed = self.schema.get("type").and_then(Value::as_array).into_iter().flatten();
        let listed = listed.filter_map(Value::as_str).filter(|kind| *kind != "null");
        let mut out: Vec<&str> = Vec::new();
        for kind in self.variants.iter().map(of_variant).chain(listed) {
            if !out.contains(&kind) {
                out.push(kind);
            }
        }
        out
    }

    /// Whether a member is required, whichever of the variants a value has.
    pub fn requires(&self, name: &str) -> bool {
        let lists = |part: &&Value| {
            let names = part.get("required").and_then(Value::as_array);
            names.into_iter().flatten().any(|required| required == name)
        };
        let variant = |part: &Value| self.variants.iter().any(|variant| std::ptr::eq(*variant, part));
        let always = self.parts.iter().filter(|part| !variant(part)).any(&lists);
        always || !self.variants.is_empty() && self.variants.iter().all(lists)
    }

    /// Whether the object has members.
    pub fn has_members(&self) -> bool {
        let mut members = self.parts.iter().filter_map(|part| part.get("properties")?.as_object());
        members.any(|members| !members.is_empty())
    }
}

/// The plainest variant, and all variants if there are several.
fn chosen<'a>(tree: &Tree<'a>, schema: &'a Value) -> (&'a Value, Vec<&'a Value>) {
    let mut schema = tree.resolved(schema).0;
    let mut real = Vec::new();
    for _ in 0..MOST {
        let variants = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array());
        let Some(variants) = variants.filter(|_| schema.get("properties").is_none()) else { break };
        let resolved = || variants.iter().map(|variant| tree.resolved(variant).0);
        let meant = |variant: &&Value| !is_empty_word(variant) && kind(variant) != Some("null") && !variant.is_null();
        real = resolved().filter(meant).take(MOST_VARIANTS).collect();
        let scalar = |variant: &&Value| matches!(kind(variant), Some("string" | "integer" | "number" | "boolean"));
        let plain = resolved().filter(|variant| !is_empty_word(variant)).find(scalar);
        let Some(next) = plain.or_else(|| resolved().find(|variant| kind(variant) != Some("null"))) else { break };
        schema = next;
    }
    (schema, if real.len() > 1 { real } else { Vec::new() })
}

/// Whether a schema allows the empty text alone, which removes a value.
fn is_empty_word(schema: &Value) -> bool {
    schema.get("enum").and_then(Value::as_array).is_some_and(|words| words.iter().all(|word| word == ""))
}

/// The type of a schema; of several, the first that is not `null`.
pub fn kind(schema: &Value) -> Option<&str> {
    let kind = schema.get("type")?;
    match kind.as_array() {
        Some(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").or(Some("null")),
        None => kind.as_str(),
    }
}
