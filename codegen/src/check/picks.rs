//! Lists of which one item is ours: received, and picked by the echo of the item's number.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Message, OperationKind, Provider, Receives},
};

/// A list is picked in every operation that receives it, and in no other one.
pub(super) fn check_picks(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received() {
        let picks = receives.picks();
        let picked = |list: &Field| picks.iter().any(|pick| pick.list.last().is_some_and(|at| at.span == list.span));
        for (list, number) in lists(receives).into_iter().filter(|(list, _)| !picked(list)) {
            let text = format!("`{}` does not compare `{}` of the items of `{}`", operation.name, number, list.wire);
            let help = "list the path of that member under `echo:`, with the field of the request that it equals";
            diagnostics.push(Diagnostic::new(Code::WithoutEcho, list.spans.pick, text).help(help));
        }
    }
    for list in provider.sent_messages().into_iter().flat_map(|(message, _)| &message.fields) {
        if list.pick.is_some() {
            let text = format!("`{}` is sent, and only a received list has other items than ours", list.wire);
            let fault = Diagnostic::new(Code::RuleDoesNotFit, list.spans.pick, text);
            diagnostics.push(fault.help("leave `pick` out"));
        }
    }
}

/// A query or notification that does not list our refund settles nothing, also where the list is absent.
pub(super) fn check_unpicked(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received().filter(|(found, _)| found.kind != OperationKind::Refund) {
        for pick in receives.picks().into_iter().filter(|pick| receives.is_covered(pick.echo)) {
            if !pick.echo.is_needed() {
                let text = format!("`{}` would settle a refund that it does not list", operation.name);
                let fault = Diagnostic::new(Code::WithoutEcho, pick.echo.span, text);
                diagnostics.push(fault.help("write `missing: unsettled`: that a refund is not found proves nothing"));
            }
        }
    }
}

/// The picked lists of a received message, at any depth, with the names of the items' numbers.
fn lists(receives: &Receives) -> Vec<(&Arc<Field>, &str)> {
    let mut out = Vec::new();
    receives.layers.iter().for_each(|layer| collect(&layer.message, &mut out));
    out
}

fn collect<'m>(message: &'m Message, out: &mut Vec<(&'m Arc<Field>, &'m str)>) {
    for field in &message.fields {
        out.extend(field.pick.as_ref().map(|number| (field, number.wire.as_str())));
        if let Some(inner) = field.ty.message() {
            collect(inner, out);
        }
    }
}
