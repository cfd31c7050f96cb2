//! How answers are verified, and when they may come unsigned.

use super::outcome_rows::accepts;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Provider, Verify},
};

/// What is received says how it is verified.
pub(super) fn check_verification(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| receives.verify.is_none()) {
        let text = format!("`{}` does not say how its answer is verified", operation.name);
        let help = "add `verify:`; where the provider never signs, `verify: { unsigned: WHY, settles: true }`";
        diagnostics.push(Diagnostic::new(Code::WithoutVerification, receives.span, text).help(help));
    }
}

/// A signature is needed where it counts: no answer that may come unsigned can accept or pay a refund.
pub(super) fn check_unsigned_rows(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, row) in super::outcome_rows::rows(provider) {
        let Some(Verify::Signed { unless, .. }) =
            operation.receives.as_ref().and_then(|receives| receives.verify.as_ref())
        else {
            continue;
        };
        if accepts(row)
            && !unless.is_empty()
            && unless
                .iter()
                .all(|condition| row.when.iter().any(|other| super::unreachable_rows::implies(other, condition)))
        {
            let text = "this row accepts or pays a refund, and its answers may come unsigned";
            let help = "narrow `unless:`; an unsigned answer settles nothing, so the row can never apply";
            diagnostics.push(Diagnostic::new(Code::WithoutVerification, row.span, text).help(help));
        }
    }
}
