//! Schemas as fields: names, types, lengths, marks, listed words, objects inside.

use serde_json::Value;

use super::endpoint::Endpoint;
use super::tree::{Tree, text};
use crate::draft::field_type::is_example;
use crate::draft::model::{Draft, DraftEnumeration, DraftField, DraftMessage, Fact, Leftover, Part, Required};
use crate::draft::proposal::{self, declared, member_role, words};
use crate::draft::yaml::one_line;
use crate::drift::spec_names::is_name;

/// The greatest depth of objects, and the greatest number of messages: documents describe a whole API by references.
const DEEPEST: usize = 4;
const MOST_MESSAGES: usize = 48;
const MOST_FIELDS: usize = 256;

/// Reads schemas into the messages of a draft.
pub struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    /// The objects around the current one.
    open: Vec<&'a Value>,
    /// The objects that have a message: schema, direction, message.
    known: Vec<(&'a Value, bool, usize)>,
}

/// A schema with its variants resolved.
struct Shape<'a> {
    schema: &'a Value,
    /// The schemas whose members belong to the object.
    parts: Vec<&'a Value>,
}

impl<'t, 'a> Reader<'t, 'a> {
    /// A reader of this document.
    pub fn new(tree: &'t Tree<'a>) -> Self {
        Self { tree, open: Vec::new(), known: Vec::new() }
    }

    /// Adds the parameters of the path, the query and the headers.
    pub fn parameters(&mut self, draft: &mut Draft, message: usize, endpoint: &Endpoint<'a>) {
        for parameter in &endpoint.parameters {
            let place = match parameter.get("in").and_then(Value::as_str) {
                Some("path") => "path",
                Some("query") => "query",
                Some("header") => "header",
                _ => continue,
            };
            let Some(name) = parameter.get("name").and_then(Value::as_str) else { continue };
            let required = place == "path" || parameter.get("required").and_then(Value::as_bool) == Some(true);
            let schema = parameter.get("schema").unwrap_or(&Value::Null);
            self.field(draft, message, name, schema, required);
            let fields = draft.messages.get_mut(message).map(|message| &mut message.fields);
            if let Some(field) = fields.and_then(|fields| fields.iter_mut().find(|field| field.wire == name)) {
                field.place = Some(place);
                let said = parameter.get("description").and_then(text).map(|said| one_line(&said));
                field.doc = said.unwrap_or_else(|| std::mem::take(&mut field.doc));
            }
        }
    }

