//! The reasons why an example fails.

use refundry_codegen::source::Span;
use refundry_runtime::ReadError;

use crate::{outcome::Why, trace::Traced};

/// A failed example.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The example's name.
    pub example: String,
    /// The example's location in the spec.
    pub span: Span,
    /// The location of the expectation that does not hold; the example's own if there is none.
    pub at: Span,
    /// The kind of failure.
    pub problem: Problem,
}

/// A compared member of an answer that differs from the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// The text that was sent.
    pub sent: String,
    /// The text of the answer.
    pub answered: String,
}

impl Disagreement {
    pub(crate) fn of(error: &ReadError) -> Option<Self> {
        let ReadError::Echo { sent, answered, .. } = error else { return None };
        Some(Self { sent: sent.clone(), answered: answered.clone() })
    }
}

/// A reason why an example fails.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The example cannot be run; the text names the value, key or rule.
    Fails(String),
    /// A part of a request or an answer differs.
    Differs {
        /// `url`, `body`, `outcome`, or the name of a header or a member.
        what: String,
        /// The expected text; `None`: nothing.
        expected: Option<String>,
        /// The actual text; `None`: nothing.
        found: Option<String>,
        /// The values that the actual text contains and the expected text lacks, with their steps.
        traced: Vec<Traced>,
    },
    /// The outcome of an answer differs.
    Outcome {
        /// `outcome` or `on_repeat`.
        what: &'static str,
        /// The expected outcome.
        expected: String,
        /// The actual outcome.
        found: String,
        /// The row of the table that decided, and the evidence that is missing.
        why: Why,
    },
    /// An answer that should be trusted is rejected.
    Unread {
        /// The reason of the rejection.
        reason: String,
        /// The member that differs from the request.
        echo: Option<Disagreement>,
        /// Whether a text cannot be decrypted.
        decrypt: bool,
        /// For a wrong signature, the values computed to verify it, in the order of computation.
        traced: Vec<Traced>,
    },
    /// A request breaks other rules than the example names.
    Refused {
        /// The rule that the request should break; `None`: the rule is lifted, and no other should break.
        expected: Option<String>,
        /// The rules that the request breaks.
        found: Vec<String>,
    },
    /// The request does not contain the expected signature.
    Signature {
        /// The expected signature.
        expected: String,
        /// The computed values, in the order of computation.
        traced: Vec<Traced>,
    },
}
