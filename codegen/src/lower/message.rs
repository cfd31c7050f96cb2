//! Messages, fields and types.

use std::sync::Arc;

use super::{
    Scope, brackets, currency, expr, other_kind,
    scope::{Used, entry, names},
};
use crate::{
    diagnostic::Code,
    model::{
        Expr, Field, Message, Presence, Rule, RuleKind, Scalar, Source, Structure, Type, message::field_name,
        spans::FieldSpans,
    },
    source::Span,
    spec::syntax::{self, ConditionalText, Place, Spanned, Word},
};

/// Lowers every message; objects inside a message come first.
pub(super) fn lower_messages(scope: &mut Scope<'_>) {
    let spec = scope.spec;
    scope.bracketed = brackets::messages(spec);
    for (name, _) in &spec.messages {
        find_message(scope, name);
    }
}

/// Reports a name of no message, which may be that of an enumeration.
fn unknown_message(scope: &mut Scope<'_>, word: &Word) {
    if names(&scope.spec.enumerations).any(|name| name == word.value) {
        let fault = format!("`{}` is an enumeration, and no message", word.value);
        let help = format!("write `enumeration({0})`, in a list `list(enumeration({0}))`", word.value);
        scope.fault_with(Code::UnknownReference, word.span, fault, help);
    } else {
        scope.unknown("message", word, names(&scope.spec.messages));
    }
}

/// The message of that name, lowered on first use.
pub(super) fn find_message(scope: &mut Scope<'_>, word: &Word) -> Option<Arc<Message>> {
    let place = scope.places.get(&Used::Message(word.value.clone()));
    if let Some(done) = place.and_then(|place| scope.messages.get(*place)) {
        return Some(Arc::clone(done));
    }
    let spec = scope.spec;
    let Some((name, syntax)) = spec.messages.entry(&word.value) else {
        unknown_message(scope, word);
        return None;
    };
    if scope.open.contains(&word.value) {
        let message = format!("message `{}` contains itself", word.value);
        scope.fault_with(Code::Circular, word.span, message, "refer to another message here");
        return None;
    }
    if !scope.may_open("objects", word) {
        return None;
    }
    scope.open.push(word.value.clone());
    let mut message = lower_message(scope, name, syntax);
    scope.open.pop();
    let inner = message.fields.iter().filter_map(|field| field.ty.message());
    let inner: usize = inner.map(|inner| scope.size(&Used::Message(inner.name.clone()))).sum();
    let size = inner + message.fields.len();
    if !scope.may_hold(Used::Message(name.value.clone()), size, "message", name) {
        message.fields.clear();
    }
    let message = Arc::new(message);
    scope.places.insert(Used::Message(word.value.clone()), scope.messages.len());
    scope.messages.push(Arc::clone(&message));
    Some(message)
}

fn lower_message(scope: &mut Scope<'_>, name: &Word, syntax: &syntax::Message) -> Message {
    let mut message = Message {
        name: name.value.clone(),
        section: syntax.section.clone(),
        doc: syntax.doc.clone(),
        fields: Vec::new(),
        rules: Vec::new(),
        span: name.span,
        places: Default::default(),
    };
    let mut fields: Vec<Field> =
        syntax.fields.iter().filter_map(|(wire, field)| lower_field(scope, syntax, wire, field)).collect();
    currency::mark_currencies(&mut fields);
    if scope.bracketed.contains(&name.value) {
        brackets::reserve_keys(&mut fields);
    }
    message.fields = fields.into_iter().map(Arc::new).collect();
    // Conditions refer to the other fields, so they are lowered after all fields.
    for (wire, field) in &syntax.fields {
        if let syntax::Presence::When(condition) = &field.required.value {
            let condition = expr::lower_condition(scope, &message, syntax, condition);
            set_presence(&mut message, &wire.value, condition.map_or(Presence::Optional, Presence::When));
        }
    }
    for (wire, field) in &syntax.fields {
        if let Some(syntax::Source::Conditional(text)) = field.from.as_ref().map(|from| &from.value) {
            let when = expr::lower_condition(scope, &message, syntax, &text.when);
            when.into_iter().for_each(|when| set_condition(&mut message, &wire.value, when, text));
        }
    }
    message.rules =
        syntax.rules.iter().filter_map(|(name, rule)| lower_rule(scope, &message, syntax, name, rule)).collect();
    message
}

/// Reports types that no field can have.
fn check_type(scope: &mut Scope<'_>, written: &Spanned<syntax::Type>) {
    use syntax::Type as T;
    let content = if let T::Json(inner) = &written.value { inner } else { &written.value };
    match content {
        T::List(inner) if names_currency(inner) => {
            let help = "list objects of a message that has the amount and its currency";
            scope.fault_with(Code::BadType, written.span, "an amount in a list has no member beside it", help);
        }
        T::List(inner) if matches!(**inner, T::Key(_)) => {
            let help = "list objects of a message, or scalars such as `string(…)`";
            scope.fault_with(Code::BadType, written.span, "a list cannot hold this", help);
        }
        // The parser refuses a key that is a field.
        T::Key(_)
        | T::Scalar(_)
        | T::Object(_)
        | T::Sole(_)
        | T::List(_)
        | T::Map { .. }
        | T::Json(_)
        | T::Encoded(..)
        | T::Indexed { .. }
        | T::Parallel { .. } => {}
    }
}