    /// Adds the members of an object.
    pub fn members(&mut self, draft: &mut Draft, message: usize, schema: &'a Value) {
        let shape = self.shape(schema);
        let required: Vec<&str> = shape
            .parts
            .iter()
            .filter_map(|part| part.get("required")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let members = shape.parts.iter().filter_map(|part| part.get("properties")?.as_object()).flatten();
        for (name, member) in members.take(MOST_FIELDS) {
            self.field(draft, message, name, member, required.contains(&name.as_str()));
        }
    }

    fn field(&mut self, draft: &mut Draft, message: usize, wire: &str, schema: &'a Value, required: bool) {
        let Some(found) = draft.messages.get(message) else { return };
        if found.fields.iter().any(|field| field.wire == wire) {
            return;
        }
        if !is_name(wire) {
            let text = one_line(&format!("{wire} of {}", found.name));
            let why = "the name has characters that a draft does not write".to_owned();
            draft.leftovers.push(Leftover { line: 0, text, why });
            return;
        }
        let (part, sent) = (found.part, found.sent);
        let doc = self.described(schema);
        let (ty, inner) = self.typed(draft, wire, schema, &doc, sent);
        let shape = self.shape(schema);
        let found = draft.messages.get(message);
        let role = found.and_then(|message| role(message, wire, &doc)).filter(|_| inner.is_none());
        let field = DraftField {
            wire: wire.to_owned(),
            name: String::new(),
            page: None,
            required: if required { Required::Yes } else { Required::No },
            from: origin(part, wire),
            constant: None,
            role,
            place: None,
            limits: Vec::new(),
            example: sample(shape.schema).filter(|sample| is_example(&ty, sample, &listed(shape.schema))),
            doc: summary(&doc),
            above: None,
            sample: None,
            container: "object",
            inner,
            unfilled: false,
            line: 0,
            ty,
        };
        if let Some(found) = draft.messages.get_mut(message) {
            found.fields.push(field);
        }
    }

    /// The description of a member, or of the schema that it refers to.
    fn described(&self, schema: &'a Value) -> String {
        let own = schema.get("description").and_then(text);
        let referred = || self.shape(schema).schema.get("description").and_then(text);
        own.or_else(referred).map(|said| one_line(&said)).unwrap_or_default()
    }

    /// The type of a schema, and the message with the members of an object.
    fn typed(
        &mut self,
        draft: &mut Draft,
        wire: &str,
        schema: &'a Value,
        doc: &str,
        sent: bool,
    ) -> (Fact, Option<usize>) {
        let shape = self.shape(schema);
        let kind = kind(shape.schema);
        if shape.has_members() {
            return match self.object(draft, wire, schema, sent) {
                Some((name, index)) => (Fact::Known(format!("object({name})")), Some(index)),
                None => (Fact::Open(format!("object({})", declared(wire))), None),
            };
        }
        let listed = listed(shape.schema);
        if !listed.is_empty() {
            let name = enumeration(draft, wire, &listed);
            return (Fact::Known(format!("enumeration({name})")), None);
        }
        match kind {
            Some("array") => self.list(draft, wire, shape.schema, doc, sent),
            Some("object") => (Fact::Known("map".to_owned()), None),
            _ => (scalar(wire, doc, kind, shape.schema), None),
        }
    }

    fn list(
        &mut self,
        draft: &mut Draft,
        wire: &str,
        schema: &'a Value,
        doc: &str,
        sent: bool,
    ) -> (Fact, Option<usize>) {
        let items = schema.get("items").unwrap_or(&Value::Null);
        match self.typed(draft, wire, items, doc, sent) {
            (Fact::Known(ty), inner) => {
                let item = ty.strip_prefix("object(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(&ty);
                (Fact::Known(format!("list({item})")), inner)
            }
            (Fact::Open(likely), inner) => (Fact::Open(format!("list({likely})")), inner),
        }
    }

    /// The message of an object's members, which other fields of the schema share; `None` if the object contains itself,
    /// is too deep, or there are too many.
    fn object(&mut self, draft: &mut Draft, wire: &str, schema: &'a Value, sent: bool) -> Option<(String, usize)> {
        let (resolved, reference) = self.tree.resolved(schema);
        let same = |other: &Value| std::ptr::eq(other, resolved);
        if self.open.iter().any(|around| same(around)) {
            return None;
        }
        let known = self.known.iter().find(|(other, direction, _)| same(other) && *direction == sent);
        if let Some((_, _, index)) = known {
            return Some((draft.messages.get(*index)?.name.clone(), *index));
        }
        if self.open.len() >= DEEPEST || draft.messages.len() >= MOST_MESSAGES {
            return None;
        }
        let name = draft.free_name(&declared(wire));
        let section = one_line(reference.unwrap_or_default());
        let index = draft.messages.len();
        draft.messages.push(DraftMessage { name: name.clone(), part: Part::Inner, sent, section, fields: Vec::new() });
        self.known.push((resolved, sent, index));
        self.open.push(resolved);
        self.members(draft, index, schema);
        self.open.pop();
        Some((name, index))
    }

    /// Follows references, takes the plainest variant, and collects the parts of `allOf`.
    fn shape(&self, schema: &'a Value) -> Shape<'a> {
        const MOST: usize = 8;
        let mut schema = self.tree.resolved(schema).0;
        for _ in 0..MOST {
            let variants = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array());
            let Some(variants) = variants.filter(|_| schema.get("properties").is_none()) else { break };
            let resolved = || variants.iter().map(|variant| self.tree.resolved(variant).0);
            let scalar = |variant: &&Value| matches!(kind(variant), Some("string" | "integer" | "number" | "boolean"));
            let plain = resolved().filter(|variant| !is_empty_word(variant)).find(scalar);
            let Some(next) = plain.or_else(|| resolved().find(|variant| kind(variant) != Some("null"))) else { break };
            schema = next;
        }
        let mut parts = vec![schema];
        let mut at = 0;
        while let Some(part) = parts.get(at).copied().filter(|_| parts.len() < MOST) {
            let more = part.get("allOf").and_then(Value::as_array);
            parts.extend(more.into_iter().flatten().map(|part| self.tree.resolved(part).0));
            at += 1;
        }
        // The content of a single part stands for the whole.
        let own = schema.get("type").is_none() && schema.get("properties").is_none();
        let typed = parts.iter().copied().find(|part| part.get("type").is_some());
        Shape { schema: typed.filter(|_| own).unwrap_or(schema), parts }
    }
}

impl Shape<'_> {
    fn has_members(&self) -> bool {
        let mut members = self.parts.iter().filter_map(|part| part.get("properties")?.as_object());
        members.any(|members| !members.is_empty())
    }
}

/// Whether a schema allows the empty text alone, which removes a value.
fn is_empty_word(schema: &Value) -> bool {
    schema.get("enum").and_then(Value::as_array).is_some_and(|words| words.iter().all(|word| word == ""))
}

/// The type of a schema; of several, the first that is not `null`.
fn kind(schema: &Value) -> Option<&str> {
    let kind = schema.get("type")?;
    match kind.as_array() {
        Some(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").or(Some("null")),
        None => kind.as_str(),
    }
}

fn scalar(wire: &str, doc: &str, kind: Option<&str>, schema: &Value) -> Fact {
    let number = |key: &str| schema.get(key).and_then(Value::as_u64).filter(|number| *number > 0);
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    match kind {
        Some("string") if format == "date-time" => Fact::Known("datetime(yyyy-MM-ddTHH:mm:ssXXX)".to_owned()),
        Some("string") if format == "date" => Fact::Known("datetime(yyyy-MM-dd)".to_owned()),
        Some("string") => {
            Fact::Known(match (number("minLength"), number("maxLength").filter(|max| *max <= 1_000_000)) {
                (Some(min), Some(max)) => format!("string({min}..{max})"),
                (None, Some(max)) => format!("string({max})"),
                (_, None) => "string".to_owned(),
            })
        }
        Some("integer") if format == "unix-time" => Fact::Known("epoch_s".to_owned()),
        Some("integer") => money(wire, doc).unwrap_or_else(|| Fact::Known("integer".to_owned())),
        Some("number") => {
            Fact::Open(if proposal::is_money(&words(wire), "") { "amount(major)" } else { "string" }.to_owned())
        }
        Some("boolean") => Fact::Known("boolean".to_owned()),
        _ => Fact::Open("string".to_owned()),
    }
}

/// The type of an integer that is money; open where the description does not say the unit.
fn money(wire: &str, doc: &str) -> Option<Fact> {
    let lower = doc.to_lowercase();
    let minor =
        ["minor unit", "in cents", "smallest currency unit", "(in cents)"].iter().any(|word| lower.contains(word));
    let fen = ["单位为分", "单位:分", "单位\u{ff1a}分", "以分为单位"].iter().any(|word| lower.contains(word));
    match (fen, minor) {
        (true, _) => Some(Fact::Known("amount(fen)".to_owned())),
        (_, true) => Some(Fact::Known("amount(minor)".to_owned())),
        _ if proposal::is_money(&words(wire), "") => Some(Fact::Open("amount(minor)".to_owned())),
        _ => None,
    }
}

/// The words of `enum` or `const`.
fn listed(schema: &Value) -> Vec<(String, String)> {
    let texts = kind(schema).is_none_or(|kind| kind == "string");
    let words = schema.get("enum").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let constant = schema.get("const");
    let words = words.iter().chain(constant).filter_map(Value::as_str).filter(|word| !word.is_empty());
    let mut out: Vec<(String, String)> = Vec::new();
    for word in words.filter(|_| texts) {
        if !out.iter().any(|(known, _)| known == word) {
            out.push((word.to_owned(), String::new()));
        }
    }
    out
}

fn enumeration(draft: &mut Draft, wire: &str, listed: &[(String, String)]) -> String {
    if let Some(known) = draft.enumerations.iter().find(|known| known.of == wire && known.values == listed) {
        return known.name.clone();
    }
    let name = draft.free_name(&declared(wire));
    draft.enumerations.push(DraftEnumeration { name: name.clone(), of: wire.to_owned(), values: listed.to_vec() });
    name
}

/// The sample of a schema: `example`, or the first of `examples`.
fn sample(schema: &Value) -> Option<String> {
    let first = schema.get("examples").and_then(|samples| samples.get(0));
    let sample = schema.get("example").or(first)?;
    Some(text(sample).unwrap_or_else(|| sample.to_string())).map(|sample| one_line(&sample))
}

/// The likely source of a field of this part.
fn origin(part: Part, wire: &str) -> Option<String> {
    match part {
        Part::Query => Some(format!("sent {wire}")),
        Part::Request => proposal::source(wire),
        Part::Answer | Part::Notification | Part::Inner => None,
    }
}

/// The role of a header, path or member by its name.
fn role(message: &DraftMessage, wire: &str, doc: &str) -> Option<&'static str> {
    if words(wire).iter().any(|word| word == "idempotency") {
        return Some("refund_number");
    }
    let top = message.part != Part::Inner || !message.sent;
    top.then(|| proposal::role(wire, doc, message.sent)).flatten().or(member_role(&message.name, wire))
}

/// The first sentences of a description, up to some length.
fn summary(doc: &str) -> String {
    const LONGEST: usize = 300;
    if doc.chars().count() <= LONGEST {
        return doc.to_owned();
    }
    let cut: String = doc.chars().take(LONGEST).collect();
    let end = cut.rfind(". ").map_or(cut.len(), |at| at + 1);
    cut.get(..end).unwrap_or_default().to_owned()
}
