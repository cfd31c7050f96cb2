//! Names that would be invalid or duplicate in the emitted Rust.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Bound, Field, Message, Provider, bound, message::snake},
    source::Span,
};

/// The Rust names of a message's fields differ.
pub(super) fn check_field_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    for message in &provider.messages {
        let mut known: HashMap<&str, &Field> = HashMap::with_capacity(message.fields.len());
        for field in &message.fields {
            let first = *known.entry(&field.rust).or_insert(field);
            if first.wire == field.wire {
                continue;
            }
            let text = format!("`{}` and `{}` are both `{}` in Rust", first.wire, field.wire, field.rust);
            let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(first.span, "the first");
            diagnostics.push(fault.help("put them into different messages"));
        }
    }
}

/// Each rule of a message, and each limit of its fields, is a static: `tip.range` and `tip_range` have the same name.
pub(super) fn check_rule_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    for message in &provider.messages {
        if let Some(rule) = message.rules.iter().find(|rule| rule.name == "listed") {
            let text = "a rule cannot be called `listed`: the list of all rules has that name";
            let fault = Diagnostic::new(Code::NameCollision, rule.span, text);
            diagnostics.push(fault.help("give the rule another name"));
        }
        let mut seen: HashMap<String, (String, Span)> = HashMap::new();
        for (rule, span) in listed(message) {
            let name = snake(&rule);
            if let Some((first, place)) = seen.get(&name) {
                let text = format!("the rules `{first}` and `{rule}` are both `{}` in Rust", name.to_ascii_uppercase());
                let fault = Diagnostic::new(Code::NameCollision, span, text).other(*place, "the first");
                diagnostics.push(fault.help("give the rule another name"));
            }
            seen.entry(name).or_insert((rule, span));
        }
    }
}

fn listed(message: &Message) -> Vec<(String, Span)> {
    let limits = message.fields.iter().flat_map(|field| {
        let bounds = bound::bounds(field, None);
        bounds
            .iter()
            .map(Bound::suffix)
            .map(|suffix| (format!("{}.{suffix}", field.wire), field.span))
            .collect::<Vec<_>>()
    });
    limits.chain(message.rules.iter().map(|rule| (rule.name.clone(), rule.span))).collect()
}

/// A message or an enumeration is a type, and must not shadow a type that the emitted code uses.
pub(super) fn check_type_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    const TYPES: &[&str] = &["from", "none", "option", "some", "string"];
    const MESSAGES: &[&str] = &["credentials", "err", "ok", "result", "vec"];
    let enumerations = provider.enumerations.iter();
    let enumerations = enumerations.map(|found| (&found.name, found.span, TYPES.contains(&found.name.as_str())));
    let messages = provider.messages.iter().map(|message| {
        let taken = [TYPES, MESSAGES].iter().any(|names| names.contains(&message.name.as_str()));
        (&message.name, message.span, taken)
    });
    for (name, span, _) in enumerations.chain(messages).filter(|(.., taken)| *taken) {
        let text = format!("nothing can be called `{}` here: the emitted Rust has its own", name);
        diagnostics.push(Diagnostic::new(Code::NameCollision, span, text).help("give it another name"));
    }
}

/// The modules that the emitted crate re-exports; a provider of that name would hide one for every provider.
const RUNTIME: &[&str] = &["cipher", "decode", "digest", "encode", "http", "read", "transform", "verify"];

/// A provider is a module of the crate and a feature, and its folder stands beside those that cargo knows.
pub(super) fn check_provider_id(provider: &Provider, diagnostics: &mut Diagnostics) {
    let why = match provider.id.as_str() {
        "bin" | "lib" | "main" => "cargo has its own meaning for a file of that name",
        "testing" => "the emitted crate has the support of its tests under that name",
        "default" => "cargo turns a feature of that name on by itself",
        "refundry_runtime" => "the crate that the emitted Rust rests on has that name",
        "alloc" | "core" | "std" => "a crate of Rust has that name",
        id if RUNTIME.contains(&id) => "the emitted crate has the runtime's module of that name",
        _ => return,
    };
    let text = format!("a provider cannot be called `{}`: {why}", provider.id);
    diagnostics.push(Diagnostic::new(Code::NameCollision, provider.span, text).help("give it another name"));
}

/// An operation is a module; it must not shadow the modules of every provider or the crates that they use.
pub(super) fn check_operation_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    const MODULES: &[&str] =
        &["credentials", "enumerations", "errors", "objects", "received", "rules", "servers", "tests"];
    const CRATES: &[&str] = &["alloc", "core", "http", "refundry", "refundry_runtime", "rt", "std"];
    for operation in &provider.operations {
        let why = match operation.name.as_str() {
            name if MODULES.contains(&name) => "every provider has a module of that name",
            name if CRATES.contains(&name) => "the emitted Rust has a crate of that name",
            _ => continue,
        };
        let text = format!("an operation cannot be called `{}`: {why}", operation.name);
        diagnostics.push(Diagnostic::new(Code::NameCollision, operation.span, text).help("give it another name"));
    }
}
