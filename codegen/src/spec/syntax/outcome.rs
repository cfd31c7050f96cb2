//! What an answer means.

use super::{Entries, Outcome, Spanned, Word};
use crate::source::Span;

/// A test of one member or of the HTTP status.
#[derive(Clone, Debug)]
pub struct Condition {
    /// A member's path, or `http`.
    pub subject: Word,
    /// What must hold of it.
    pub test: Test,
}

/// What must hold of a member.
#[derive(Clone, Debug)]
pub enum Test {
    /// One of these texts.
    Is(Vec<Word>),
    /// It is not there.
    Absent,
    /// It is there.
    Present,
    /// `http` only: inclusive ranges of the status; `not` inverts.
    Status {
        /// Whether any other status is meant.
        not: bool,
        /// Inclusive ranges of the status.
        ranges: Vec<(u16, u16)>,
    },
}

/// One row of an outcome.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// All of these hold.
    pub when: Vec<Condition>,
    /// `None` if faulty (already reported).
    pub decision: Option<Decision>,
    /// The same on a repeated request.
    pub on_repeat: Option<Spanned<Outcome>>,
    /// Why a repeated request believes it.
    pub because: Option<Word>,
}

/// How a row decides.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Always so.
    Is(Spanned<Outcome>),
    /// By a member's value.
    By {
        /// The path of the member that decides.
        member: Word,
        /// What each value means.
        map: Entries<Spanned<Outcome>>,
        /// For values that nobody listed.
        otherwise: Option<Spanned<Outcome>>,
    },
    /// By the section `errors`.
    Errors {
        /// The path of the member that decides.
        member: Word,
        /// For values that nobody listed.
        otherwise: Option<Spanned<Outcome>>,
    },
}
