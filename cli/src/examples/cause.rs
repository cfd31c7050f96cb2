//! Groups failing examples by the cause that they share. A consequence of another failure is left out.

use std::collections::HashMap;

use refundry_codegen::{
    diagnostic::{self, Diagnostic, Diagnostics},
    model::{Answer, Provider},
    source::Span,
};
use refundry_interpreter::examples::{self, Mismatch, Problem};

use super::consequence::{
    is_of_signature, is_rejected_alike, is_unidentified, is_unidentified_elsewhere, is_unsigned, verifies_otherwise,
};
use super::difference::Difference;
use super::misstated;
use super::subject::{answer, example, is_listed};

/// The cause of failures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A value is computed otherwise than expected.
    Value(String),
    /// A part of the request has another text: the URL, a header, or a member of the body.
    Text(String, Option<String>),
    /// The text at this place, sent by examples, differs from their bodies and answers.
    Misstated(Span),
    /// The answers of an operation are compared otherwise than expected.
    Echo(String),
    /// No comparison says which refund the answers of an operation speak of.
    Unidentified(String),
    /// The answers of an operation lack their signature.
    Unsigned(String),
    /// An answer cannot be decrypted.
    Undecrypted,
    /// An answer is rejected for this reason.
    Rejected(String),
    /// An example cannot be run for this reason.
    Fails(String),
    /// A rule between fields refuses a request that is sent, or lets one through that it is meant to refuse.
    Rule(String),
    /// A row of the outcome table, or a member that the answers lack, gives another outcome.
    Outcome(Option<Span>, Vec<String>, String),
    /// The example alone is wrong.
    Own(Span, String),
}

/// Failures of one cause, in the order of the spec.
pub struct Group {
    /// The cause.
    pub cause: Cause,
    /// The failures, one of each example.
    pub failures: Vec<Mismatch>,
}

/// Groups failures by their causes.
pub fn groups(provider: &Provider, mismatches: Vec<Mismatch>, known: &Diagnostics) -> Vec<Group> {
    let requests = requests(provider, &mismatches);
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<Cause, usize> = HashMap::new();
    let misstated = misstated::places(provider, &mismatches);
    let causes: Vec<Option<Cause>> = mismatches
        .iter()
        .map(|mismatch| match misstated::place(provider, mismatch, &misstated) {
            Some(at) => Some(Cause::Misstated(at)),
            None => match cause(provider, mismatch, &mismatches, &requests) {
                Some(Cause::Own(..)) if is_uncompared(provider, mismatch, known) => echo(provider, mismatch),
                other => other,
            },
        })
        .collect();
    for (mismatch, cause) in mismatches.into_iter().zip(causes) {
        let Some(cause) = cause else { continue };
        let place = *places.entry(cause.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            // A signature stands in the body and in a header, and the example states it a third time.
            Some(group) if group.failures.iter().any(|other| other.span == mismatch.span) => {}
            Some(group) => group.failures.push(mismatch),
            None => groups.push(Group { cause, failures: vec![mismatch] }),
        }
    }
    groups
}

/// Whether an answer is read that should differ from its request, of an operation that leaves a member uncompared.
fn is_uncompared(provider: &Provider, mismatch: &Mismatch, known: &Diagnostics) -> bool {
    let Problem::Differs { what, expected: Some(expected), found: None, .. } = &mismatch.problem else { return false };
    let of_answer = |fault: &Diagnostic| match fault.cause.as_deref() {
        Some(diagnostic::Cause::NotCompared(of, _)) => {
            answer(provider, mismatch).is_some_and(|answer| answer.operation == *of)
        }
        _ => false,
    };
    what == "failure" && ["echo", "member"].contains(&expected.as_str()) && known.iter().any(of_answer)
}

fn echo(provider: &Provider, mismatch: &Mismatch) -> Option<Cause> {
    Some(Cause::Echo(answer(provider, mismatch)?.operation.clone()))
}

