//! Outcomes as text, with one stable spelling each.

use std::fmt;
use std::str::FromStr;

use super::Outcome;
use crate::{After, Doubt};

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent => f.write_str("not_sent"),
            Self::Processing => f.write_str("processing"),
            Self::Succeeded => f.write_str("succeeded"),
            Self::Refused(after) => write!(f, "refused: {}", after.word()),
            Self::Failed => f.write_str("failed"),
            Self::Unknown(doubt) => write!(f, "unknown: {}", doubt.word()),
        }
    }
}

impl FromStr for Outcome {
    type Err = NoSuchOutcome;

    fn from_str(text: &str) -> Result<Self, NoSuchOutcome> {
        let found = match text.split_once(": ") {
            Some(("refused", after)) => After::of_word(after).map(Self::Refused),
            Some(("unknown", doubt)) => Doubt::of_word(doubt).map(Self::Unknown),
            Some(_) => None,
            None => match text {
                "not_sent" => Some(Self::NotSent),
                "processing" => Some(Self::Processing),
                "succeeded" => Some(Self::Succeeded),
                "failed" => Some(Self::Failed),
                _ => None,
            },
        };
        found.ok_or(NoSuchOutcome)
    }
}

/// A text is not the text of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchOutcome;

impl fmt::Display for NoSuchOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is no outcome, such as `succeeded`, `refused: pause` or `unknown: no_answer`")
    }
}

impl std::error::Error for NoSuchOutcome {}

/// The text of [`Display`](fmt::Display).
#[cfg(feature = "serde")]
impl serde_core::Serialize for Outcome {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde_core::Deserialize<'de> for Outcome {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde_core::de::Error::custom)
    }
}
