//! Validates every rule of every message of a request, in the order of the generated code.

use refundry_codegen::model::{Bound, Characters, Field, Message, RuleKind, Sends, Source, Type, rules::Demand};
use refundry_runtime::{Check, Extras, Rule};

use crate::{
    condition::{self, is_present},
    context::Context,
    credentials::Credentials,
    object::{Object, Value},
    rules::Rules,
};

/// Checks the rules of the caller's fields.
pub(crate) fn request<'c>(check: &mut Check<'c>, rules: &Rules, sends: &'c Sends, object: &Object, extras: &Extras) {
    check.known(&[&rules.listed(&sends.messages())]);
    for layer in &sends.layers {
        message(check, rules, &layer.message, object);
    }
    let Some(layer) = sends.extras_layer() else { return };
    let declared: Vec<&str> = layer.message.fields.iter().map(|field| field.wire.as_str()).collect();
    let characters = layer.characters.map(Characters::set);
    match layer.style.nests {
        true => check.bracketed_extras(extras, &declared, characters),
        false => check.extras(extras, &declared, characters),
    }
}

fn message<'c>(check: &mut Check<'c>, rules: &Rules, message: &'c Message, object: &Object) {
    for field in message.caller_fields() {
        let value = object.get(&field.rust);
        for (bound, rule) in rules.of_field(&message.name, &field.wire) {
            presence(check, bound, rule, value, object);
        }
        let Some(value) = value else { continue };
        for (bound, rule) in rules.of_field(&message.name, &field.wire) {
            if !bound.is_presence() {
                limit(check, rule, field.ty.content(), value);
            }
        }
        nested(check, rules, field, value);
    }
    for checked in rules.of_message(&message.name) {
        if let Demand::Between(kind) = &checked.demand {
            between(check, &checked.rule, kind, object);
        }
    }
}

fn presence(check: &mut Check<'_>, bound: &Bound, rule: &Rule, value: Option<&Value>, object: &Object) {
    match bound {
        Bound::Required => check.present(rule, is_present(value)),
        Bound::RequiredWhen(when) if condition::holds(&when.root, object) == Some(true) => {
            check.present(rule, is_present(value));
        }
        Bound::RequiredWhen(_)
        | Bound::Length { .. }
        | Bound::Digits { .. }
        | Bound::Listed(_)
        | Bound::Alphabet(_)
        | Bound::Range { .. }
        | Bound::Entries(_)
        | Bound::Keys(_)
        | Bound::KeyLength(..)
        | Bound::ValueLength(..)
        | Bound::Characters(_) => {}
    }
}

fn limit(check: &mut Check<'_>, rule: &Rule, ty: &Type, value: &Value) {
    match (ty, value) {
        (Type::List(inner), Value::List(items)) if inner.message().is_none() => {
            items.iter().for_each(|item| limit(check, rule, inner, item));
        }
        (_, Value::Integer(number)) => check.integer(rule, *number),
        (_, Value::Amount(amount)) => check.fen(rule, *amount),
        (_, Value::Map(entries)) => check.map(rule, entries),
        (_, Value::Text(text)) => check.text(rule, text),
        _ => {}
    }
}

fn nested<'c>(check: &mut Check<'c>, rules: &Rules, field: &'c Field, value: &Value) {
    let Some(inner) = field.ty.message() else { return };
    let wire = field.wire.as_str();
    match value {
        Value::Object(object) => {
            check.enter(wire, None);
            message(check, rules, inner, object);
            check.leave();
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let Value::Object(item) = item else { continue };
                check.enter(wire, Some(index));
                message(check, rules, inner, item);
                check.leave();
            }
        }
        Value::Text(_) | Value::Integer(_) | Value::Amount(_) | Value::Time(_) | Value::Boolean(_) | Value::Map(_) => {}
    }
}

fn between(check: &mut Check<'_>, rule: &Rule, kind: &RuleKind, object: &Object) {
    match kind {
        RuleKind::AtLeastOneOf(fields) | RuleKind::ExactlyOneOf(fields) => {
            check.count(rule, fields.iter().filter(|field| is_present(object.get(&field.rust))).count());
        }
        RuleKind::Check(expr) => {
            if let Some(holds) = condition::holds(&expr.root, object) {
                check.holds(rule, holds);
            }
        }
    }
}

/// Checks the rules of the credentials and of the context.
pub(crate) fn supplied<'c>(
    check: &mut Check<'c>,
    rules: &Rules,
    sends: &'c Sends,
    declared: &[std::sync::Arc<refundry_codegen::model::Credential>],
    credentials: &Credentials,
    context: &Context<'_>,
) {
    check.enter("credentials", None);
    for credential in declared {
        let Some(text) = credentials.text(credential) else { continue };
        rules.of_credentials().iter().filter(|checked| checked.rule.field == credential.name).for_each(|checked| {
            check.text(&checked.rule, text);
        });
    }
    check.leave();
    for layer in &sends.layers {
        supplied_members(check, rules, &layer.message, credentials, context);
    }
}

/// Checks the supplied members of a message, or of an object built from supplied values.
fn supplied_members<'c>(
    check: &mut Check<'c>,
    rules: &Rules,
    message: &'c Message,
    credentials: &Credentials,
    context: &Context<'_>,
) {
    for field in &message.fields {
        let text = match &field.source {
            Source::Nonce => Some(context.nonce),
            Source::Salt => Some(context.salt),
            Source::Credential(credential) => credentials.text(credential),
            Source::Members => {
                let Some(object) = field.ty.message() else { continue };
                check.enter(&field.wire, None);
                supplied_members(check, rules, object, credentials, context);
                check.leave();
                continue;
            }
            Source::Caller
            | Source::Constant(_)
            | Source::Value(_)
            | Source::Now
            | Source::Operation
            | Source::Layer
            | Source::Sent(_) => continue,
        };
        let Some(text) = text else { continue };
        rules.of_field(&message.name, &field.wire).for_each(|(_, rule)| check.text(rule, text));
    }
}
