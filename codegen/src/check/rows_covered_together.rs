//! Rows of an outcome table that no message reaches, because several earlier rows together decide about every message.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::outcome_table::{members, texts};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Provider, Row, Test, operation::dotted},
};

/// The greatest number of rows in a table that is searched.
const ROWS: usize = 100;

/// The greatest number of search steps for one table. After that, nothing is reported.
const STEPS: usize = 20_000;

/// A row decides about messages that the earlier rows together do not cover.
pub(super) fn check_rows_covered_together(provider: &Provider, diagnostics: &mut Diagnostics) {
    for receives in provider.operations.iter().filter_map(|operation| operation.receives.as_ref()) {
        let rows = receives.outcome.as_slice();
        if rows.len() > ROWS {
            continue;
        }
        let named = named(provider, rows);
        let mut table: Vec<Taken<'_>> = rows.iter().map(|row| taken(&named, row)).collect();
        let mut all = universe(&named);
        merge_statuses(&mut table, &mut all);
        let mut steps = STEPS;
        for (index, (row, own)) in rows.iter().zip(&table).enumerate() {
            let before = table.get(..index).unwrap_or_default();
            let messages: Taken<'_> = all.clone().into_iter().chain(own.clone()).collect();
            if let Some(deciding) = deciding(&messages, before, &mut steps).filter(|deciding| deciding.len() > 1) {
                diagnostics.push(unreached(row, deciding.into_iter().filter_map(|index| rows.get(index))));
            }
        }
    }
}

fn unreached<'r>(row: &Row, before: impl Iterator<Item = &'r Row>) -> Diagnostic {
    let text = "nothing reaches this row: the rows before it decide together about all its messages";
    let fault = Diagnostic::new(Code::Unreachable, row.span, text);
    let fault = before.fold(fault, |fault, row| fault.other(row.span, "decides about some of them"));
    fault.help("leave it out, or put it in front of the others")
}

/// For each member, the classes of values that a row accepts. A class is a group of values that no row of the table
/// tells apart.
type Taken<'t> = BTreeMap<&'t str, BTreeSet<usize>>;

/// The members that a table tests, each with the texts that its rows name.
type Named<'r> = BTreeMap<String, BTreeSet<Cow<'r, str>>>;

fn named<'r>(provider: &'r Provider, rows: &'r [Row]) -> Named<'r> {
    let status = (!rows.is_empty()).then(|| (String::new(), BTreeSet::new()));
    let text = |member: String| {
        let texts = texts(provider, rows, &member).into_iter().collect();
        (member, texts)
    };
    members(rows).into_iter().map(text).chain(status).collect()
}

/// Every class of every member: one for each named text, then one for all other texts, and one for absence. Each HTTP
/// status is a class of its own.
fn universe<'t>(named: &'t Named<'_>) -> Taken<'t> {
    let classes = |(member, texts): (&'t String, &BTreeSet<Cow<'_, str>>)| {
        let all = if member.is_empty() { (100..=599).collect() } else { (0..=texts.len() + 1).collect() };
        (member.as_str(), all)
    };
    named.iter().map(classes).collect()
}

/// Keeps one of the statuses that no row of the table tells apart.
fn merge_statuses<'t>(table: &mut [Taken<'t>], all: &mut Taken<'t>) {
    let mut known = BTreeSet::new();
    let statuses = all.get("").cloned().unwrap_or_default().into_iter();
    let told_apart = |status: &usize| -> Vec<bool> {
        table.iter().map(|row| row.get("").is_none_or(|statuses| statuses.contains(status))).collect()
    };
    let kept: BTreeSet<usize> = statuses.filter(|status| known.insert(told_apart(status))).collect();
    for statuses in table.iter_mut().chain([all]).filter_map(|row| row.get_mut("")) {
        statuses.retain(|status| kept.contains(status));
    }
}

/// The classes of the members that a row tests.
fn taken<'t>(named: &'t Named<'_>, row: &Row) -> Taken<'t> {
    let mut out = Taken::new();
    let tested = row.when.iter().map(|condition| (dotted(&condition.path), Some(&condition.test)));
    for (member, test) in tested.chain(row.deciding().map(|path| (dotted(path), None))) {
        let Some((member, texts)) = named.get_key_value(&member) else { continue };
        let classes = classes(texts, test.unwrap_or(&Test::Present));
        let known = out.entry(member.as_str()).or_insert_with(|| classes.clone());
        known.retain(|class| classes.contains(class));
    }
    out
}

fn classes(texts: &BTreeSet<Cow<'_, str>>, test: &Test) -> BTreeSet<usize> {
    match test {
        Test::Is(wanted) => {
            let found = texts.iter().enumerate().filter(|(_, text)| wanted.iter().any(|wanted| wanted == &**text));
            found.map(|(class, _)| class).collect()
        }
        Test::Present => (0..=texts.len()).collect(),
        Test::Absent => BTreeSet::from([texts.len() + 1]),
        Test::Status { .. } => super::unreachable_rows::statuses(test).map(usize::from).collect(),
    }
}

/// The earlier rows that together leave no message to this one; unneeded rows are dropped while steps remain.
fn deciding(own: &Taken<'_>, before: &[Taken<'_>], steps: &mut usize) -> Option<Vec<usize>> {
    let mut kept: Vec<usize> = (0..before.len()).collect();
    let mut covered = |kept: &[usize]| {
        let rows: Vec<&Taken<'_>> = kept.iter().filter_map(|index| before.get(*index)).collect();
        !escapes(own, &rows, steps)
    };
    // A row that demands two values of one member is reported elsewhere.
    if own.values().any(BTreeSet::is_empty) || !covered(&kept) {
        return None;
    }
    for index in (0..before.len()).rev() {
        let fewer: Vec<usize> = kept.iter().copied().filter(|kept| *kept != index).collect();
        if covered(&fewer) {
            kept = fewer;
        }
    }
    Some(kept)
}

/// Whether none of the rows accepts one of these messages; also true if the steps run out before an answer.
fn escapes(messages: &Taken<'_>, rows: &[&Taken<'_>], steps: &mut usize) -> bool {
    *steps = steps.saturating_sub(1);
    let meets = |row: &&&Taken<'_>| {
        row.iter().all(|(member, classes)| messages.get(member).is_some_and(|own| !own.is_disjoint(classes)))
    };
    let rows: Vec<&Taken<'_>> = rows.iter().filter(meets).copied().collect();
    let Some(first) = rows.first().filter(|_| *steps > 0) else { return true };
    let outside = |(member, classes): (&_, &_)| {
        let own: &BTreeSet<usize> = messages.get(member)?;
        let left: BTreeSet<usize> = own.difference(classes).copied().collect();
        let part = |classes| messages.clone().into_iter().chain([(*member, classes)]).collect::<Taken<'_>>();
        (!left.is_empty()).then(|| [part(left), part(own.intersection(classes).copied().collect())])
    };
    // The first row accepts all messages, or splits them into those outside one of its conditions and the rest.
    let parts = first.iter().find_map(outside);
    parts.is_some_and(|parts| parts.iter().any(|part| escapes(part, &rows, steps)))
}
