//! Places of the outcome `not found`: it is the answer to a query about a number that the provider does not know.

use super::outcome_rows::rows;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Decision, Operation, OperationKind, Outcome, Provider, Row},
};

/// Only a row of a query says `not found`, and it tells such an answer from others.
pub(super) fn check_rows(provider: &Provider, diagnostics: &mut Diagnostics) {
    let rows = rows(provider).filter(|(_, row)| row.outcomes().contains(&Outcome::NotFound));
    for (operation, row) in rows {
        misplaced(operation, row).or_else(|| untold(row)).into_iter().for_each(|fault| diagnostics.push(fault));
    }
}

fn misplaced(operation: &Operation, row: &Row) -> Option<Diagnostic> {
    let text = match operation.kind {
        OperationKind::Query => return None,
        OperationKind::Refund => format!("`{}` asks for a refund, and only a query looks for one", operation.name),
        OperationKind::Notification => format!("`{}` states a refund, and only a query looks for one", operation.name),
    };
    let help = "write `unknown` here; `not found` is an outcome of a query";
    Some(Diagnostic::new(Code::RuleDoesNotFit, row.span, text).help(help))
}

/// The fault of a row that says `not found` of every answer, or of every value that is not listed.
fn untold(row: &Row) -> Option<Diagnostic> {
    let fault = match &row.decision {
        Decision::Is(_) => row.when.is_empty(),
        Decision::By { otherwise, .. } | Decision::Errors { otherwise, .. } => *otherwise == Some(Outcome::NotFound),
    };
    let text = "an answer that nothing tells from others cannot mean that the refund is not found";
    let help = "write `unknown` here, and list the code or the status that the provider has for it";
    fault.then(|| Diagnostic::new(Code::StatusWithoutOtherwise, row.span, text).help(help))
}

/// The error table is written for answers to a refund.
pub(super) fn check_codes(provider: &Provider, diagnostics: &mut Diagnostics) {
    for code in provider.errors.iter().filter(|code| code.outcome == Some(Outcome::NotFound)) {
        let text = format!("error code `{}` is about answers to a refund, and only a query looks for one", code.wire);
        let help = "write `unknown` here, and put a row with `is: not found` in the outcome of the query";
        diagnostics.push(Diagnostic::new(Code::RuleDoesNotFit, code.span, text).help(help));
    }
}
