//! What a call or an answer means for the refund.

use refundry_vocabulary as vocabulary;

use crate::After;

/// The state of a refund as far as it is known; each outcome obliges the caller to something.
///
/// An outcome of the answer to a refund holds for the [`Attempt`] it was asked with. A query or a notification speaks of
/// the refund itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing left the machine: mend the cause, then send the same number.
    NotSent,
    /// The provider has accepted the refund under its number: wait for the notification, and query until it is settled.
    Processing,
    /// The provider says that the money went out: book it.
    Succeeded,
    /// Nothing was done, and the same number may work later: do what [`After`] says, then send the same request under
    /// the same number. It is not final, and no reason for a new number.
    Refused(After),
    /// This number will never pay: book the failure. Another refund under a new number is a decision of its own.
    Failed,
    /// The refund may or may not have happened: book nothing, query, then send the same request under the same number,
    /// never under a new one. Where a refund has no number, the operation says so, and nothing is sent again before it
    /// is known what became of the first.
    Unknown,
}

impl From<vocabulary::Outcome> for Outcome {
    fn from(outcome: vocabulary::Outcome) -> Self {
        use vocabulary::Outcome as Listed;
        match outcome {
            Listed::Processing => Self::Processing,
            Listed::Succeeded => Self::Succeeded,
            Listed::RefusedAfterPause => Self::Refused(After::Pause),
            Listed::RefusedAfterFunding => Self::Refused(After::Funding),
            Listed::RefusedAfterFix => Self::Refused(After::Fix),
            Listed::Failed => Self::Failed,
            Listed::Unknown => Self::Unknown,
        }
    }
}

/// Whether an answer belongs to the first request under its number.
///
/// [`Record::store`](crate::Record::store) decides it: an attempt is the first one where the caller's store says that
/// its number is new, and a repeated one everywhere else. A
/// refusal or failure on a repeated attempt speaks of that sending alone, while the first may have paid: it is
/// [`Outcome::Unknown`], unless the spec gives a reason to believe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// Nothing was sent under this number before.
    First,
    /// An earlier request under this number may have arrived.
    Repeated,
}

impl Outcome {
    /// The step that must come before the same number is sent again, where the outcome is a refusal.
    pub const fn after(self) -> Option<After> {
        match self {
            Self::Refused(after) => Some(after),
            _ => None,
        }
    }
}

impl Attempt {
    /// An outcome that is believed of the first attempt alone. On a repeated attempt it is unknown: the answer speaks of
    /// this sending, and an earlier one may have paid.
    pub const fn only_first(self, outcome: Outcome) -> Outcome {
        match self {
            Self::First => outcome,
            Self::Repeated => Outcome::Unknown,
        }
    }
}
