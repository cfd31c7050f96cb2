//! Rows of the outcome by what they claim, and whether somebody could forge the claim.

use super::unreachable_rows::implies;
use crate::model::{Decision, Outcome, Receives, Row};

/// Whether a row can yield another outcome than `unknown`, as every row over error codes can.
pub(super) fn settles(row: &Row) -> bool {
    let more = |outcome: &Outcome| !outcome.is_unknown();
    match &row.decision {
        Decision::Is(outcome) => more(outcome),
        Decision::By { map, otherwise, .. } => map.iter().map(|(_, outcome)| outcome).chain(otherwise).any(more),
        Decision::Errors { .. } => true,
    }
}

/// Whether an outcome needs a proof: money moved, will move, or never will.
pub(super) fn is_strong(outcome: Outcome) -> bool {
    !outcome.is_unknown() && !outcome.is_refusal()
}

/// Whether all messages of a row may come unsigned.
pub(super) fn is_unsigned(receives: &Receives, row: &Row) -> bool {
    let demanded = |condition| row.when.iter().any(|other| implies(other, condition));
    receives.unless().iter().all(demanded)
}
