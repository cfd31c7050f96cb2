//! Asks and repeats until a refund is final.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use refundry_runtime::operation::Query;
use refundry_runtime::{After, Outcome, Timestamp};
use tokio::time::sleep;
use tracing::Instrument;

use crate::client::Step;
use crate::observe;
use crate::store::later;
use crate::{Client, ClientError, Entry, Ledger, Transport};

/// The number of refunds that [`Client::resume`] takes at once.
const BATCH: usize = 64;

/// The number of steps that run at once: a provider that does not answer holds up few others.
const AT_ONCE: usize = 16;

/// The next step of a refund.
enum Next {
    /// Send the same request again.
    Repeat,
    /// Ask what became of it.
    Ask,
    /// The caller has to do something first.
    Stop,
}

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    /// Goes on with a stored refund until its outcome is final, or a refusal demands that the caller funds the account or
    /// fixes something. It waits while another worker has the refund, or another refund holds the order. At the deadline
    /// a refund is handed to a person, unless the provider processes it: then [`Client::resume`] goes on with it.
    ///
    /// # Errors
    /// The refund is not stored, it cannot be signed again, or the ledger failed.
    pub async fn settle(&self, number: &str, deadline: Timestamp) -> Step<Entry, L> {
        loop {
            let entry = self.entry(number).await?;
            if entry.is_closed() || matches!(next(&entry), Next::Stop) {
                return Ok(entry);
            }
            let now = self.now();
            let due = if entry.is_leased(now) { entry.lease.unwrap_or(now) } else { entry.due };
            if due.epoch_ms() > deadline.epoch_ms() || now.epoch_ms() >= deadline.epoch_ms() {
                return if entry.is_processed() {
                    Ok(entry)
                } else {
                    self.give_up(&entry, "the deadline has passed").await
                };
            }
            if due.epoch_ms() > now.epoch_ms() {
                // A notification or another worker may settle the refund meanwhile.
                self.wait(due).await;
                continue;
            }
            match self.step(&entry).await {
                Err(ClientError::Busy { .. } | ClientError::OrderBusy { .. }) => {}
                done => drop(done?),
            }
        }
    }

    /// Goes on with the refunds that are due and that no worker has, after a crash for example: one step each. A refund
    /// that fails to make its step keeps no other one from it.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub async fn resume(&self) -> Step<Vec<Step<Entry, L>>, L> {
        let due = self.ledger.due(&self.account, self.now(), BATCH).await.map_err(ClientError::Ledger)?;
        Ok(stream::iter(due).map(|entry| async move { self.step(&entry).await }).buffered(AT_ONCE).collect().await)
    }

    /// One step. A refund that cannot make it tries later, so that it is not in the way of others.
    async fn step(&self, entry: &Entry) -> Step<Entry, L> {
        self.due_step(entry).instrument(observe::span(&entry.key)).await
    }

    async fn due_step(&self, entry: &Entry) -> Step<Entry, L> {
        if let Some(passed) = self.overdue(entry) {
            return self.give_up(entry, passed).await;
        }
        let done = match next(entry) {
            Next::Repeat => self.repeat(&entry.key).await,
            Next::Ask => self.ask(&entry.key).await,
            Next::Stop => return Ok(entry.clone()),
        };
        if done.is_err() {
            self.update(&entry.key, |entry| self.postpone(entry)).await?;
        }
        done
    }

    /// The reason why a person has to look at a refund that no answer settles.
    fn overdue(&self, entry: &Entry) -> Option<&'static str> {
        let (patience, passed) = if entry.is_processed() {
            (self.policy.longest_processing, "the provider processes it for too long")
        } else {
            (self.policy.patience, "it is open for too long")
        };
        (self.now().epoch_ms() > later(entry.created, patience).epoch_ms()).then_some(passed)
    }

    async fn wait(&self, due: Timestamp) {
        let pause = due.epoch_ms().saturating_sub(self.now().epoch_ms());
        sleep(Duration::from_millis(u64::try_from(pause).unwrap_or_default())).await;
    }
}

/// The next step: a refund whose fate is unknown is asked about and sent again in turn.
fn next(entry: &Entry) -> Next {
    match entry.outcome {
        Some(Outcome::NotSent | Outcome::Refused(After::Pause)) => Next::Repeat,
        Some(Outcome::Processing) => Next::Ask,
        // A worker that died in an attempt leaves no outcome behind.
        None | Some(Outcome::Unknown(_)) if entry.attempts > 0 && !entry.asked => Next::Ask,
        None | Some(Outcome::Unknown(_)) => Next::Repeat,
        Some(Outcome::Refused(After::Funding | After::Fix) | Outcome::Succeeded | Outcome::Failed) => Next::Stop,
    }
}
