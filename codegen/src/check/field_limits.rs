//! Limits that do not fit the type of their field.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Provider, Scalar},
};

/// Only strings have an alphabet. Only numbers have a range, and it contains a number.
pub(super) fn check_limits(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        if field.alphabet.is_some() && !field.ty.scalar().is_some_and(Scalar::has_alphabet) {
            let text = format!("`{}` is not a string, so it has no alphabet", field.wire);
            let fault = Diagnostic::new(Code::RuleDoesNotFit, field.spans.alphabet, text);
            diagnostics.push(fault.help("leave out `alphabet`, or make the type `string(…)`"));
        }
        check_range(field, diagnostics);
    }
}

fn check_range(field: &Field, diagnostics: &mut Diagnostics) {
    let Some(range) = field.range else { return };
    if !field.ty.scalar().is_some_and(Scalar::is_number) {
        let text = format!("`{}` is not a number, so it has no range", field.wire);
        let fault = Diagnostic::new(Code::RuleDoesNotFit, field.spans.range, text);
        diagnostics.push(fault.help("state a length in the type, as in `string(1..32)`"));
    }
    if matches!((range.min, range.max), (Some(min), Some(max)) if min > max) {
        let fault = Diagnostic::new(Code::RuleDoesNotFit, field.spans.range, "no number lies in this range");
        diagnostics.push(fault.help("swap its ends"));
    }
}
