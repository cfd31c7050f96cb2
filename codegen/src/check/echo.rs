//! The comparison of an answer with its request.

use super::outcome_rows::accepts;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, MONEY},
    model::{
        Echo, Field, Missing, Operation, OperationKind, Provider, Receives, Role, Unsent, literal::fits,
        operation::dotted,
    },
};

/// An answer is compared with its request, or the spec says why it is not.
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
            (false, true) if operation.kind == OperationKind::Notification => (
                receives.unechoed_at,
                format!("`{}` would belong to no request", operation.name),
                "list under `echo:` the number that says which refund it speaks of",
            ),
            _ => continue,
        };
        diagnostics.push(Diagnostic::new(Code::WithoutEcho, fault.0, fault.1).help(fault.2));
    }
}

/// An answer that accepts or pays a refund identifies the refund.
pub(super) fn check_identity(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| !receives.echo.is_empty()) {
        let known = operation.kind == OperationKind::Notification || has_identity(operation);
        if known && receives.outcome.iter().any(accepts) && !receives.echo.iter().any(|echo| receives.identifies(echo))
        {
            diagnostics.push(unsigned_identity(operation, receives).unwrap_or_else(|| {
                let text = format!("the echo of `{}` does not say which refund the answer speaks of", operation.name);
                let help = "compare a field with the role `refund_number`, `order_reference`, `provider_order_id` or `provider_refund_id`";
                Diagnostic::new(Code::WithoutEcho, operation.span, text).help(help)
            }));
        }
    }
}

/// The fault of an echo that would identify the refund if a signature covered its member.
fn unsigned_identity(operation: &Operation, receives: &Receives) -> Option<Diagnostic> {
    let echo = receives.echo.iter().find(|echo| echo.identifies())?;
    let open = echo.answers.iter().find(|path| !receives.is_signed_member(path))?;
    let text = format!(
        "no signature covers `{}`, so the echo of `{}` does not say which refund the answer speaks of",
        dotted(open),
        operation.name
    );
    let help = "let the signature cover the member, or write outcomes that refuse at most";
    Some(Diagnostic::new(Code::WithoutEcho, echo.span, text).help(help))
}

/// If several fields together are the refund number, a message that lacks one of them names no refund.
pub(super) fn check_number_parts(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(_, receives)| receives.outcome.iter().any(accepts)) {
        let Some(refund) = operation.of.as_deref().and_then(|of| provider.operation(of)) else { continue };
        let parts = refund.sends.as_ref().map(|sends| sends.with_role(Role::RefundNumber)).unwrap_or_default();
        let is_part = |echo: &&Echo| parts.iter().any(|path| dotted(path) == echo.written());
        let compared: Vec<&Echo> = receives.echo.iter().filter(is_part).collect();
        let several = compared.iter().any(|echo| compared.iter().any(|other| other.written() != echo.written()));
        let Some(echo) = compared.iter().find(|echo| several && !echo.is_needed()) else { continue };
        let text = format!("a message without `{}` does not say which refund it speaks of", echo.written());
        let help = "add `missing: unsettled` to every part of the refund number";
        diagnostics.push(Diagnostic::new(Code::WithoutEcho, echo.span, text).help(help));
    }
}

/// Whether the operation is a query or has a refund number; a missing number is reported elsewhere.
fn has_identity(operation: &Operation) -> bool {
    let sends = operation.sends.as_ref();
    sends.is_some_and(|sends| operation.kind == OperationKind::Query || !sends.with_role(Role::RefundNumber).is_empty())
}

/// An echo compares fields that can be compared in its manner, and the request keeps its side.
pub(super) fn check_sides(provider: &Provider, diagnostics: &mut Diagnostics) {
    for echo in provider.received().flat_map(|(_, receives)| &receives.echo) {
        let Some(request) = echo.request.last() else { continue };
        let fault = incomparable(echo, request).or_else(|| wrong_manner(echo, request)).or_else(|| lost(echo, request));
        let terms = wrong_missing(echo, request).into_iter().chain(wrong_unsent(echo, request));
        fault.into_iter().chain(terms).for_each(|fault| diagnostics.push(fault));
    }
}

fn incomparable(echo: &Echo, request: &Field) -> Option<Diagnostic> {
    let mut last = echo.answers.iter().filter_map(|path| path.last());
    let alike = last.all(|last| is_amount(last) == is_amount(request));
    let several_amounts = is_amount(request) && echo.answers.len() > 1;
    if alike && !several_amounts && !request.ty.content().is_nested() {
        return None;
    }
    if let Some(fault) = number_of_money(echo, request) {
        return Some(fault);
    }
    let text = format!("`{}` and `{}` cannot be compared", dotted(echo.answers.first()?), echo.written());
    let fault = Diagnostic::new(Code::TypeMismatch, *echo.spans.answers.first()?, text);
    Some(fault.help("compare one amount with an amount, and texts with texts"))
}

