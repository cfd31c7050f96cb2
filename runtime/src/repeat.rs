//! Whether a refund may be sent again from its record.

use std::error::Error;
use std::fmt;

use crate::Timestamp;

/// Whether the provider recognises a repeated request by its number, so that it pays once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Repeats {
    /// It recognises a number for ever.
    Always,
    /// It recognises a number for this time after the first request.
    Within {
        /// The time in seconds.
        seconds: u64,
    },
    /// The interface knows no number of a refund.
    Never {
        /// The reason in the words of the spec.
        because: &'static str,
    },
}

impl Repeats {
    /// Refuses a repeated request that might pay a second time. `signed` is the time of the first request, if known.
    ///
    /// # Errors
    /// [`RepeatError::Unnumbered`], or [`RepeatError::Expired`] once the time is over.
    pub fn check(self, signed: Option<Timestamp>, now: Timestamp) -> Result<(), RepeatError> {
        match self {
            Self::Always => Ok(()),
            Self::Never { because } => Err(RepeatError::Unnumbered { because }),
            Self::Within { seconds } => {
                let lifetime = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000);
                let age = signed.map(|signed| now.epoch_ms().saturating_sub(signed.epoch_ms()));
                if age.is_some_and(|age| age >= lifetime) {
                    Err(RepeatError::Expired { after: seconds })
                } else {
                    Ok(())
                }
            }
        }
    }
}

/// The reason why a request cannot be signed again from its record. Nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RepeatError {
    /// The record is of an earlier version, or a field of the request is secret: make the request anew from your own
    /// data, with the same content, and store it under the same number.
    NotKept,
    /// The interface knows no number that a repeated request could be recognised by: a second request may pay a second
    /// time. Ask the provider what became of the first one.
    Unnumbered {
        /// The reason in the words of the spec.
        because: &'static str,
    },
    /// The provider has forgotten the number: a repeated request may pay a second time. Ask what became of the refund.
    Expired {
        /// The time after which the provider forgets a number, in seconds.
        after: u64,
    },
}

impl fmt::Display for RepeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKept => f.write_str("the record does not hold the request: make it anew with the same content"),
            Self::Unnumbered { because } => {
                write!(f, "a repeated request may pay a second time, because the refund has no number: {because}")
            }
            Self::Expired { after } => {
                write!(f, "a repeated request may pay a second time: the provider forgets a number after {after} s")
            }
        }
    }
}

impl Error for RepeatError {}
