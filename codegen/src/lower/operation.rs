//! Operations and their requests.

use std::{collections::BTreeMap, sync::Arc};

use super::{Scope, acknowledge, binder::Binder, layer, plan::Graph, received, scope::names, step};
use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    model::{
        CarriedCharacters, Direction, Field, Layer, Message, Operation, OperationKind, PathPiece, Sends, Source, Type,
        operation::{Header, Item, dotted},
        sent_field,
        spans::SendsSpans,
    },
    source::Span,
    spec::syntax::{self, Place, Word, WrittenPart},
};

/// Lowers every operation; refunds come first.
pub(super) fn lower_operations(scope: &mut Scope<'_>) -> Vec<Operation> {
    let spec = scope.spec;
    let mut operations: Vec<Operation> = Vec::new();
    // Queries and notifications refer to the requests of refunds, so refunds come first.
    for wanted in [OperationKind::Refund, OperationKind::Query, OperationKind::Notification] {
        for (name, syntax) in &spec.operations {
            let Some(kind) = syntax.kind.as_ref() else { continue };
            if kind.value == wanted {
                check_keys(name, syntax, kind.value, scope.diagnostics);
                let operation = lower_operation(scope, name, syntax, kind.value, &operations);
                operations.push(operation);
            }
        }
    }
    operations
}

fn lower_operation(
    scope: &mut Scope<'_>,
    name: &Word,
    syntax: &syntax::Operation,
    kind: OperationKind,
    others: &[Operation],
) -> Operation {
    let sends = syntax.sends.as_ref().and_then(|sends| lower_sends(scope, sends, None));
    let of = find_requested(scope, name, syntax, kind, others);
    if let (Some(sends), Some(of)) = (&sends, &of) {
        check_recorded_names(scope, sends, of);
    }
    let own = sends.as_ref().map(|sends| sends.layers.clone());
    let request = match kind {
        OperationKind::Notification => of,
        // A name means the refund's field, or the query's own field if the refund has none.
        OperationKind::Query if syntax.of.is_some() => own.zip(of).map(|(own, of)| own.into_iter().chain(of).collect()),
        OperationKind::Refund | OperationKind::Query => own,
    };
    let receives = syntax
        .receives
        .as_ref()
        .and_then(|receives| received::lower_receives(scope, receives, kind, sends.as_ref(), request.as_deref()));
    let acknowledged = receives.as_ref().map_or(&[][..], |receives| &receives.layers);
    let acknowledge = syntax.acknowledge.as_ref();
    let acknowledge = acknowledge.and_then(|written| acknowledge::lower_acknowledge(scope, written, acknowledged));
    Operation {
        name: name.value.clone(),
        kind,
        title: syntax.title.clone(),
        doc: syntax.doc.clone(),
        of: syntax.of.as_ref().map(|of| of.value.clone()),
        unnumbered: syntax.unnumbered.clone(),
        number_lifetime: syntax.number_lifetime,
        sends,
        receives,
        acknowledge,
        span: name.span,
    }
}

/// The layers of the refund's request, for a query or a notification.
fn find_requested(
    scope: &mut Scope<'_>,
    name: &Word,
    syntax: &syntax::Operation,
    kind: OperationKind,
    others: &[Operation],
) -> Option<Vec<Layer>> {
    let Some(of) = &syntax.of else {
        report_missing_of(scope, name, kind, others);
        return None;
    };
    let found = others.iter().find(|operation| operation.name == of.value && operation.kind == OperationKind::Refund);
    let declared = scope.spec.operations.entry(&of.value).is_some_and(|(_, other)| other.kind.is_some());
    if kind == OperationKind::Refund || found.is_none() && declared {
        let text = format!("`{}` is not about `{}`", name.value, of.value);
        let help = "give a query or a notification the name of a refund, and leave `of:` out of a refund";
        scope.fault_with(Code::RuleDoesNotFit, of.span, text, help);
        return None;
    }
    if found.is_none() {
        let spec = scope.spec;
        scope.unknown("operation", of, names(&spec.operations));
    }
    found?.sends.as_ref().map(|sends| sends.layers.clone())
}

fn report_missing_of(scope: &mut Scope<'_>, name: &Word, kind: OperationKind, others: &[Operation]) {
    let refund = others.iter().find(|operation| operation.kind == OperationKind::Refund);
    match (kind, refund) {
        (OperationKind::Notification, _) => {
            let text = format!("notification `{}` does not say whose request it belongs to", name.value);
            scope.fault_with(Code::MissingKey, name.span, text, "add `of:` with the name of the operation");
        }
        (OperationKind::Query, Some(refund)) => {
            let text = format!("query `{}` does not say which refund it asks about", name.value);
            let help = format!("add `of:` with the name of the refund, such as `of: {}`", refund.name);
            let fault = Diagnostic::new(Code::MissingKey, name.span, text).help(help);
            scope.diagnostics.push(fault.cause(Cause::RefundUnknown));
        }
        (OperationKind::Query, None) | (OperationKind::Refund, _) => {}
    }
}

