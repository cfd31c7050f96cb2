//! Currencies of amounts in major units.

use std::sync::Arc;

use refundry_vocabulary::decimals;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{CurrencyMember, Echo, Field, Missing, Place, Provider, operation::dotted},
};

/// A request always tells the currency of an amount whose decimals depend on it.
pub(super) fn check_currencies(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (message, _) in provider.sent_messages() {
        for field in &message.fields {
            let Some(member) = field.ty.currency().filter(|member| !member.plain && member.absent.is_empty()) else {
                continue;
            };
            let text =
                format!("`{}` may be absent, and then nothing tells the currency of `{}`", member.wire, field.wire);
            let help = "demand it with `required: true`, or write the provider's `currency:`, which then applies";
            diagnostics.push(Diagnostic::new(Code::BadType, field.spans.ty, text).help(help));
        }
    }
}

/// An answer without the currency of its amount is compared in the provider's currency, so it settles nothing.
pub(super) fn check_compared_currencies(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let amounts = receives.echo.iter().filter_map(|echo| echo.amount());
        for member in amounts.filter_map(|path| path.last()?.ty.currency().cloned()) {
            let currency = &member.wire;
            let names = |path: &Vec<Arc<Field>>| path.last().is_some_and(|field| field.wire == *currency);
            let of_currency = |echo: &&Echo| echo.answers.iter().any(names);
            let mut tested = receives.outcome.iter().flat_map(|row| &row.when).map(|condition| &condition.path);
            if tested.any(names) {
                continue;
            }
            let told = |echo: &&Echo| echo.is_needed() || implies(echo, &member);
            let Some(echo) = receives.echo.iter().find(of_currency).filter(|echo| !told(echo)) else { continue };
            let text = format!("without `{currency}`, the amount beside it is compared in another currency");
            let fault = Diagnostic::new(Code::NotCompared, echo.span, text);
            let own = if provider.currency.is_empty() { "EUR" } else { &provider.currency };
            let help = format!(
                "write `{{ answer: {}, request: {}, missing: {{ is: {own} }} }}` where an absent one means {own}, otherwise \
                 `missing: unsettled`, or, where refusals come without it and would be unknown, test `{currency}` in the rows of `outcome:` that accept, as in \
                 `when: {{ {currency}: {own} }}`",
                echo.answers.first().map(|path| dotted(path)).unwrap_or_default(),
                echo.written(),
            );
            diagnostics.push(fault.help(help));
        }
    }
}

/// Whether an absent currency counts as one of the decimals in which the amount beside it is then read.
fn implies(echo: &Echo, member: &CurrencyMember) -> bool {
    let Missing::Is(text) = &echo.terms.missing else { return false };
    decimals(text) == Some(member.decimals(None))
}

/// A received amount and its currency are read together, and a header is read apart from the body.
pub(super) fn check_received_currencies(provider: &Provider, diagnostics: &mut Diagnostics) {
    for message in provider.received_messages() {
        for field in &message.fields {
            let named = field.ty.currency().and_then(|member| message.field(&member.wire));
            let Some(header) = named.and_then(|named| [named, field].into_iter().find(|at| at.place == Place::Header))
            else {
                continue;
            };
            let text = format!("`{}` is a header, and a received amount is read beside its currency", header.wire);
            let help = "let both be members of the body, or read the amount as a `string`";
            diagnostics.push(Diagnostic::new(Code::BadType, field.spans.ty, text).help(help));
        }
    }
}
