//! Acknowledgements: what they repeat is proven, and nothing in them waits for a caller.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{
        Acknowledge, Answer, Family, Field, Operation, OperationKind, Place, Provider, Receives, Sends, Source, Type,
        Value, Verify, operation::dotted,
    },
};

/// A secret is shown to a proven sender alone, and a repeated member is one that the signature covers.
pub(super) fn check_evidence(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (receives, reply) in replies(provider) {
        let fault = |text: String, help: &str| Diagnostic::new(Code::SourceDoesNotFit, reply.span, text).help(help);
        if reply.uses_secret() && !is_proven(receives) {
            let text = "the acknowledgement uses a secret, and anybody can send the notification".to_owned();
            diagnostics.push(fault(text, "verify the notification, or leave the secret out"));
        }
        for path in reply.repeated_members() {
            let name = dotted(path);
            if receives.is_open(&name) {
                let text = format!("the acknowledgement repeats `{name}`, which no signature covers");
                diagnostics.push(fault(text, "repeat a signed member, or let the signature cover this one"));
            }
        }
    }
}

/// HTTP gives an answer with the status 204 no body.
pub(super) fn check_empty_bodies(provider: &Provider, diagnostics: &mut Diagnostics) {
    for operation in &provider.operations {
        let (status, has_body) = match &operation.acknowledge {
            Some(Acknowledge::Fixed { status, body, .. }) => (*status, !body.is_empty()),
            Some(Acknowledge::Written { status, reply }) => (*status, reply.has_body()),
            None => continue,
        };
        if status == 204 && has_body {
            let text = "an answer with the status 204 has no body";
            let fault = Diagnostic::new(Code::ValueDoesNotFit, operation.span, text);
            diagnostics.push(fault.help("write `status: 200`, or leave the body out"));
        }
    }
}

/// Nobody calls for an acknowledgement, and it has no address.
pub(super) fn check_sources(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, reply) in replies(provider) {
        let fields = reply.layers.iter().flat_map(|layer| layer.message.sourced());
        fields.filter_map(|field| strange(field, reply)).for_each(|fault| diagnostics.push(fault));
        for layer in reply.layers.iter().filter(|layer| layer.is_query()) {
            let fault = Diagnostic::new(Code::LayerMismatch, layer.span, "an acknowledgement has no query");
            diagnostics.push(fault.help("write `form`, which is a body"));
        }
    }
}

fn strange(field: &Field, reply: &Sends) -> Option<Diagnostic> {
    let (text, help) = match (&field.source, field.place) {
        (Source::Caller, _) => ("comes from a caller, and nobody calls for an acknowledgement", SOURCES),
        (_, Place::Query) => ("is in the query, and an acknowledgement has none", "leave out `in`"),
        (Source::Received(name), _) if !reply.repeated(name).last().is_some_and(|member| holds(field, member)) => (
            "cannot hold the member that it repeats: their types differ",
            "give it the type `string`, or that of the member",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(Code::SourceDoesNotFit, field.span, format!("`{}` {text}", field.wire)).help(help))
}

const SOURCES: &str = "say where it comes from: `from: received`, another `from:` or `constant:`";

/// Whether the field can hold the text of a member. A string holds any text.
fn holds(field: &Field, member: &Field) -> bool {
    let (own, other): (&Type, &Type) = (&field.ty, &member.ty);
    match (own.family(), other.family()) {
        (Some(Family::Text), _) => true,
        (Some(Family::Integer), Some(Family::Integer)) => true,
        (Some(Family::Boolean(one)), Some(Family::Boolean(another))) => one == another,
        (Some(Family::Amount(one)), Some(Family::Amount(another))) => one == another && one.currency().is_none(),
        (Some(Family::Time(_)), _) => own.is_same_time(other),
        _ => own.is_text() && other.is_text(),
    }
}

/// Each acknowledgement that is written has an example. An example of another message states none.
pub(super) fn check_examples(provider: &Provider, diagnostics: &mut Diagnostics) {
    for operation in &provider.operations {
        let mut answers = provider.answers.iter().filter(|answer| answer.operation == operation.name);
        let faults = answers.clone().filter_map(|answer| misplaced(operation, answer));
        faults.for_each(|fault| diagnostics.push(fault));
        let Some((_, reply)) = operation.reply().filter(|(_, reply)| !is_randomised(reply)) else { continue };
        if !answers.any(|answer| answer.acknowledged.is_some()) {
            let text = format!("no example shows the acknowledgement of `{}`", operation.name);
            let fault = Diagnostic::new(Code::WithoutExample, reply.span, text);
            diagnostics.push(fault.help("add `acknowledged: { body: … }` to an answer, made with another tool"));
        }
    }
}

fn misplaced(operation: &Operation, answer: &Answer) -> Option<Diagnostic> {
    let expected = answer.acknowledged.as_ref()?;
    let (text, help) = if operation.kind != OperationKind::Notification {
        ("only a notification is acknowledged", "leave out `acknowledged`")
    } else if answer.fails.is_some() {
        ("a notification that is refused is not acknowledged", "leave out `acknowledged` or `fails`")
    } else if operation.reply().is_some_and(|(_, reply)| is_randomised(reply)) {
        ("the signature of this acknowledgement is another one each time", "leave out `acknowledged`")
    } else {
        return None;
    };
    Some(Diagnostic::new(Code::RuleDoesNotFit, expected.span, text).help(help))
}

fn is_randomised(reply: &Sends) -> bool {
    reply.values.iter().any(Value::is_randomised)
}

/// Whether a signature or a token proves the sender of the message.
fn is_proven(receives: &Receives) -> bool {
    match &receives.verify {
        Some(Verify::Signed { .. } | Verify::Token { .. }) => true,
        Some(Verify::Unsigned { .. }) | None => false,
    }
}

/// The acknowledgements that are written, each with its notification.
fn replies(provider: &Provider) -> impl Iterator<Item = (&Receives, &Sends)> {
    provider.received().filter_map(|(operation, receives)| Some((receives, operation.reply()?.1)))
}