/// The body of an acknowledgement in parts, and the layers of the notification that it acknowledges.
#[derive(Clone, Copy)]
pub(super) struct Acknowledged<'a> {
    pub(super) body: &'a [WrittenPart],
    pub(super) layers: &'a [Layer],
}

pub(super) fn lower_sends(
    scope: &mut Scope<'_>,
    syntax: &syntax::Sends,
    acknowledged: Option<Acknowledged<'_>>,
) -> Option<Sends> {
    let layers: Vec<Layer> = layer::lower_layers(scope, &syntax.layers);
    if layers.len() != syntax.layers.len() {
        return None;
    }
    check_constant_names(scope, &layers, syntax);
    let path = lower_path(scope, syntax.path.as_ref()?, layers.first());
    let headers = syntax.headers.iter().map(|(name, _)| name.value.clone()).collect();
    let notification = acknowledged.map(|acknowledged| acknowledged.layers);
    let mut binder = Binder { headers, acknowledged: notification, ..Binder::new(scope, &layers, Direction::Sent) };
    bind_field_values(&mut binder);
    let repeated = acknowledge::bind_repeated(&mut binder);
    let mut headers = lower_headers(&mut binder, syntax);
    let body = acknowledged.map(|acknowledged| binder.parts(acknowledged.body)).unwrap_or_default();
    let steps: Vec<_> = syntax.layers.iter().map(|layer| step::lower_steps(&mut binder, &layer.steps)).collect();
    binder.mark_keys(steps.iter().flatten());
    headers.iter_mut().for_each(|header| header.secret = binder.shows_secret(&header.parts));
    let values = binder.values;
    let mut layers = layers;
    for (layer, steps) in layers.iter_mut().zip(steps) {
        layer.steps = steps;
    }
    let graph = Graph { layers: &layers, values: &values, headers: &headers, path: &path, body: &body };
    let mut plan = match graph.plan(syntax.span) {
        Ok(plan) => plan,
        Err(fault) => {
            if !scope.selects_unknown {
                scope.diagnostics.push(fault);
            }
            return None;
        }
    };
    if acknowledged.is_some() {
        // An acknowledgement has no address.
        plan.retain(|item| !matches!(item, Item::Path | Item::Query));
    }
    Some(Sends {
        method: syntax.method.as_ref()?.value.clone(),
        query: syntax.query.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect(),
        content_type: content_type(syntax, &layers),
        constants: syntax.constants.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect(),
        path,
        headers,
        layers,
        body,
        repeated,
        values,
        plan,
        span: syntax.span,
        spans: sends_spans(syntax),
    })
}

/// Reports constants of fields without `from: operation`.
fn check_constant_names(scope: &mut Scope<'_>, layers: &[Layer], syntax: &syntax::Sends) {
    let fields = layers.iter().flat_map(|layer| layer.message.sourced());
    let set = fields.filter(|field| matches!(field.source, Source::Operation));
    let names: Vec<&str> = set.map(|field| field.wire.as_str()).collect();
    for (name, _) in syntax.constants.iter().filter(|(name, _)| !names.contains(&name.value.as_str())) {
        scope.unknown("field with `from: operation`", name, names.iter().copied());
    }
}

/// Reports fields with `from: sent` that name no field of the refund.
fn check_recorded_names(scope: &mut Scope<'_>, sends: &Sends, of: &[Layer]) {
    for field in sends.layers.iter().flat_map(|layer| layer.message.sourced()) {
        let is_kept = |name: &&str| sent_field(name, of).is_some_and(|path| dotted(&path) == **name);
        let Some(name) = field.sent_name().filter(|name| !is_kept(name)) else { continue };
        let known = scope.names_in(of);
        let word = Word { value: name.to_owned(), span: field.span };
        scope.unknown("field of the refund", &word, known);
    }
}

