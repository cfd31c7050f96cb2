//! The outcome of an answer.

use super::{Entries, Outcome, Spanned, Word};
use crate::source::Span;

/// A test of one member or of the HTTP status.
#[derive(Clone, Debug)]
pub struct Condition {
    /// A member's path, or `http`.
    pub subject: Word,
    /// The test of the subject.
    pub test: Test,
}

/// A test of a member or of the HTTP status.
#[derive(Clone, Debug)]
pub enum Test {
    /// The text equals one of these.
    Is(Vec<Word>),
    /// The member is absent.
    Absent,
    /// The member is present.
    Present,
    /// For `http` only: a test of the status.
    Status {
        /// Whether the ranges are excluded instead.
        not: bool,
        /// Inclusive ranges of the status.
        ranges: Vec<(u16, u16)>,
    },
}

/// One row of an outcome.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its span in the file.
    pub span: Span,
    /// The conditions, all of which must hold.
    pub when: Vec<Condition>,
    /// `None` if faulty (already reported).
    pub decision: Option<Decision>,
    /// The outcome on a repeated attempt.
    pub on_repeat: Option<Spanned<Outcome>>,
    /// The reason to believe a refusal or failure on a repeated attempt.
    pub because: Option<Word>,
}

/// The decision of a row.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Always this outcome.
    Is(Spanned<Outcome>),
    /// By a member's value.
    By {
        /// The path of the member that decides.
        member: Word,
        /// The outcome of each value.
        map: Entries<Spanned<Outcome>>,
        /// The outcome of all other values.
        otherwise: Option<Spanned<Outcome>>,
    },
    /// By the section `errors`.
    Errors {
        /// The path of the member that decides.
        member: Word,
        /// The outcome of codes that `errors` does not list.
        otherwise: Option<Spanned<Outcome>>,
    },
}
