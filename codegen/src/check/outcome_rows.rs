//! Rows of outcome tables, each checked on its own.

use std::collections::HashSet;

use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    model::{CodeClass, Decision, Operation, OperationKind, Outcome, Provider, Row, Test},
};

/// Every received message has an outcome table.
pub(super) fn check_meaning(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| receives.outcome.is_empty()) {
        let text = format!("`{}` does not state the outcome of its answers", operation.name);
        let help = "list the rows under `outcome:`; whatever matches none is unknown";
        diagnostics.push(Diagnostic::new(Code::MissingKey, receives.span, text).help(help));
    }
}

/// A status has an outcome for every listed value and for unlisted ones.
pub(super) fn check_statuses(provider: &Provider, diagnostics: &mut Diagnostics) {
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
    let Some(enumeration) = path.last().and_then(|field| field.ty.enumeration()) else { return };
    let listed: HashSet<&str> = map.iter().filter_map(|(class, _)| class.one()).collect();
    let classes: Vec<&CodeClass> = map.iter().map(|(class, _)| class).filter(|class| class.one().is_none()).collect();
    let covered = |wire: &str| listed.contains(wire) || classes.iter().any(|class| class.holds(wire));
    let missing: Vec<String> = enumeration
        .values
        .iter()
        .filter(|value| !covered(&value.wire))
        .map(|value| format!("`{}`", value.wire))
        .collect();
    if !missing.is_empty() {
        let text = format!("the map leaves out {}", missing.join(", "));
        let cause = Cause::Shared(format!("{text} of {}", enumeration.name));
        let fault = Diagnostic::new(Code::StatusIncomplete, row.map, text).cause(cause);
        diagnostics.push(fault.help("state the outcome of each listed value"));
    }
}

/// Success, acceptance and failure need evidence: no unlisted value and no row without a condition yields them.
pub(super) fn check_leftovers(provider: &Provider, diagnostics: &mut Diagnostics) {
    let settles = |outcome: &Outcome| matches!(outcome, Outcome::Processing | Outcome::Succeeded | Outcome::Failed);
    for (_, row) in rows(provider) {
        let fault = match &row.decision {
            Decision::Is(outcome) => settles(outcome) && row.when.is_empty(),
            Decision::By { otherwise, .. } | Decision::Errors { otherwise, .. } => {
                otherwise.as_ref().is_some_and(settles)
            }
        };
        if fault {
            let text = "an unlisted value cannot mean that money moved, will move or will not";
            let help = "write `unknown` here, and list the known values with a condition of their own";
            diagnostics.push(Diagnostic::new(Code::StatusWithoutOtherwise, row.span, text).help(help));
        }
    }
}

/// A notification has no HTTP status.
pub(super) fn check_notified(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, row) in rows(provider).filter(|(operation, _)| operation.kind == OperationKind::Notification) {
        if row.when.iter().any(|condition| matches!(condition.test, Test::Status { .. })) {
            let text = format!("`{}` is a request of the provider's, and has no HTTP status", operation.name);
            diagnostics.push(Diagnostic::new(Code::RuleDoesNotFit, row.span, text).help("leave the condition out"));
        }
    }
}

/// Every row of every operation.
pub(super) fn rows(provider: &Provider) -> impl Iterator<Item = (&Operation, &Row)> {
    provider.received().flat_map(|(operation, receives)| receives.outcome.iter().map(move |row| (operation, row)))
}

/// Whether a row can accept or pay a refund.
pub(super) fn accepts(row: &Row) -> bool {
    let accepting = |outcome: &Outcome| matches!(outcome, Outcome::Processing | Outcome::Succeeded);
    match &row.decision {
        Decision::Is(outcome) => accepting(outcome),
        Decision::By { map, .. } => map.iter().any(|(_, outcome)| accepting(outcome)),
        Decision::Errors { .. } => false,
    }
}
