//! The verification of answers, and the conditions under which they may be unsigned.

use super::row_claims::{is_strong, is_unsigned, settles};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Case, Condition, Layer, OperationKind, Outcome, Part, Provider, Receives, Row, SharedToken, Step, Value},
};

/// Every received message states its verification.
pub(super) fn check_verification(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| receives.verify.is_none()) {
        let text = format!("`{}` does not say how its answer is verified", operation.name);
        let help = "add `verify:`; where the provider never signs, `verify: { unsigned: WHY, settles: true }`";
        diagnostics.push(Diagnostic::new(Code::WithoutVerification, receives.span, text).help(help));
    }
}

/// A row whose answers always come unsigned cannot settle a refund, and refuses it only where the spec says so.
pub(super) fn check_unsigned_rows(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received().filter(|(_, receives)| !receives.unless().is_empty()) {
        let says_more = |row: &&Row| settles(row) || row.outcomes().contains(&Outcome::NotFound);
        for row in receives.outcome.iter().filter(says_more).filter(|row| is_unsigned(receives, row)) {
            let strong = row.outcomes().into_iter().find(|outcome| is_strong(*outcome));
            unsettled(receives, row, strong).into_iter().for_each(|fault| diagnostics.push(fault));
        }
    }
}

fn unsettled(receives: &Receives, row: &Row, strong: Option<Outcome>) -> Option<Diagnostic> {
    let (code, text, help) = match strong {
        Some(Outcome::Processing | Outcome::Succeeded) => (
            Code::WithoutVerification,
            "this row accepts or pays a refund, and its answers may come unsigned",
            "narrow `unless:`; an unsigned answer settles nothing, so the row can never apply",
        ),
        Some(_) if !receives.refuses().is_empty() => (
            Code::WithoutVerification,
            "this row fails a refund, and its answers may come unsigned",
            "write a refusal or `unknown`: a failure that anybody can forge is no reason to pay by other means",
        ),
        _ if receives.refuses().is_empty() => (
            Code::Unused,
            "the outcome of this row is never used: its answers may come unsigned, and settle nothing",
            "add `refuses: WHY` to `verify` if the provider signs no refusal; otherwise write `is: unknown`",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(code, row.span, text).help(help))
}

/// `refuses` belongs to `unless`, and to answers.
pub(super) fn check_refuses(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| !receives.refuses().is_empty()) {
        let (text, help) = if receives.unless().is_empty() {
            ("`refuses` is about the answers that `unless` names", "add `unless:`, or leave `refuses` out")
        } else if operation.kind == OperationKind::Notification {
            ("anybody can send an unsigned notification, so it cannot refuse", "leave `refuses` out")
        } else {
            continue;
        };
        diagnostics.push(Diagnostic::new(Code::WithoutVerification, receives.verified, text).help(help));
    }
}

/// A refusal that anybody can forge is harmless where the repetition has the same number.
pub(super) fn check_forged_refusals(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received() {
        let refund = operation.of.as_deref().and_then(|of| provider.operation(of)).unwrap_or(operation);
        let key = [("refuses", receives.refuses()), ("partial", receives.partial())];
        let Some((key, _)) = key.into_iter().find(|(_, why)| !why.is_empty()) else { continue };
        if !refund.unnumbered.is_empty() {
            let text = format!("`{key}` believes refusals that anybody can forge, and `{}` is unnumbered", refund.name);
            let help = format!("leave `{key}` out: a refund without a number that is sent again pays twice");
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, receives.verified, text).help(help));
        }
    }
}

/// A signature proves its sender: anybody can compute a digest without a key.
pub(super) fn check_keys(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let mut keyless = receives.signatures().iter().filter(|signed| !receives.proves(signed));
        let proven = !receives.has_alternatives() && receives.proofs().next().is_some();
        let Some(signed) = keyless.next().filter(|_| !proven) else { continue };
        let Some(value) = receives.values.get(signed.value) else { continue };
        let optional = receives.has_optional_key(signed.value);
        let when = if optional { " if its optional parts are absent" } else { "" };
        let text = format!("`{}` holds no key{when}, so anybody can compute it", value.name);
        let help = match receives.has_alternatives() {
            _ if optional => "put the key or a secret credential outside the optional parts",
            true => "add the key or a secret credential to the value",
            false => {
                "add the key or a secret credential to the value; a digest without a key goes under `and:`, beside a \
                      signature that covers it"
            }
        };
        diagnostics.push(Diagnostic::new(Code::WithoutVerification, signed.span, text).help(help));
    }
}

