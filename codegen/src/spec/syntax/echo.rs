//! The comparison of an answer with its request.

use refundry_vocabulary::{Missing, Terms, Unsent};

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
    /// The rules for an answer without the member, and for a request without the field.
    pub terms: Terms<String>,
    /// The place of the request's field in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: EchoSpans,
}

impl Echo {
    /// A comparison with one of these members; without `missing` and `unsent`, a side that is absent is not compared.
    pub fn new(
        answers: Vec<Word>,
        request: Word,
        missing: Option<Spanned<Missing<String>>>,
        unsent: Option<Spanned<Unsent<String>>>,
    ) -> Self {
        let span = request.span;
        let missing = missing.unwrap_or(Spanned { value: Missing::Accept, span });
        let unsent = unsent.unwrap_or(Spanned { value: Unsent::Accept, span });
        let at = answers.iter().map(|answer| answer.span).collect();
        let spans = EchoSpans { answers: at, missing: missing.span, unsent: unsent.span };
        let terms = missing.value.with(unsent.value);
        Self { answers, each: false, request, at_least: false, terms, span, spans }
    }
}

/// The places of an echo's keys in the spec.
#[derive(Clone, Debug, Default)]
pub struct EchoSpans {
    /// Each member of the answer.
    pub answers: Vec<Span>,
    /// `missing:`; the field of the request if it is not written.
    pub missing: Span,
    /// `unsent:`; the field of the request if it is not written.
    pub unsent: Span,
}
