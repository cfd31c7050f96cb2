//! Names that would be invalid or duplicate in the emitted Rust.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Bound, Field, Message, Provider, bound, message::snake, rust_name},
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

/// The required fields of an object inside requests are a struct: `goods` and `goods_required` have a name in common.
pub(super) fn check_object_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    let objects = provider.sent_objects();
    let of = |name: &str| objects.iter().find(|other| rust_name::type_name(&other.name) == name);
    for message in objects.iter().filter(|message| message.caller_fields().any(|field| field.is_plain())) {
        let name = rust_name::required_name(&message.name);
        let Some(other) = of(&name) else { continue };
        let text = format!("`{}` and the required fields of `{}` are both `{name}` in Rust", other.name, message.name);
        let fault = Diagnostic::new(Code::NameCollision, other.span, text).other(message.span, "its required fields");
        diagnostics.push(fault.help("give the message another name"));
    }
}

/// The rules of the credentials are called `credentials.…`, as those of a message of that name would be.
pub(super) fn check_message_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    for message in provider.messages.iter().filter(|message| message.name == "credentials") {
        let text = "a message cannot be called `credentials`: the rules of the credentials have that name";
        let fault = Diagnostic::new(Code::NameCollision, message.span, text);
        diagnostics.push(fault.help("give the message another name"));
    }
}

/// The modules that the emitted crate re-exports; a provider of that name would hide one for every provider.
const RUNTIME: &[&str] = &[
    "cipher",
    "credential",
    "decode",
    "digest",
    "encode",
    "fault",
    "http",
    "kept",
    "operation",
    "read",
    "slice",
    "transform",
    "verify",
];

/// A provider is a module of the crate and a feature, and its folder stands beside those that cargo knows.
pub(super) fn check_provider_id(provider: &Provider, diagnostics: &mut Diagnostics) {
    let why = match provider.id.as_str() {
        "bin" | "lib" | "main" => "cargo has its own meaning for a file of that name",
        "serde" => "the emitted crate has a feature of that name",
        "testing" => "the emitted crate has the support of its tests under that name",
        "random" => "the emitted crate has a feature of that name, which adds random nonces",
        "default" => "cargo turns a feature of that name on by itself",
        "refundry_runtime" => "the crate that the emitted Rust rests on has that name",
        "alloc" | "core" | "std" => "a crate of Rust has that name",
        id if RUNTIME.contains(&id) => "the emitted crate has the runtime's module of that name",
        _ => return,
    };
    let text = format!("a provider cannot be called `{}`: {why}", provider.id);
    diagnostics.push(Diagnostic::new(Code::NameCollision, provider.span, text).help("give it another name"));
}
