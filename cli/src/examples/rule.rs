//! A rule between fields that other requests break than the examples say.

use refundry_codegen::diagnostic::Diagnostic;
use refundry_interpreter::examples::Problem;

use super::{
    Teller,
    cause::{self, Group},
    fault::fault,
};

impl Teller<'_> {
    /// The fault of a rule: at the rule if several examples contradict it, else at the example.
    pub(super) fn rule(&self, id: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let (told, place) = (fault(first), cause::declared_rule(self.provider, id)?);
        if group.failures.len() == 1 {
            return Some(told.other(place, "the rule"));
        }
        let lenient = |problem: &Problem| matches!(problem, Problem::Refused { .. });
        let lets_through = group.failures.iter().filter(|failure| lenient(&failure.problem)).count();
        let message = format!("`{id}` is not the rule that {} examples expect", group.failures.len());
        let help = match lets_through {
            0 => "correct the rule, or the examples that break it",
            all if all == group.failures.len() => "correct the rule, or the examples that are meant to break it",
            _ => "turn its comparison round: it refuses requests that are sent, and lets those through that break it",
        };
        let told = Diagnostic { span: place, message, ..told };
        Some(told.other(first.at, "the first of them").help(help))
    }
}
