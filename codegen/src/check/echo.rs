//! The comparison of an answer with its request.

use super::outcome_rows::accepts;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Echo, Kind, Operation, Provider, Role},
};

/// An answer is compared with its request, or says why it is not.
pub(super) fn check_echo(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received() {
        let fault = match (receives.unechoed.is_empty(), receives.echo.is_empty()) {
            (true, true) => (
                receives.span,
                format!("`{}` is not compared with its request", operation.name),
                "list under `echo:` the numbers and amounts that come back; where none does, `unechoed: WHY`",
            ),
            (false, false) => (
                receives.unechoed_at,
                format!("`{}` is unechoed, and yet compared with its request", operation.name),
                "leave `unechoed` or `echo` out",
            ),
            (false, true) if operation.kind == Kind::Notification => (
                receives.unechoed_at,
                format!("`{}` would belong to no request", operation.name),
                "list under `echo:` the number that says which refund it speaks of",
            ),
            _ => continue,
        };
        diagnostics.push(Diagnostic::new(Code::WithoutEcho, fault.0, fault.1).help(fault.2));
    }
}

/// An answer that accepts or pays a refund says which one.
pub(super) fn check_identity(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| !receives.echo.is_empty()) {
        let known = operation.kind == Kind::Notification || has_identity(operation);
        if known && receives.outcome.iter().any(accepts) && !receives.echo.iter().any(Echo::identifies) {
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
