//! The evidence that came with an answer, besides its members.

use crate::{Doubt, Echoed, Outcome, Received, SignError};

/// Whether the sender of an answer is authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authenticity {
    /// The signature is right.
    Verified,
    /// The answer is unsigned, although this provider signs.
    Missing,
    /// The answer is unsigned, as the refusals of this provider are: it may refuse, and settles nothing else.
    UnsignedRefusal,
    /// The sender knows the token that it shares with the merchant. Nothing protects the members of the message, and a
    /// copy of the message is as good as the message.
    Token {
        /// Whether the spec lets such a message settle a refund.
        settles: bool,
    },
    /// This provider never signs.
    NeverSigned {
        /// Whether the spec lets an unsigned answer settle a refund.
        settles: bool,
    },
}

/// The status of a notification, which has none.
const NOTIFIED: u16 = 0;

/// The status of an answer and the evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The HTTP status; 0 for a notification.
    pub status: u16,
    /// Whether its sender is authenticated.
    pub authenticity: Authenticity,
    /// The result of the comparison with the request (a member that differs is an error instead).
    pub echoed: Echoed,
}

impl Evidence {
    /// The evidence of a message that was not yet compared with its request.
    pub fn new(received: &Received<'_>, authenticity: Authenticity) -> Self {
        let status = received.status.map_or(NOTIFIED, |status| status.as_u16());
        Self { status, authenticity, echoed: Echoed::NOTHING }
    }

    /// The outcome after weighing the evidence: an unproven answer settles nothing or refuses at most, and an answer
    /// that does not identify its refund cannot be `Processing` or `Succeeded`. A notification that does not is about
    /// no refund. An answer that the refund is not found repeats nothing of it.
    pub fn settle(&self, listed: Outcome) -> Outcome {
        let listed = if self.authenticity == Authenticity::UnsignedRefusal { listed.only_refused() } else { listed };
        self.doubt(listed).map_or(listed, Outcome::Unknown)
    }

    /// The reason why the outcome is unknown whatever the table lists; `None` leaves the decision to the table. A broken
    /// server explains an unknown outcome better than a missing signature does, and both do so better than the table:
    /// an unlisted code of a stranger says nothing.
    fn doubt(&self, listed: Outcome) -> Option<Doubt> {
        let accepts = matches!(listed, Outcome::Processing | Outcome::Succeeded);
        let needs_number = accepts || self.status == NOTIFIED;
        let finds_none = listed == Outcome::Unknown(Doubt::NotFound);
        if listed.is_unknown() && !self.is_answer() {
            Some(Doubt::NoAnswer)
        } else if !self.is_proven() {
            Some(Doubt::NotVerified)
        } else if !finds_none && !self.echoed.complete || needs_number && !self.echoed.identified {
            Some(Doubt::NotIdentified)
        } else {
            None
        }
    }

    /// Whether the status is one that providers answer with: HTTP 2xx or 4xx. A notification has none.
    fn is_answer(&self) -> bool {
        matches!(self.status, NOTIFIED | 200..=299 | 400..=499)
    }

    /// Refuses to acknowledge a notification that came unsigned although this provider signs: its sender may be anybody.
    ///
    /// # Errors
    /// [`SignError::Unproven`] for such a notification.
    pub fn check_acknowledged(&self) -> Result<(), SignError> {
        match self.authenticity {
            Authenticity::Missing | Authenticity::UnsignedRefusal => Err(SignError::Unproven),
            Authenticity::Verified | Authenticity::Token { .. } | Authenticity::NeverSigned { .. } => Ok(()),
        }
    }

    fn is_proven(&self) -> bool {
        match self.authenticity {
            Authenticity::Verified | Authenticity::UnsignedRefusal => true,
            Authenticity::NeverSigned { settles } | Authenticity::Token { settles } => settles,
            Authenticity::Missing => false,
        }
    }
}
