//! A layer that names another message than the one whose members its operation names.

use std::collections::BTreeMap;

use super::Scope;
use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    source::Span,
    spec::syntax::{Message, Operation, Spec, Word},
};

/// Several members that a message lacks are one fault of its layer, if one message has them all and no layer names it.
pub(super) fn report(scope: &mut Scope<'_>) {
    for (message, lacked) in lacked_members(scope.diagnostics) {
        let Some(fault) = fault(scope.spec, &message, &lacked) else { continue };
        scope.diagnostics.withdraw(|told| {
            told.undeclared()
                .is_some_and(|name| name.message.as_ref() == Some(&message) && lacked.contains_key(&name.name))
        });
        scope.diagnostics.push(fault);
    }
}

/// The members that each message lacks, each with the first place that names it.
fn lacked_members(diagnostics: &Diagnostics) -> BTreeMap<String, BTreeMap<String, Span>> {
    let mut out: BTreeMap<String, BTreeMap<String, Span>> = BTreeMap::new();
    for fault in diagnostics.iter() {
        let Some(Cause::Undeclared(name)) = fault.cause.as_deref() else { continue };
        let Some(message) = &name.message else { continue };
        out.entry(message.clone()).or_default().entry(name.name.clone()).or_insert(fault.span);
    }
    out.retain(|_, lacked| lacked.len() > 1);
    out
}

fn fault(spec: &Spec, message: &str, lacked: &BTreeMap<String, Span>) -> Option<Diagnostic> {
    let layers = || spec.operations.iter().flat_map(|(_, operation)| layers(operation));
    let is_free = |name: &Word| layers().all(|layer| layer.value != name.value);
    let has_all = |other: &Message| lacked.keys().all(|name| other.fields.entry(name).is_some());
    let mut others = spec.messages.iter().filter(|(name, other)| is_free(name) && has_all(other));
    let (other, _) = others.next().filter(|_| others.next().is_none())?;
    let first = lacked.values().min()?;
    let layer = layers().filter(|name| name.value == message && name.span < *first).max_by_key(|name| name.span)?;
    let names: Vec<String> = lacked.keys().map(|name| format!("`{name}`")).collect();
    let text = format!("`{message}` lacks {} members that this operation names: {}", names.len(), names.join(", "));
    let fault = Diagnostic::new(Code::UnknownReference, layer.span, text).other(*first, "named here");
    Some(fault.help(format!("write `{}`, which has them", other.value)))
}

/// The messages of an operation's layers.
fn layers(operation: &Operation) -> impl Iterator<Item = &Word> {
    let sent = operation.sends.iter().flat_map(|sends| &sends.layers);
    let received = operation.receives.iter().flat_map(|receives| &receives.layers);
    sent.chain(received).filter_map(|layer| layer.message.as_ref())
}
