//! Rows of an outcome table that no message reaches.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Condition, Provider, Row, Test, operation::dotted},
};

/// A row decides about messages that no single earlier row covers.
pub(super) fn check_covered_rows(provider: &Provider, diagnostics: &mut Diagnostics) {
    for receives in provider.operations.iter().filter_map(|operation| operation.receives.as_ref()) {
        let mut before = Before::default();
        let mut covered: Vec<(&Row, Vec<&Row>)> = Vec::new();
        for row in &receives.outcome {
            if let Some(first) = before.covering(row) {
                match covered.iter_mut().find(|(other, _)| other.span == first.span) {
                    Some((_, rows)) => rows.push(row),
                    None => covered.push((first, vec![row])),
                }
            }
            before.add(row);
        }
        covered.iter().for_each(|(first, rows)| diagnostics.push(unreachable(first, rows)));
    }
}

/// One unreachable row is the fault; of several, the row that decides in their place.
fn unreachable(first: &Row, rows: &[&Row]) -> Diagnostic {
    if let [row] = rows {
        let text = "nothing reaches this row: another decides about all its messages before";
        let fault = Diagnostic::new(Code::Unreachable, row.span, text).other(first.span, "decided here");
        return fault.help("leave it out, or put it in front of the other");
    }
    let text = format!("this row decides about all messages of {} rows after it", rows.len());
    let fault = Diagnostic::new(Code::Unreachable, first.span, text).label("nothing reaches the others");
    let fault = rows.iter().take(2).fold(fault, |fault, row| fault.other(row.span, "not reached"));
    fault.help("put it behind them, give it more conditions, or leave it out")
}

/// The earlier rows by their first condition, so that a long table needs few comparisons.
#[derive(Default)]
struct Before<'r>(HashMap<(String, Option<&'r str>), Vec<&'r Row>>);

impl<'r> Before<'r> {
    fn add(&mut self, row: &'r Row) {
        let first = row.when.first().map_or_else(|| vec![(String::new(), None)], keys);
        first.into_iter().for_each(|key| self.0.entry(key).or_default().push(row));
    }

    fn covering(&self, row: &'r Row) -> Option<&'r Row> {
        let any = |condition: &Condition| (dotted(&condition.path), None);
        let tested = row.when.iter().flat_map(|condition| keys(condition).into_iter().take(1).chain([any(condition)]));
        let mut candidates =
            [(String::new(), None)].into_iter().chain(tested).filter_map(|key| self.0.get(&key)).flatten();
        candidates.find(|first| covers(first, row)).copied()
    }
}

/// The member with each text that the condition accepts; the member alone for any other test.
fn keys(condition: &Condition) -> Vec<(String, Option<&str>)> {
    let path = dotted(&condition.path);
    match &condition.test {
        Test::Is(texts) => texts.iter().map(|text| (path.clone(), Some(text.as_str()))).collect(),
        Test::Absent | Test::Present | Test::Status { .. } => vec![(path, None)],
    }
}

/// Whether `first` decides about every message that `row` would decide about.
fn covers(first: &Row, row: &Row) -> bool {
    let demanded = |condition: &Condition| row.when.iter().any(|other| implies(other, condition));
    let decides = || {
        first.deciding().is_none_or(|member| {
            let same = |path: &[_]| dotted(path) == dotted(member);
            let there = |other: &Condition| same(&other.path) && matches!(other.test, Test::Is(_) | Test::Present);
            row.deciding().is_some_and(same) || row.when.iter().any(there)
        })
    };
    first.when.iter().all(demanded) && decides()
}

/// Whether every message that meets `given` meets `wanted` as well.
pub(super) fn implies(given: &Condition, wanted: &Condition) -> bool {
    let same = given.path.len() == wanted.path.len()
        && given.path.iter().zip(&wanted.path).all(|(left, right)| left.wire == right.wire);
    same && match (&given.test, &wanted.test) {
        (Test::Is(given), Test::Is(wanted)) => given.iter().all(|text| wanted.contains(text)),
        (Test::Is(_) | Test::Present, Test::Present) | (Test::Absent, Test::Absent) => true,
        (Test::Status { .. }, Test::Status { .. }) => statuses(&given.test).all(|status| meets(&wanted.test, status)),
        _ => false,
    }
}

/// Whether no text of a member meets both tests.
pub(super) fn excludes(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::Is(one), Test::Is(other)) => one.iter().all(|text| !other.contains(text)),
        (Test::Absent, Test::Is(_) | Test::Present) | (Test::Is(_) | Test::Present, Test::Absent) => true,
        _ => false,
    }
}

/// The HTTP statuses that meet a test.
pub(super) fn statuses(test: &Test) -> impl Iterator<Item = u16> {
    (100..=599).filter(move |status| meets(test, *status))
}

fn meets(test: &Test, status: u16) -> bool {
    let Test::Status { not, ranges } = test else { return false };
    *not != ranges.iter().any(|(first, last)| (*first..=*last).contains(&status))
}
