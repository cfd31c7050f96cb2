//! Refunds that only a person can settle, and the one way to a second number.

use refundry_runtime::operation::{Query, Request};
use refundry_runtime::{Outcome, SignError};

use crate::client::Step;
use crate::{Client, ClientError, Entry, Ledger, Transport};

/// The decision of a person who asked the provider about a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The money went out.
    Paid,
    /// The provider will never pay it: another refund may replace it.
    NeverPays,
    /// The client goes on with it.
    GoOn,
}

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    /// The refunds that the client cannot settle, each with the reason in [`Entry::person`].
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub async fn handed_over(&self) -> Step<Vec<Entry>, L> {
        self.ledger.handed_over(&self.account).await.map_err(ClientError::Ledger)
    }

    /// Takes in the decision about a refund that was handed to a person.
    ///
    /// # Errors
    /// The refund is not handed to a person.
    pub async fn decide(&self, number: &str, decision: Decision) -> Step<Entry, L> {
        loop {
            let mut entry = self.entry(number).await?;
            if entry.person.take().is_none() {
                return Err(ClientError::NotHandedOver);
            }
            match decision {
                Decision::Paid => entry.outcome = Some(Outcome::Succeeded),
                Decision::NeverPays => entry.outcome = Some(Outcome::Failed),
                Decision::GoOn => (entry.created, entry.due, entry.steps) = (self.now(), self.now(), 0),
            }
            if self.ledger.replace(&entry).await.map_err(ClientError::Ledger)? {
                entry.version += 1;
                if entry.is_final() {
                    self.release(&entry).await?;
                }
                return Ok(entry);
            }
        }
    }

    /// Replaces a refund that failed for good: a new request, under a new number of the caller.
    ///
    /// # Errors
    /// The earlier refund may still pay, or the new one has its number.
    pub async fn supersede<R>(&self, failed: &str, request: R) -> Step<Entry, L>
    where
        R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    {
        let (entry, number) = (self.entry(failed).await?, request.refund_number().map(String::from));
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

    /// Hands a refund to a person, because a time has passed.
    pub(crate) async fn give_up(&self, entry: &Entry, passed: &str) -> Step<Entry, L> {
        let known =
            |outcome: Option<Outcome>| outcome.map_or_else(|| "not known".to_owned(), |known| known.to_string());
        let (outcome, last) = (known(entry.outcome), known(entry.last));
        let why = entry.last.and_then(Outcome::doubt).map(|doubt| format!(" ({doubt})")).unwrap_or_default();
        let reason = format!("{passed}: the outcome is `{outcome}`, the last answer was `{last}`{why}");
        self.hand_over(&entry.key, &reason).await
    }
}
