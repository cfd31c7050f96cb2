//! Asks and repeats until a refund is final.

use std::time::Duration;

use refundry_runtime::operation::{Provider, Query, Request};
use refundry_runtime::{After, Outcome, SignError, Timestamp};
use tokio::time::sleep;

use crate::client::{Step, key};
use crate::{Client, ClientError, Entry, Ledger, Transport};

/// The number of refunds that [`Client::resume`] takes at once.
const BATCH: usize = 64;

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
    /// fixes something. A refund that is not settled at the deadline is handed to a person.
    ///
    /// # Errors
    /// The refund is not stored, another worker has it, its order is held by another refund, or the ledger failed.
    pub async fn settle(&self, number: &str, deadline: Timestamp) -> Step<Entry, L> {
        let key = key::<Q>(number);
        loop {
            let entry = self.stored(&key).await?;
            let next = next(&entry);
            if entry.is_closed() || matches!(next, Next::Stop) {
                return Ok(entry);
            }
            if entry.due.epoch_ms() > deadline.epoch_ms() || self.now().epoch_ms() >= deadline.epoch_ms() {
                return self.hand_over(&entry).await;
            }
            if entry.due.epoch_ms() > self.now().epoch_ms() {
                // A notification or another worker may settle the refund meanwhile.
                self.wait(entry.due).await;
                continue;
            }
            match next {
                Next::Repeat => self.repeat(&key).await?,
                Next::Ask | Next::Stop => self.query(number).await?,
            };
        }
    }

    /// Goes on with the refunds that are due and that no worker has, after a crash for example: one step each. A refund
    /// that fails to make its step keeps no other one from it.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub async fn resume(&self) -> Step<Vec<Step<Entry, L>>, L> {
        let due = self.ledger.due(Q::Provider::NAME, self.now(), BATCH).await.map_err(ClientError::Ledger)?;
        let mut out = Vec::with_capacity(due.len());
        for entry in due {
            out.push(match next(&entry) {
                Next::Repeat => self.repeat(&entry.key).await,
                Next::Ask => self.query(&entry.key.number).await,
                Next::Stop => Ok(entry),
            });
        }
        Ok(out)
    }

    /// Replaces a refund that failed for good: a new request, under a new number of the caller.
    ///
    /// # Errors
    /// The earlier refund may still pay, or the new one has its number.
    pub async fn supersede<R>(&self, failed: &str, request: R) -> Step<Entry, L>
    where
        R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    {
        let (key, number) = (key::<Q>(failed), request.refund_number().map(String::from));
        let entry = self.stored(&key).await?;
        let number = number.filter(|number| number != failed).ok_or(ClientError::NoNumber)?;
        let is_free = entry.superseded_by.as_ref().is_none_or(|by| *by == number);
        if entry.outcome != Some(Outcome::Failed) || entry.person.is_some() || !is_free {
            return Err(ClientError::NotFailed);
        }
        request.validate().map_err(SignError::from)?;
        let marked = Entry { superseded_by: Some(number), ..entry };
        if !self.ledger.replace(&marked).await.map_err(ClientError::Ledger)? {
            return Err(ClientError::NotFailed);
        }
        self.refund(request).await
    }

    async fn hand_over(&self, entry: &Entry) -> Step<Entry, L> {
        let known =
            |outcome: Option<Outcome>| outcome.map_or_else(|| "not known".to_owned(), |known| known.to_string());
        let (outcome, last) = (known(entry.outcome), known(entry.last));
        let reason = format!("the deadline has passed: the outcome is `{outcome}`, the last answer was `{last}`");
        self.update(&entry.key, |entry| entry.hand_over(&reason)).await
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
