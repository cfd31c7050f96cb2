//! Schemas as fields: names, types, lengths, marks, listed words, objects inside.

use serde_json::Value;

use super::endpoint::Endpoint;
use super::limits::limits;
use super::shape::{Shape, kind};
use super::tree::{Tree, text};
use crate::draft::field_type::is_example;
use crate::draft::model::{Draft, DraftEnumeration, DraftField, DraftMessage, Fact, Leftover, Part, Required};
use crate::draft::money::says_minor;
use crate::draft::proposal::{self, declared, member_role, words};
use crate::draft::sample_form::as_text;
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

impl<'t, 'a> Reader<'t, 'a> {
    /// A reader of this document.
    pub fn new(tree: &'t Tree<'a>) -> Self {
        Self { tree, open: Vec::new(), known: Vec::new() }
    }

    /// The schema that a chain of references leads to.
    pub fn resolved(&self, schema: &'a Value) -> &'a Value {
        self.tree.resolved(schema).0
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
        self.lost_parts(draft, message, schema);
        shape.parts.iter().for_each(|part| self.lost_parts(draft, message, part));
        let members = shape.parts.iter().filter_map(|part| part.get("properties")?.as_object()).flatten();
        for (name, member) in members.take(MOST_FIELDS) {
            self.field(draft, message, name, member, shape.requires(name));
        }
    }

    /// Notes the parts of an object that the document does not have.
    fn lost_parts(&self, draft: &mut Draft, message: usize, schema: &'a Value) {
        let listed = ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
        let lost: Vec<&str> = std::iter::once(schema).chain(listed).filter_map(|part| self.tree.lost(part)).collect();
        for reference in lost {
            let name = draft.messages.get(message).map_or("", |message| message.name.as_str());
            let text = one_line(&format!("{reference}: members of {name}"));
            let why = "the reference leads out of the document".to_owned();
            if !draft.leftovers.iter().any(|row| row.text == text) {
                draft.leftovers.push(Leftover { line: 0, text, why });
            }
        }
    }

    fn field(&mut self, draft: &mut Draft, message: usize, wire: &str, schema: &'a Value, required: bool) {
        let Some(found) = draft.messages.get(message) else { return };
        if let Some(field) = found.fields.iter().find(|field| field.wire == wire) {
            let ty = field.ty.clone();
            return self.again(draft, &ty, schema);
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
        let above = self.above(schema, &shape);
        let several = above.is_some() && unsaid(shape.schema).is_empty();
        let ty = if several && inner.is_none() { opened(ty) } else { ty };
        let written = shape.schema.get("example").and_then(Value::as_str);
        let ty = written.map_or_else(|| ty.clone(), |sample| as_text(&ty, sample));
        let limited = shape.schema.get("items").filter(|_| inner.is_none()).map(|items| self.shape(items).schema);
        let found = draft.messages.get(message);
        let role = found.and_then(|message| role(message, wire, &doc)).filter(|_| inner.is_none());
        let field = DraftField {
            wire: wire.to_owned(),
            name: String::new(),
            // The draft's type is open, and the document says that it is no text.
            page: kind(shape.schema).filter(|kind| *kind == "number").map(str::to_owned),
            required: if required { Required::Yes } else { Required::No },
            from: origin(part, wire),
            constant: None,
            role,
            place: None,
            limits: limits(limited.unwrap_or(shape.schema), &ty),
            example: sample(shape.schema).filter(|sample| is_example(&ty, sample, &listed(shape.schema))),
            doc: summary(&doc),
            above,
            sample: None,
            container: "object",
            stated_text: false,
            inner,
            unfilled: false,
            line: 0,
            ty,
        };
        if let Some(found) = draft.messages.get_mut(message) {
            found.fields.push(field);
        }
    }

    /// A further schema of a known member adds the words that it lists.
    fn again(&self, draft: &mut Draft, ty: &Fact, schema: &'a Value) {
        let Fact::Known(ty) = ty else { return };
        let Some(name) = ty.strip_prefix("enumeration(").and_then(|rest| rest.strip_suffix(')')) else { return };
        let more = listed(self.shape(schema).schema);
        let known = draft.enumerations.iter_mut().find(|known| known.name == name);
        if let Some(known) = known {
            let fresh = more.into_iter().filter(|(word, _)| !known.values.iter().any(|(known, _)| known == word));
            let fresh: Vec<_> = fresh.collect();
            known.values.extend(fresh);
        }
    }

    /// A comment about what a draft cannot say of a member: a reference that leads nowhere, or several types.
    fn above(&self, schema: &'a Value, shape: &Shape<'a>) -> Option<String> {
        if let Some(reference) = self.tree.lost(schema) {
            return Some(one_line(&format!("{reference} leads out of the document")));
        }
        let kinds = shape.kinds(self.tree);
        let objects = shape.variants.len();
        let unsaid = unsaid(shape.schema);
        match kinds.as_slice() {
            [] | [_] if !unsaid.is_empty() => Some(format!("the document says {unsaid}")),
            ["object"] if objects > 1 => {
                Some(format!("the document allows one of {objects} objects, and all members are here"))
            }
            [] | [_] => None,
            several => Some(format!("the document allows one of these: {}", several.join(", "))),
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
        draft.messages.push(DraftMessage {
            name: name.clone(),
            part: Part::Inner,
            sent,
            carried: false,
            section,
            fields: Vec::new(),
        });
        self.known.push((resolved, sent, index));
        self.open.push(resolved);
        self.members(draft, index, schema);
        self.open.pop();
        Some((name, index))
    }

    fn shape(&self, schema: &'a Value) -> Shape<'a> {
        Shape::new(self.tree, schema)
    }
}

/// A type that the document does not settle.
fn opened(ty: Fact) -> Fact {
    let (Fact::Known(likely) | Fact::Open(likely)) = ty;
    Fact::Open(likely)
}

/// The limits of a schema that no type of the spec has, as the document writes them.
fn unsaid(schema: &Value) -> String {
    const LISTS: &[&str] = &["minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "multipleOf"];
    let least = schema.get("maxLength").is_none().then_some(&"minLength");
    let keys = LISTS.iter().chain(least);
    let said = keys.filter_map(|key| Some(format!("`{key}: {}`", schema.get(*key)?)));
    said.collect::<Vec<_>>().join(", ")
}

fn scalar(wire: &str, doc: &str, kind: Option<&str>, schema: &Value) -> Fact {
    let number = |key: &str| schema.get(key).and_then(Value::as_u64).filter(|number| *number > 0);
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    match kind {
        Some("string") if format == "date-time" => Fact::Known("datetime(yyyy-MM-ddTHH:mm:ssXXX)".to_owned()),
        Some("string") if format == "date" => Fact::Known("datetime(yyyy-MM-dd)".to_owned()),
        Some("string") if schema.get("pattern").is_none() && number("maxLength").is_none() && is_money(wire) => {
            Fact::Open("amount(major, text)".to_owned())
        }
        Some("string") => {
            Fact::Known(match (number("minLength"), number("maxLength").filter(|max| *max <= 1_000_000)) {
                (Some(min), Some(max)) => format!("string({min}..{max})"),
                (None, Some(max)) => format!("string({max})"),
                (_, None) => "string".to_owned(),
            })
        }
        Some("integer") if format == "unix-time" => Fact::Known("epoch_s".to_owned()),
        Some("integer") => money(wire, doc).unwrap_or_else(|| Fact::Known("integer".to_owned())),
        Some("number") => Fact::Open(if is_money(wire) { "amount(major)" } else { "string" }.to_owned()),
        Some("boolean") => Fact::Known("boolean".to_owned()),
        _ => Fact::Open("string".to_owned()),
    }
}

fn is_money(wire: &str) -> bool {
    proposal::is_money(&words(wire), "")
}

/// The type of an integer that is money; open where the description does not say the unit.
fn money(wire: &str, doc: &str) -> Option<Fact> {
    let chinese = doc.contains(|next| ('\u{4e00}'..='\u{9fff}').contains(&next));
    let form = if chinese { "amount(fen)" } else { "amount(minor)" };
    match says_minor(&doc.to_lowercase()) {
        true => Some(Fact::Known(form.to_owned())),
        false => is_money(wire).then(|| Fact::Open("amount(minor)".to_owned())),
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
