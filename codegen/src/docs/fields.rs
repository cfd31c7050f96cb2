//! Messages as tables of fields.

use serde::Serialize;

use super::markdown::{Table, code, prose, sentence};
use super::words::{all_limits, characters, confidence, kind_of, limits, names, presence, source};
use crate::model::{BodyPresence, Field, Layer, Message, Place, Provider, Role, RuleKind};
use crate::phrases::Phrases;

/// A message with its table; the table is left out if the page has it already.
#[derive(Debug, Serialize)]
pub(super) struct MessageView {
    intro: String,
    table: Option<Table>,
    rules: Vec<String>,
}

/// Renders messages, each once on a page.
pub(super) struct Messages<'p> {
    say: Phrases,
    provider: &'p Provider,
    shown: Vec<String>,
}

impl<'p> Messages<'p> {
    pub(super) fn new(say: Phrases, provider: &'p Provider) -> Self {
        Self { say, provider, shown: Vec::new() }
    }

    /// The messages of layers, from the outside in, each followed by the messages inside it.
    pub(super) fn layers(&mut self, layers: &[Layer], constants: Option<&[(String, String)]>) -> Vec<MessageView> {
        let mut out = Vec::new();
        let say = self.say;
        let (mut place, mut embedded) = (say.the_body(), false);
        for layer in layers {
            let what = match (embedded, layer.element) {
                (true, true) => say.an_element(),
                (true, false) => say.an_object(),
                (false, _) => codec(say, layer),
            };
            let head = say.layer_is(place, what, code(&layer.message.name));
            self.message(&layer.message, &head, constants, &mut out);
            place = carriers(say, layer);
            embedded = layer.embeds();
        }
        out
    }

    fn message(
        &mut self,
        message: &Message,
        head: &str,
        constants: Option<&[(String, String)]>,
        out: &mut Vec<MessageView>,
    ) {
        let say = self.say;
        let above = self.shown.contains(&message.name);
        let intro = if above {
            format!("{head}{}", say.as_above())
        } else {
            let characters = constants.and_then(|_| self.provider.characters.get(&message.name).copied());
            let facts = [
                format!("{head}{}", say.stop()),
                sentence(say, &message.doc),
                section(say, &message.section),
                self::characters(say, characters),
            ];
            say.sentences(facts)
        };
        let table = (!above).then(|| self.table(message, constants)).flatten();
        let rules = if above || constants.is_none() { Vec::new() } else { rules(say, message) };
        out.push(MessageView { intro, table, rules });
        if above {
            return;
        }
        self.shown.push(message.name.clone());
        for field in &message.fields {
            if let Some(inner) = field.ty.message() {
                self.message(inner, &nesting(say, field, inner), constants, out);
            }
        }
    }

    fn table(&self, message: &Message, constants: Option<&[(String, String)]>) -> Option<Table> {
        let (say, fields) = (self.say, message.fields.iter());
        match constants {
            Some(constants) => {
                let rows = fields.map(|field| self.sent(message, field, constants)).collect();
                let (from, limits) = (say.from(), say.limits());
                let head = [say.field(), say.name(), say.kind(), say.required(), from, limits, say.meaning()];
                Table::dense(&head, rows)
            }
            None => {
                let rows = fields.map(|field| self.received(message, field)).collect();
                let head = [say.member(), say.name(), say.kind(), say.promised(), say.meaning()];
                Table::dense(&head, rows)
            }
        }
    }

    fn sent(&self, message: &Message, field: &Field, constants: &[(String, String)]) -> Vec<String> {
        let say = self.say;
        let place = match field.place {
            Place::Path => say.in_path(),
            Place::Query => say.in_query(),
            Place::Body | Place::Header | Place::Signature | Place::Attribute | Place::Text => place(say, field.place),
        };
        vec![
            format!("{}{place}", code(&field.wire)),
            prose(&field.name),
            kind_of(say, field),
            presence(say, field),
            source(say, field, constants),
            if field.is_checked() { all_limits(say, field) } else { limits(say, field) },
            say.sentences([self.meaning(message, field), role(say, field.role)]),
        ]
    }

