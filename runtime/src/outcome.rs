//! The meaning of a call or an answer for the refund.

use refundry_vocabulary as vocabulary;

use crate::After;

/// The known state of a refund; each outcome demands an action of the caller.
///
/// The outcome of an answer to a refund is valid for the [`Attempt`] that sent it. A query or a notification is about
/// the refund itself.
#[must_use = "the outcome says what the caller must do"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing left the machine: fix the cause, then send the same number.
    NotSent,
    /// The provider has accepted the refund under its number: wait for the notification, and query until it is settled.
    Processing,
    /// The provider says that the money went out: book the refund.
    Succeeded,
    /// Nothing was done, and the same number may work later: do what [`After`] says, then send the same request under
    /// the same number. It is not final, and no reason for a new number.
    Refused(After),
    /// This number will never pay: book the failure. A refund under a new number is a separate decision.
    Failed,
    /// The refund may or may not have happened: book nothing, query, then send the same request under the same number,
    /// never under a new one. Where a refund has no number, the operation says so: send nothing again before the fate
    /// of the first request is known.
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

/// Whether a request was the first one under its number.
///
/// [`Record::store`](crate::Record::store) decides: an attempt is the first one if the caller's store says that its
/// number is new, and a repeated one otherwise. A refusal or failure on a repeated attempt is about that attempt only,
/// while the first may have paid. It is [`Outcome::Unknown`], unless the spec gives a reason to believe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// Nothing was sent under this number before.
    First,
    /// An earlier request under this number may have arrived.
    Repeated,
}

impl Outcome {
    /// The step that must come before the same number is sent again; `None` unless the outcome is a refusal.
    pub const fn after(self) -> Option<After> {
        match self {
            Self::Refused(after) => Some(after),
            _ => None,
        }
    }

    /// `self` if it is a refusal, otherwise `Unknown`: the meaning of a text that anybody can write. A forged refusal
    /// costs a repetition under the same number. A forged success books money that did not move, and a forged failure
    /// makes the merchant pay by other means.
    pub const fn only_refused(self) -> Self {
        match self {
            Self::Refused(after) => Self::Refused(after),
            _ => Self::Unknown,
        }
    }
}

impl Attempt {
    /// `outcome` if this is the first attempt, otherwise `Unknown`: the answer is about this attempt, and an earlier
    /// one may have paid.
    pub const fn only_first(self, outcome: Outcome) -> Outcome {
        match self {
            Self::First => outcome,
            Self::Repeated => Outcome::Unknown,
        }
    }
}
