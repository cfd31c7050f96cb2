//! Failures of answers that follow from the failure of another one.

use refundry_codegen::model::{Answer, Provider};
use refundry_interpreter::examples::{Mismatch, Problem};

use super::subject;

/// Whether an answer lacks its signature.
pub fn is_unsigned(problem: &Problem) -> bool {
    match problem {
        Problem::Unread { reason, .. } => reason.starts_with(UNSIGNED),
        Problem::Differs { what, found: Some(found), .. } => what == "failure" && found.ends_with(UNSIGNED),
        Problem::Differs { .. } | Problem::Fails(_) | Problem::Outcome { .. } => false,
        Problem::Refused { .. } | Problem::Signature { .. } => false,
    }
}

const UNSIGNED: &str = "the message is not signed";

/// Whether an answer that is meant to fail otherwise fails for the reason for which a sound one of its operation is
/// rejected.
pub fn is_rejected_alike(provider: &Provider, mismatches: &[Mismatch], answer: &Answer, problem: &Problem) -> bool {
    let Problem::Differs { what, found: Some(found), .. } = problem else { return false };
    what == "failure"
        && mismatches.iter().any(|other| match &other.problem {
            Problem::Unread { reason, traced, echo: None, .. } if traced.is_empty() => {
                let alike = subject::answer(provider, other).is_some_and(|other| other.operation == answer.operation);
                alike && found.ends_with(reason.as_str())
            }
            Problem::Unread { .. } | Problem::Differs { .. } | Problem::Fails(_) | Problem::Outcome { .. } => false,
            Problem::Refused { .. } | Problem::Signature { .. } => false,
        })
}

/// Whether an answer fails by its signature, and is meant to fail otherwise; or the reverse.
pub fn is_of_signature(problem: &Problem) -> bool {
    let Problem::Differs { what, expected, found, .. } = problem else { return false };
    let by = |text: &Option<String>| text.as_deref().is_some_and(|text| text.starts_with("signature"));
    what == "failure" && by(expected) != by(found)
}

/// Whether other answers show that the value of an answer's signature is computed otherwise.
pub fn verifies_otherwise(provider: &Provider, mismatches: &[Mismatch], answer: &Answer) -> bool {
    let broken = mismatches.iter().filter_map(|other| match &other.problem {
        Problem::Unread { traced, .. } => traced.last(),
        Problem::Differs { .. } | Problem::Fails(_) | Problem::Outcome { .. } => None,
        Problem::Refused { .. } | Problem::Signature { .. } => None,
    });
    let receives = provider.operation(&answer.operation).and_then(|operation| operation.receives.as_ref());
    let signed = receives
        .into_iter()
        .flat_map(|receives| receives.signatures().iter().filter_map(|signed| receives.values.get(signed.value)));
    let names: Vec<&str> = signed.map(|value| value.name.as_str()).collect();
    broken.into_iter().any(|value| names.contains(&value.value.as_str()))
}

/// Whether the outcome of an answer is unknown because no comparison says which refund it speaks of.
pub fn is_unidentified(problem: &Problem) -> bool {
    let Problem::Outcome { found, why, .. } = problem else { return false };
    why.unidentified && why.missing.is_empty() && !subject::is_listed(found, why)
}

/// Whether other answers of the operation say nothing of which refund they speak.
pub fn is_unidentified_elsewhere(provider: &Provider, mismatches: &[Mismatch], answer: &Answer) -> bool {
    let alike = |other: &Mismatch| subject::answer(provider, other).is_some_and(|of| of.operation == answer.operation);
    mismatches.iter().any(|other| is_unidentified(&other.problem) && alike(other))
}
