//! Rows that keep a message from a later row: nobody removes a signed member, and anybody removes another one.

use std::sync::Arc;

use super::{
    partial_signature::open_member,
    row_claims::{is_strong, is_unsigned},
    unreachable_rows::excludes,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Condition, Decision, Field, Outcome, Provider, Receives, Row, Test, operation::dotted},
};

/// In a signed message, no row that settles is kept from a message by a member that no signature covers.
pub(super) fn check_guards(provider: &Provider, diagnostics: &mut Diagnostics) {
    let signed = provider.received().filter(|(_, receives)| !receives.signatures().is_empty());
    signed.filter_map(|(_, receives)| guarded(receives)).for_each(|fault| diagnostics.push(fault));
}

/// The first row that settles after a row that rests on an open member, and that no signed member tells from it.
fn guarded(receives: &Receives) -> Option<Diagnostic> {
    // Anybody can forge a refusal of such a message, with or without the member.
    let forgeable = !receives.partial().is_empty() || !receives.refuses().is_empty();
    let counts = |outcome: Outcome| if forgeable { is_strong(outcome) } else { !outcome.is_unknown() };
    // Nobody makes such a message settle: it has no signature.
    let comes_unsigned = |row: &Row| !receives.unless().is_empty() && is_unsigned(receives, row);
    let mut guards: Vec<(&Row, &[Arc<Field>])> = Vec::new();
    receives.outcome.iter().find_map(|row| {
        if let Some(open) = open_member(receives, row) {
            guards.extend((!comes_unsigned(row)).then_some((row, open)));
            return None;
        }
        let cases = if guards.is_empty() { Vec::new() } else { settling_cases(row, counts) };
        let avoided = |(guard, _): &&(&Row, _)| cases.iter().any(|case| !are_apart(receives, guard, row, *case));
        let (guard, open) = guards.iter().find(avoided)?;
        let text = format!("a message reaches this row when anybody removes or changes `{}`", dotted(open));
        let fault = Diagnostic::new(Code::SourceDoesNotFit, row.span, text);
        let fault = fault.other(guard.span, "this row comes first, and no signature covers its member");
        Some(fault.help("put this row in front of the other, or let a signed member tell them apart"))
    })
}

/// The texts of the deciding member with which a row settles; `None` stands for every message, as it does for a class of
/// codes.
fn settling_cases(row: &Row, counts: impl Fn(Outcome) -> bool) -> Vec<Option<&str>> {
    match &row.decision {
        Decision::Is(outcome) => counts(*outcome).then_some(None).into_iter().collect(),
        Decision::By { map, otherwise, .. } => {
            let listed = map.iter().filter(|(_, outcome)| counts(*outcome)).map(|(class, _)| class.one());
            listed.chain(otherwise.filter(|outcome| counts(*outcome)).map(|_| None)).collect()
        }
        // Codes may be of any outcome.
        Decision::Errors { .. } => vec![None],
    }
}

/// Whether a signed member keeps a message of one case of `row` from matching the earlier row.
fn are_apart(receives: &Receives, earlier: &Row, row: &Row, case: Option<&str>) -> bool {
    let own = row.deciding().zip(case).map(|(path, text)| (path, Test::Is(vec![text.to_owned()])));
    let own: Vec<(&[Arc<Field>], Test)> = row.when.iter().map(tested).chain(own).collect();
    let there = earlier.deciding().map(|path| (path, Test::Present));
    let mut theirs = earlier.when.iter().map(tested).chain(there);
    theirs.any(|(path, test)| {
        let same = |(other, _): &&(&[Arc<Field>], Test)| dotted(other) == dotted(path);
        !path.is_empty()
            && receives.is_signed_member(path)
            && own.iter().filter(same).any(|(_, own)| excludes(own, &test))
    })
}

fn tested(condition: &Condition) -> (&[Arc<Field>], Test) {
    (&condition.path, condition.test.clone())
}
