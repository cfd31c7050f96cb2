//! The known outcome of a refund after a later one.

use std::error::Error;
use std::fmt;

use super::Outcome;

impl Outcome {
    /// The outcome of the refund after another attempt under the same number, whose outcome is `later`.
    ///
    /// `Succeeded` and `Failed` are final. An attempt that was refused or not sent says nothing of an earlier one, which
    /// may have paid: after `Processing` or `Unknown`, the outcome stays. After a refusal, an attempt with an unknown
    /// outcome may have paid, so the outcome is unknown.
    ///
    /// # Errors
    /// One outcome is `Succeeded` and the other one `Failed`.
    pub fn then(self, later: Self) -> Result<Self, OutcomeConflict> {
        Ok(match (self, later) {
            (Self::Succeeded, Self::Failed) | (Self::Failed, Self::Succeeded) => {
                return Err(OutcomeConflict { earlier: self, later });
            }
            (Self::Succeeded | Self::Failed, _) => self,
            (Self::NotSent, _) | (_, Self::Succeeded | Self::Failed | Self::Processing) => later,
            (Self::Refused(_) | Self::Unknown(_), Self::Unknown(_)) | (Self::Refused(_), Self::Refused(_)) => later,
            (Self::Processing, Self::Unknown(_)) => self,
            (Self::Processing | Self::Refused(_) | Self::Unknown(_), Self::NotSent) => self,
            (Self::Processing | Self::Unknown(_), Self::Refused(_)) => self,
        })
    }

    /// The outcome of the refund after a query or a notification, whose outcome is `later`.
    ///
    /// As [`Outcome::then`], with two differences, since the report is about the refund itself and moves no money. A
    /// refusal replaces `Processing` and `Unknown`: the provider closed the refund. After `NotSent` and a refusal, an
    /// unknown report changes nothing.
    ///
    /// # Errors
    /// One outcome is `Succeeded` and the other one `Failed`.
    pub fn then_reported(self, later: Self) -> Result<Self, OutcomeConflict> {
        match (self, later) {
            (Self::NotSent | Self::Refused(_), Self::Unknown(_)) => Ok(self),
            (Self::Processing | Self::Unknown(_), Self::Refused(_)) => Ok(later),
            _ => self.then(later),
        }
    }
}

/// A refund succeeded according to one outcome and failed according to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeConflict {
    /// The outcome that was known before.
    pub earlier: Outcome,
    /// The outcome that contradicts it.
    pub later: Outcome,
}

impl fmt::Display for OutcomeConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { earlier, later } = self;
        write!(
            f,
            "the refund was `{earlier}`, and a later message says `{later}`: book nothing more and send nothing, and let a \
             person compare the provider's statement with the books"
        )
    }
}

impl Error for OutcomeConflict {}
