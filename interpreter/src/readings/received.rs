//! Why an answer or a notification does not verify: the reading with which its signature is right.

use std::borrow::Cow;

use refundry_codegen::model::{Operation, Provider, Receives};
use refundry_runtime::{Authenticity, ReadError, Received, Timestamp, Transcode};

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

/// What does not verify.
#[derive(Clone, Copy)]
pub struct Delivery<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// The message as it arrived.
    pub received: &'s Received<'s>,
    /// What the merchant holds.
    pub credentials: &'s Credentials,
    /// The clock.
    pub now: Timestamp,
}

/// The readings with which the signature is right: single ones or, where none is, pairs; the likeliest first. None if
/// it is right as it is, or if there is none.
pub fn answer_causes(delivery: &Delivery<'_>) -> Vec<Reproduced> {
    let Some(receives) = &delivery.operation.receives else { return Vec::new() };
    let Some(signed) = receives.signatures().first() else { return Vec::new() };
    let base = Variant {
        way: Way::Receives(Box::new(receives.clone())),
        signature: signed.value,
        request: Request::default(),
        credentials: delivery.credentials.clone(),
        edits: Vec::new(),
        unlisted: verify::unlisted(arrival(delivery, receives)),
    };
    let trial = Deliveries { delivery };
    match trial.proven(&base) {
        (Err(ReadError::Signature | ReadError::SerialNotHeld { .. }), Some(right)) => {
            search(&base, &attempt(right, false), &trial)
        }
        _ => Vec::new(),
    }
}

struct Deliveries<'s> {
    delivery: &'s Delivery<'s>,
}

impl Trial for Deliveries<'_> {
    fn may(&self, _: &Variant) -> bool {
        true
    }

    fn prepare(&self, _: &Variant) -> Option<Prepared> {
        Some(Prepared::default())
    }

    fn finish(&self, variant: &Variant, _: &Prepared) -> Option<Attempt> {
        let (proven, traced) = self.proven(variant);
        // How old it is, is looked at once it is believed.
        let hit = matches!(proven, Ok(Authenticity::Verified) | Err(ReadError::Stale));
        Some(attempt(traced?, hit))
    }
}

fn arrival<'s>(delivery: &Delivery<'s>, receives: &'s Receives) -> Arrival<'s> {
    let Delivery { provider, received, credentials, now, .. } = *delivery;
    Arrival { provider, receives, received, credentials, now, trace: None, rewrite: None }
}

fn attempt(traced: Traced, hit: bool) -> Attempt {
    Attempt { bytes: traced.bytes().to_vec(), text: traced.text, print: Vec::new(), hit }
}

impl Deliveries<'_> {
    /// Whether the message verifies so, and how its signature is computed.
    fn proven(&self, variant: &Variant) -> (Result<Authenticity, ReadError>, Option<Traced>) {
        let Way::Receives(receives) = &variant.way else { return (Err(ReadError::Unsigned), None) };
        let Delivery { provider, received, now, .. } = *self.delivery;
        let charset = charset::text_charset(receives.layers.first(), received);
        let edited = charset.decode(received.body).and_then(|body| edit::body(&variant.edits, &body, true));
        let edited = edited.and_then(|body| charset.encode(&body).map(Cow::into_owned));
        let received = match &edited {
            Some(body) => Received { body, ..*received },
            None => *received,
        };
        let trace = Trace::default();
        // The text may be JSON of an inner layer, which the body carries as a text.
        let rewrite = |text: String| {
            let json = edit::body(&variant.edits, &text, false);
            edit::text(&variant.edits, json.unwrap_or(text))
        };
        let arrival = Arrival {
            provider,
            receives,
            received: &received,
            credentials: &variant.credentials,
            now,
            trace: Some(&trace),
            rewrite: Some(&rewrite),
        };
        let proven = verify::proven(arrival);
        let traced = trace.into_inner().into_iter();
        (proven, traced.rev().find(|traced| variant.value().is_some_and(|value| value.name == traced.value)))
    }
}
