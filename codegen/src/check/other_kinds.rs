//! Notifications of another kind: told apart by a member that can be believed, and acknowledged without their members.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Acknowledge, Condition, Failure, Operation, OperationKind, Provider, Receives, Test, operation::dotted},
};

/// `about` belongs to notifications. It names signed members, and the acknowledgement repeats none.
pub(super) fn check_about(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received() {
        let Some(first) = receives.about.first() else { continue };
        let fault = misplaced(operation, first).or_else(|| receives.about.iter().find_map(|of| unfit(receives, of)));
        let fault = fault.or_else(|| without_example(provider, operation, first));
        fault.into_iter().for_each(|fault| diagnostics.push(fault));
    }
}

fn misplaced(operation: &Operation, first: &Condition) -> Option<Diagnostic> {
    let (text, help) = match (&operation.acknowledge, operation.kind) {
        (_, OperationKind::Refund | OperationKind::Query) => (
            "an answer is about its request, and only a notification may be of another kind",
            "leave `about` out, or test the member in a row of `outcome`",
        ),
        (Some(Acknowledge::Written { .. }), OperationKind::Notification) => (
            "the acknowledgement is written from the members of a refund's notification, which another kind lacks",
            "leave `about` out, or acknowledge with a `body` of one text",
        ),
        (Some(Acknowledge::Fixed { .. }) | None, OperationKind::Notification) => return None,
    };
    Some(Diagnostic::new(Code::RuleDoesNotFit, first.span, text).help(help))
}

fn unfit(receives: &Receives, condition: &Condition) -> Option<Diagnostic> {
    if let Test::Status { .. } = condition.test {
        let fault = Diagnostic::new(Code::RuleDoesNotFit, condition.span, "a notification has no HTTP status");
        return Some(fault.help("name a member that tells the kind of the notification"));
    }
    if receives.signatures().is_empty() || receives.is_signed_member(&condition.path) {
        return None;
    }
    let text = format!(
        "no signature covers `{}`, so anybody can change the kind of the notification",
        dotted(&condition.path)
    );
    let fault = Diagnostic::new(Code::SourceDoesNotFit, condition.span, text);
    Some(fault.help("name a signed member, or let the signature cover this one"))
}

fn without_example(provider: &Provider, operation: &Operation, first: &Condition) -> Option<Diagnostic> {
    let mut answers = provider.answers.iter().filter(|answer| answer.operation == operation.name);
    if answers.any(|answer| answer.fails == Some(Failure::OtherKind)) {
        return None;
    }
    let text = format!("no example shows a notification of another kind for `{}`", operation.name);
    let fault = Diagnostic::new(Code::WithoutExample, first.span, text);
    Some(fault.help("add one under `answers:` with `fails: other_kind`"))
}
