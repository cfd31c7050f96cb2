//! Rules over operations.

use std::{collections::HashSet, sync::Arc};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Decision, Echo, Field, Kind, Operation, Outcome, Provider, Role, Row, Test, Verify, operation::dotted},
    source::Span,
    spec::syntax::{self, Spec},
};

/// An operation that moves money has an idempotency key, and the caller gives it.
pub(super) fn refund_number(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for operation in provider.operations.iter().filter(|operation| operation.kind == Kind::Refund) {
        let Some(sends) = &operation.sends else { continue };
        let numbers = sends.with_role(Role::RefundNumber);
        // A faulty field is not in the model.
        let written = spec.messages.iter().any(|(name, message)| {
            message.fields.iter().any(|(wire, field)| is_faulty_number(provider, &name.value, &wire.value, field))
        });
        if let Some(number) = numbers.first().and_then(|path| path.last())
            && !operation.unnumbered.is_empty()
        {
            let text = format!("`{}` is unnumbered, and yet `{}` is its number", operation.name, number.wire);
            let help = "leave one of them out: a refund that has a number may be repeated under it";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, number.span, text).help(help));
        }
        if numbers.is_empty() && !written && operation.unnumbered.is_empty() {
            let text = format!("`{}` moves money without a refund number", operation.name);
            let help = "give the field that identifies the refund `role: refund_number`: a retry under a new number pays \
                        twice; where the interface knows none, say so with `unnumbered: WHY`";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, operation.span, text).help(help));
        }
        let absent = |field: &&Arc<Field>| !field.source.is_caller() || !field.is_plain();
        for path in &numbers {
            let Some(field) = path.iter().find(absent) else { continue };
            let text = format!("the refund number `{}` may be absent", dotted(path));
            let help = "add `required: true`, and let the caller supply it";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, field.span, text).help(help));
        }
    }
}

