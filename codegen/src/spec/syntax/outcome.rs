//! The outcome of an answer.

use super::{Outcome, Prose, State, Written};
use crate::source::Span;

/// A condition over an answer.
#[derive(Clone, Debug)]
pub struct Condition<S: State = Written> {
    /// The path of the member. The HTTP status is written `http`, and its path in the model is empty.
    pub path: S::Member,
    /// The test of its value.
    pub test: Test<S>,
    /// The place of the member in the spec.
    pub span: Span,
}

/// The test of a condition.
#[derive(Clone, Debug)]
pub enum Test<S: State = Written> {
    /// The value is one of these texts.
    Is(Vec<S::Text>),
    /// The member is absent.
    Absent,
    /// The member is there.
    Present,
    /// For `http` only: the HTTP status is in the ranges, or outside them with `not`.
    Status {
        /// Whether the test is inverted.
        not: bool,
        /// Ranges with both ends included.
        ranges: Vec<(u16, u16)>,
    },
}

/// A row of an outcome table; the first row that matches decides.
#[derive(Clone, Debug)]
pub struct Row<S: State = Written> {
    /// The conditions, which must all hold.
    pub when: Vec<Condition<S>>,
    /// The decision.
    pub decision: Decision<S>,
    /// The outcome of a repeated request, as the spec states it; see [`Judgement`](crate::model::Judgement).
    pub on_repeat: Option<Outcome>,
    /// The place of that word; the whole row if there is none.
    pub repeat_at: Span,
    /// The reason why a refusal or failure holds on a repeated request; empty if it does not hold.
    pub because: Prose,
    /// The place in the spec.
    pub span: Span,
    /// The place of the member that decides; the whole row if no member decides.
    pub member: Span,
    /// The place of the outcomes by value.
    pub map: Span,
}

/// The decision of a row.
#[derive(Clone, Debug)]
pub enum Decision<S: State = Written> {
    /// Every message of the row has this outcome.
    Is(Outcome),
    /// The value of a member decides.
    By {
        /// The member that decides.
        path: S::Member,
        /// Values, or classes of values, with their outcomes.
        map: Vec<(S::Code, Outcome)>,
        /// The outcome of unlisted values; `None` is reported by `check`.
        otherwise: Option<Outcome>,
    },
    /// The error code in a member decides.
    Errors {
        /// The member with the code.
        path: S::Member,
        /// The outcome of unlisted codes; `None` is reported by `check`.
        otherwise: Option<Outcome>,
    },
}
