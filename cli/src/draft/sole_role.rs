//! Leaves each role that a message has once to the likeliest of its fields.

use super::model::{Draft, DraftField, DraftMessage, Part, Required};
use super::proposal::{is_ours, words};

/// The roles that one field of a message has.
const SOLE: &[&str] =
    &["refund_number", "amount", "order_total", "provider_refund_id", "notify_url", "reason", "status"];

/// Takes a role away from all fields of a message but one. In a received message, the other number of a refund is likely
/// the provider's.
pub fn settle_roles(draft: &mut Draft) {
    let asked = |message: &DraftMessage| message.sent && (message.part != Part::Inner || message.carried);
    for message in draft.messages.iter_mut().filter(|message| asked(message)) {
        settle_refund_number(message);
        SOLE.iter().for_each(|role| settle_role(message, role));
    }
    let numbers = draft.messages.iter().filter(|message| asked(message)).flat_map(|message| &message.fields);
    let own = numbers.filter(|field| field.role == Some("refund_number")).map(|field| field.wire.clone());
    let own: Vec<String> = own.collect();
    for message in draft.messages.iter_mut().filter(|message| !message.sent) {
        settle_returned(message, &own);
    }
    for message in draft.messages.iter_mut().filter(|message| !message.sent && message.part != Part::Inner) {
        SOLE.iter().for_each(|role| settle_role(message, role));
    }
}

/// An answer returns our number of the refund under the name that the request has. The other number is the provider's.
fn settle_returned(message: &mut DraftMessage, own: &[String]) {
    if !message.fields.iter().any(|field| own.contains(&field.wire)) {
        return;
    }
    for field in &mut message.fields {
        match field.role {
            _ if own.contains(&field.wire) => field.role = Some("refund_number"),
            Some("refund_number") => field.role = Some("provider_refund_id"),
            _ => {}
        }
    }
}

/// The number beside that of the original order is likely the refund's: `orderNo` beside `origOrderNo`.
fn settle_refund_number(message: &mut DraftMessage) {
    let number = |field: &DraftField| matches!(field.role, Some("order_reference" | "provider_order_id"));
    let original = |field: &DraftField| number(field) && is_original(field);
    if !message.sent || with_role(message, "refund_number").is_some() || !message.fields.iter().any(original) {
        return;
    }
    let own = |field: &&mut DraftField| field.required == Required::Yes && number(field) && !is_original(field);
    if let Some(field) = message.fields.iter_mut().find(own) {
        field.role = Some("refund_number");
    }
}

/// Whether a field is of the order that is refunded, by its name or title.
fn is_original(field: &DraftField) -> bool {
    const WORDS: &[&str] = &["old", "org", "ori", "orig", "origin", "original", "source", "src"];
    field.name.starts_with('原') || words(&field.wire).iter().any(|word| WORDS.contains(&word.as_str()))
}

fn settle_role(message: &mut DraftMessage, role: &'static str) {
    let with = |message: &DraftMessage| -> Vec<usize> {
        let fields = message.fields.iter().enumerate();
        fields.filter(|(_, field)| field.role == Some(role)).map(|(at, _)| at).collect()
    };
    let places = with(message);
    let rank = |at: &usize| message.fields.get(*at).map(|field| (likelihood(field), std::cmp::Reverse(*at)));
    let Some(best) = places.iter().copied().max_by_key(rank) else { return };
    let other = role == "refund_number" && !message.sent && with_role(message, "provider_refund_id").is_none();
    let mut other = other.then_some("provider_refund_id");
    for at in places.into_iter().filter(|at| *at != best) {
        let field = message.fields.get_mut(at);
        field.into_iter().for_each(|field| field.role = other.take());
    }
}

fn with_role<'m>(message: &'m DraftMessage, role: &str) -> Option<&'m DraftField> {
    message.fields.iter().find(|field| field.role == Some(role))
}

/// A name of the merchant's own number, then of a refund, then a required field.
fn likelihood(field: &DraftField) -> (bool, bool, bool) {
    let words = words(&field.wire);
    let refund = words.iter().any(|word| word == "refund") || field.name.contains("退款");
    (is_ours(&words) || field.name.contains("商户"), refund, field.required == Required::Yes)
}
