//! Rules over operations.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Decision, Kind, Operation, Outcome, Provider, Role, Row, Source, Type},
    source::Span,
    spec::syntax::{self, Spec},
};

/// An operation that moves money has an idempotency key, and the caller gives it.
pub(super) fn refund_number(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for operation in provider.operations.iter().filter(|operation| operation.kind == Kind::Refund) {
        let Some(sends) = &operation.sends else { continue };
        let mut fields = sends.layers.iter().flat_map(|layer| layer.message.fields.iter());
        let number = fields.find(|field| field.role == Some(Role::RefundNumber));
        // A faulty field is not in the model.
        let written = sends.layers.iter().any(|layer| has_number(spec, &layer.message.name));
        match number {
            None if written => {}
            None => diagnostics.push(
                Diagnostic::new(Code::NoRefundNumber, operation.span, format!("`{}` moves money without a refund number", operation.name))
                    .help("give the field that identifies the refund `role: refund_number`: a retry under a new number pays twice"),
            ),
            Some(field) if field.source != Source::Caller || !field.is_plain() => diagnostics.push(
                Diagnostic::new(Code::NoRefundNumber, field.span, format!("the refund number `{}` may be absent", field.wire))
                    .help("add `required: true`, and let the caller supply it"),
            ),
            Some(_) => {}
        }
    }
}

/// Whether a field of the message is written down as the refund number.
fn has_number(spec: &Spec, message: &str) -> bool {
    let fields =
        spec.messages.iter().filter(|(name, _)| name.value == message).flat_map(|(_, message)| &message.fields);
    fields.into_iter().any(|(_, field)| field.role.as_ref().is_some_and(|role| role.value == Role::RefundNumber))
}

/// What is received says how it is verified.
pub(super) fn verification(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for (name, operation) in &spec.operations {
        let Some(receives) = &operation.receives else { continue };
        if receives.verify.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::WithoutVerification,
                    receives.span,
                    format!("`{}` does not say how its answer is verified", name.value),
                )
                .help("add `verify:`; where the provider never signs, `verify: { unsigned: WHY, settles: true }`"),
            );
        }
    }
}

/// An answer is compared with its request.
pub(super) fn echo(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for (name, operation) in &spec.operations {
        let Some(receives) = &operation.receives else { continue };
        if receives.echo.is_empty() {
            diagnostics.push(
                Diagnostic::new(
                    Code::WithoutEcho,
                    receives.span,
                    format!("`{}` is not compared with its request", name.value),
                )
                .help("list under `echo:` the numbers and amounts that come back"),
            );
        }
    }
}

/// A status has a meaning for every listed value and for those that nobody listed.
pub(super) fn statuses(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for (operation, row) in rows(provider) {
        let (Decision::By { otherwise, .. } | Decision::Errors { otherwise, .. }) = &row.decision else { continue };
        if otherwise.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::StatusWithoutOtherwise,
                    row.span,
                    format!("this row of `{}` has no meaning for unknown values", operation.name),
                )
                .help("add `otherwise: unknown`"),
            );
        }
        complete(row, diagnostics);
    }
}

fn complete(row: &Row, diagnostics: &mut Diagnostics) {
    let Decision::By { path, map, .. } = &row.decision else { return };
    let Some(Type::Enumeration(enumeration)) = path.last().map(|field| &field.ty) else { return };
    let missing: Vec<String> = enumeration
        .values
        .iter()
        .filter(|value| !map.iter().any(|(wire, _)| *wire == value.wire))
        .map(|value| format!("`{}`", value.wire))
        .collect();
    if !missing.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::StatusIncomplete, row.span, format!("the map leaves out {}", missing.join(", ")))
                .help("say what each listed value means"),
        );
    }
}

/// A failure says what it means when the request was a repeated one.
pub(super) fn repeats(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for (_, row) in rows(provider) {
        let fails = match &row.decision {
            Decision::Is(outcome) => *outcome == Outcome::Failed,
            Decision::By { map, otherwise, .. } => {
                *otherwise == Some(Outcome::Failed) || map.iter().any(|(_, outcome)| *outcome == Outcome::Failed)
            }
            Decision::Errors { otherwise, .. } => *otherwise == Some(Outcome::Failed),
        };
        if fails && row.on_repeat.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::FailedWithoutRepeat,
                    row.span,
                    "the row does not say what `failed` means on a repeated request",
                )
                .help("add `on_repeat: unknown`, or `on_repeat: failed` where the failure is final for the number"),
            );
        }
    }
}

fn rows(provider: &Provider) -> impl Iterator<Item = (&Operation, &Row)> {
    provider.operations.iter().flat_map(|operation| {
        operation.receives.iter().flat_map(move |receives| receives.outcome.iter().map(move |row| (operation, row)))
    })
}

/// Each kind of operation has its parts.
pub(super) fn shape(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for (name, operation) in &spec.operations {
        let Some(kind) = operation.kind.as_ref().map(|kind| kind.value) else { continue };
        let mut missing = |key: &str| diagnostics.push(lacks(name.span, &name.value, key));
        if operation.receives.is_none() {
            missing("receives");
        }
        match kind {
            Kind::Notification if operation.acknowledge.is_none() => missing("acknowledge"),
            Kind::Refund | Kind::Query if operation.sends.is_none() => missing("sends"),
            _ => {}
        }
        for layers in [
            operation.sends.as_ref().map(|sends| &sends.layers),
            operation.receives.as_ref().map(|receives| &receives.layers),
        ] {
            if layers.is_some_and(|layers: &Vec<syntax::Layer>| layers.is_empty()) {
                missing("layers");
            }
        }
    }
}

/// A message or an enumeration is a type, and must not hide one that the code around it means.
pub(super) fn types(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    const TYPES: &[&str] = &["from", "none", "option", "some", "string"];
    const MESSAGES: &[&str] = &["credentials", "err", "ok", "result", "vec"];
    let enumerations = spec.enumerations.iter().map(|(name, _)| (name, TYPES.contains(&name.value.as_str())));
    let messages = spec.messages.iter().map(|(name, _)| {
        let taken = [TYPES, MESSAGES].iter().any(|names| names.contains(&name.value.as_str()));
        (name, taken)
    });
    for (name, _) in enumerations.chain(messages).filter(|(_, taken)| *taken) {
        let text = format!("nothing can be called `{}` here: the emitted Rust has its own", name.value);
        diagnostics.push(Diagnostic::new(Code::NameCollision, name.span, text).help("give it another name"));
    }
}

/// An operation is a module beside those that every provider has.
pub(super) fn names(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    const TAKEN: &[&str] =
        &["credentials", "enumerations", "errors", "objects", "received", "rules", "servers", "tests"];
    for operation in provider.operations.iter().filter(|operation| TAKEN.contains(&operation.name.as_str())) {
        let text =
            format!("an operation cannot be called `{}`: every provider has a module of that name", operation.name);
        diagnostics.push(Diagnostic::new(Code::NameCollision, operation.span, text).help("give it another name"));
    }
}

fn lacks(span: Span, name: &str, key: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, span, format!("operation `{name}` has no `{key}`")).help(format!("add `{key}:`"))
}
