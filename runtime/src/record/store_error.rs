//! The reasons why a request may not be sent although it was signed.

use std::error::Error;
use std::fmt;

use crate::{Outcome, SentError};

/// The reason why the record of a request was not stored. Nothing may be sent then.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError<E> {
    /// The caller's store failed.
    Store(E),
    /// The text that was stored under the number before is not a record of this operation.
    Record(SentError),
    /// The request that was stored under the number before has another content. It may have been sent: sign it again
    /// from its record.
    Differs {
        /// The first field that differs.
        field: String,
    },
}

impl<E: fmt::Display> fmt::Display for StoreError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "the record was not stored: {error}"),
            Self::Record(error) => error.fmt(f),
            Self::Differs { field } => {
                write!(f, "another request is stored under this number: its `{field}` differs")
            }
        }
    }
}

// Also for a boxed error, which is no `Error` itself.
impl<E: fmt::Debug + fmt::Display> Error for StoreError<E> {}

impl<E> From<SentError> for StoreError<E> {
    fn from(error: SentError) -> Self {
        Self::Record(error)
    }
}

impl<E> StoreError<E> {
    /// Always [`Outcome::NotSent`].
    pub fn outcome(&self) -> Outcome {
        Outcome::NotSent
    }
}
