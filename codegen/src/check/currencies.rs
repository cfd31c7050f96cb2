//! Currencies of amounts in major units.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::Provider,
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