/// Whether a member beside the value names its currency.
fn names_currency(ty: &syntax::Type) -> bool {
    use syntax::{Amount, AmountUnit, Currency};
    let syntax::Type::Scalar(syntax::Scalar::Amount(Amount { unit, .. })) = ty else { return false };
    matches!(unit, AmountUnit::Major(Currency::Member(_)))
}

fn lower_field(scope: &mut Scope<'_>, message: &syntax::Message, wire: &Word, syntax: &syntax::Field) -> Option<Field> {
    let written = syntax.ty.as_ref()?;
    check_type(scope, written);
    let source = lower_source(scope, wire, syntax.from.as_ref())?;
    let ty = match (lower_type(scope, message, &written.value, written.span)?, &source) {
        (Type::Object(next), Source::Layer) => Type::Layer(next),
        (ty, _) => ty,
    };
    let pick = match &syntax.pick {
        Some(word) => Some(lower_pick(scope, wire, word, &ty)?),
        None => None,
    };
    Some(Field {
        wire: wire.value.clone(),
        rust: field_name(&wire.value),
        name: syntax.name.clone(),
        page: syntax.page.clone(),
        doc: syntax.doc.clone(),
        sole: matches!(written.value, syntax::Type::Sole(_)),
        pick,
        encoded: if let syntax::Type::Encoded(conversion, _) = &written.value { Some(*conversion) } else { None },
        presence: presence(&syntax.required.value),
        source,
        role: syntax.role.as_ref().map(|role| role.value),
        taken: None,
        decides_decimals: false,
        alphabet: syntax.alphabet.as_ref().map(|alphabet| alphabet.value.clone()),
        pattern: syntax.pattern.as_ref().map(|pattern| pattern.value.clone()),
        range: syntax.range.as_ref().map(|range| range.value),
        place: syntax.place.as_ref().map_or(Place::Body, |place| place.value),
        secret: syntax.secret,
        confidence: syntax.confidence,
        example: syntax.example.as_ref().map(|example| example.value.clone()),
        span: wire.span,
        spans: spans(wire, written, syntax),
        ty,
    })
}

/// The member by which an item of a list is picked: a text of the items' message.
fn lower_pick(scope: &mut Scope<'_>, list: &Word, word: &Word, ty: &Type) -> Option<Arc<Field>> {
    let Some(Structure::Objects(item)) = ty.content().structure() else {
        let text = format!("`{}` is no list of objects, so no item of it is picked", list.value);
        scope.fault_with(
            Code::BadType,
            word.span,
            text,
            "leave `pick` out, or give the field the type `list(MESSAGE)`",
        );
        return None;
    };
    let Some(member) = item.field(&word.value) else {
        let known = scope.field_names(item);
        scope.unknown("member", word, known);
        return None;
    };
    if !member.ty.is_string() || !member.is_received() {
        let text = format!("`{}` is no text, so it is no number of a refund", word.value);
        scope.fault_with(Code::RuleDoesNotFit, word.span, text, "name a member of the type `string` or `digits`");
        return None;
    }
    Some(Arc::clone(member))
}

fn lower_source(scope: &mut Scope<'_>, wire: &Word, from: Option<&Spanned<syntax::Source>>) -> Option<Source> {
    Some(match from.map(|from| (&from.value, from.span)) {
        None | Some((syntax::Source::Caller, _)) => Source::Caller,
        Some((syntax::Source::Credential(name), span)) => {
            let word = name.clone().unwrap_or_else(|| Word { value: wire.value.clone(), span });
            if let Some(fault) = other_kind::fault_of_source(scope.spec, &word, "credential") {
                scope.diagnostics.push(fault);
                return None;
            }
            if name.is_none() && entry(&scope.spec.credentials, &wire.value).is_none() {
                scope.undeclared_credential(&word);
                return None;
            }
            Source::Credential(scope.credential(&word)?)
        }
        Some((syntax::Source::Value(name), _)) => {
            if let Some(fault) = other_kind::fault_of_source(scope.spec, name, "value") {
                scope.diagnostics.push(fault);
                return None;
            }
            scope.declared_value(name)?;
            Source::Value(name.value.clone())
        }
        Some((syntax::Source::Nonce, _)) => Source::Nonce,
        Some((syntax::Source::Salt, _)) => Source::Salt,
        Some((syntax::Source::Now, _)) => Source::Now,
        Some((syntax::Source::Operation, _)) => Source::Operation,
        Some((syntax::Source::Layer, _)) => Source::Layer,
        Some((syntax::Source::Tag, _)) => Source::Tag,
        Some((syntax::Source::Members, _)) => Source::Members,
        Some((syntax::Source::Sent(name), _)) => {
            Source::Sent(name.as_ref().map_or(&wire.value, |name| &name.value).clone())
        }
        Some((syntax::Source::Received(name), _)) => {
            Source::Received(name.as_ref().map_or(&wire.value, |name| &name.value).clone())
        }
        Some((syntax::Source::Constant(text), _)) => Source::Constant(text.clone()),
        // Its condition is lowered after all fields.
        Some((syntax::Source::Conditional(text), _)) => Source::Constant(text.otherwise.clone()),
    })
}

