//! Outcome tables applied to messages of plain texts: which row decides, and with which outcome.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::model::{
    CodeClass, Condition, Decision, EnumerationValue, Field, Operation, Outcome, Provider, Receives, Row, Source, Test,
    Type, operation::dotted,
};

/// The text of each member that a table tests; `None` if the member is absent.
pub(super) type Message<'m> = BTreeMap<&'m str, Option<&'m str>>;

/// The row that decides about a message under HTTP 200, and its outcome on a first attempt.
pub(super) fn decide<'o>(
    provider: &Provider,
    operation: &'o Operation,
    message: &Message<'_>,
) -> Option<(&'o Row, Outcome)> {
    let rows = operation.receives.iter().flat_map(|receives| &receives.outcome);
    rows.filter(|row| row.when.iter().all(|condition| holds(condition, message)))
        .find_map(|row| Some((row, said(provider, operation, row, message)?)))
}

fn said(provider: &Provider, operation: &Operation, row: &Row, message: &Message<'_>) -> Option<Outcome> {
    provider.judge(operation, row, |path| fixed_text(path, message)).map(|judgement| judgement.outcome)
}

fn fixed_text<'m>(path: &[Arc<Field>], message: &Message<'m>) -> Option<&'m str> {
    message.get(dotted(path).as_str()).copied().flatten()
}

/// Whether a message meets a condition.
pub(super) fn holds(condition: &Condition, message: &Message<'_>) -> bool {
    let found = fixed_text(&condition.path, message);
    match &condition.test {
        Test::Is(texts) => found.is_some_and(|found| texts.iter().any(|text| text == found)),
        Test::Absent => found.is_none(),
        Test::Present => found.is_some(),
        Test::Status { not, ranges } => *not != ranges.iter().any(|(first, last)| (*first..=*last).contains(&200)),
    }
}

/// The paths of the members that a table tests.
pub(super) fn members(rows: &[Row]) -> Vec<String> {
    rows.iter().flat_map(Row::members).map(dotted).collect()
}

/// The texts of a member that a table distinguishes; for a class of codes one of its codes, or the listed values in it.
pub(super) fn texts<'r>(provider: &'r Provider, rows: &'r [Row], member: &str) -> Vec<Cow<'r, str>> {
    let mut out: Vec<Cow<'r, str>> = Vec::new();
    let mut classes: Vec<(&CodeClass, &[EnumerationValue])> = Vec::new();
    for row in rows {
        for condition in row.when.iter().filter(|condition| dotted(&condition.path) == member) {
            if let Test::Is(texts) = &condition.test {
                out.extend(texts.iter().map(|text| Cow::from(text.as_str())));
            }
        }
        match &row.decision {
            Decision::By { path, map, .. } if dotted(path) == member => {
                let values =
                    path.last().and_then(|field| field.ty.enumeration()).map(|listed| listed.values.as_slice());
                classes.extend(map.iter().map(|(class, _)| (class, values.unwrap_or_default())));
            }
            Decision::Errors { path, .. } if dotted(path) == member => {
                classes.extend(provider.errors.iter().map(|code| (&code.class, &[][..])));
            }
            Decision::Is(_) | Decision::By { .. } | Decision::Errors { .. } => {}
        }
    }
    out.extend(classes.iter().filter_map(|(class, _)| class.one()).map(Cow::from));
    for (class, values) in classes.into_iter().filter(|(class, _)| class.one().is_none()) {
        let listed = values.iter().map(|value| value.wire.as_str()).filter(|wire| class.holds(wire));
        out.extend(listed.map(Cow::from));
        let known: Vec<&str> = out.iter().map(|text| &**text).collect();
        let sample = class.sample(&known);
        out.push(Cow::from(sample));
    }
    out
}

/// A member of a received message, by its path.
pub(super) fn find<'r>(receives: &'r Receives, member: &str) -> Option<Vec<&'r Arc<Field>>> {
    let mut layers = receives.layers.iter();
    let mut message = &layers.next()?.message;
    let mut path: Vec<&Arc<Field>> = Vec::new();
    let mut rest = Some(member);
    while let Some(member) = rest {
        if let Some(outer) = path.last() {
            message = match (&outer.source, outer.ty.content()) {
                (Source::Layer, _) => &layers.next()?.message,
                (_, Type::Object(inner)) => inner,
                _ => return None,
            };
        }
        let (field, behind) = message.along(member)?;
        path.push(field);
        rest = behind;
    }
    Some(path)
}

/// The results of the row's conditions and decision over one member. A condition that holds yields `unknown`.
pub(super) fn treated(
    provider: &Provider,
    operation: &Operation,
    row: &Row,
    member: &str,
    message: &Message<'_>,
) -> Vec<Option<Outcome>> {
    let tested = row.when.iter().filter(|condition| dotted(&condition.path) == member);
    let mut out: Vec<Option<Outcome>> =
        tested.map(|condition| holds(condition, message).then_some(Outcome::Unknown)).collect();
    if row.deciding().is_some_and(|path| dotted(path) == member) {
        out.push(said(provider, operation, row, message));
    }
    out
}
