//! A statement of the provider in an answer or a notification.

use refundry_interpreter::runtime::{After, Doubt, Outcome};

use crate::{Refund, State};

/// A statement of the provider.
#[derive(Clone, Copy, Debug)]
pub enum Saying<'s> {
    /// The state of a refund.
    Of(&'s Refund),
    /// The refund is unknown.
    NotFound,
    /// The request is refused: the first row of the spec's table with this outcome.
    Refused(Outcome),
    /// An error code of the catalogue.
    Code(&'s str),
}

impl Saying<'_> {
    /// The outcomes that make the statement, the most precise one first.
    pub(crate) fn outcomes(self) -> Vec<Outcome> {
        let unknown = [Outcome::Unknown(Doubt::Unsure), Outcome::Unknown(Doubt::Unlisted)];
        let refused = [After::Fix, After::Pause, After::Funding].map(Outcome::Refused);
        match self {
            Self::Of(Refund { state: State::Processing, .. }) => [&[Outcome::Processing][..], &unknown].concat(),
            Self::Of(Refund { state: State::Succeeded, .. }) => {
                [&[Outcome::Succeeded, Outcome::Processing][..], &unknown].concat()
            }
            Self::Of(Refund { state: State::Failed, .. }) => [&[Outcome::Failed][..], &unknown].concat(),
            Self::Of(Refund { state: State::Closed, .. }) => [&refused[..], &unknown].concat(),
            Self::NotFound => [&[Outcome::Unknown(Doubt::NotFound)][..], &unknown].concat(),
            Self::Refused(outcome) => vec![outcome],
            Self::Code(_) => Outcome::ALL.to_vec(),
        }
    }

    /// The refund that the statement is about.
    pub(crate) fn refund(&self) -> Option<&Refund> {
        if let Self::Of(refund) = self { Some(refund) } else { None }
    }
}
