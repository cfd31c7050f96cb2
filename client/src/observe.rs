//! Events and spans of `tracing` and counters of `metrics` about the client's work. Neither holds a secret:
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
    let why = outcome.doubt().map(|doubt| doubt.row().prose);
    info!(account, number = entry.key.number, step = kind, %outcome, why, attempts = entry.attempts, "a step ended");
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

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use std::fmt;
    use std::sync::{Arc, Mutex, PoisonError};

    use metrics::{Counter, Gauge, Histogram, KeyName, Metadata, Recorder, SharedString, Unit};
    use refundry_runtime::{Doubt, Timestamp};
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Subscriber};

    use super::*;

    /// Remembers the metrics that are used, with their labels.
    #[derive(Default)]
    struct Used(Mutex<Vec<String>>);

    impl Used {
        fn push(&self, key: &metrics::Key) {
            let labels: Vec<String> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
            let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            used.push(format!("{} {}", key.name(), labels.join(" ")));
        }
    }

    impl Recorder for Used {
        fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

        fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

        fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

        fn register_counter(&self, key: &metrics::Key, _: &Metadata<'_>) -> Counter {
            self.push(key);
            Counter::noop()
        }

        fn register_gauge(&self, key: &metrics::Key, _: &Metadata<'_>) -> Gauge {
            self.push(key);
            Gauge::noop()
        }

        fn register_histogram(&self, key: &metrics::Key, _: &Metadata<'_>) -> Histogram {
            self.push(key);
            Histogram::noop()
        }
    }

    /// Keeps the reasons of events.
    #[derive(Clone, Default)]
    struct Reasons(Arc<Mutex<Vec<String>>>);

    impl Visit for Reasons {
        fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

        fn record_str(&mut self, field: &Field, value: &str) {
            if field.name() == "why" {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
            }
        }
    }

    impl Subscriber for Reasons {
        fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }

        fn event(&self, event: &Event<'_>) {
            event.record(&mut self.clone());
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    fn entry() -> Entry {
        let key = Key { account: "acme".to_owned(), number: "R1".to_owned() };
        Entry::new(key, String::new(), String::new(), Timestamp::from_epoch_ms(0))
    }

    /// The reasons and the metrics that some work leaves. Both tests subscribe: an event that is first met on a thread
    /// without a subscriber stays disabled for the only subscriber of another thread.
    fn observed(work: impl FnOnce()) -> (Vec<String>, Vec<String>) {
        let (reasons, used) = (Reasons::default(), Used::default());
        tracing::subscriber::with_default(reasons.clone(), || metrics::with_local_recorder(&used, work));
        let reasons = reasons.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (reasons, used.0.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    #[test]
    fn an_event_says_why_an_outcome_is_unknown() {
        let (reasons, _) = observed(|| {
            step_ended(&entry(), StepKind::Query, Outcome::Succeeded);
            step_ended(&entry(), StepKind::Query, Outcome::Unknown(Doubt::NotFound));
        });
        let [only] = reasons.as_slice() else { panic!("one outcome is unknown: {reasons:?}") };
        assert!(only.starts_with("the provider knows no refund of this number"), "{only}");
    }

    /// The labels have few values: a number of a refund is none of them.
    #[test]
    fn metrics_have_few_labels() {
        let (_, used) = observed(|| {
            step_ended(&entry(), StepKind::Refund, Outcome::Unknown(Doubt::NoAnswer));
            step_ended(&entry(), StepKind::Query, Outcome::Succeeded);
            answered("acme", Duration::from_secs(1));
            handed_over(&entry(), "the deadline has passed");
        });
        let expected = [
            "refundry_steps_total account=acme step=refund outcome=unknown: no_answer",
            "refundry_steps_total account=acme step=query outcome=succeeded",
            "refundry_answer_seconds account=acme",
            "refundry_handed_over_total account=acme",
        ];
        assert_eq!(used, expected);
    }
}
