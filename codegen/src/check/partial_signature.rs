//! Messages that are signed in part: a row that rests on a member that no signature covers refuses at most.

use std::sync::Arc;

use super::row_claims::{is_strong, settles};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Echo, Field, OperationKind, Provider, Receives, Row, operation::dotted},
};

/// The rows of a message that is signed in part, each on its own.
pub(super) fn check_partial(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| !receives.partial().is_empty()) {
        if receives.decisive().into_iter().all(|path| receives.is_signed_member(path)) {
            let text = "`partial` changes nothing: the signature covers every member that the outcome and the echo use";
            let fault = Diagnostic::new(Code::RuleDoesNotFit, receives.verified, text);
            diagnostics.push(fault.help("leave `partial` out"));
        }
        let notified = operation.kind == OperationKind::Notification;
        let fault = |row| too_strong(receives, row).or_else(|| refusing(receives, row).filter(|_| notified));
        receives.outcome.iter().filter_map(fault).for_each(|fault| diagnostics.push(fault));
        receives.echo.iter().filter_map(|echo| addable(receives, echo)).for_each(|fault| diagnostics.push(fault));
    }
}

/// A row that rests on an open member, and yields more than a refusal.
fn too_strong(receives: &Receives, row: &Row) -> Option<Diagnostic> {
    let open = open_member(receives, row)?;
    let strong = row.outcomes().into_iter().find(|outcome| is_strong(*outcome))?;
    let text = format!("no signature covers `{}`, so it cannot mean `{}`", dotted(open), strong.word());
    let help = "write a refusal or `unknown`, or let the signature cover the member: a forged success books money that \
                did not move, and a forged failure is paid by other means";
    Some(Diagnostic::new(Code::SourceDoesNotFit, row.span, text).help(help))
}

/// A row of a notification that rests on an open member, and refuses.
fn refusing(receives: &Receives, row: &Row) -> Option<Diagnostic> {
    let open = open_member(receives, row).filter(|_| settles(row))?;
    let text = format!("anybody can change `{}` in a notification, so it cannot refuse", dotted(open));
    let help = "write `unknown`, or let the signature cover the member";
    Some(Diagnostic::new(Code::SourceDoesNotFit, row.span, text).help(help))
}

/// An echo whose absence makes the outcome unknown, although anybody can add its member.
fn addable(receives: &Receives, echo: &Echo) -> Option<Diagnostic> {
    let open = echo.answers.iter().find(|path| !receives.is_signed_member(path)).filter(|_| echo.is_needed())?;
    let text = format!("anybody can add `{}`, so a message that has it is no safer", dotted(open));
    let help = "leave `missing: unsettled` out, or let the signature cover the member";
    Some(Diagnostic::new(Code::SourceDoesNotFit, echo.span, text).help(help))
}

/// The first member of a row that no signature covers.
pub(super) fn open_member<'r>(receives: &Receives, row: &'r Row) -> Option<&'r [Arc<Field>]> {
    row.members().find(|path| !receives.is_signed_member(path))
}
