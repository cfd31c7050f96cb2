//! Requests that validation must refuse: an example with fields set or left out.

use std::sync::Arc;

use super::{Scope, example, example::pairs};
use crate::{
    diagnostic::Code,
    model::{Data, Field, Layer, Message, Provider, Refused, Type, rules, spans::RefusedSpans},
    source::Span,
    spec::syntax::{self, Word},
};

/// Lowers the requests that validation refuses into the provider.
pub(super) fn lower_requests(scope: &mut Scope<'_>, provider: &mut Provider) {
    let spec = scope.spec;
    for (name, refused) in &spec.refused {
        if let Some(refused) = lower_refused(scope, name, refused, provider) {
            provider.refused.push(refused);
        }
    }
}

fn lower_refused(scope: &mut Scope<'_>, name: &Word, syntax: &syntax::Refused, provider: &Provider) -> Option<Refused> {
    let like = example::find_example(scope, syntax.like.as_ref()?, provider)?;
    let operation = provider.operation(&like.operation)?;
    // The operation of an example has a request.
    let layers = &operation.sends.as_ref()?.layers;
    let word = syntax.rule.as_ref()?;
    let (message, rule) = find_rule(scope, word, layers, provider)?;
    let mut request = like.request.clone();
    for path in &syntax.unset {
        unset(scope, &mut request, path, layers);
    }
    for (path, data) in &syntax.set {
        set(scope, &mut request, path, data, layers);
    }
    let mut extra = like.extra.clone();
    extra.extend(pairs(&syntax.extra));
    let spans = RefusedSpans { rule: word.span, changed: changed(syntax).unwrap_or(name.span) };
    Some(Refused { name: name.value.clone(), message, rule, like, request, extra, span: name.span, spans })
}

/// The place of the only change, or of the key over several.
fn changed(syntax: &syntax::Refused) -> Option<Span> {
    let set = syntax.set.iter().map(|(_, data)| data.span());
    let mut changes = set.chain(syntax.unset.iter().map(|path| path.span));
    let first = changes.next()?;
    if changes.next().is_none() { Some(first) } else { Some(syntax.set_at.unwrap_or(first)) }
}

/// The message of a rule, and the rule's name within it.
fn find_rule(scope: &mut Scope<'_>, word: &Word, layers: &[Layer], provider: &Provider) -> Option<(String, String)> {
    let mut known: Vec<(String, String)> = Vec::new();
    layers.iter().for_each(|layer| collect_rules(&layer.message, provider, &mut known));
    let within = |message: &str| word.value.strip_prefix(message).and_then(|rest| rest.strip_prefix('.'));
    let meant = |(message, rule): &&(String, String)| *rule == word.value || within(message) == Some(rule);
    let hits: Vec<(String, String)> = known.iter().filter(meant).cloned().collect();
    if hits.len() > 1 {
        let text = format!("`{}` is a rule of several messages", word.value);
        let help = format!("write `{}.{}`", hits.first()?.0, hits.first()?.1);
        scope.fault_with(Code::UnknownReference, word.span, text, help);
        return None;
    }
    if hits.is_empty() {
        // A faulty rule was reported at its declaration. Without any fault, no rule can be faulty.
        if scope.diagnostics.is_empty() || !is_faulty_rule(scope, &word.value) {
            scope.unknown("rule", word, known.iter().map(|(_, rule)| rule.as_str()));
        }
    }
    hits.into_iter().next()
}

/// Whether the author wrote the rule, and a fault of it or of its field was reported.
fn is_faulty_rule(scope: &Scope<'_>, written: &str) -> bool {
    scope.spec.messages.iter().any(|(name, message)| {
        let local = written.strip_prefix(&name.value).and_then(|rest| rest.strip_prefix('.')).unwrap_or(written);
        let lowered = scope.messages.iter().find(|message| message.name == name.value);
        let lost = |field: &str| lowered.is_none_or(|message| message.field(field).is_none());
        let of_field = local.rsplit_once('.').filter(|(field, _)| message.fields.entry(field).is_some());
        // A reference to the message is faulty, so that nothing reaches its rules.
        let unreached = local != written
            && message.fields.entry(local.rsplit_once('.').map_or(local, |(field, _)| field)).is_some();
        message.rules.entry(local).is_some()
            || unreached
            || of_field.is_some_and(|(field, bound)| bound == "required" || lost(field))
    })
}

fn unset(scope: &mut Scope<'_>, request: &mut Vec<(Arc<Field>, Data)>, path: &Word, layers: &[Layer]) {
    let fields = || layers.iter().flat_map(|layer| layer.message.caller_fields());
    let (head, rest) = split(&path.value, &names(layers));
    let Some(field) = fields().find(|field| field.wire == head) else {
        example::report_caller_field(scope, path, layers);
        return;
    };
    if rest.is_empty() {
        let plain = field.is_plain()
            && !field.ty.content().is_string()
            && !matches!(field.ty.content(), Type::List(_) | Type::Map { .. });
        if plain {
            let text = format!("`{}` cannot be left out: its type demands it", field.wire);
            scope.fault_with(
                Code::ValueDoesNotFit,
                path.span,
                text,
                "leave it there: validation cannot meet its absence",
            );
        }
        request.retain(|(other, _)| other.wire != head);
        return;
    }
    if !request.iter_mut().any(|(field, data)| field.wire == head && remove(data, rest)) {
        report_absent(scope, path, &path.value);
    }
}

