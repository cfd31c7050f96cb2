//! Lists whose members stand flat in the message around them.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Message, Provider, Type, message::leaves},
};

/// Each name belongs to one field, and the members of a joined list are texts.
pub(super) fn check_flat_lists(provider: &Provider, diagnostics: &mut Diagnostics) {
    for message in &provider.messages {
        check_names(message, diagnostics);
        for list in &message.fields {
            if let Type::Parallel { message, .. } = &list.ty {
                check_joined(list, message, diagnostics);
            }
        }
    }
}

fn check_names(message: &Message, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<(String, usize), &Field> = HashMap::new();
    for field in &message.fields {
        for name in arriving(field) {
            if let Some(other) = seen.get(&name).filter(|other| other.wire != field.wire) {
                let index = if name.1 > 0 { " with an index" } else { "" };
                let text = format!("`{}`{index} would belong to `{}` and to `{}`", name.0, other.wire, field.wire);
                let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(other.span, "the other");
                diagnostics.push(fault.help("let one of them have it"));
                break;
            }
            seen.entry(name).or_insert(field);
        }
    }
}

fn check_joined(list: &Field, message: &Message, diagnostics: &mut Diagnostics) {
    if let Some(nested) = message.fields.iter().find(|field| field.ty.content().is_nested()) {
        let text = format!("`{}` is nested, and the members of `{}` are texts in a row", nested.wire, list.wire);
        let fault = Diagnostic::new(Code::NotCarried, nested.span, text).other(list.span, "the list");
        diagnostics.push(fault.help("give its message scalars only"));
    }
}

/// A flat list can only be received: the names of its members are known when they arrive.
pub(super) fn check_sent_flat_lists(provider: &Provider, diagnostics: &mut Diagnostics) {
    let fields = provider.sent_messages().into_iter().flat_map(|(message, _)| &message.fields);
    for field in fields.filter(|field| field.ty.is_flat_list()) {
        let text = format!("`{}` is sent, and a flat list is for received messages", field.wire);
        let help = "list the fields one by one, or send a `list(…)` or `json(list(…))`";
        diagnostics.push(Diagnostic::new(Code::NotCarried, field.span, text).help(help));
    }
}

/// The names that a field is read from, each with the number of indices at its end.
fn arriving(field: &Field) -> Vec<(String, usize)> {
    match &field.ty {
        Type::Indexed { message, .. } => {
            leaves(message).into_iter().map(|(name, depth)| indices(name, depth)).collect()
        }
        Type::Parallel { message, .. } => message.fields.iter().map(|field| indices(&field.wire, 0)).collect(),
        Type::Scalar(_) | Type::Object(_) | Type::List(_) | Type::Map { .. } | Type::Json(_) | Type::Layer(_) => {
            vec![indices(&field.wire, 0)]
        }
    }
}

/// The name without the indices at its end, and their number plus `more`.
fn indices(name: &str, more: usize) -> (String, usize) {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match name.rsplit_once('_').filter(|(base, last)| !base.is_empty() && digits(last)) {
        Some((base, _)) => indices(base, more + 1),
        None => (name.to_owned(), more),
    }
}
