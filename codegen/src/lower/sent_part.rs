//! Resolves a field of the request in a text of its answer.

use std::sync::Arc;

use super::{ambiguous_name, binder::Binder};
use crate::{
    diagnostic::Code,
    model::{Direction, Field, Sends, Source},
    spec::syntax::Word,
};

/// The path of a field of the request that the answer belongs to. The record of the request keeps the field.
pub(super) fn lower_sent_part(binder: &mut Binder<'_, '_>, word: &Word) -> Option<Vec<Arc<Field>>> {
    if let Some((text, help)) = misplaced(binder, word) {
        binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
        return None;
    }
    let request = binder.request?;
    let Some(path) = request.field(&word.value).or_else(|| request.supplied_member(&word.value)) else {
        let known = binder.scope.names_in(&request.layers);
        binder.scope.unknown("field of the request", word, known);
        return None;
    };
    ambiguous_name::check_ambiguous_name(binder.scope, word, &request.layers);
    if let Some((reason, help)) = unfit(request, &path) {
        let text = format!("`{}` of the request cannot be in the text of its answer: {reason}", word.value);
        binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
    }
    Some(path)
}

/// The fault of a part outside the values of an answer, and the help.
fn misplaced(binder: &Binder<'_, '_>, word: &Word) -> Option<(String, String)> {
    let name = &word.value;
    if binder.acknowledged.is_some() {
        let text = format!("an acknowledgement belongs to no sent request, so `{{ sent: {name} }}` has no text in it");
        return Some((text, "repeat a member of the notification, as in `{ received: out_refund_no }`".to_owned()));
    }
    if binder.direction == Direction::Sent {
        let text = format!("a request answers nothing, so `{{ sent: {name} }}` has no text in it");
        return Some((text, format!("take `{{ field: {name} }}`, and give the answer a value of its own")));
    }
    let text = format!("a notification is verified before its request is known, so `{name}` has no text");
    binder.notified.then(|| (text, format!("take the member that repeats it, as in `{{ field: {name} }}`")))
}

/// The reason why no record keeps the text of a field, and the help.
fn unfit(request: &Sends, path: &[Arc<Field>]) -> Option<(String, String)> {
    let last = path.last()?;
    // An object that holds another secret is no secret itself.
    if let Some(secret) = path.iter().find(|field| field.secret).or(Some(last).filter(|last| request.is_secret(last))) {
        let credential =
            secret.source.credential().map(|credential| format!("take `{{ credential: {} }}`", credential.name));
        let help = credential.unwrap_or_else(|| "name a field that is no secret".to_owned());
        return Some(("it is a secret, and no record keeps a secret".to_owned(), help));
    }
    if last.source.is_layer() || last.ty.content().is_nested() {
        let reason = "it has no single text that a record keeps".to_owned();
        return Some((reason, "name a field with a text, a number or a time".to_owned()));
    }
    if let (Source::Constant(text), [_, _, ..]) = (&last.source, path) {
        let reason = "every request has the same text".to_owned();
        return Some((reason, format!("write the text itself, `{text:?}`")));
    }
    let currency = last.ty.currency()?;
    let reason = format!("`{}` tells its decimals, and the record keeps no decimals", currency.wire);
    Some((reason, "name an amount whose decimals are fixed".to_owned()))
}