/// Reports a value that the example lacks, so that nothing inside it can change.
fn report_absent(scope: &mut Scope<'_>, path: &Word, absent: &str) {
    let text = format!("the example has no `{absent}`");
    scope.fault_with(Code::UnknownReference, path.span, text, "name a value of the example, or set the whole field");
}

fn set(
    scope: &mut Scope<'_>,
    request: &mut Vec<(Arc<Field>, Data)>,
    path: &Word,
    data: &syntax::Data,
    layers: &[Layer],
) {
    let (head, rest) = split(&path.value, &names(layers));
    if rest.is_empty() {
        let one = vec![(path.clone(), data.clone())];
        for (field, data) in example::lower_request(scope, &one, layers) {
            request.retain(|(other, _)| other.wire != field.wire);
            request.push((field, data));
        }
        return;
    }
    let Some((field, data_before)) = request.iter_mut().find(|(field, _)| field.wire == head) else {
        // A value of the example that does not fit was reported, and is not in the model.
        if !scope.diagnostics.has(Code::ValueDoesNotFit) {
            report_absent(scope, path, head);
        }
        return;
    };
    let ty = field.ty.clone();
    if replace(scope, &ty, data_before, rest, data, path.span).is_none() {
        report_absent(scope, path, &path.value);
    }
}

fn replace(
    scope: &mut Scope<'_>,
    ty: &Type,
    data_before: &mut Data,
    path: &str,
    data: &syntax::Data,
    span: Span,
) -> Option<()> {
    let names: Vec<&str> =
        ty.content().message().iter().flat_map(|message| &message.fields).map(|field| &*field.wire).collect();
    let (head, rest) = split(path, &names);
    match (ty.content(), data_before) {
        (Type::List(inner), Data::List(items)) => {
            let item = items.get_mut(head.parse::<usize>().ok()?)?;
            if rest.is_empty() {
                *item = example::lower_data(scope, inner, data, span)?;
                return Some(());
            }
            replace(scope, inner, item, rest, data, span)
        }
        (Type::Object(message), Data::Object(fields)) => {
            let field = message.field(head)?;
            if rest.is_empty() {
                let data = example::lower_data(scope, &field.ty, data, span)?;
                fields.retain(|(other, _)| other.wire != head);
                fields.push((Arc::clone(field), data));
                return Some(());
            }
            let (_, inner) = fields.iter_mut().find(|(other, _)| other.wire == head)?;
            replace(scope, &field.ty, inner, rest, data, span)
        }
        (Type::Map { .. }, Data::Map(entries)) => {
            let syntax::Data::Text(text) = data else { return None };
            entries.retain(|(key, _)| key != path);
            entries.push((path.to_owned(), text.value.clone()));
            Some(())
        }
        _ => None,
    }
}

/// Splits a path such as `goods[0].id` into its first name and the rest (`0.id`). A wire name may have dots: the longest
/// of these names counts.
fn split<'p>(path: &'p str, names: &[&str]) -> (&'p str, &'p str) {
    const ENDS: [char; 3] = ['.', '[', ']'];
    let path = path.trim_start_matches(ENDS);
    let ends = |name: &&&str| path.strip_prefix(**name).is_some_and(|rest| rest.is_empty() || rest.starts_with(ENDS));
    let longest = names.iter().filter(ends).map(|name| name.len()).max();
    let (head, rest) = path.split_at(longest.or_else(|| path.find(ENDS)).unwrap_or(path.len()));
    (head, rest.trim_start_matches(ENDS))
}

/// The names of the caller's fields.
fn names(layers: &[Layer]) -> Vec<&str> {
    layers.iter().flat_map(|layer| layer.message.caller_fields()).map(|field| field.wire.as_str()).collect()
}

fn remove(data: &mut Data, path: &str) -> bool {
    let names = if let Data::Object(fields) = data {
        fields.iter().map(|(field, _)| field.wire.clone()).collect()
    } else {
        Vec::new()
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (head, rest) = split(path, &names);
    match data {
        Data::List(items) => match head.parse::<usize>() {
            Ok(index) if rest.is_empty() && index < items.len() => {
                items.remove(index);
                true
            }
            Ok(index) => items.get_mut(index).is_some_and(|item| remove(item, rest)),
            Err(_) => false,
        },
        Data::Object(fields) if rest.is_empty() => {
            let before = fields.len();
            fields.retain(|(field, _)| field.wire != head);
            fields.len() < before
        }
        Data::Object(fields) => fields.iter_mut().any(|(field, data)| field.wire == head && remove(data, rest)),
        Data::Map(entries) => {
            let before = entries.len();
            entries.retain(|(key, _)| key != path);
            entries.len() < before
        }
        Data::Text(_) => false,
    }
}

/// Every rule of a message and of the objects inside it: the message, and the name within the message.
pub(crate) fn collect_rules(message: &Message, provider: &Provider, out: &mut Vec<(String, String)>) {
    if out.iter().any(|(name, _)| *name == message.name) {
        return;
    }
    let named = rules::of_message(provider, message, false).into_iter();
    out.extend(named.map(|rule| (message.name.clone(), rule.local)));
    for field in &message.fields {
        if let Some(inner) = field.ty.message() {
            collect_rules(inner, provider, out);
        }
    }
}
