//! The meaning of a call or an answer for the refund.

mod sequence;
mod text;

use refundry_vocabulary as vocabulary;

use crate::{After, Doubt};

pub use sequence::OutcomeConflict;
pub use text::NoSuchOutcome;

/// The known state of a refund; each outcome demands an action of the caller.
///
/// The outcome of an answer to a refund is valid for the [`Attempt`] that sent it. A query or a notification is about
/// the refund itself. [`Outcome::then`] takes in the outcome of a later attempt, [`Outcome::then_reported`] that of a
/// query or a notification.
///
/// `Display` and `FromStr` have one stable text for each outcome, of at most 32 bytes, for a column of a database:
/// `not_sent`, `processing`, `succeeded`, `refused: pause`, `refused: funding`, `refused: fix`, `failed`,
/// `unknown: not_verified`, `unknown: not_identified`, `unknown: unlisted`, `unknown: on_repeat`, `unknown: unsure`,
/// `unknown: not_found`, `unknown: no_answer`. With the feature `serde`, `Serialize` and `Deserialize` have the same texts.
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
    /// The refund may or may not have happened, and [`Doubt`] says why: book nothing, query, then send the same request
    /// under the same number, never under a new one. Where a refund has no number, the operation says so: send nothing
    /// again before the fate of the first request is known.
    Unknown(Doubt),
}

/// `unknown` in a row of a spec means that the provider leaves the fate of the refund open: [`Doubt::Unsure`]. `not found`
/// means that the provider does not know the refund that a query asks about: [`Doubt::NotFound`].
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
            Listed::Unknown => Self::Unknown(Doubt::Unsure),
            Listed::NotFound => Self::Unknown(Doubt::NotFound),
        }
    }
}

/// Whether a request was the first one under its number.
///
/// [`Record::store`](crate::Record::store) decides: an attempt is the first one if the caller's store says that its
/// number is new, and a repeated one otherwise. A refusal or failure on a repeated attempt is about that attempt only,
/// while the first may have paid. It is [`Doubt::OnRepeat`], unless the spec gives a reason to believe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// Nothing was sent under this number before.
    First,
    /// An earlier request under this number may have arrived.
    Repeated,
}

impl Outcome {
    /// Every outcome, unknown ones with each of their reasons.
    pub const ALL: &'static [Self] = &[
        Self::NotSent,
        Self::Processing,
        Self::Succeeded,
        Self::Refused(After::Pause),
        Self::Refused(After::Funding),
        Self::Refused(After::Fix),
        Self::Failed,
        Self::Unknown(Doubt::NotVerified),
        Self::Unknown(Doubt::NotIdentified),
        Self::Unknown(Doubt::Unlisted),
        Self::Unknown(Doubt::OnRepeat),
        Self::Unknown(Doubt::Unsure),
        Self::Unknown(Doubt::NotFound),
        Self::Unknown(Doubt::NoAnswer),
    ];

    /// The step that must come before the same number is sent again; `None` unless the outcome is a refusal.
    pub const fn after(self) -> Option<After> {
        match self {
            Self::Refused(after) => Some(after),
            _ => None,
        }
    }

    /// The reason why the outcome is unknown; `None` for any other outcome.
    pub const fn doubt(self) -> Option<Doubt> {
        match self {
            Self::Unknown(doubt) => Some(doubt),
            _ => None,
        }
    }

    /// Whether the refund may or may not have happened, for any reason.
    pub const fn is_unknown(self) -> bool {
        self.doubt().is_some()
    }

    /// The outcome as a spec lists it, where `unknown` has no reason but `not found`; `None` for `NotSent`, which no answer has.
    pub const fn listed(self) -> Option<vocabulary::Outcome> {
        use vocabulary::Outcome as Listed;
        Some(match self {
            Self::NotSent => return None,
            Self::Processing => Listed::Processing,
            Self::Succeeded => Listed::Succeeded,
            Self::Refused(After::Pause) => Listed::RefusedAfterPause,
            Self::Refused(After::Funding) => Listed::RefusedAfterFunding,
            Self::Refused(After::Fix) => Listed::RefusedAfterFix,
            Self::Failed => Listed::Failed,
            Self::Unknown(Doubt::NotFound) => Listed::NotFound,
            Self::Unknown(_) => Listed::Unknown,
        })
    }

    /// The meaning of a text that anybody can write: a refusal stays, an unknown outcome keeps its reason, and any other
    /// outcome is [`Doubt::NotVerified`]. A forged refusal costs a repetition under the same number. A forged success
    /// books money that did not move, and a forged failure makes the merchant pay by other means.
    pub const fn only_refused(self) -> Self {
        match self {
            Self::Refused(_) | Self::Unknown(_) => self,
            Self::NotSent | Self::Processing | Self::Succeeded | Self::Failed => Self::Unknown(Doubt::NotVerified),
        }
    }
}

impl Attempt {
    /// `outcome` if this is the first attempt, otherwise [`Doubt::OnRepeat`]: the answer is about this attempt, and an
    /// earlier one may have paid.
    pub const fn only_first(self, outcome: Outcome) -> Outcome {
        match self {
            Self::First => outcome,
            Self::Repeated => Outcome::Unknown(Doubt::OnRepeat),
        }
    }
}
