//! What reading an answer established, beside its members.

use crate::{Echoed, Outcome};

/// Whether the sender of an answer was proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authenticity {
    /// The signature is right.
    Verified,
    /// The answer is unsigned, although this provider signs.
    Missing,
    /// This provider never signs.
    NeverSigned {
        /// Whether an answer may settle a refund all the same.
        settles: bool,
    },
}

/// How an answer arrived and what was proven about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The HTTP status; 0 for a notification.
    pub status: u16,
    /// Whether its sender was proven.
    pub authenticity: Authenticity,
    /// What the comparison with the request established (a member that differs is an error).
    pub echoed: Echoed,
}

impl Receipt {
    /// What a listed outcome is worth: an answer that is not proven settles nothing, and one that does not
    /// say which refund it speaks of does not accept or pay it.
    pub fn settle(&self, listed: Outcome) -> Outcome {
        let accepts = matches!(listed, Outcome::Processing | Outcome::Succeeded);
        if !self.settles() || accepts && !self.echoed.identified { Outcome::Unknown } else { listed }
    }

    /// Whether the answer may settle anything; otherwise its outcome is unknown.
    pub fn settles(&self) -> bool {
        let proven = match self.authenticity {
            Authenticity::Verified => true,
            Authenticity::NeverSigned { settles } => settles,
            Authenticity::Missing => false,
        };
        proven && self.echoed.complete
    }
}