fn lower_path(scope: &mut Scope<'_>, word: &Word, outer: Option<&Layer>) -> Vec<PathPiece> {
    let mut pieces = Vec::new();
    let mut rest = word.value.as_str();
    while let Some((literal, tail)) = rest.split_once('{') {
        pieces.push(PathPiece::Literal(literal.to_owned()));
        let Some((name, tail)) = tail.split_once('}') else {
            let help = "write the name of a field in braces, as in `/refunds/{refund_id}`";
            scope.fault_with(Code::BadWord, word.span, "a `{` of the path is not closed", help);
            return pieces;
        };
        pieces.extend(find_path_field(scope, name, word.span, outer).map(PathPiece::Field));
        rest = tail;
    }
    pieces.push(PathPiece::Literal(rest.to_owned()));
    pieces
}

fn find_path_field(scope: &mut Scope<'_>, name: &str, span: Span, outer: Option<&Layer>) -> Option<Arc<Field>> {
    let in_path = |field: &&Arc<Field>| field.place == Place::Path;
    let fields: Vec<Arc<Field>> =
        outer.into_iter().flat_map(|layer| layer.message.fields.iter()).filter(in_path).cloned().collect();
    let found = fields.iter().find(|field| field.wire == name).cloned();
    if found.is_none() {
        let word = Word { value: name.to_owned(), span };
        scope.unknown("field with `in: path`", &word, fields.iter().map(|field| field.wire.as_str()));
    }
    found
}

/// Binds the values that are sources of fields.
fn bind_field_values(binder: &mut Binder<'_, '_>) {
    let layers = binder.layers;
    for field in layers.iter().flat_map(|layer| layer.message.sourced()) {
        if let Source::Value(name) = &field.source {
            binder.text_value(&Word { value: name.clone(), span: field.spans.source });
        }
    }
}

fn lower_headers(binder: &mut Binder<'_, '_>, syntax: &syntax::Sends) -> Vec<Header> {
    let mut out = Vec::new();
    for (name, parts) in &syntax.headers {
        // A merchant without the credential sends no such header.
        binder.optional = true;
        let parts = binder.parts(parts);
        binder.optional = false;
        out.push(Header { name: name.value.clone(), parts, secret: false, span: name.span });
    }
    out
}

/// Reports keys that the kind of operation needs and lacks, and messages without layers.
fn check_keys(name: &Word, syntax: &syntax::Operation, kind: OperationKind, diagnostics: &mut Diagnostics) {
    let layers = [syntax.sends.as_ref().map(|sends| &sends.layers), syntax.receives.as_ref().map(|read| &read.layers)];
    let sender = matches!(kind, OperationKind::Refund | OperationKind::Query);
    let lacks = [
        ("receives", syntax.receives.is_none()),
        ("acknowledge", kind == OperationKind::Notification && syntax.acknowledge.is_none()),
        ("sends", sender && syntax.sends.is_none()),
        ("layers", layers.into_iter().flatten().any(Vec::is_empty)),
    ];
    for (key, _) in lacks.into_iter().filter(|(_, lacks)| *lacks) {
        let text = format!("operation `{}` has no `{key}`", name.value);
        diagnostics.push(Diagnostic::new(Code::MissingKey, name.span, text).help(format!("add `{key}:`")));
    }
}

fn content_type(syntax: &syntax::Sends, layers: &[Layer]) -> Option<String> {
    if let Some(given) = &syntax.content_type {
        return Some(given.value.clone());
    }
    layers.first()?.codecs.first()?.row().content_type.map(str::to_owned)
}

/// The characters that the layers of each sent message can carry, by the message's name; objects inside included.
pub(super) fn characters(operations: &[Operation]) -> BTreeMap<String, CarriedCharacters> {
    let mut out = BTreeMap::new();
    let replies = operations.iter().filter_map(|operation| operation.reply()).map(|(_, reply)| reply);
    let sends = operations.iter().filter_map(|operation| operation.sends.as_ref()).chain(replies);
    for layer in sends.flat_map(|sends| &sends.layers) {
        if let Some(characters) = layer.characters {
            spread(&layer.message, characters, &mut out);
        }
    }
    out
}

fn spread(message: &Message, characters: CarriedCharacters, out: &mut BTreeMap<String, CarriedCharacters>) {
    let others = out.get(&message.name).copied().unwrap_or_default();
    out.insert(message.name.clone(), characters.and(others));
    for field in &message.fields {
        if let Some(inner) = nested(&field.ty) {
            spread(inner, characters, out);
        }
    }
}

fn nested(ty: &Type) -> Option<&Arc<Message>> {
    ty.message()
}

fn sends_spans(syntax: &syntax::Sends) -> SendsSpans {
    let of = |word: &Option<Word>| word.as_ref().map_or(syntax.span, |word| word.span);
    SendsSpans {
        method: of(&syntax.method),
        query: syntax.query.iter().map(|(name, _)| name.span).collect(),
        constants: syntax.constants.iter().map(|(_, text)| text.span).collect(),
    }
}
