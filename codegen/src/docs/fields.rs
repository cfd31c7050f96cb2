//! Messages as tables of fields.

use serde::Serialize;

use super::markdown::{Table, code, sentence, sentences};
use super::words::{all_limits, characters, confidence, kind_of, limits, names, presence, source};
use crate::model::{BodyPresence, Field, Layer, Message, Place, Provider, Role, RuleKind};

/// A message with its table; the table is left out if the page has it already.
#[derive(Debug, Serialize)]
pub(super) struct MessageView {
    intro: String,
    table: Option<Table>,
    rules: Vec<String>,
}

/// Renders messages, each once on a page.
pub(super) struct Messages<'p> {
    provider: &'p Provider,
    shown: Vec<String>,
}

impl<'p> Messages<'p> {
    pub(super) fn new(provider: &'p Provider) -> Self {
        Self { provider, shown: Vec::new() }
    }

    /// The messages of layers, from the outside in, each followed by the messages inside it.
    pub(super) fn layers(&mut self, layers: &[Layer], constants: Option<&[(String, String)]>) -> Vec<MessageView> {
        let mut out = Vec::new();
        let (mut place, mut embedded) = ("The body".to_owned(), false);
        for layer in layers {
            let what = match (embedded, layer.element) {
                (true, true) => "an element".to_owned(),
                (true, false) => "an object".to_owned(),
                (false, _) => codec(layer),
            };
            self.message(&layer.message, &format!("{place} is {what}:"), constants, &mut out);
            place = carriers(layer);
            embedded = layer.embeds();
        }
        out
    }

    fn message(
        &mut self,
        message: &Message,
        what: &str,
        constants: Option<&[(String, String)]>,
        out: &mut Vec<MessageView>,
    ) {
        let name = code(&message.name);
        let above = self.shown.contains(&message.name);
        let intro = if above {
            format!("{what} {name} as above.")
        } else {
            let characters = constants.and_then(|_| self.provider.characters.get(&message.name).copied());
            let facts = [
                format!("{what} {name}."),
                sentence(&message.doc),
                section(&message.section),
                self::characters(characters),
            ];
            sentences(facts)
        };
        let table = (!above).then(|| self.table(message, constants)).flatten();
        let rules = if above || constants.is_none() { Vec::new() } else { rules(message) };
        out.push(MessageView { intro, table, rules });
        if above {
            return;
        }
        self.shown.push(message.name.clone());
        for field in &message.fields {
            if let Some(inner) = field.ty.message() {
                self.message(inner, &format!("{} is {}", code(&field.wire), nesting_prose(field)), constants, out);
            }
        }
    }

    fn table(&self, message: &Message, constants: Option<&[(String, String)]>) -> Option<Table> {
        let fields = message.fields.iter();
        match constants {
            Some(constants) => {
                let rows = fields.map(|field| self.sent(message, field, constants)).collect();
                Table::dense(&["Field", "Name", "Type", "Required", "From", "Limits", "Meaning"], rows)
            }
            None => {
                let rows = fields.map(|field| self.received(message, field)).collect();
                Table::dense(&["Member", "Name", "Type", "Promised", "Meaning"], rows)
            }
        }
    }

    fn sent(&self, message: &Message, field: &Field, constants: &[(String, String)]) -> Vec<String> {
        let place = match field.place {
            Place::Body => "",
            Place::Path => " in the path",
            Place::Query => " in the query",
            Place::Header => " in a header",
            Place::Signature => " in the signature only",
            Place::Attribute => " in an attribute",
            Place::Text => " in the text of the element",
        };
        vec![
            format!("{}{place}", code(&field.wire)),
            super::markdown::prose(&field.name),
            kind_of(field),
            presence(field),
            source(field, constants),
            if field.is_checked() { all_limits(field) } else { limits(field) },
            sentences([self.meaning(message, field), role(field.role)]),
        ]
    }

    fn received(&self, message: &Message, field: &Field) -> Vec<String> {
        let limits = limits(field);
        let ty = if limits.is_empty() { kind_of(field) } else { format!("{}, {limits}", kind_of(field)) };
        let place = match field.place {
            Place::Signature => " in the signature only",
            Place::Attribute => " in an attribute",
            Place::Text => " in the text of the element",
            Place::Body | Place::Path | Place::Query => "",
            Place::Header => " in a header",
        };
        vec![
            format!("{}{place}", code(&field.wire)),
            super::markdown::prose(&field.name),
            ty,
            presence(field),
            self.meaning(message, field),
        ]
    }

    fn meaning(&self, message: &Message, field: &Field) -> String {
        let place = format!("{}.{}", message.name, field.wire);
        let at = self.provider.errata.iter().enumerate();
        let errata = at.filter(|(_, erratum)| erratum.concerns(&place));
        let errata: Vec<String> = errata.map(|(index, _)| format!("[erratum {}](#errata)", index + 1)).collect();
        sentences([
            sentence(&field.doc),
            confidence(field.confidence),
            if field.secret { "Secret.".to_owned() } else { String::new() },
            field.example.as_ref().map(|example| format!("Example: {}.", code(example))).unwrap_or_default(),
            if errata.is_empty() { String::new() } else { format!("See {}.", errata.join(", ")) },
        ])
    }
}

fn role(role: Option<Role>) -> String {
    match role {
        Some(Role::RefundNumber) => "The idempotency key of the refund.".to_owned(),
        _ => String::new(),
    }
}

fn nesting_prose(field: &Field) -> &'static str {
    let ty = field.ty.content();
    match () {
        () if field.sole => "a list of just one object:",
        () if ty.is_repeated() || ty.is_flat_list() => "a list of",
        () => "an object:",
    }
}

fn section(section: &str) -> String {
    if section.is_empty() { String::new() } else { format!("Section: {}.", super::markdown::prose(section)) }
}

/// The fields that carry the next layer.
pub(super) fn carriers(layer: &Layer) -> String {
    layer.carriers().map(|field| code(&field.wire)).collect::<Vec<_>>().join(" or ")
}

fn codec(layer: &Layer) -> String {
    let roots = layer.roots.iter().map(|root| code(root)).collect::<Vec<_>>().join(" or ");
    let root = if roots.is_empty() { roots } else { format!(" with the root {roots}") };
    if layer.body == BodyPresence::Never {
        return "empty: every member is a header".to_owned();
    }
    let bodies: Vec<&str> = layer.codecs.iter().map(|codec| codec.row().body).collect();
    let empty = if layer.body == BodyPresence::Optional { ", or empty" } else { "" };
    bodies.join(" or, as its first character says, ") + &root + empty
}

fn rules(message: &Message) -> Vec<String> {
    let rule = |rule: &crate::model::Rule| {
        let demand = match &rule.kind {
            RuleKind::AtLeastOneOf(fields) => format!("at least one of {}", names(fields)),
            RuleKind::ExactlyOneOf(fields) => format!("just one of {}", names(fields)),
            RuleKind::Check(expr) => code(&expr.text),
        };
        let head = format!("{}: {demand}.", code(&rule.name));
        sentences([head, sentence(&rule.doc), confidence(rule.confidence), section(&rule.section)])
    };
    message.rules.iter().map(rule).collect()
}
