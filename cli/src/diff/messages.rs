//! Compares messages and the rules between their fields.

use std::sync::Arc;

use refundry_codegen::model::{Field, Message, Provider, Rule, RuleKind};

use super::change::{Both, ChangeState, Changes};
use super::fields::{self, Use};
use super::kind::ChangeKind;
use super::limits;
use super::pair::{Pair, by_name, reordered};
use super::words::word;

/// Compares every message.
pub fn compare_messages(old: &Provider, new: &Provider, changes: &mut Changes) {
    let (before_sent, after_sent) = (old.sent_messages(), new.sent_messages());
    let around = Both::section("messages", (&old.messages, old.span), (&new.messages, new.span), |item| item.span);
    for pair in by_name(&old.messages, &new.messages, |message| &message.name) {
        match pair {
            Pair::Both(before, after) => {
                let before = (&**before, used(old, &before_sent, before));
                message(before, (after, used(new, &after_sent, after)), changes);
            }
            Pair::Gone(message) => {
                changes.gone(ChangeKind::MessageRemoved, &message.name, side(message), around.new);
            }
            Pair::Come(message) => {
                changes.come(ChangeKind::MessageAdded, &message.name, around.old, side(message));
            }
        }
    }
    if let Some((before, after)) = reordered(&old.messages, &new.messages, |message| &message.name) {
        changes.differ(ChangeKind::DeclarationOrder, &around, before, after);
    }
}

fn side(message: &Message) -> ChangeState {
    let names: Vec<&str> = message.fields.iter().map(|field| field.wire.as_str()).collect();
    ChangeState::new(message.span, names.join(", "))
}

fn used(provider: &Provider, sent: &[(&Message, bool)], message: &Message) -> Use {
    let sent = sent.iter().any(|(other, _)| other.name == message.name);
    Use { sent, characters: provider.characters.get(&message.name).copied() }
}

fn message((old, before): (&Message, Use), (new, after): (&Message, Use), changes: &mut Changes) {
    let Message { name, section, doc, fields, rules, span, places: _ } = old;
    let both = Both::new(name, *span, new.span);
    changes.differ(ChangeKind::Doc, &both, section, &new.section);
    changes.reword(&both, doc, &new.doc);
    limits::characters(&both, before.characters, after.characters, changes);
    for pair in by_name(fields, &new.fields, |field| &field.wire) {
        let subject = |field: &Field| format!("{name}.{}", field.wire);
        match pair {
            Pair::Both(old, new) => {
                let both = Both::new(subject(old), old.span, new.span);
                fields::compare_field(&both, (old, before), (new, after), changes);
            }
            Pair::Gone(field) => fields::gone(field, subject(field), new.span, changes),
            Pair::Come(field) => fields::come(field, subject(field), after, *span, changes),
        }
    }
    if let Some((old, new)) = reordered(fields, &new.fields, |field| &field.wire) {
        changes.differ(ChangeKind::FieldOrder, &both, old, new);
    }
    compare_rules(&both, rules, &new.rules, changes);
}

fn compare_rules(both: &Both, old: &[Rule], new: &[Rule], changes: &mut Changes) {
    for pair in by_name(old, new, |rule| &rule.name) {
        let subject = |rule: &Rule| format!("{}.{}", both.subject, rule.name);
        match pair {
            Pair::Both(old, new) => rule(&Both::new(subject(old), old.span, new.span), old, new, changes),
            Pair::Gone(rule) => {
                changes.gone(
                    ChangeKind::RuleRemoved,
                    subject(rule),
                    ChangeState::new(rule.span, demand(&rule.kind)),
                    both.new,
                );
            }
            Pair::Come(rule) => {
                changes.come(
                    ChangeKind::RuleAdded,
                    subject(rule),
                    both.old,
                    ChangeState::new(rule.span, demand(&rule.kind)),
                );
            }
        }
    }
    if let Some((old, new)) = reordered(old, new, |rule| &rule.name) {
        changes.differ(ChangeKind::DeclarationOrder, both, old, new);
    }
}

fn rule(both: &Both, old: &Rule, new: &Rule, changes: &mut Changes) {
    let Rule { name: _, kind, section, doc, confidence, span: _ } = old;
    changes.differ(ChangeKind::RuleChanged, both, demand(kind), demand(&new.kind));
    changes.differ(ChangeKind::Doc, both, section, &new.section);
    changes.reword(both, doc, &new.doc);
    changes.differ(ChangeKind::Confidence, both, word(confidence), word(new.confidence));
}

fn demand(kind: &RuleKind) -> String {
    let names = |fields: &[Arc<Field>]| fields.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>().join(", ");
    match kind {
        RuleKind::AtLeastOneOf(fields) => format!("at least one of {}", names(fields)),
        RuleKind::ExactlyOneOf(fields) => format!("exactly one of {}", names(fields)),
        RuleKind::Check(check) => check.text.clone(),
    }
}
