//! Sources that do not fit their field or its message.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Credential, CredentialType, Family, Field, Message, Presence, Provider, Source, Type},
};

/// A field can hold the value that its source yields.
pub(super) fn check_sources(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        if let Some(reason) = misfit(field) {
            let text = format!("`{}` cannot hold this: {reason}", field.wire);
            let fault = Diagnostic::new(Code::SourceDoesNotFit, field.spans.source, text);
            diagnostics.push(fault.help("change the type, or where the value comes from"));
        }
    }
}

fn misfit(field: &Field) -> Option<String> {
    match &field.source {
        Source::Credential(credential) => misfit_credential(field, credential).or_else(|| no_text(field)),
        Source::Layer if field.ty.is_layer() => None,
        Source::Value(_) | Source::Nonce | Source::Salt | Source::Layer | Source::Tag => no_text(field),
        Source::Now => {
            let is_time = matches!(field.ty.family(), Some(Family::Time(_)));
            (!is_time).then(|| "the clock needs a `datetime(…)`, `epoch_ms` or `epoch_s`".to_owned())
        }
        Source::Members => misfit_members(field).map(str::to_owned),
        Source::Caller | Source::Constant(_) | Source::Conditional(_) | Source::Operation => None,
        Source::Sent(_) | Source::Received(_) => None,
    }
}

fn misfit_credential(field: &Field, credential: &Credential) -> Option<String> {
    if !matches!(credential.ty, CredentialType::Text(_)) {
        return Some(format!("credential `{}` is a key, not a text", credential.name));
    }
    let lacks = !credential.required && field.presence.is_required();
    lacks.then(|| format!("it is required, and credential `{}` may be absent", credential.name))
}

fn misfit_members(field: &Field) -> Option<&'static str> {
    if !matches!(field.ty, Type::Object(_)) || field.sole {
        return Some("only an `object(…)` has members");
    }
    (!field.presence.is_required()).then_some("its members are always there, so it is `required: true`")
}

fn no_text(field: &Field) -> Option<String> {
    (!field.ty.is_string()).then(|| "this source yields a text".to_owned())
}

/// The condition of a text depends on the request, and its two texts differ.
pub(super) fn check_conditions(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        let Some(text) = field.source.conditional() else { continue };
        let reason = if text.when.root.fields().is_empty() {
            "its condition names no field"
        } else if text.constant == text.otherwise {
            "both texts are the same"
        } else {
            continue;
        };
        let message = format!("`{}` is the same in every request: {reason}", field.wire);
        let fault = Diagnostic::new(Code::SourceDoesNotFit, field.spans.source, message);
        diagnostics.push(fault.help("write `constant:` in place of `from:`, or mend the condition or the texts"));
    }
}

/// The caller supplies a whole object, or other sources supply its members.
pub(super) fn check_members(provider: &Provider, diagnostics: &mut Diagnostics) {
    let messages = provider.sent_messages().into_iter().map(|(message, _)| message).chain(provider.received_messages());
    for object in messages.flat_map(|message| &message.fields) {
        let fault = object.ty.message().and_then(|inner| strange_member(object, inner));
        fault.into_iter().for_each(|fault| diagnostics.push(fault));
    }
}

fn strange_member(object: &Field, inner: &Message) -> Option<Diagnostic> {
    let (strange, text, help) = if object.source.is_members() {
        let strange =
            inner.fields.iter().find(|field| matches!(field.source, Source::Caller | Source::Layer | Source::Tag));
        let text = "is a member of an object `from: members`, and nothing there supplies it";
        (strange, text, "say where it comes from: `from:` or `constant:`")
    } else {
        let theirs = |field: &&Arc<Field>| !field.source.is_caller() && !field.is_constant();
        let strange = inner.fields.iter().find(theirs);
        let text = match strange.is_some_and(|field| field.source.is_members()) {
            true => "is inside an object of the caller, and holds more than constants",
            false => "is inside an object, where only the caller and constants supply values",
        };
        let help = "where the spec supplies every member of the object, write `from: members` beside its type; otherwise \
                    let the object be the next layer, `from: layer`";
        (strange, text, help)
    };
    let field = strange?;
    Some(Diagnostic::new(Code::SourceDoesNotFit, field.span, format!("`{}` {text}", field.wire)).help(help))
}

/// The presence of a sent field does not depend on the success of its request.
pub(super) fn check_sent_presence(provider: &Provider, diagnostics: &mut Diagnostics) {
    let fields = provider.sent_messages().into_iter().flat_map(|(message, _)| &message.fields);
    for field in fields {
        let (text, help) = match field.presence {
            Presence::OnSuccess => ("depend on success", "write `required: true`, or `when` and an expression"),
            Presence::Never => ("be `required: never`", "leave the field out of the message"),
            Presence::Optional | Presence::Required | Presence::When(_) => continue,
        };
        let text = format!("`{}` is sent, so it cannot {text}", field.wire);
        diagnostics.push(Diagnostic::new(Code::RuleDoesNotFit, field.span, text).help(help));
    }
}

/// An operation sets each field with `from: operation`.
pub(super) fn check_operation_constants(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        let fields = sends.layers.iter().flat_map(|layer| layer.message.sourced());
        for field in fields.filter(|field| matches!(field.source, Source::Operation)) {
            if !sends.constants.iter().any(|(name, _)| *name == field.wire) {
                let text = format!("the operation does not set `{}`", field.wire);
                let help = format!("add `constants: {{ {}: … }}`", field.wire);
                diagnostics.push(Diagnostic::new(Code::MissingKey, sends.span, text).help(help));
            }
        }
    }
}
