//! What the client tells about its work: events and spans of `tracing`, counters of `metrics`. Neither holds a secret:
//! both have the account, the refund number, and the outcome alone.

use std::time::Duration;

use refundry_runtime::Outcome;
use tracing::{Span, info, info_span, warn};

use crate::{Entry, Key};

/// The kind of a step.
#[derive(Clone, Copy)]
pub(crate) enum StepKind {
    Refund,
    Query,
    Notification,
}

impl StepKind {
    fn name(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Query => "query",
            Self::Notification => "notification",
        }
    }
}

/// The span of the work on one refund.
pub(crate) fn span(key: &Key) -> Span {
    info_span!("refund", account = key.account, number = key.number)
}

/// A step has ended and is stored.
pub(crate) fn step_ended(entry: &Entry, kind: StepKind, outcome: Outcome) {
    let (account, kind) = (entry.key.account.clone(), kind.name());
    info!(account, number = entry.key.number, step = kind, %outcome, attempts = entry.attempts, "a step ended");
    metrics::counter!("refundry_steps_total", "account" => account, "step" => kind, "outcome" => outcome.to_string())
        .increment(1);
}

/// An answer came, or the time for it has passed.
pub(crate) fn answered(account: &str, passed: Duration) {
    metrics::histogram!("refundry_answer_seconds", "account" => account.to_owned()).record(passed);
}

/// A refund was handed to a person.
pub(crate) fn handed_over(entry: &Entry, reason: &str) {
    let Key { account, number } = &entry.key;
    warn!(account, number, reason, "a person has to look");
    metrics::counter!("refundry_handed_over_total", "account" => account.clone()).increment(1);
}
