//! The reasons why a client did nothing.

use refundry_runtime::{ReadError, SentError, SignError, Timestamp};
use thiserror::Error;

/// The reason why a client did not do what was asked. Nothing was sent, unless the error is of the ledger.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ClientError<E> {
    /// The request breaks rules, or cannot be signed.
    #[error("the request cannot be signed: {0}")]
    Sign(SignError),
    /// The request has neither a refund number nor a number of its order.
    #[error("the request has no number by which it could be known again")]
    NoNumber,
    /// A refund with another content is stored under this number.
    #[error("a refund with another `{field}` is stored under this number: take the stored one, or another number")]
    Differs {
        /// The field that differs.
        field: String,
    },
    /// No refund is stored under this number.
    #[error("no refund is stored under this number")]
    NotStored,
    /// Another worker has the refund.
    #[error("another worker sends this refund, at the latest until {} ms", until.epoch_ms())]
    Busy {
        /// The end of its lease.
        until: Timestamp,
    },
    /// The provider takes one refund of an order at a time.
    #[error("the refund `{number}` of the same order is not settled yet")]
    OrderBusy {
        /// The number of the refund that holds the order.
        number: String,
    },
    /// The refund is not with a person, who alone decides.
    #[error("the refund is not handed to a person")]
    NotHandedOver,
    /// The refund may still pay, so that no other one can replace it.
    #[error("the refund is not final, and may still pay: settle it first")]
    NotFailed,
    /// The stored record is not one of this operation.
    #[error("the stored record cannot be read: {0}")]
    Record(SentError),
    /// A notification cannot be trusted or understood: do not acknowledge it.
    #[error("the notification cannot be believed: {0}")]
    Read(ReadError),
    /// The operating system gives no random numbers.
    #[error("the operating system gives no random numbers")]
    Random,
    /// The ledger failed: the refund may have been sent, and what came of it is not stored. [`Client::settle`] goes on.
    ///
    /// [`Client::settle`]: crate::Client::settle
    #[error("the ledger failed: {0}")]
    Ledger(E),
}

// The messages hold their causes, so the causes are no sources: a report would show them twice.
impl<E> From<SignError> for ClientError<E> {
    fn from(error: SignError) -> Self {
        Self::Sign(error)
    }
}

impl<E> From<SentError> for ClientError<E> {
    fn from(error: SentError) -> Self {
        Self::Record(error)
    }
}

impl<E> From<ReadError> for ClientError<E> {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}
