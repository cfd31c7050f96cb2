//! Outcomes of a refund, as a spec writes them.

use std::fmt;
use std::str::FromStr;

use crate::Doubt;

/// The facts of an outcome.
#[derive(Debug)]
pub struct OutcomeRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The step that must come before the same number is sent again; `None` unless the outcome is a refusal.
    pub after: Option<After>,
    /// Whether the outcome means that this request moved no money.
    pub undone: bool,
    /// The reason why the refund may or may not have happened; `None` for an outcome that is known.
    pub doubt: Option<Doubt>,
}

words! {
    /// The meaning of an answer for the refund.
    Outcome: OutcomeRow {
        /// The provider accepted the refund under our number.
        Processing { word: "processing", after: None, undone: false, doubt: None }
        /// The provider says that the money went out.
        Succeeded { word: "succeeded", after: None, undone: false, doubt: None }
        /// Not done; the same number may work after a pause.
        RefusedAfterPause { word: "refused after pause", after: Some(After::Pause), undone: true, doubt: None }
        /// Not done; the same number may work after funding.
        RefusedAfterFunding { word: "refused after funding", after: Some(After::Funding), undone: true, doubt: None }
        /// Not done; the same number may work after a fix.
        RefusedAfterFix { word: "refused after fix", after: Some(After::Fix), undone: true, doubt: None }
        /// This number will never pay.
        Failed { word: "failed", after: None, undone: true, doubt: None }
        /// The refund may or may not have happened.
        Unknown { word: "unknown", after: None, undone: false, doubt: Some(Doubt::Unsure) }
        /// The provider knows no refund of this number. The request may still be on its way.
        NotFound { word: "not found", after: None, undone: false, doubt: Some(Doubt::NotFound) }
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

    /// Whether the refund may or may not have happened.
    pub fn is_unknown(self) -> bool {
        self.row().doubt.is_some()
    }
}

/// The word: `pause`, `funding` or `fix`.
impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for After {
    type Err = NoSuchAfter;

    fn from_str(text: &str) -> Result<Self, NoSuchAfter> {
        Self::of_word(text).ok_or(NoSuchAfter)
    }
}

/// A text is no step that must come before a repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchAfter;

impl fmt::Display for NoSuchAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is none of `pause`, `funding` and `fix`")
    }
}

impl std::error::Error for NoSuchAfter {}

/// The text of [`Display`](fmt::Display).
#[cfg(feature = "serde")]
impl serde_core::Serialize for After {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde_core::Deserialize<'de> for After {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde_core::de::Error::custom)
    }
}