/// Whether a field that is written down as a refund number was faulty.
fn is_faulty_number(provider: &Provider, message: &str, wire: &str, field: &syntax::Field) -> bool {
    let known = provider.messages.iter().find(|known| known.name == message);
    let number = field.role.as_ref().is_some_and(|role| role.value == Role::RefundNumber);
    number && known.is_none_or(|known| known.field(wire).is_none())
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

/// What is received has a meaning.
pub(super) fn meaning(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for (name, operation) in &spec.operations {
        let Some(receives) = operation.receives.as_ref().filter(|receives| receives.outcome.is_empty()) else {
            continue;
        };
        let text = format!("`{}` does not say what its answers mean", name.value);
        let help = "list the rows under `outcome:`; whatever matches none is unknown";
        diagnostics.push(Diagnostic::new(Code::MissingKey, receives.span, text).help(help));
    }
}

/// An answer is compared with its request.
pub(super) fn echo(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for (name, operation) in &spec.operations {
        let Some(receives) = &operation.receives else { continue };
        let notified = operation.kind.as_ref().is_some_and(|kind| kind.value == Kind::Notification);
        let fault = match (&receives.unechoed, receives.echo.is_empty()) {
            (None, true) => (
                receives.span,
                format!("`{}` is not compared with its request", name.value),
                "list under `echo:` the numbers and amounts that come back; where none does, `unechoed: WHY`",
            ),
            (Some(why), false) => (
                why.span,
                format!("`{}` is unechoed, and yet compared with its request", name.value),
                "leave `unechoed` or `echo` out",
            ),
            (Some(why), true) if notified => (
                why.span,
                format!("`{}` would belong to no request", name.value),
                "list under `echo:` the number that says which refund it speaks of",
            ),
            _ => continue,
        };
        diagnostics.push(Diagnostic::new(Code::WithoutEcho, fault.0, fault.1).help(fault.2));
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

/// Success, acceptance and failure are never what is left over: not of a value that nobody listed, nor of a row without a
/// condition.
pub(super) fn leftovers(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    let settles = |outcome: &Outcome| matches!(outcome, Outcome::Processing | Outcome::Succeeded | Outcome::Failed);
    for (_, row) in rows(provider) {
        let fault = match &row.decision {
            Decision::Is(outcome) => settles(outcome) && row.when.is_empty(),
            Decision::By { otherwise, .. } | Decision::Errors { otherwise, .. } => {
                otherwise.as_ref().is_some_and(settles)
            }
        };
        if fault {
            let text = "what nobody listed cannot mean that money moved, will move or will not";
            let help = "say `unknown` here, and list what is known with a condition of its own";
            diagnostics.push(Diagnostic::new(Code::StatusWithoutOtherwise, row.span, text).help(help));
        }
    }
}

/// A notification has no HTTP status.
pub(super) fn notified(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for (operation, row) in rows(provider).filter(|(operation, _)| operation.kind == Kind::Notification) {
        if row.when.iter().any(|condition| matches!(condition.test, Test::Status { .. })) {
            let text = format!("`{}` is a request of the provider's, and has no HTTP status", operation.name);
            diagnostics.push(Diagnostic::new(Code::RuleDoesNotFit, row.span, text).help("leave the condition out"));
        }
    }
}

/// An answer that accepts or pays a refund says which one.
pub(super) fn identity(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for operation in &provider.operations {
        let Some(receives) = operation.receives.as_ref().filter(|receives| !receives.echo.is_empty()) else { continue };
        let known = operation.kind == Kind::Notification || has_identity(operation);
        if known && accepts(&receives.outcome) && !receives.echo.iter().any(Echo::identifies) {
            let text = format!("the echo of `{}` does not say which refund the answer speaks of", operation.name);
            let help = "compare a field with the role `refund_number`, `order_reference` or `provider_refund_id`";
            diagnostics.push(Diagnostic::new(Code::WithoutEcho, operation.span, text).help(help));
        }
    }
}

/// A refund without any number is reported as such.
fn has_identity(operation: &Operation) -> bool {
    let sends = operation.sends.as_ref();
    sends.is_some_and(|sends| operation.kind == Kind::Query || !sends.with_role(Role::RefundNumber).is_empty())
}

fn accepts(rows: &[Row]) -> bool {
    let accepting = |outcome: &Outcome| matches!(outcome, Outcome::Processing | Outcome::Succeeded);
    rows.iter().any(|row| match &row.decision {
        Decision::Is(outcome) => accepting(outcome),
        Decision::By { map, .. } => map.iter().any(|(_, outcome)| accepting(outcome)),
        Decision::Errors { .. } => false,
    })
}

/// A signature is needed where it counts: no answer that may come unsigned can accept or pay a refund.
pub(super) fn unless(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for (operation, row) in rows(provider) {
        let Some(Verify::Signed { unless, .. }) =
            operation.receives.as_ref().and_then(|receives| receives.verify.as_ref())
        else {
            continue;
        };
        let accepts = accepts(std::slice::from_ref(row));
        if accepts
            && !unless.is_empty()
            && unless.iter().all(|condition| row.when.iter().any(|other| super::reach::implies(other, condition)))
        {
            let text = "this row accepts or pays a refund, and its answers may come unsigned";
            let help = "narrow `unless:`; an unsigned answer settles nothing, so the row can never apply";
            diagnostics.push(Diagnostic::new(Code::WithoutVerification, row.span, text).help(help));
        }
    }
}

fn complete(row: &Row, diagnostics: &mut Diagnostics) {
    let Decision::By { path, map, .. } = &row.decision else { return };
    let Some(enumeration) = path.last().and_then(|field| field.ty.enumeration()) else { return };
    let listed: HashSet<&str> = map.iter().map(|(wire, _)| wire.as_str()).collect();
    let missing: Vec<String> = enumeration
        .values
        .iter()
        .filter(|value| !listed.contains(value.wire.as_str()))
        .map(|value| format!("`{}`", value.wire))
        .collect();
    if !missing.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::StatusIncomplete, row.span, format!("the map leaves out {}", missing.join(", ")))
                .help("say what each listed value means"),
        );
    }
}

/// Every row of every operation.
pub(super) fn rows(provider: &Provider) -> impl Iterator<Item = (&Operation, &Row)> {
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
            Kind::Refund | Kind::Query | Kind::Notification => {}
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

/// The modules that the emitted crate hands on; a module of the crate's own would hide one for every provider.
const RUNTIME: &[&str] = &["cipher", "decode", "digest", "encode", "http", "read", "reshape", "verify"];

/// A provider is a module of the crate and a feature; its folder stands beside those that cargo knows.
pub(super) fn id(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    let why = match provider.id.as_str() {
        "bin" | "lib" | "main" => "cargo has its own meaning for a file of that name",
        "default" => "cargo turns a feature of that name on by itself",
        "refundry_runtime" => "the crate that the emitted Rust rests on has that name",
        "alloc" | "core" | "std" => "a crate of Rust has that name",
        id if RUNTIME.contains(&id) => "the emitted crate has the runtime's module of that name",
        _ => return,
    };
    let text = format!("a provider cannot be called `{}`: {why}", provider.id);
    diagnostics.push(Diagnostic::new(Code::NameCollision, provider.span, text).help("give it another name"));
}

/// An operation is a module beside those that every provider has, and beside the crates that they use.
pub(super) fn names(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
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

fn lacks(span: Span, name: &str, key: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, span, format!("operation `{name}` has no `{key}`")).help(format!("add `{key}:`"))
}
