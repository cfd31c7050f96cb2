//! Leaves each role that a message has once to the likeliest of its fields.

use super::model::{Draft, DraftField, DraftMessage, Part, Required};
use super::proposal::{is_ours, words};

/// The roles that one field of a message has.
const SOLE: &[&str] =
    &["refund_number", "amount", "order_total", "provider_refund_id", "notify_url", "reason", "status"];

/// Takes a role away from all fields of a message but one. In a received message, the other number of a refund is likely
/// the provider's.
pub fn settle_roles(draft: &mut Draft) {
    for message in draft.messages.iter_mut().filter(|message| message.part != Part::Inner) {
        SOLE.iter().for_each(|role| settle_role(message, role));
    }
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
