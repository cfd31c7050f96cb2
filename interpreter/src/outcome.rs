//! Compares an answer with its request and derives the outcome of the refund.

use std::sync::Arc;

use refundry_codegen::{
    model::{
        Condition, Decision, Echo, Field, Judgement, Operation, Pick, Provider, Receives, Row, Test, operation::dotted,
    },
    source::Span,
};
use refundry_runtime::{self as rt, Attempt, Echoed, Evidence, Outcome, ReadError, Record};

use crate::{
    amount,
    object::{Object, Value},
    write,
};

/// Compares the answer's members with the record of the request.
pub(crate) fn compare_echo(
    provider: &Provider,
    receives: &Receives,
    sent: &Record,
    object: &mut Object,
) -> Result<Echoed, ReadError> {
    if !receives.unechoed.is_empty() {
        return Ok(Echoed::by_connection(sent));
    }
    let identifying = receives.identifying();
    let identifying: Vec<&str> = identifying.iter().map(String::as_str).collect();
    let mut echo = rt::Echo::new(sent, &identifying);
    for pick in receives.picks() {
        self::pick(&mut echo, &pick, object);
    }
    for one in &receives.echo {
        compare_one(provider, &mut echo, one, object);
    }
    echo.finish()
}

/// Puts the item of our refund in the place of its list; without such an item, the list is removed.
fn pick(echo: &mut rt::Echo<'_>, pick: &Pick<'_>, object: &mut Object) {
    let Some((list, around)) = pick.list.split_last() else { return };
    let Some(object) = object.object_mut(around) else { return };
    let Some(Value::List(items)) = object.take(&list.rust) else { return };
    let mut picked = rt::Picked::of(Some(items));
    echo.pick(&pick.name(), &pick.echo.recorded_name(), &mut picked, |item| number(item, pick.number));
    if let Some(ours) = picked.into_ours() {
        object.set(&list.rust, ours);
    }
}

/// The text of a member of an item.
fn number<'v>(item: &'v Value, member: &Field) -> Option<&'v str> {
    let Value::Object(item) = item else { return None };
    let Some(Value::Text(number)) = item.get(&member.rust) else { return None };
    Some(number)
}

fn compare_one(provider: &Provider, echo: &mut rt::Echo<'_>, one: &Echo, object: &Object) {
    let (request, terms) = (&one.recorded_name(), one.terms.as_deref());
    if let Some(path) = one.amount() {
        let amount = match object.member(path) {
            Some(Value::Amount(amount)) => Some(*amount),
            _ => None,
        };
        return match one.at_least {
            true => echo.amount_at_least(&dotted(path), request, amount, terms),
            false => echo.amount(&dotted(path), request, amount, terms),
        };
    }
    let answered: Vec<(String, Option<String>)> =
        one.answers.iter().map(|path| (dotted(path), member_text(provider, object, path))).collect();
    let answered: Vec<(&str, Option<&str>)> =
        answered.iter().map(|(name, text)| (name.as_str(), text.as_deref())).collect();
    match one.each {
        true => echo.each_of(&answered, request, terms),
        false => echo.any_of(&answered, request, terms),
    }
}

/// A member as wire text.
pub(crate) fn member_text(provider: &Provider, object: &Object, path: &[Arc<Field>]) -> Option<String> {
    let (value, (field, around)) = (object.member(path)?, path.split_last()?);
    let around = match object.member(around) {
        Some(Value::Object(inner)) => inner,
        _ => object,
    };
    Some(write::wire_text(provider, &amount::ty_in(field, around), value).into_owned())
}

/// The outcome of the refund according to the answer.
pub(crate) fn outcome(
    provider: &Provider,
    operation: &Operation,
    object: &Object,
    evidence: Evidence,
    attempt: Attempt,
) -> Outcome {
    evidence.settle(listed(provider, operation, object, evidence.status, attempt))
}

/// The outcome of the first row of the table that matches.
pub(crate) fn listed(
    provider: &Provider,
    operation: &Operation,
    object: &Object,
    status: u16,
    attempt: Attempt,
) -> Outcome {
    let mut rows = operation.receives.iter().flat_map(|receives| &receives.outcome);
    let judgement = rows.find_map(|row| decide(provider, operation, row, object, status));
    let judgement = judgement.unwrap_or(Judgement::UNLISTED);
    judged(if attempt == Attempt::First { judgement } else { judgement.repeated() })
}

/// The outcome of the first attempt in the runtime's terms.
fn judged(judgement: Judgement) -> Outcome {
    judgement.unknown.map_or_else(|| judgement.outcome.into(), Outcome::Unknown)
}

/// The reason of an outcome, as far as the table and the comparison tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// The place of the row that decided; `None` if no row matched.
    pub row: Option<Span>,
    /// The outcome that the row gives before the evidence is weighed.
    pub listed: Option<Outcome>,
    /// The members without which the answer settles nothing, and which it lacks, each with the place of its comparison.
    pub missing: Vec<(String, Span)>,
    /// Whether no member that is compared says which refund or order the answer speaks of.
    pub unidentified: bool,
}

/// The reason of an answer's outcome.
pub(crate) fn why(provider: &Provider, operation: &Operation, object: &Object, status: u16) -> Why {
    let Some(receives) = &operation.receives else { return Why::default() };
    let decided =
        receives.outcome.iter().find_map(|row| Some((row, decide(provider, operation, row, object, status)?)));
    let absent = |path: &Vec<Arc<Field>>| object.member(path).is_none();
    let needed = receives.echo.iter().filter(|echo| echo.is_needed() && echo.answers.iter().all(absent));
    let missing = needed.filter_map(|echo| Some((dotted(echo.answers.first()?), echo.span)));
    let identifying = receives.identifying();
    let mut compared = receives.echo.iter().filter(|echo| !echo.answers.iter().all(absent));
    Why {
        row: decided.as_ref().map(|(row, _)| code_of(provider, row, object).unwrap_or(row.span)),
        listed: decided.map(|(_, judgement)| judged(judgement)),
        missing: missing.collect(),
        unidentified: receives.unechoed.is_empty() && !compared.any(|echo| identifying.contains(&echo.recorded_name())),
    }
}

/// The place of the error code that a row leaves the decision to.
fn code_of(provider: &Provider, row: &Row, object: &Object) -> Option<Span> {
    let Decision::Errors { path, .. } = &row.decision else { return None };
    Some(provider.error(&member_text(provider, object, path)?)?.span)
}

fn decide(provider: &Provider, operation: &Operation, row: &Row, object: &Object, status: u16) -> Option<Judgement> {
    if !row.when.iter().all(|condition| holds(provider, condition, object, status)) {
        return None;
    }
    provider.judge(operation, row, |path| member_text(provider, object, path))
}

fn holds(provider: &Provider, condition: &Condition, object: &Object, status: u16) -> bool {
    match &condition.test {
        Test::Is(texts) => member_text(provider, object, &condition.path).is_some_and(|found| texts.contains(&found)),
        Test::Absent => object.member(&condition.path).is_none(),
        Test::Present => object.member(&condition.path).is_some(),
        Test::Status { not, ranges } => *not != ranges.iter().any(|(first, last)| (*first..=*last).contains(&status)),
    }
}