/// The cause of each request that fails, by the place of its example: a text before a value, which may contain the text.
fn requests(provider: &Provider, mismatches: &[Mismatch]) -> HashMap<Span, Cause> {
    let mut out: HashMap<Span, Cause> = HashMap::new();
    for mismatch in mismatches.iter().filter(|mismatch| example(provider, mismatch).is_some()) {
        let Some(cause) = own_cause(provider, mismatch) else { continue };
        match out.get(&mismatch.span) {
            Some(Cause::Text(..)) => {}
            Some(_) if !matches!(cause, Cause::Text(..)) => {}
            _ => drop(out.insert(mismatch.span, cause)),
        }
    }
    out
}

/// The cause of a failure; `None` for a consequence of the request's failure.
fn cause(
    provider: &Provider,
    mismatch: &Mismatch,
    mismatches: &[Mismatch],
    requests: &HashMap<Span, Cause>,
) -> Option<Cause> {
    let own = own_cause(provider, mismatch)?;
    if let Some(example) = example(provider, mismatch) {
        if example
            .of
            .as_ref()
            .is_some_and(|about| matches!(requests.get(&about.span), Some(Cause::Fails(_) | Cause::Rule(_))))
        {
            return None;
        }
        return requests.get(&mismatch.span).filter(|first| **first == own).cloned();
    }
    let Some(answer) = answer(provider, mismatch) else { return Some(own) };
    if is_unsigned(&mismatch.problem) {
        return Some(Cause::Unsigned(answer.operation.clone()));
    }
    if is_unidentified(&mismatch.problem)
        || expects_echo(&mismatch.problem) && is_unidentified_elsewhere(provider, mismatches, answer)
    {
        return Some(Cause::Unidentified(answer.operation.clone()));
    }
    if is_rejected_alike(provider, mismatches, answer, &mismatch.problem) {
        return None;
    }
    let of_value = matches!(own, Cause::Value(_));
    if !of_value && is_of_signature(&mismatch.problem) && verifies_otherwise(provider, mismatches, answer) {
        return None;
    }
    let follows = match (requests.get(&answer.to.span), &mismatch.problem) {
        (Some(Cause::Text(..)), Problem::Unread { echo: Some(_), reason, .. }) => {
            names_both(provider, mismatches, answer, reason)
        }
        (Some(Cause::Text(..)), Problem::Differs { what, .. }) => what == "failure",
        _ => false,
    };
    match follows {
        true => None,
        false if is_of_echo(&mismatch.problem) => echo(provider, mismatch),
        false => Some(own),
    }
}

/// Whether a reason names the words by which the request of an answer differs.
fn names_both(provider: &Provider, mismatches: &[Mismatch], answer: &Answer, reason: &str) -> bool {
    let of_request =
        mismatches.iter().filter(|other| other.span == answer.to.span && example(provider, other).is_some());
    let words = of_request.filter_map(|other| {
        let Problem::Differs { expected, found, .. } = &other.problem else { return None };
        Some(Difference::of(expected.as_deref()?, found.as_deref()?))
    });
    let quoted = |word: &str| reason.contains(&format!("`{word}`"));
    words.into_iter().any(|difference| quoted(difference.expected) && quoted(difference.found))
}

/// Whether a member is compared otherwise than expected.
fn is_of_echo(problem: &Problem) -> bool {
    expects_echo(problem) || matches!(problem, Problem::Unread { echo: Some(_), .. })
}

/// Whether an answer is read that should differ from its request.
fn expects_echo(problem: &Problem) -> bool {
    let Problem::Differs { what, expected, found: None, .. } = problem else { return false };
    what == "failure" && expected.as_deref() == Some("echo")
}

