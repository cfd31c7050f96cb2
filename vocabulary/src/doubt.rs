//! The reasons why an outcome is unknown.

use std::fmt;

/// The facts of a reason.
#[derive(Debug)]
pub struct DoubtRow {
    /// The spelling in the text of an outcome.
    pub word: &'static str,
    /// The reason in prose, with the next step.
    pub prose: &'static str,
}

words! {
    /// The reason why an outcome is unknown. `Display` writes a sentence for a person, with the next step.
    #[non_exhaustive]
    Doubt: DoubtRow {
        /// The answer is not proven to come from the provider: its signature is absent or wrong, or the message is stale.
        NotVerified {
            word: "not_verified",
            prose: "the answer is not proven to come from the provider: check the keys and the clock, then query the refund",
        }
        /// The answer does not say that it is about this refund, or it names another one.
        NotIdentified {
            word: "not_identified",
            prose: "the answer does not identify the refund: query the refund",
        }
        /// The spec does not list the answer: no row of its table matches, or a code or status is new.
        Unlisted {
            word: "unlisted",
            prose: "the spec does not list the answer: query the refund, and look the answer's codes up in the provider's page",
        }
        /// A refusal or failure that is about this attempt or query only: an earlier attempt may have paid.
        OnRepeat {
            word: "on_repeat",
            prose: "the refusal or failure is about this call only, and an earlier attempt may have paid: query the refund",
        }
        /// The spec lists the answer as unknown: the provider leaves open whether the refund happened.
        Unsure {
            word: "unsure",
            prose: "the provider leaves open whether the refund happened: query the refund",
        }
        /// The provider knows no refund of this number, according to its answer to a query. The refund may still be on its
        /// way to the provider, so this proves nothing.
        NotFound {
            word: "not_found",
            prose: "the provider knows no refund of this number: send the same request again under the same number, then query it",
        }
        /// No readable answer came: a time-out, a broken connection, HTTP 5xx, or an unreadable body.
        NoAnswer {
            word: "no_answer",
            prose: "no readable answer came: query the refund",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().prose)
    }
}
