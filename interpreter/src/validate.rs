//! Validates every rule of every message of a request, in the order of the generated code.

use refundry_codegen::model::{
    CarriedCharacters, Expr, Family, Field, Message, Provider, RuleKind, Sends, Structure, Supplied, Type,
    rules::Demand,
};
use refundry_runtime::{Check, Extras, Rule};

use crate::{
    condition::{self, is_present},
    context::Context,
    credentials::Credentials,
    object::{Object, Value},
    rules::Rules,
};

/// Checks the rules of the caller's fields.
pub(crate) fn request<'c>(
    check: &mut Check<'c>,
    provider: &Provider,
    rules: &Rules,
    sends: &'c Sends,
    object: &Object,
    extras: &Extras,
) {
    check.known(&[&rules.listed(&sends.messages())]);
    for layer in &sends.layers {
        message(check, provider, rules, &layer.message, object);
    }
    let Some(layer) = sends.extras_layer() else { return };
    let declared: Vec<&str> = layer.message.fields.iter().map(|field| field.wire.as_str()).collect();
    let characters = layer.characters.map(CarriedCharacters::set);
    match layer.style.nests {
        true => check.bracketed_extras(extras, &declared, characters),
        false => check.extras(extras, &declared, characters),
    }
}

fn message<'c>(check: &mut Check<'c>, provider: &Provider, rules: &Rules, message: &'c Message, object: &Object) {
    for field in message.caller_fields() {
        let value = object.get(&field.rust);
        let demanded = |when: &Expr| condition::holds(&when.root, object) == Some(true);
        if field.presence.condition().is_none_or(demanded) {
            let rules = rules.of_field(&message.name, &field.wire).filter(|(bound, _)| bound.is_presence());
            rules.for_each(|(_, rule)| check.present(rule, is_present(value)));
        }
        let Some(value) = value else { continue };
        for (bound, rule) in rules.of_field(&message.name, &field.wire) {
            if !bound.is_presence() {
                limit(check, provider, rule, field.ty.content(), value);
            }
        }
        check_nested(check, provider, rules, field, value);
    }
    for checked in rules.of_message(&message.name) {
        if let Demand::Between(kind) = &checked.demand {
            between(check, &checked.rule, kind, object);
        }
    }
}

fn limit(check: &mut Check<'_>, provider: &Provider, rule: &Rule, ty: &Type, value: &Value) {
    match value {
        Value::List(items) => {
            if let Some(Structure::Scalars(inner)) = ty.structure() {
                items.iter().for_each(|item| limit(check, provider, rule, inner, item));
            }
        }
        Value::Integer(number) => check.integer(rule, *number),
        Value::Amount(amount) => check.amount(rule, *amount),
        Value::Map(entries) => check.map(rule, entries),
        Value::Text(text) => check.text(rule, text),
        Value::Time(time) => {
            if let Some(Family::Time(format)) = ty.family() {
                check.time(rule, *time, provider.time_format(format));
            }
        }
        Value::Boolean(_) | Value::Object(_) => {}
    }
}

fn check_nested<'c>(check: &mut Check<'c>, provider: &Provider, rules: &Rules, field: &'c Field, value: &Value) {
    let Some(inner) = field.ty.message() else { return };
    let wire = field.wire.as_str();
    let mut enter = |index: Option<usize>, value: &Value| {
        let Value::Object(object) = value else { return };
        check.enter(wire, index);
        message(check, provider, rules, inner, object);
        check.leave();
    };
    if let Value::List(items) = value {
        items.iter().enumerate().for_each(|(index, item)| enter(Some(index), item));
    }
    enter(None, value);
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
    provider: &Provider,
    rules: &Rules,
    sends: &'c Sends,
    credentials: &Credentials,
    context: &Context<'_>,
) {
    check.enter("credentials", None);
    for credential in &provider.credentials {
        let Some(text) = credentials.text(credential) else { continue };
        rules.of_credentials().iter().filter(|checked| checked.rule.field == credential.name).for_each(|checked| {
            check.text(&checked.rule, text);
        });
    }
    check.leave();
    if let Some(format) = sends.short_clock() {
        check.clock(context.now, provider.time_format(format));
    }
    for layer in &sends.layers {
        supplied_members(check, provider, rules, &layer.message, (credentials, context));
    }
}

/// Checks the supplied members of a message, or of an object built from supplied values.
fn supplied_members<'c>(
    check: &mut Check<'c>,
    provider: &Provider,
    rules: &Rules,
    message: &'c Message,
    supplies: (&Credentials, &Context<'_>),
) {
    let (credentials, context) = supplies;
    for field in &message.fields {
        if let Some(object) = field.ty.message().filter(|_| field.source.is_members()) {
            check.enter(&field.wire, None);
            supplied_members(check, provider, rules, object, supplies);
            check.leave();
        }
        let text = match field.source.supplied() {
            Some(Supplied::Nonce) => Some(context.nonce),
            Some(Supplied::Salt) => Some(context.salt),
            Some(Supplied::Credential(credential)) => credentials.text(credential),
            Some(Supplied::Now) => {
                let limits = rules.of_field(&message.name, &field.wire);
                limits.for_each(|(_, rule)| limit(check, provider, rule, &field.ty, &Value::Time(context.now)));
                None
            }
            Some(Supplied::Constant(_)) | None => None,
        };
        let Some(text) = text else { continue };
        rules.of_field(&message.name, &field.wire).for_each(|(_, rule)| check.text(rule, text));
    }
}
