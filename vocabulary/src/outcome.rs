//! Outcomes of a refund, as a spec writes them.

/// The facts of an outcome.
#[derive(Debug)]
pub struct OutcomeRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The step that must come before the same number is sent again; `None` unless the outcome is a refusal.
    pub after: Option<After>,
    /// Whether the outcome means that this request moved no money.
    pub undone: bool,
}

words! {
    /// The meaning of an answer for the refund.
    Outcome: OutcomeRow {
        /// The provider accepted the refund under our number.
        Processing { word: "processing", after: None, undone: false }
        /// The provider says that the money went out.
        Succeeded { word: "succeeded", after: None, undone: false }
        /// Not done; the same number may work after a pause.
        RefusedAfterPause { word: "refused after pause", after: Some(After::Pause), undone: true }
        /// Not done; the same number may work after funding.
        RefusedAfterFunding { word: "refused after funding", after: Some(After::Funding), undone: true }
        /// Not done; the same number may work after a fix.
        RefusedAfterFix { word: "refused after fix", after: Some(After::Fix), undone: true }
        /// This number will never pay.
        Failed { word: "failed", after: None, undone: true }
        /// The refund may or may not have happened.
        Unknown { word: "unknown", after: None, undone: false }
    }
}

/// The facts of a step that must come before a repetition.
#[derive(Debug)]
pub struct AfterRow {
    /// The last word of the outcome's spelling.
    pub word: &'static str,
}

words! {
    /// The step that must come before a refused request is sent again under the same number.
    After: AfterRow {
        /// Waiting for some time.
        Pause { word: "pause" }
        /// Adding money to the merchant's account.
        Funding { word: "funding" }
        /// Correcting the request or the configuration.
        Fix { word: "fix" }
    }
}

impl Outcome {
    /// Whether the outcome is a refusal under the same number.
    pub fn is_refusal(self) -> bool {
        self.row().after.is_some()
    }

    /// Whether the outcome means that this request moved no money.
    pub fn is_undone(self) -> bool {
        self.row().undone
    }
}
