//! The subject of a failure: a request or an answer, and the outcome that the table lists.

use refundry_codegen::model::{Answer, Example, Provider};
use refundry_interpreter::examples::{Mismatch, Why, spelled};

/// The request example that a failure belongs to.
pub fn example<'m>(provider: &'m Provider, mismatch: &Mismatch) -> Option<&'m Example> {
    provider.examples.iter().map(AsRef::as_ref).find(|example| example.span == mismatch.span)
}

/// The answer that a failure belongs to.
pub fn answer<'m>(provider: &'m Provider, mismatch: &Mismatch) -> Option<&'m Answer> {
    provider.answers.iter().find(|answer| answer.span == mismatch.span)
}

/// Whether the row of the table gives the found outcome by itself.
pub fn is_listed(found: &str, why: &Why) -> bool {
    why.listed.is_none_or(|listed| spelled(listed) == found)
}
