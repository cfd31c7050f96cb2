//! The verification of answers, and the conditions under which they may be unsigned.

use super::outcome_rows::accepts;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Case, Condition, Layer, Provider, Receives, Step},
};

/// Every received message states its verification.
pub(super) fn check_verification(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| receives.verify.is_none()) {
        let text = format!("`{}` does not say how its answer is verified", operation.name);
        let help = "add `verify:`; where the provider never signs, `verify: { unsigned: WHY, settles: true }`";
        diagnostics.push(Diagnostic::new(Code::WithoutVerification, receives.span, text).help(help));
    }
}

/// No answer that may be unsigned can accept or pay a refund.
pub(super) fn check_unsigned_rows(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, row) in super::outcome_rows::rows(provider) {
        let unless = operation.receives.as_ref().map_or(&[][..], Receives::unless);
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

/// `unless` is tested before the signature, so it can use the layers alone that are read by then.
pub(super) fn check_unless(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let read = Layer::before_signature(&receives.layers).len();
        let carriers = |condition: &Condition| {
            let around = condition.path.iter().rev().skip(1).rev();
            around
                .filter(|field| field.source.is_layer())
                .skip(read.saturating_sub(1))
                .any(|field| !field.ty.is_layer())
        };
        if receives.unless().iter().any(carriers) {
            let text = "`unless` is read before the signature, so it does not see a layer that a text carries";
            let help = "name a member of the outermost layer, or one inside its objects";
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, receives.verified, text).help(help));
        }
    }
}

/// The steps after a signature with a key pair can be undone.
pub(super) fn check_steps_after_signature(provider: &Provider, diagnostics: &mut Diagnostics) {
    let undone = |step: &Step| matches!(step, Step::Convert(conversion) if conversion.can_be_undone());
    for (_, receives) in provider.received() {
        for signed in receives.signatures() {
            let cases = receives.values.get(signed.value).into_iter().flat_map(|value| &value.cases);
            let fault = cases.filter_map(Case::around_signature).find_map(|(_, signature, after)| {
                Some((after.iter().find(|step| !undone(step))?.name(), signature.scheme.word()))
            });
            if let Some((step, scheme)) = fault {
                let text = format!("`{step}` after `{scheme}` cannot be undone when verifying");
                let help = "only conversions of bytes to text may follow it, such as `hex_lower` or `base64`";
                diagnostics.push(Diagnostic::new(Code::StepDoesNotFit, signed.span, text).help(help));
            }
        }
    }
}
