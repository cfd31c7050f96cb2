//! Lists whose members lie flat between those around them.

use std::collections::HashMap;

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Field, Message, Type, message::leaves},
};

impl Scope<'_> {
    /// No name may belong to two fields, and what is joined in one text is a text.
    pub(crate) fn check_flat_lists(&mut self, message: &Message) {
        let mut seen: HashMap<(String, usize), &Field> = HashMap::new();
        for field in &message.fields {
            for name in arriving(field) {
                if let Some(other) = seen.get(&name).filter(|other| other.wire != field.wire) {
                    let index = if name.1 > 0 { " with an index" } else { "" };
                    let text = format!("`{}`{index} would belong to `{}` and to `{}`", name.0, other.wire, field.wire);
                    let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(other.span, "the other");
                    self.diagnostics.push(fault.help("let one of them have it"));
                    break;
                }
                seen.entry(name).or_insert(field);
            }
            if let Type::Parallel { message, .. } = &field.ty {
                self.check_joined(field, message);
            }
        }
    }

    fn check_joined(&mut self, list: &Field, message: &Message) {
        if let Some(nested) = message.fields.iter().find(|field| field.ty.content().is_nested()) {
            let text = format!("`{}` is nested, and the members of `{}` are texts in a row", nested.wire, list.wire);
            let fault = Diagnostic::new(Code::NotCarried, nested.span, text).other(list.span, "the list");
            self.diagnostics.push(fault.help("give its message scalars only"));
        }
    }

    /// Whoever sends has no such lists: their names are known when they arrive.
    pub(crate) fn check_flat_list_sent(&mut self, field: &Field) {
        if field.ty.is_flat_list() {
            let text = format!("`{}` is sent, and a flat list is for what is received", field.wire);
            let help = "list the fields one by one, or send a `list(…)` or `json(list(…))`";
            self.fault_with(Code::NotCarried, field.span, text, help);
        }
    }
}

/// The names that a field is read from, each with how many indices end it.
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

/// The name without the indices at its end, and how many they are with `more` that follow.
fn indices(name: &str, more: usize) -> (String, usize) {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match name.rsplit_once('_').filter(|(base, last)| !base.is_empty() && digits(last)) {
        Some((base, _)) => indices(base, more + 1),
        None => (name.to_owned(), more),
    }
}