    fn received(&self, message: &Message, field: &Field) -> Vec<String> {
        let say = self.say;
        let (kind, limits) = (kind_of(say, field), limits(say, field));
        let ty = if limits.is_empty() { kind } else { format!("{kind}{}", say.option(limits)) };
        let place = place(say, field.place);
        vec![
            format!("{}{place}", code(&field.wire)),
            prose(&field.name),
            ty,
            presence(say, field),
            self.meaning(message, field),
        ]
    }

    fn meaning(&self, message: &Message, field: &Field) -> String {
        let say = self.say;
        let place = format!("{}.{}", message.name, field.wire);
        let at = self.provider.errata.iter().enumerate();
        let errata = at.filter(|(_, erratum)| erratum.concerns(&place));
        let errata: Vec<String> = errata.map(|(index, _)| say.erratum(index + 1)).collect();
        say.sentences([
            sentence(say, &field.doc),
            confidence(say, field.confidence),
            if field.secret { say.secret() } else { String::new() },
            field.example.as_ref().map(|example| say.example(code(example))).unwrap_or_default(),
            if errata.is_empty() { String::new() } else { say.see(say.list(errata)) },
        ])
    }
}

/// The place of a member that is neither in the body as such nor in the URL.
fn place(say: Phrases, place: Place) -> String {
    match place {
        Place::Signature => say.in_signature(),
        Place::Attribute => say.in_attribute(),
        Place::Text => say.in_text(),
        Place::Header => say.in_header(),
        Place::Body | Place::Path | Place::Query => String::new(),
    }
}

fn role(say: Phrases, role: Option<Role>) -> String {
    match role {
        Some(Role::RefundNumber) => say.idempotency_key(),
        _ => String::new(),
    }
}

fn nesting(say: Phrases, field: &Field, inner: &Message) -> String {
    let (ty, wire, name) = (field.ty.content(), code(&field.wire), code(&inner.name));
    match () {
        () if field.sole => say.nested_sole(wire, name),
        () if ty.is_repeated() || ty.is_flat_list() => say.nested_list(wire, name),
        () => say.nested_object(wire, name),
    }
}

fn section(say: Phrases, section: &str) -> String {
    if section.is_empty() { String::new() } else { say.section(prose(section)) }
}

/// The fields that carry the next layer.
pub(super) fn carriers(say: Phrases, layer: &Layer) -> String {
    say.any(layer.carriers().map(|field| code(&field.wire)))
}

fn codec(say: Phrases, layer: &Layer) -> String {
    if layer.body == BodyPresence::Never {
        return say.body_headers();
    }
    let roots = say.any(layer.roots.iter().map(|root| code(root)));
    let root = if roots.is_empty() { roots } else { say.with_root(roots) };
    let bodies: Vec<&str> = layer.codecs.iter().map(|codec| say.codec_of_body(*codec)).collect();
    let empty = if layer.body == BodyPresence::Optional { say.or_empty() } else { String::new() };
    bodies.join(&say.body_or()) + &root + &empty
}

fn rules(say: Phrases, message: &Message) -> Vec<String> {
    let rule = |rule: &crate::model::Rule| {
        let demand = match &rule.kind {
            RuleKind::AtLeastOneOf(fields) => say.at_least_one_of(names(say, fields)),
            RuleKind::ExactlyOneOf(fields) => say.just_one_of(names(say, fields)),
            RuleKind::Check(expr) => code(&expr.text),
        };
        let head = say.rule(code(&rule.name), demand);
        say.sentences([head, sentence(say, &rule.doc), confidence(say, rule.confidence), section(say, &rule.section)])
    };
    message.rules.iter().map(rule).collect()
}
