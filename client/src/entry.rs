//! A refund in the ledger.

use refundry_runtime::{After, Doubt, Outcome, Timestamp};

/// The identity of a refund: a number is unique for the account of a merchant at a provider.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The name of the account: that of the provider, unless [`Client::account`](crate::Client::account) gave another.
    pub account: String,
    /// The refund number.
    pub number: String,
}

/// A refund in the ledger. It holds no secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The identity.
    pub key: Key,
    /// The number of the order that is refunded; empty if the request has none.
    pub order: String,
    /// The record of the request, from which the same request can be signed again.
    pub record: String,
    /// The time when it was stored.
    pub created: Timestamp,
    /// The number of attempts that may have reached the provider. It is counted before the first byte of an attempt.
    pub attempts: u32,
    /// The steps so far: attempts and questions. Each makes the next pause longer.
    pub steps: u32,
    /// Whether the last step asked about the refund, and did not send it.
    pub asked: bool,
    /// The known outcome; `None` until the first attempt has ended.
    pub outcome: Option<Outcome>,
    /// The outcome of the last step or notification alone.
    pub last: Option<Outcome>,
    /// The provider's own number of the refund, once an answer has told it.
    pub provider_refund_id: Option<String>,
    /// The time until which one worker alone sends this refund. A worker that died leaves it behind.
    pub lease: Option<Timestamp>,
    /// The time of the next step.
    pub due: Timestamp,
    /// The reason why a person has to look at the refund; the client sends nothing more then.
    pub person: Option<String>,
    /// The number of the refund that replaces this one, which failed.
    pub superseded_by: Option<String>,
    /// Counts the changes; [`Ledger::replace`](crate::Ledger::replace) compares it.
    pub version: u64,
}

impl Entry {
    /// A refund that was not sent yet.
    pub fn new(key: Key, order: String, record: String, now: Timestamp) -> Self {
        Self {
            key,
            order,
            record,
            created: now,
            attempts: 0,
            steps: 0,
            asked: false,
            outcome: None,
            last: None,
            provider_refund_id: None,
            lease: None,
            due: now,
            person: None,
            superseded_by: None,
            version: 0,
        }
    }

    /// Whether the outcome is final: the money went out, or this number will never pay.
    pub fn is_final(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Succeeded | Outcome::Failed))
    }

    /// Whether nothing more is to be done by itself.
    pub fn is_closed(&self) -> bool {
        self.is_final() || self.person.is_some()
    }

    /// Whether the provider holds the refund and works on it, as far as its last answer tells.
    pub fn is_processed(&self) -> bool {
        let says_no_other =
            matches!(self.last, Some(Outcome::Processing | Outcome::NotSent | Outcome::Unknown(Doubt::NoAnswer)));
        self.outcome == Some(Outcome::Processing) && says_no_other
    }

    /// Whether the caller has to do something before the refund is sent again: fund the account, or mend the cause.
    pub fn awaits_caller(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Refused(After::Funding | After::Fix)))
    }

    /// Whether the client goes on with the refund by itself, once its next step is due.
    pub fn goes_on(&self) -> bool {
        !self.is_closed() && !self.awaits_caller()
    }

    /// Whether no byte of it has left, and no worker is about to send it.
    pub(crate) fn is_unsent(&self) -> bool {
        self.attempts == 0
    }

    /// Counts an attempt that begins, for one worker alone.
    pub(crate) fn begin(&mut self, lease: Timestamp) {
        self.attempts = self.attempts.saturating_add(1);
        self.lease = Some(lease);
    }

    /// Hands the refund to a person, unless it is final.
    pub(crate) fn hand_over(&mut self, reason: &str) {
        if !self.is_final() {
            self.person = Some(reason.to_owned());
        }
    }

    /// Whether a worker has the refund at this time.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.lease.is_some_and(|until| until.epoch_ms() > now.epoch_ms())
    }
}