fn lower_type(scope: &mut Scope<'_>, message: &syntax::Message, ty: &syntax::Type, span: Span) -> Option<Type> {
    use syntax::Type as Written;
    Some(match ty {
        Written::Scalar(syntax::Scalar::Amount(amount)) => Type::Scalar(Scalar::Amount(
            amount.resolved(|currency| currency::find_decimals(scope, message, currency, span))?,
        )),
        Written::Scalar(scalar) => Type::Scalar(scalar.resolved(
            |listed| {
                let mut enumeration = scope.enumeration(&listed.name)?;
                Arc::make_mut(&mut enumeration).length = listed.length;
                Some(enumeration)
            },
            |_| None,
        )?),
        Written::Object(name) | Written::Sole(name) => {
            scope.use_message(&name.value);
            Type::Object(find_message(scope, name)?)
        }
        Written::Indexed { message, from } => {
            scope.use_message(&message.value);
            Type::Indexed { message: find_message(scope, message)?, from: *from }
        }
        Written::Parallel { message, join } => {
            scope.use_message(&message.value);
            Type::Parallel { message: find_message(scope, message)?, join: join.clone() }
        }
        Written::List(inner) => Type::List(Box::new(lower_type(scope, message, inner, span)?)),
        Written::Map { entries, key, value } => Type::Map { entries: *entries, key: *key, value: *value },
        Written::Json(inner) => Type::Json(Box::new(lower_type(scope, message, inner, span)?)),
        Written::Encoded(_, inner) => lower_type(scope, message, inner, span)?,
        Written::Key(_) => return None,
    })
}

fn lower_rule(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    name: &Word,
    rule: &syntax::Rule,
) -> Option<Rule> {
    let kind = match rule.kind.as_ref()? {
        syntax::RuleKind::AtLeastOneOf(fields) => {
            RuleKind::AtLeastOneOf(find_rule_fields(scope, message, syntax, fields)?)
        }
        syntax::RuleKind::ExactlyOneOf(fields) => {
            RuleKind::ExactlyOneOf(find_rule_fields(scope, message, syntax, fields)?)
        }
        syntax::RuleKind::Check(expr) => RuleKind::Check(expr::lower_condition(scope, message, syntax, expr)?),
    };
    Some(Rule {
        name: name.value.clone(),
        kind,
        section: rule.section.clone(),
        doc: rule.doc.clone(),
        confidence: rule.confidence,
        span: name.span,
    })
}

fn find_rule_fields(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    fields: &[Word],
) -> Option<Vec<Arc<Field>>> {
    let found: Vec<Option<Arc<Field>>> =
        fields.iter().map(|word| scope.caller_field(message, syntax, &word.value, word.span)).collect();
    let plain = |field: &Arc<Field>| field.is_plain();
    for (field, word) in found.iter().zip(fields) {
        if field.as_ref().is_some_and(plain) {
            let text = format!("`{}` is always there", word.value);
            scope.fault_with(Code::RuleDoesNotFit, word.span, text, "leave out its `required: true`, or the rule");
        }
    }
    found.into_iter().collect()
}

/// The places of a field's keys.
fn spans(wire: &Word, written: &Spanned<syntax::Type>, field: &syntax::Field) -> FieldSpans {
    FieldSpans {
        ty: written.span,
        pick: field.pick.as_ref().map_or(wire.span, |pick| pick.span),
        source: field.from.as_ref().map_or(wire.span, |from| from.span),
        role: field.role.as_ref().map_or(wire.span, |role| role.span),
        alphabet: field.alphabet.as_ref().map_or(wire.span, |alphabet| alphabet.span),
        pattern: field.pattern.as_ref().map_or(wire.span, |pattern| pattern.span),
        range: field.range.as_ref().map_or(wire.span, |range| range.span),
        example: field.example.as_ref().map_or(wire.span, |example| example.span),
    }
}

fn presence(written: &syntax::Presence) -> Presence {
    match written {
        syntax::Presence::Optional | syntax::Presence::When(_) => Presence::Optional,
        syntax::Presence::Required => Presence::Required,
        syntax::Presence::OnSuccess => Presence::OnSuccess,
        syntax::Presence::Never => Presence::Never,
    }
}

fn set_condition(message: &mut Message, wire: &str, when: Expr, written: &ConditionalText<syntax::Expr>) {
    let ConditionalText { constant, otherwise, .. } = written.clone();
    let text = ConditionalText { when, constant, otherwise };
    if let Some(field) = message.fields.iter_mut().find(|field| field.wire == wire) {
        *field = Arc::new(Field { source: Source::Conditional(Box::new(text)), ..Field::clone(field) });
    }
}

fn set_presence(message: &mut Message, wire: &str, presence: Presence) {
    if let Some(field) = message.fields.iter_mut().find(|field| field.wire == wire) {
        *field = Arc::new(Field { presence, ..Field::clone(field) });
    }
}
