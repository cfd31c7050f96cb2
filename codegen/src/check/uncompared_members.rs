//! Members of answers that identify the refund or the merchant, or hold the amount.

use std::sync::Arc;

use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    model::{Field, Layer, Message, Operation, Provider, Receives, Role},
};

/// A received member with such a role is compared with the request, or an erratum says why not.
pub(super) fn check_uncompared(provider: &Provider, diagnostics: &mut Diagnostics) {
    let mut told: Vec<String> = Vec::new();
    for operation in &provider.operations {
        let Some(receives) = operation.receives.as_ref().filter(|receives| receives.unechoed.is_empty()) else {
            continue;
        };
        for (message, field) in told_by(receives) {
            let name = format!("{}.{}", message.name, field.wire);
            let currency = field.role == Some(Role::Currency) || field.decides_decimals;
            let settled = is_compared(receives, &field) || currency && is_tested(receives, &field);
            let wanted = is_wanted(operation, &field) || tells_currency(receives, message, &field);
            if !wanted || settled || told.contains(&name) {
                continue;
            }
            if !provider.errata.iter().any(|erratum| erratum.page.is_none() && erratum.concerns(&name)) {
                let text =
                    format!("nothing compares `{}` with the request, in an answer of `{}`", field.wire, operation.name);
                let row = if currency { ", test it in a row of `outcome:`" } else { "" };
                let help =
                    format!("list it under `echo:`{row}, or say in an erratum at `{name}` why it is not compared");
                let cause = Cause::NotCompared(operation.name.clone(), field.wire.clone());
                diagnostics.push(Diagnostic::new(Code::NotCompared, field.span, text).help(help).cause(cause));
            }
            told.push(name);
        }
    }
}

/// Whether the member must be compared; the provider's refund number only if the operation sends one.
fn is_wanted(operation: &Operation, field: &Field) -> bool {
    match field.role {
        Some(Role::ProviderRefundId) => {
            let layers = operation.sends.iter().flat_map(|sends| &sends.layers);
            layers.flat_map(|layer| &layer.message.fields).any(|sent| sent.role == field.role)
        }
        role => role == Some(Role::Currency) || role.is_some_and(Role::is_compared),
    }
}

/// Whether the member names the currency of a compared amount: 100 yen are not the 1.00 yuan that were sent.
fn tells_currency(receives: &Receives, message: &Message, field: &Field) -> bool {
    let of_field = |amount: &&Arc<Field>| amount.ty.currency().is_some_and(|member| member.wire == field.wire);
    field.decides_decimals && message.fields.iter().filter(of_field).any(|amount| is_compared(receives, amount))
}

/// Whether rows of the outcome test a currency: a request may have none to compare with.
fn is_tested(receives: &Receives, field: &Arc<Field>) -> bool {
    let mut tested = receives.outcome.iter().flat_map(|row| &row.when).map(|condition| &condition.path);
    tested.any(|path| ends_in(path, field))
}

fn is_compared(receives: &Receives, field: &Arc<Field>) -> bool {
    let mut paths = receives.echo.iter().flat_map(|echo| &echo.answers);
    paths.any(|path| ends_in(path, field))
}

fn ends_in(path: &[Arc<Field>], field: &Arc<Field>) -> bool {
    path.last().is_some_and(|last| Arc::ptr_eq(last, field))
}

/// The members of every layer and of the objects inside, lists left out, each once with its message.
fn told_by(receives: &Receives) -> Vec<(&Message, Arc<Field>)> {
    let mut out = Vec::new();
    receives.layers.iter().for_each(|layer: &Layer| collect(&layer.message, &mut out));
    out
}

fn collect<'m>(message: &'m Message, out: &mut Vec<(&'m Message, Arc<Field>)>) {
    for field in &message.fields {
        if out.iter().any(|(_, known)| Arc::ptr_eq(known, field)) {
            continue;
        }
        out.push((message, Arc::clone(field)));
        if let Some(inner) = field.inner() {
            collect(inner, out);
        }
    }
}
