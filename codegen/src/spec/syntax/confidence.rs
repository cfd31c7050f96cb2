//! The confidence in a fact.

/// The confidence in a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The fact is a guess.
    Low,
    /// The fact is likely.
    Medium,
    /// The page states the fact, or it was observed.
    #[default]
    High,
}