fn own_cause(provider: &Provider, mismatch: &Mismatch) -> Option<Cause> {
    if is_misspelled(provider, mismatch) {
        return Some(Cause::Own(mismatch.span, "value".to_owned()));
    }
    let alone = |what: &str| Some(Cause::Own(mismatch.span, what.to_owned()));
    match &mismatch.problem {
        Problem::Differs { what, traced, .. } if what == "failure" && !traced.is_empty() => {
            traced.last().map(|value| Cause::Value(value.value.clone()))
        }
        Problem::Fails(reason) => {
            // The section of the message stands behind the rule.
            let reason = reason.rsplit_once("; ").map_or(reason.as_str(), |(reason, _)| reason).to_owned();
            Some(broken_rule(provider, mismatch).map_or(Cause::Fails(reason), Cause::Rule))
        }
        Problem::Differs { what, expected: Some(expected), found: Some(found), traced } => {
            let difference = Difference::of(expected, found);
            let value = traced.iter().find(|value| difference.is_in(value, found));
            match value {
                Some(value) => Some(Cause::Value(value.value.clone())),
                None if is_of_request(what) => {
                    let member = difference.member.filter(|_| what == "body").map(str::to_owned);
                    Some(Cause::Text(what.clone(), member))
                }
                None => alone(what),
            }
        }
        Problem::Differs { what, .. } => alone(what),
        Problem::Outcome { expected, found, why, .. } => {
            let missing: Vec<String> = why.missing.iter().map(|(member, _)| member.clone()).collect();
            match missing.is_empty() || is_listed(found, why) {
                true => Some(Cause::Outcome(why.row, Vec::new(), format!("{expected} {found}"))),
                false => Some(Cause::Outcome(None, missing, String::new())),
            }
        }
        Problem::Unread { traced, .. } if !traced.is_empty() => {
            traced.last().map(|value| Cause::Value(value.value.clone()))
        }
        Problem::Unread { decrypt: true, .. } => Some(Cause::Undecrypted),
        Problem::Unread { reason, .. } => {
            Some(Cause::Rejected(reason.split(" is `").next().unwrap_or_default().to_owned()))
        }
        Problem::Refused { expected, found } => {
            lenient_rule(provider, expected.as_deref(), found).map(Cause::Rule).or_else(|| alone("rule"))
        }
        Problem::Signature { traced, .. } => match traced.iter().rfind(|value| !value.steps.is_empty()) {
            Some(value) => Some(Cause::Value(value.value.clone())),
            None => alone("signature"),
        },
    }
}

/// The only rule that the request of an example breaks, if it is one between fields.
fn broken_rule(provider: &Provider, mismatch: &Mismatch) -> Option<String> {
    let mut broken = examples::broken_rules(provider, example(provider, mismatch)?);
    let rule = broken.pop().filter(|_| broken.is_empty())?;
    declared_rule(provider, &rule).map(|_| rule)
}

/// The rule between fields that lets a request through, although the request is meant to break it.
fn lenient_rule(provider: &Provider, expected: Option<&str>, found: &[String]) -> Option<String> {
    let rule = expected.filter(|_| found.is_empty())?;
    declared_rule(provider, rule).map(|_| rule.to_owned())
}

/// The place of a rule between fields, by its name in violations.
pub fn declared_rule(provider: &Provider, id: &str) -> Option<Span> {
    let (message, name) = id.rsplit_once('.').map_or((None, id), |(message, name)| (Some(message), name));
    let mut messages = provider.messages.iter().filter(|known| message.is_none_or(|message| known.name == message));
    messages.find_map(|message| message.rules.iter().find(|rule| rule.name == name)).map(|rule| rule.span)
}

/// Whether the example has the computed value but for one or two characters: another computation changes all of them.
fn is_misspelled(provider: &Provider, mismatch: &Mismatch) -> bool {
    let (text, traced) = match &mismatch.problem {
        Problem::Differs { expected: Some(expected), traced, .. } => (expected.as_str(), traced),
        Problem::Signature { expected, traced } => (expected.as_str(), traced),
        Problem::Unread { traced, .. } => match answer(provider, mismatch) {
            Some(answer) => (answer.body.as_str(), traced),
            None => return false,
        },
        Problem::Differs { .. } | Problem::Fails(_) | Problem::Outcome { .. } | Problem::Refused { .. } => {
            return false;
        }
    };
    let results = traced.iter().filter(|value| !value.steps.is_empty()).filter_map(|value| value.result());
    results.into_iter().filter(|result| result.len() >= 16).any(|result| {
        let runs = text.split(|next: char| !next.is_ascii_alphanumeric()).filter(|run| run.len() == result.len());
        let differing = |run: &str| run.bytes().zip(result.bytes()).filter(|(one, other)| one != other).count();
        runs.map(differing).any(|differing| (1..=2).contains(&differing))
    })
}

/// Whether a difference is one of the request, and not of an answer's reading.
fn is_of_request(what: &str) -> bool {
    what == "url" || what == "body" || what.starts_with(|first: char| first.is_ascii_uppercase()) || what.contains('-')
}