/// The fault of a sent number that has the role of an amount, and is compared with one: each echo of it has this cause.
fn number_of_money(echo: &Echo, request: &Field) -> Option<Diagnostic> {
    let money = request.role.is_some_and(Role::is_money) && !is_amount(request);
    if !money || !echo.answers.iter().filter_map(|path| path.last()).all(|last| is_amount(last)) {
        return None;
    }
    let text = format!("`{}` is compared with an amount, and its type is none", echo.written());
    let fault = Diagnostic::new(Code::TypeMismatch, request.spans.ty, text);
    Some(fault.other(*echo.spans.answers.first()?, "the amount").help(format!("write {MONEY}")))
}

/// `at_least` is for amounts, `each` for several members.
fn wrong_manner(echo: &Echo, request: &Field) -> Option<Diagnostic> {
    let (span, text, help) = if echo.at_least && !is_amount(request) {
        let text = format!("`{}` is no amount, so nothing is more than it", echo.written());
        (echo.span, text, "write `request:` in place of `at_least:`")
    } else if let (true, [only], [span]) = (echo.each, echo.answers.as_slice(), echo.spans.answers.as_slice()) {
        let text = format!("`each` has just the one member `{}`", dotted(only));
        (*span, text, "write `answer:` in place of `each:`, or name the others")
    } else {
        return None;
    };
    Some(Diagnostic::new(Code::RuleDoesNotFit, span, text).help(help))
}

fn lost(echo: &Echo, request: &Field) -> Option<Diagnostic> {
    if !request.is_never_recorded() {
        return None;
    }
    let text = format!("`{}` is not kept of a request, so nothing can be compared with it", request.wire);
    let help = "compare a number or an amount that is no secret and not computed";
    Some(Diagnostic::new(Code::SourceDoesNotFit, echo.span, text).help(help))
}

/// `unsent` is for fields that a request may lack, and its text is neither an amount nor empty.
fn wrong_unsent(echo: &Echo, request: &Field) -> Option<Diagnostic> {
    let always = echo.request.iter().all(|field| field.is_always_there());
    let (code, span, text, help) = match &echo.terms.unsent {
        Unsent::Accept => return None,
        Unsent::Refuse | Unsent::Is(_) if always => {
            let text = format!("every request has `{}`, so it is never unsent", echo.written());
            (Code::RuleDoesNotFit, echo.span, text, "leave `unsent` out")
        }
        Unsent::Is(sent) if sent.is_empty() => {
            let text = format!("an empty text counts as no `{}`", echo.written());
            (Code::ValueDoesNotFit, echo.spans.unsent, text, "write `unsent: refuse`, or leave it out")
        }
        Unsent::Is(_) if is_amount(request) => {
            let text = format!("`{}` is an amount, and no amount counts as sent", echo.written());
            (Code::RuleDoesNotFit, echo.spans.unsent, text, "write `unsent: refuse`, or leave it out")
        }
        Unsent::Is(sent) => {
            let text = format!("`{}` cannot hold this: {}", echo.written(), fits(request, sent).err()?);
            (Code::ValueDoesNotFit, echo.spans.unsent, text, "name a text that a request could have")
        }
        Unsent::Refuse => return None,
    };
    Some(Diagnostic::new(code, span, text).help(help))
}

/// A text that counts as received is neither empty nor an amount, and the request could hold it.
fn wrong_missing(echo: &Echo, request: &Field) -> Option<Diagnostic> {
    let Missing::Is(text) = &echo.terms.missing else { return None };
    let (code, text, help) = if text.is_empty() {
        let text = format!("an empty text counts as no `{}`", echo.written());
        (Code::ValueDoesNotFit, text, "write `missing: unsettled`, or leave it out")
    } else if is_amount(request) {
        let text = format!("`{}` is an amount, and no amount counts as received", echo.written());
        (Code::RuleDoesNotFit, text, "write `missing: unsettled`, or leave it out")
    } else {
        let text = format!("`{}` cannot hold this: {}", echo.written(), fits(request, text).err()?);
        (Code::ValueDoesNotFit, text, "name a text that a request could have")
    };
    Some(Diagnostic::new(code, echo.spans.missing, text).help(help))
}

fn is_amount(field: &Field) -> bool {
    field.ty.is_amount()
}
