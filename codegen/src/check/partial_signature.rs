//! Messages that are signed in part: a row that rests on a member that no signature covers refuses at most.

use std::sync::Arc;

use super::unreachable_rows::excludes;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Condition, Decision, Echo, Field, Outcome, Provider, Receives, Row, Test, operation::dotted},
};

/// The rows of a message that is signed in part, each on its own and in their order.
pub(super) fn check_partial(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received().filter(|(_, receives)| !receives.partial().is_empty()) {
        if receives.decisive().into_iter().all(|path| receives.is_signed_member(path)) {
            let text = "`partial` changes nothing: the signature covers every member that the outcome and the echo use";
            let fault = Diagnostic::new(Code::RuleDoesNotFit, receives.verified, text);
            diagnostics.push(fault.help("leave `partial` out"));
        }
        receives.outcome.iter().filter_map(|row| too_strong(receives, row)).for_each(|fault| diagnostics.push(fault));
        receives.echo.iter().filter_map(|echo| addable(receives, echo)).for_each(|fault| diagnostics.push(fault));
        avoidable(receives).into_iter().for_each(|fault| diagnostics.push(fault));
    }
}

/// A row that rests on an open member, and yields more than a refusal.
fn too_strong(receives: &Receives, row: &Row) -> Option<Diagnostic> {
    let open = open_member(receives, row)?;
    let strong = row.outcomes().into_iter().find(|outcome| is_strong(*outcome))?;
    let text = format!("no signature covers `{}`, so it cannot mean `{}`", dotted(open), strong.word());
    let help = "write a refusal or `unknown`, or let the signature cover the member: a forged success books money that \
                did not move, and a forged failure is paid by other means";
    Some(Diagnostic::new(Code::SourceDoesNotFit, row.span, text).help(help))
}

/// An echo whose absence makes the outcome unknown, although anybody can add its member.
fn addable(receives: &Receives, echo: &Echo) -> Option<Diagnostic> {
    let open = echo.answers.iter().find(|path| !receives.is_signed_member(path)).filter(|_| echo.is_needed())?;
    let text = format!("anybody can add `{}`, so a message that has it is no safer", dotted(open));
    let help = "leave `missing: unsettled` out, or let the signature cover the member";
    Some(Diagnostic::new(Code::SourceDoesNotFit, echo.span, text).help(help))
}

/// A strong row after a row that rests on an open member: whoever removes the member reaches the strong row. A signed
/// member must tell the two rows apart.
fn avoidable(receives: &Receives) -> Option<Diagnostic> {
    let mut proven = receives.outcome.iter().enumerate().filter(|(_, row)| !receives.is_weak(row));
    proven.find_map(|(index, row)| {
        let cases = strong_cases(row);
        let mut before = receives.outcome.iter().take(index).filter(|earlier| receives.is_weak(earlier));
        let earlier = before.find(|earlier| cases.iter().any(|case| !are_apart(receives, earlier, row, *case)))?;
        let open = open_member(receives, earlier)?;
        let text = format!("a message reaches this row when anybody removes or changes `{}`", dotted(open));
        let fault = Diagnostic::new(Code::SourceDoesNotFit, row.span, text);
        let fault = fault.other(earlier.span, "this row comes first, and no signature covers its member");
        Some(fault.help("put this row in front of the other, or let a signed member tell them apart"))
    })
}

/// The texts of the deciding member with which a row accepts, pays or fails; `None` stands for every message, as it does
/// for a class of codes.
fn strong_cases(row: &Row) -> Vec<Option<&str>> {
    match &row.decision {
        Decision::Is(outcome) => is_strong(*outcome).then_some(None).into_iter().collect(),
        Decision::By { map, .. } => {
            map.iter().filter(|(_, outcome)| is_strong(*outcome)).map(|(class, _)| class.one()).collect()
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

/// The first member of a row that no signature covers.
fn open_member<'r>(receives: &Receives, row: &'r Row) -> Option<&'r [Arc<Field>]> {
    row.members().find(|path| !receives.is_signed_member(path))
}

/// Whether an outcome needs a proof: money moved, will move, or never will.
pub(super) fn is_strong(outcome: Outcome) -> bool {
    outcome != Outcome::Unknown && !outcome.is_refusal()
}
