//! The idempotency key of an operation that moves money.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Operation, OperationKind, Provider, Role, operation::dotted},
};

/// Only a refund with a number has a time for which the provider recognises it.
pub(super) fn check_number_lifetime(provider: &Provider, diagnostics: &mut Diagnostics) {
    let numbered = |operation: &&Operation| operation.kind == OperationKind::Refund && operation.unnumbered.is_empty();
    for operation in provider.operations.iter().filter(|operation| !numbered(operation)) {
        if operation.number_lifetime.is_some() {
            let text = format!("`{}` has a `number_lifetime` and no refund number", operation.name);
            let help = "leave out `number_lifetime`: it belongs to a refund that has a number";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, operation.span, text).help(help));
        }
    }
}

/// A refund that sends amounts says which one of them is its own.
pub(super) fn check_amount(provider: &Provider, diagnostics: &mut Diagnostics) {
    for operation in provider.operations.iter().filter(|operation| operation.kind == OperationKind::Refund) {
        let Some(sends) = &operation.sends else { continue };
        let fields = sends.layers.iter().flat_map(|layer| layer.message.fields.iter());
        let mut amounts = fields.filter(|field| field.ty.is_amount());
        let Some(first) = amounts.clone().find(|field| field.role.is_none()).or_else(|| amounts.next()) else {
            continue;
        };
        let own = sends.with_role(Role::Amount);
        if own.is_empty() {
            let text = format!("no amount that `{}` sends has the role `amount`", operation.name);
            let help = "give the field with the amount of the refund `role: amount`";
            diagnostics.push(Diagnostic::new(Code::NoAmount, first.span, text).help(help));
        }
        if let [Some(one), Some(other), ..] = own.iter().map(|path| path.last()).collect::<Vec<_>>().as_slice() {
            let text = format!("`{}` and `{}` have the role `amount`", one.wire, other.wire);
            let fault = Diagnostic::new(Code::SecondAmount, other.spans.role, text).other(one.spans.role, "the first");
            diagnostics.push(fault.help(
                "leave the role to the field with the amount of the refund; the amount of the payment is `order_total`",
            ));
        }
    }
}

/// An operation that moves money has an idempotency key, and the caller gives it.
pub(super) fn check_refund_number(provider: &Provider, diagnostics: &mut Diagnostics) {
    for operation in provider.operations.iter().filter(|operation| operation.kind == OperationKind::Refund) {
        let Some(sends) = &operation.sends else { continue };
        let numbers = sends.with_role(Role::RefundNumber);
        if let Some(number) = numbers.first().and_then(|path| path.last())
            && !operation.unnumbered.is_empty()
        {
            let text = format!("`{}` is unnumbered, and yet `{}` is its number", operation.name, number.wire);
            let help = "leave one of them out: a refund that has a number may be repeated under it";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, number.span, text).help(help));
        }
        if numbers.is_empty() && operation.unnumbered.is_empty() {
            let text = format!("`{}` moves money without a refund number", operation.name);
            let asked = asked_by_number(provider, operation).and_then(|name| {
                sends.layers.iter().flat_map(|layer| &layer.message.fields).find(|field| field.wire == name)
            });
            if let Some(field) = asked {
                let place = if field.role.is_some() { field.spans.role } else { field.span };
                let fault = Diagnostic::new(Code::NoRefundNumber, place, text).other(operation.span, "the refund");
                let help =
                    format!("give `{}` the `role: refund_number`, as the query of the refund has it", field.wire);
                diagnostics.push(fault.help(help));
                continue;
            }
            let help = "give the field that identifies the refund `role: refund_number`: a retry under a new number pays \
                        twice; where the interface knows none, say so with `unnumbered: WHY`";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, operation.span, text).help(help));
        }
        let absent = |field: &&Arc<Field>| !field.source.is_caller() || !field.is_plain();
        for path in &numbers {
            let Some(field) = path.iter().find(absent) else { continue };
            let text = format!("the refund number `{}` may be absent", dotted(path));
            let help = "add `required: true`, and let the caller supply it";
            diagnostics.push(Diagnostic::new(Code::NoRefundNumber, field.span, text).help(help));
        }
    }
}

/// The field of the refund that a query of it sends as its number.
fn asked_by_number(provider: &Provider, refund: &Operation) -> Option<String> {
    let queries = provider.operations.iter().filter(|operation| operation.of.as_ref() == Some(&refund.name));
    let fields = queries.filter_map(|query| query.sends.as_ref()).flat_map(|sends| &sends.layers);
    let mut fields = fields.flat_map(|layer| &layer.message.fields);
    let number = fields.find(|field| field.role == Some(Role::RefundNumber) && field.sent_name().is_some())?;
    number.sent_name().map(str::to_owned)
}
