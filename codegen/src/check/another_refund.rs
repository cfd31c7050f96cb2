//! Messages that settle a refund and compare numbers of the order alone: an order may have several refunds.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Echo, Operation, OperationKind, Outcome, Provider, Receives, Role, Row, Sends, Verify, operation::dotted},
};

/// If the refund has a number, a notification or a query's answer that settles it names the refund, or an erratum says
/// why an order has one refund.
pub(super) fn check_another_refund(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(found, _)| found.kind != OperationKind::Refund) {
        let refund = operation.of.as_deref().and_then(|of| provider.operation(of));
        let numbers = refund.and_then(|refund| refund.sends.as_ref()).map(refund_numbers).unwrap_or_default();
        let Some(number) = numbers.first() else { continue };
        let told = names_refund(receives) || asks_by_number(operation, &numbers) || is_hint(receives);
        if told || is_faulty(operation, receives) || provider.errata.iter().any(|one| one.concerns(&operation.name)) {
            continue;
        }
        let settling = receives.outcome.iter().find_map(settling);
        settling.into_iter().for_each(|(row, outcome)| diagnostics.push(fault(operation, number, row, outcome)));
    }
}

fn fault(operation: &Operation, number: &str, row: &Row, outcome: Outcome) -> Diagnostic {
    let name = &operation.name;
    let text = format!("`{name}` may settle another refund of the same order: no echo compares a number of the refund");
    let other = match operation.kind {
        OperationKind::Query => "send one of them in the query, write `unknown` here,",
        OperationKind::Refund | OperationKind::Notification => {
            "write `unknown` here and let a query settle the refund,"
        }
    };
    let help = format!(
        "list under `echo:` the member that repeats `{number}` or the provider's refund id; without one, {other} or say \
         in an erratum at `{name}` why an order has one refund"
    );
    Diagnostic::new(Code::AnotherRefund, row.span, text).label(format!("`{}`", outcome.word())).help(help)
}

/// The paths of the numbers of the refund in a request: ours, and the provider's.
fn refund_numbers(sends: &Sends) -> Vec<String> {
    let of_role = |role| sends.with_role(role).into_iter().map(|path| dotted(&path));
    [Role::RefundNumber, Role::ProviderRefundId].into_iter().flat_map(of_role).collect()
}

fn names_refund(receives: &Receives) -> bool {
    let of_refund = |echo: &&Echo| matches!(echo.role(), Some(Role::RefundNumber | Role::ProviderRefundId));
    receives.echo.iter().filter(of_refund).any(|echo| receives.identifies(echo))
}

/// Whether the outcome of every message is unknown until a query settles it.
fn is_hint(receives: &Receives) -> bool {
    matches!(receives.verify, Some(Verify::Unsigned { settles: false, .. }))
}

/// Whether another check reports that the message is compared with nothing.
fn is_faulty(operation: &Operation, receives: &Receives) -> bool {
    let may_lack_echo = operation.kind == OperationKind::Query && !receives.unechoed.is_empty();
    receives.echo.is_empty() && !may_lack_echo
}

/// Whether the operation is a query that sends a number of the refund, so that its answer is about this refund.
fn asks_by_number(operation: &Operation, numbers: &[String]) -> bool {
    let Some(sends) = &operation.sends else { return false };
    let mut names = sends.layers.iter().flat_map(|layer| layer.message.sourced()).filter_map(|field| field.sent_name());
    !refund_numbers(sends).is_empty() || names.any(|name| numbers.iter().any(|number| number == name))
}

/// The first outcome of a row that settles a refund.
fn settling(row: &Row) -> Option<(&Row, Outcome)> {
    let settles = |outcome: &Outcome| matches!(outcome, Outcome::Succeeded | Outcome::Failed);
    Some((row, row.outcomes().into_iter().find(settles)?))
}
