//! The tables that give the outcome of an answer or a notification.

use super::markdown::{Table, code, sentence};
use super::words::{path, shown};
use crate::model::{CodeClass, Condition, Decision, Judgement, Operation, Prose, Receives, Row, Test};
use crate::phrases::Phrases;

/// The conditions, all of which have to hold.
pub(super) fn conditions(say: Phrases, all: &[Condition]) -> String {
    let one = |condition: &Condition| match &condition.test {
        Test::Is(texts) => say.is_any(path(&condition.path), say.any(texts.iter().map(|text| shown(say, text)))),
        Test::Absent => say.is_absent(path(&condition.path)),
        Test::Present => say.is_there(path(&condition.path)),
        Test::Status { not, ranges } => {
            let ranges = say.any(ranges.iter().map(|range| status(say, *range)));
            if *not { say.status_is_not(ranges) } else { say.status_is(ranges) }
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(&say.and_also())
}

fn status(say: Phrases, (from, to): (u16, u16)) -> String {
    match (from, to) {
        _ if from == to => from.to_string(),
        _ if from % 100 == 0 && to == from + 99 => format!("{}xx", from / 100),
        _ => say.status_between(from, to),
    }
}

/// An error code, or a class of codes.
pub(super) fn codes_of(say: Phrases, class: &CodeClass) -> String {
    match class {
        CodeClass::One(one) => shown(say, one),
        CodeClass::Prefix(prefix) => say.code_prefix(code(prefix)),
        CodeClass::Range { first, last } => say.code_range(code(first), code(last)),
    }
}

/// The rows of an outcome table, including the implied last row.
pub(super) fn table(say: Phrases, operation: &Operation, receives: &Receives) -> Option<Table> {
    if receives.outcome.is_empty() {
        return None;
    }
    let mut rows: Vec<Vec<String>> = receives.outcome.iter().flat_map(|row| self::rows(say, operation, row)).collect();
    rows.push(vec![say.anything_else(), say.judged(Judgement::UNLISTED), String::new()]);
    let head = [say.when_head(), say.outcome_head(), say.on_repeat_head()];
    if operation.counts_attempts() {
        return Table::dense(&head, rows);
    }
    rows.iter_mut().for_each(|row| row.truncate(2));
    Table::dense(&[say.when_head(), say.outcome_head()], rows)
}

fn rows(say: Phrases, operation: &Operation, row: &Row) -> Vec<Vec<String>> {
    let when = conditions(say, &row.when);
    let and = |more: String| if when.is_empty() { more } else { [when.as_str(), &more].join(&say.and_also()) };
    // The status alone tells a broken server from another answer.
    let by_status = !row.when.is_empty() && row.members().next().is_none();
    let judged = |when: String, judgement: Judgement| {
        let outcome = if by_status { say.outcome(judgement.outcome).to_owned() } else { say.judged(judgement) };
        vec![when, outcome, repeat(say, judgement, &row.because)]
    };
    match &row.decision {
        Decision::Is(outcome) => {
            let when = if when.is_empty() { say.always_so() } else { when.clone() };
            vec![judged(when, operation.judge(row, *outcome))]
        }
        Decision::By { path: member, map, otherwise } => {
            let member = path(member);
            let listed = map.chunk_by(|(_, one), (_, next)| one == next).filter_map(|run| {
                let texts = say.any(run.iter().map(|(class, _)| codes_of(say, class)));
                let outcome = run.first()?.1;
                Some(judged(and(say.is_any(&member, texts)), operation.judge(row, outcome)))
            });
            let other = otherwise.map(|_| judged(and(say.member_is_else(&member)), operation.judge_unlisted(row)));
            listed.chain(other).collect()
        }
        Decision::Errors { path: member, otherwise } => {
            let member = path(member);
            let says = if operation.counts_attempts() { say.as_code_says() } else { say.as_code_says_of_repeat() };
            let weak = if operation.is_weak(row) { say.if_a_refusal() } else { String::new() };
            let listed = vec![and(say.is_listed_code(&member)), format!("{says}{weak}"), String::new()];
            let other = otherwise.map(|_| judged(and(say.is_other_code(&member)), operation.judge_unlisted(row)));
            std::iter::once(listed).chain(other).collect()
        }
    }
}

/// The meaning of an outcome on a repeated request, with the reason if a refusal or failure holds; empty if the outcome
/// is the same.
pub(super) fn repeat(say: Phrases, judgement: Judgement, because: &Prose) -> String {
    match judgement.doubted {
        true => say.judged(judgement.repeated()),
        false if because.is_empty() || judgement.unknown.is_some() => String::new(),
        false => say.believed(say.outcome(judgement.outcome), sentence(say, because)),
    }
}
