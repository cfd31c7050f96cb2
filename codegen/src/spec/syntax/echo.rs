//! The comparison of an answer with its request.

use super::{Spanned, State, Word, Written};
use crate::source::Span;

/// A comparison of the answer with the request.
#[derive(Clone, Debug)]
pub struct Echo<S: State = Written> {
    /// The members of the answer.
    pub answers: Vec<S::Member>,
    /// Whether every member that is there must agree (`each:`); otherwise one of them (`answer:`).
    pub each: bool,
    /// The field of the request.
    pub request: S::Member,
    /// Whether the answer may hold a greater amount than the request (`at_least:`).
    pub at_least: bool,
    /// Whether an answer without the member settles nothing (`missing: unsettled`).
    pub needed: bool,
    /// The meaning of a member whose field was not sent.
    pub unsent: Unsent,
    /// The place of the request's field in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: EchoSpans,
}

impl Echo {
    /// A comparison with one of these members; without `unsent`, a member whose field was not sent is ignored.
    pub fn new(answers: Vec<Word>, request: Word, unsent: Option<Spanned<Unsent>>) -> Self {
        let (span, each, at_least, needed) = (request.span, false, false, false);
        let unsent = unsent.unwrap_or(Spanned { value: Unsent::Accept, span });
        let spans = EchoSpans { answers: answers.iter().map(|answer| answer.span).collect(), unsent: unsent.span };
        Self { answers, each, request, at_least, needed, unsent: unsent.value, span, spans }
    }
}

/// The meaning of a member whose field was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// The member is ignored.
    Accept,
    /// The answer belongs to another request.
    Refuse,
    /// The answer is compared as if this text had been sent.
    Is(String),
}

/// The places of an echo's keys in the spec.
#[derive(Clone, Debug, Default)]
pub struct EchoSpans {
    /// Each member of the answer.
    pub answers: Vec<Span>,
    /// `unsent:`; the field of the request if it is not written.
    pub unsent: Span,
}
