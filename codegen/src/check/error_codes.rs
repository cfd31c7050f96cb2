//! Rules over the error table.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::Provider,
};

/// Every code states the outcome of the refund.
pub(super) fn check_outcomes(provider: &Provider, diagnostics: &mut Diagnostics) {
    for code in provider.errors.iter().filter(|code| code.outcome.is_none()) {
        diagnostics.push(
            Diagnostic::new(Code::CodeWithoutOutcome, code.span, format!("error code `{}` has no outcome", code.wire))
                .help("add `outcome:`; `unknown` is right where it may or may not have happened"),
        );
    }
}