/// The token of a message is a secret that no member of the message changes.
pub(super) fn check_token(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (receives, token) in provider.received().filter_map(|(_, receives)| Some((receives, receives.token()?))) {
        let faults = [token_text(receives, token), token_member(receives, token)];
        faults.into_iter().flatten().for_each(|fault| diagnostics.push(fault));
    }
}

fn token_text(receives: &Receives, token: &SharedToken) -> Option<Diagnostic> {
    let value = Part::values([&token.is]).first().and_then(|index| Some((*index, receives.values.get(*index)?)));
    let (code, text, help) = match (value, token.is.credential()) {
        (_, Some(credential)) if !credential.secret => (
            Code::KeyDoesNotFit,
            format!("`{}` is a token that proves the sender, and no secret", credential.name),
            format!("add `secret: true` to the credential `{}`", credential.name),
        ),
        (Some((index, value)), _) if receives.takes_members(index) => (
            Code::SourceDoesNotFit,
            format!("`{}` takes members of the message, so it is a signature and no token", value.name),
            format!("write `signature:` in place of `token:`, with `value: {}`", value.name),
        ),
        (Some((index, value)), _) if !Value::rests_on_secret(&receives.values, index) => (
            Code::KeyDoesNotFit,
            format!("`{}` is a token that proves the sender, and rests on no secret", value.name),
            "let its text or a key of its steps be a credential with `secret: true`".to_owned(),
        ),
        _ => return None,
    };
    Some(Diagnostic::new(code, token.span, text).help(help))
}

/// A token in a member must not be shown with the other members.
fn token_member(receives: &Receives, token: &SharedToken) -> Option<Diagnostic> {
    let field = receives.along(token.at.member()?).into_iter().next_back().filter(|field| !field.secret)?;
    let text = format!("`{}` holds a token that proves the sender, and is no secret", field.wire);
    let help = format!("add `secret: true` to the field `{}`", field.wire);
    Some(Diagnostic::new(Code::KeyDoesNotFit, field.span, text).help(help))
}

/// `unless` and `when` are tested before the signature, so they can use the layers alone that are read by then.
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
        let when = receives.signatures().iter().flat_map(|signed| &signed.when);
        let (key, early) = match receives.unless().iter().any(carriers) {
            true => ("unless", true),
            false => ("when", when.into_iter().any(carriers)),
        };
        if early {
            let text = format!("`{key}` is read before the signature, so it does not see a layer that a text carries");
            let help = "name a member of the outermost layer, or one inside its objects";
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, receives.verified, text).help(help));
        }
    }
}

/// Each of several alternatives has conditions: one without conditions would be that of every message.
pub(super) fn check_alternatives(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received().filter(|(_, receives)| receives.has_alternatives()) {
        for signed in receives.signatures().iter().filter(|signed| signed.when.is_empty()) {
            let fault =
                Diagnostic::new(Code::RuleDoesNotFit, signed.span, "nothing says which messages have this signature");
            diagnostics
                .push(fault.help("name a member that they have or lack, as in `when: { error: { is: absent } }`"));
        }
    }
}

/// A value that is compared with the received text has one text.
pub(super) fn check_compared_steps(provider: &Provider, diagnostics: &mut Diagnostics) {
    let lenient = |step: &Step| matches!(step, Step::Convert(conversion) if conversion.is_lenient());
    for (_, receives) in provider.received() {
        for signed in receives.signatures() {
            let cases = receives.values.get(signed.value).into_iter().flat_map(|value| &value.cases);
            let mut compared = cases.filter(|case| case.around_signature().is_none());
            let Some(step) = compared.find_map(|case| case.steps.iter().find(|step| lenient(step))) else { continue };
            let text = format!("`{}` decodes nothing here: the value is compared as a text", step.name());
            let help = "write `base64` or `base64url`; only a signature with a key pair is decoded";
            diagnostics.push(Diagnostic::new(Code::StepDoesNotFit, signed.span, text).help(help));
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
