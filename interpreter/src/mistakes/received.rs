//! Finds the mistake with which a received signature verifies.

use std::{borrow::Cow, sync::Arc};

use refundry_codegen::model::{Operation, Provider, Receives, Signed};
use refundry_runtime::{Authenticity, ReadError, Received, Record, Timestamp, Transcode};

use super::{
    Reproduced, edit,
    search::{Attempt, Prepared, Trial, search},
    variant::{Variant, Way},
};
use crate::{
    charset,
    credentials::Credentials,
    interpreter::Request,
    reader::Arrival,
    trace::{Trace, Traced},
    verify,
};

/// A received message that does not verify, with the inputs of its verification.
#[derive(Clone, Copy)]
pub struct Delivery<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// The received message.
    pub received: &'s Received<'s>,
    /// The merchant's credential values.
    pub credentials: &'s Credentials,
    /// The clock.
    pub now: Timestamp,
    /// The record of the request that the message answers; `None` for a notification.
    pub sent: Option<&'s Record>,
}

/// The mistakes with which the signature verifies: single mistakes, or pairs if no single one does; the likeliest
/// first. Empty if the signature is correct or no mistake fits.
pub fn answer_causes(delivery: &Delivery<'_>) -> Vec<Reproduced> {
    let Some(receives) = &delivery.operation.receives else { return Vec::new() };
    // A message has one of several alternatives: the one whose text was made is the one that is wrong.
    let tried = if receives.has_alternatives() { receives.signatures().len() } else { 1 };
    let causes = |signed| causes_of(delivery, receives, signed);
    receives.signatures().iter().take(tried).find_map(causes).unwrap_or_default()
}

/// The mistakes in one signature; `None` if the message has no such signature or it is right.
fn causes_of(delivery: &Delivery<'_>, receives: &Receives, signed: &Signed) -> Option<Vec<Reproduced>> {
    let base = Variant {
        provider: Arc::new(delivery.provider.clone()),
        way: Way::Receives(Arc::new(receives.clone())),
        signature: signed.value,
        focus: signed.value,
        signs_empty: false,
        request: Arc::new(Request::default()),
        credentials: Arc::new(delivery.credentials.clone()),
        swapped: false,
        without_prefix: false,
        around: None,
        edits: Vec::new(),
        unlisted: verify::unlisted(arrival(delivery, receives)),
    };
    let trial = Deliveries { delivery };
    match trial.proven(&base) {
        (Err(ReadError::Signature | ReadError::SerialNotHeld { .. }), Some(right)) => {
            Some(search(&base, &attempt(right, false), &trial))
        }
        _ => None,
    }
}

struct Deliveries<'s> {
    delivery: &'s Delivery<'s>,
}

impl Trial for Deliveries<'_> {
    fn may(&self, _: &Variant) -> bool {
        true
    }

    fn edits_text(&self) -> bool {
        false
    }

    fn prepare(&self, _: &Variant) -> Option<Prepared> {
        Some(Prepared::default())
    }

    fn finish(&self, variant: &Variant, _: &Prepared) -> Option<Attempt> {
        let (proven, traced) = self.proven(variant);
        // The message's age is checked after its signature.
        let hit = matches!(proven, Ok(Authenticity::Verified) | Err(ReadError::Stale));
        Some(attempt(traced?, hit))
    }
}

fn arrival<'s>(delivery: &Delivery<'s>, receives: &'s Receives) -> Arrival<'s> {
    let Delivery { provider, received, credentials, now, sent, .. } = *delivery;
    Arrival { provider, receives, received, credentials, now, sent, trace: None, rewrite: None }
}

fn attempt(traced: Traced, hit: bool) -> Attempt {
    Attempt { bytes: traced.bytes().to_vec(), text: traced.text, print: Vec::new(), hit }
}

impl Deliveries<'_> {
    /// Verifies the message under a mistake, and returns the traced signature.
    fn proven(&self, variant: &Variant) -> (Result<Authenticity, ReadError>, Option<Traced>) {
        let Way::Receives(receives) = &variant.way else { return (Err(ReadError::Unsigned), None) };
        let Delivery { provider, received, now, sent, .. } = *self.delivery;
        let charset = charset::text_charset(receives.layers.first(), received);
        let edited = charset.decode(received.body).and_then(|body| edit::body(&variant.edits, &body, true));
        let edited = edited.and_then(|body| charset.encode(&body).map(Cow::into_owned));
        let received = match &edited {
            Some(body) => Received { body, ..*received },
            None => *received,
        };
        let trace = Trace::default();
        // The text may be the JSON of an inner layer, which the body carries as text.
        let rewrite = |text: String| {
            let json = edit::body(&variant.edits, &text, false);
            edit::edited(&variant.edits, json.unwrap_or(text))
        };
        let arrival = Arrival {
            provider,
            receives,
            received: &received,
            credentials: &variant.credentials,
            now,
            sent,
            trace: Some(&trace),
            rewrite: Some(&rewrite),
        };
        let proven = verify::proven(arrival);
        let traced = trace.into_inner().into_iter();
        (proven, traced.rev().find(|traced| variant.value().is_some_and(|value| value.name == traced.value)))
    }
}
