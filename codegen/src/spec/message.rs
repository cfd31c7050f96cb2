//! The section `messages`: fields and the rules between them.

use super::credential::{CONFIDENCE, confidence};
use super::entries::declared;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::noun;
use super::prose::PROSE;
use super::reader::entries;
use super::shape::Shape;
use super::shape_fault::wrong_shape;
use super::syntax::{Entries, Message, Rule, RuleKind, Word};
use super::tree::{Node, NodeContent};
use super::{expression, field, name};
use crate::diagnostic::Diagnostics;

pub(super) static MESSAGES: Shape = Shape::Declared(&Shape::Mapping(&MESSAGE));

pub(super) fn messages(node: &Node, out: &mut Diagnostics) -> Option<Entries<Message>> {
    declared(node, "the messages", message, out)
}

static MESSAGE: Mapping = Mapping {
    name: "message",
    noun: "a message",
    keys: &[
        Key::optional("section", Shape::Text, "The section of the provider's page; violations quote it"),
        Key::optional("doc", PROSE, "The meaning of the message"),
        Key::required("fields", FIELDS, "The fields by their wire names, in the page's order"),
        Key::optional("rules", RULES, "The rules between the fields, by a name of your own"),
    ],
};

fn message(node: &Node, out: &mut Diagnostics) -> Option<Message> {
    let mut keys = Keys::open(node, &MESSAGE, out);
    let message = Message {
        section: keys.quotation("section", out),
        doc: keys.prose("doc", out),
        fields: keys.read("fields", fields, out).unwrap_or_default(),
        rules: keys.read("rules", rules, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(message)
}

static FIELDS: Shape = Shape::Wire(&Shape::Mapping(&field::FIELD));

fn fields(node: &Node, out: &mut Diagnostics) -> Option<Entries<super::syntax::Field>> {
    Some(entries(node, "the fields", name::wire, field::field, out))
}

static RULES: Shape = Shape::Declared(&Shape::Mapping(&RULE));

fn rules(node: &Node, out: &mut Diagnostics) -> Option<Entries<Rule>> {
    declared(node, "the rules", rule, out)
}

static RULE: Mapping = Mapping {
    name: "rule",
    noun: "a rule",
    keys: &[
        Key::choice("at_least_one_of", Shape::NonEmptyList(&Shape::Text), "One of these fields is there"),
        Key::choice("exactly_one_of", Shape::NonEmptyList(&Shape::Text), "Just one of these fields is there"),
        Key::choice("check", Shape::Text, "An expression that is true: `refund_fee <= total_fee`"),
        Key::optional("section", Shape::Text, "The section of the provider's page; violations quote it"),
        Key::optional("confidence", CONFIDENCE, "The confidence in the rule: `high` (default), `medium`, `low`"),
        Key::optional("doc", PROSE, "The rule in your words"),
    ],
};

fn rule(node: &Node, out: &mut Diagnostics) -> Option<Rule> {
    let mut keys = Keys::open(node, &RULE, out);
    let at_least = keys.read("at_least_one_of", several, out).map(RuleKind::AtLeastOneOf);
    let exactly = keys.read("exactly_one_of", several, out).map(RuleKind::ExactlyOneOf);
    let check = keys.read("check", expression::read_expression, out).map(RuleKind::Check);
    keys.choice(out);
    let rule = Rule {
        kind: at_least.or(exactly).or(check),
        section: keys.quotation("section", out),
        confidence: keys.read("confidence", confidence, out).unwrap_or_default(),
        doc: keys.prose("doc", out),
    };
    keys.close(out);
    Some(rule)
}

fn several(node: &Node, out: &mut Diagnostics) -> Option<Vec<Word>> {
    let names = super::reader::list(node, noun::RULE_FIELDS, name::reference, out)?;
    if matches!(&node.kind, NodeContent::List(items) if items.is_empty()) {
        return wrong_shape(node, "a list of fields", "there is none in it", out);
    }
    Some(names)
}
