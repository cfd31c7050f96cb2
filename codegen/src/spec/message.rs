//! The section `messages`: fields and the rules between them.

use super::credential::confidence;
use super::reader::{Keys, entries, prose, scalar, wrong_shape};
use super::syntax::{Entries, Expr, Message, Rule, RuleKind, Word};
use super::tree::Node;
use super::{declared, expression, field, name};
use crate::diagnostic::Diagnostics;

pub(super) fn messages(node: &Node, out: &mut Diagnostics) -> Option<Entries<Message>> {
    declared(node, "the messages", message, out)
}

fn message(node: &Node, out: &mut Diagnostics) -> Option<Message> {
    let mut keys = Keys::open(node, "a message", out);
    let message = Message {
        section: keys.optional("section", prose, out),
        doc: keys.optional("doc", prose, out),
        fields: keys.required("fields", fields, out).unwrap_or_default(),
        rules: keys.optional("rules", rules, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(message)
}

fn fields(node: &Node, out: &mut Diagnostics) -> Option<Entries<super::syntax::Field>> {
    Some(entries(node, "the fields", name::wire, field::field, out))
}

fn rules(node: &Node, out: &mut Diagnostics) -> Option<Entries<Rule>> {
    declared(node, "the rules", rule, out)
}

fn rule(node: &Node, out: &mut Diagnostics) -> Option<Rule> {
    let mut keys = Keys::open(node, "a rule", out);
    let at_least = keys.optional("at_least_one_of", several, out).map(RuleKind::AtLeastOneOf);
    let exactly = keys.optional("exactly_one_of", several, out).map(RuleKind::ExactlyOneOf);
    let check = keys.optional("check", check, out).map(RuleKind::Check);
    keys.one_of(&["at_least_one_of", "exactly_one_of", "check"], out);
    let rule = Rule {
        kind: at_least.or(exactly).or(check),
        section: keys.optional("section", prose, out),
        confidence: keys.optional("confidence", confidence, out).unwrap_or_default(),
        doc: keys.optional("doc", prose, out),
    };
    keys.close(out);
    Some(rule)
}

fn several(node: &Node, out: &mut Diagnostics) -> Option<Vec<Word>> {
    let names = super::reader::list(node, "the fields of a rule", name::reference, out)?;
    if names.is_empty() {
        return wrong_shape(node, "a list of fields", "there is none in it", out);
    }
    Some(names)
}

fn check(node: &Node, out: &mut Diagnostics) -> Option<Expr> {
    let scalar = scalar(node, "an expression", out)?;
    expression::parse(&scalar.text, scalar.origin, node.place, out)
}
