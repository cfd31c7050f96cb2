//! The changes of a stored refund: who has it, what came of a step, and when the next one is due.

use std::time::Duration;

use refundry_runtime::operation::{Provider, Query};
use refundry_runtime::{Outcome, OutcomeConflict, Timestamp};

use crate::client::Step;
use crate::observe::{self, StepKind};
use crate::{Client, ClientError, Entry, Key, Ledger, Transport};

/// How a stored outcome takes in a later one: that of an attempt, or that of a report about the refund.
type TakeIn = fn(Outcome, Outcome) -> Result<Outcome, OutcomeConflict>;

/// The end of a step.
pub(crate) struct End {
    pub(crate) outcome: Outcome,
    /// The provider's number of the refund.
    pub(crate) id: Option<String>,
}

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    pub(crate) async fn stored(&self, key: &Key) -> Step<Entry, L> {
        self.ledger.get(key).await.map_err(ClientError::Ledger)?.ok_or(ClientError::NotStored)
    }

    /// Changes a stored refund, whatever another worker changes meanwhile.
    pub(crate) async fn update(&self, key: &Key, change: impl Fn(&mut Entry)) -> Step<Entry, L> {
        let entry = self.stored(key).await?;
        self.change(entry, change).await
    }

    /// Changes a refund that was just read; it is read again if another worker has changed it.
    async fn change(&self, mut entry: Entry, change: impl Fn(&mut Entry)) -> Step<Entry, L> {
        loop {
            change(&mut entry);
            if self.ledger.replace(&entry).await.map_err(ClientError::Ledger)? {
                entry.version += 1;
                return Ok(entry);
            }
            entry = self.stored(&entry.key).await?;
        }
    }

    /// Takes the refund for this worker alone, and counts the attempt. A closed refund is left alone.
    pub(crate) async fn acquire(&self, key: &Key) -> Step<Entry, L> {
        loop {
            let mut entry = self.stored(key).await?;
            if let Some(until) = entry.lease.filter(|_| entry.is_leased(self.now())) {
                return Err(ClientError::Busy { until });
            }
            if entry.is_closed() {
                return Ok(entry);
            }
            self.hold(&entry).await?;
            entry.begin(self.lease());
            if self.ledger.replace(&entry).await.map_err(ClientError::Ledger)? {
                entry.version += 1;
                return Ok(entry);
            }
        }
    }

    /// The end of a lease that begins now.
    pub(crate) fn lease(&self) -> Timestamp {
        later(self.now(), self.policy.lease.max(self.policy.timeout.saturating_mul(2)))
    }

    /// Stores the end of an attempt, and gives the refund free, unless another worker has taken it over.
    pub(crate) async fn conclude(&self, attempt: &Entry, end: &End) -> Step<Entry, L> {
        let concluded = self.change(attempt.clone(), |entry| {
            if end.outcome == Outcome::NotSent {
                entry.attempts = entry.attempts.saturating_sub(1);
            }
            entry.lease = entry.lease.filter(|_| entry.lease != attempt.lease);
            entry.asked = false;
            Self::take(entry, end, Outcome::then);
            self.postpone(entry);
        });
        self.ended(concluded.await?, StepKind::Refund, end).await
    }

    /// Stores the answer to a question.
    pub(crate) async fn answered(&self, key: &Key, end: &End) -> Step<Entry, L> {
        let answered = self.update(key, |entry| {
            entry.asked = true;
            Self::take(entry, end, Outcome::then_reported);
            self.postpone(entry);
        });
        self.ended(answered.await?, StepKind::Query, end).await
    }

    /// Stores what a notification states.
    pub(crate) async fn reported(&self, key: &Key, end: &End) -> Step<Entry, L> {
        let reported = self.update(key, |entry| Self::take(entry, end, Outcome::then_reported)).await?;
        self.ended(reported, StepKind::Notification, end).await
    }

    /// Puts off the next step, each time for longer.
    pub(crate) fn postpone(&self, entry: &mut Entry) {
        entry.steps = entry.steps.saturating_add(1);
        entry.due = later(self.now(), self.policy.pause(entry.steps));
    }

    /// Takes a later outcome into an entry; a contradiction is for a person.
    fn take(entry: &mut Entry, end: &End, take_in: TakeIn) {
        entry.last = Some(end.outcome);
        entry.provider_refund_id = entry.provider_refund_id.take().or_else(|| end.id.clone());
        match entry.outcome.map_or(Ok(end.outcome), |known| take_in(known, end.outcome)) {
            Ok(outcome) => entry.outcome = Some(outcome),
            Err(conflict) => entry.person = Some(conflict.to_string()),
        }
    }

    /// Hands a refund to a person, unless it is final.
    pub(crate) async fn hand_over(&self, key: &Key, reason: &str) -> Step<Entry, L> {
        let entry = self.update(key, |entry| entry.hand_over(reason)).await?;
        if entry.person.is_some() {
            observe::handed_over(&entry, reason);
        }
        Ok(entry)
    }

    /// Tells of a step, and releases the order of a refund that is final and on its way no more: a notification may settle
    /// it while a repeated request still travels.
    async fn ended(&self, entry: Entry, kind: StepKind, end: &End) -> Step<Entry, L> {
        observe::step_ended(&entry, kind, end.outcome);
        if let Some(reason) = &entry.person {
            observe::handed_over(&entry, reason);
        }
        if self.is_over(&entry) {
            self.release(&entry).await?;
        }
        Ok(entry)
    }

    /// Whether the provider takes one refund of the entry's order at a time.
    pub(crate) fn is_alone(entry: &Entry) -> bool {
        Q::Provider::LIMITS.one_at_a_time && !entry.order.is_empty()
    }

    async fn hold(&self, entry: &Entry) -> Step<(), L> {
        if !Self::is_alone(entry) {
            return Ok(());
        }
        let mut holder = self.holder(entry).await?;
        if holder != entry.key.number {
            let other = self.ledger.get(&self.key(&holder)).await.map_err(ClientError::Ledger)?;
            // The worker that should have released the order has died, or took it after the refund's end.
            if let Some(other) = other.filter(|other| self.is_over(other)) {
                self.release(&other).await?;
                holder = self.holder(entry).await?;
            }
        }
        if holder == entry.key.number { Ok(()) } else { Err(ClientError::OrderBusy { number: holder }) }
    }

    /// The number of the refund that holds the order: that of the entry, if the order was free.
    async fn holder(&self, entry: &Entry) -> Step<String, L> {
        let Key { account, number } = &entry.key;
        self.ledger.hold(account, &entry.order, number).await.map_err(ClientError::Ledger)
    }

    /// Whether a refund is final, and no worker waits for the answer to a request of it.
    fn is_over(&self, entry: &Entry) -> bool {
        entry.is_final() && !entry.is_leased(self.now())
    }

    pub(crate) async fn release(&self, entry: &Entry) -> Step<(), L> {
        if !Self::is_alone(entry) {
            return Ok(());
        }
        let Key { account, number } = &entry.key;
        self.ledger.release(account, &entry.order, number).await.map_err(ClientError::Ledger)
    }
}

pub(crate) fn later(time: Timestamp, pause: Duration) -> Timestamp {
    let pause = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_epoch_ms(time.epoch_ms().saturating_add(pause))
}
