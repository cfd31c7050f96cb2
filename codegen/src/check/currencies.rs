//! Currencies of amounts in major units.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Place, Provider},
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
