//! Outcomes of a refund, as a spec says them of an answer.

/// The facts of an outcome.
#[derive(Debug)]
pub struct OutcomeRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The step that must come before the same number is sent again, where the outcome is a refusal.
    pub after: Option<After>,
    /// Whether it says that this request moved no money.
    pub undone: bool,
}

words! {
    /// What an answer means for the refund.
    Outcome: OutcomeRow {
        /// Accepted, and held under our number.
        Processing { word: "processing", after: None, undone: false }
        /// The money went out.
        Succeeded { word: "succeeded", after: None, undone: false }
        /// Not done; the same number may work after a pause.
        RefusedAfterPause { word: "refused after pause", after: Some(After::Pause), undone: true }
        /// Not done; the same number may work after funding.
        RefusedAfterFunding { word: "refused after funding", after: Some(After::Funding), undone: true }
        /// Not done; the same number may work after a fix.
        RefusedAfterFix { word: "refused after fix", after: Some(After::Fix), undone: true }
        /// This number will never pay.
        Failed { word: "failed", after: None, undone: true }
        /// May or may not have happened.
        Unknown { word: "unknown", after: None, undone: false }
    }
}

/// The facts of what must come before a repetition.
#[derive(Debug)]
pub struct AfterRow {
    /// The end of the outcome's spelling.
    pub word: &'static str,
}

words! {
    /// What must come before a refused request is sent again under the same number.
    After: AfterRow {
        /// Some time.
        Pause { word: "pause" }
        /// More money in the merchant's account.
        Funding { word: "funding" }
        /// A mended request or configuration.
        Fix { word: "fix" }
    }
}

impl Outcome {
    /// Whether it says that this request moved no money.
    pub fn is_undone(self) -> bool {
        self.row().undone
    }
}
