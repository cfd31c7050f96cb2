//! The examples of a spec: requests with their bytes, answers to read, requests to refuse.

use serde::Serialize;

use super::markdown::{Table, block, code, prose, sentence};
use super::words::outcome;
use crate::model::{Answer, Example, Failure, Provider, Refused};

/// The section of one example request.
#[derive(Debug, Serialize)]
pub(super) struct ExampleView {
    name: String,
    intro: String,
    block: String,
}

/// The requests with their bytes.
pub(super) fn requests(provider: &Provider) -> Vec<ExampleView> {
    provider.examples.iter().map(|example| request(provider, example)).collect()
}

fn request(provider: &Provider, example: &Example) -> ExampleView {
    let sends = provider.operation(&example.operation).and_then(|operation| operation.sends.as_ref());
    let nonce = if example.nonce.is_empty() { String::new() } else { format!(" Nonce {}.", code(&example.nonce)) };
    let now = example.now.as_ref().map(|now| format!(" Sent at {}.", code(now))).unwrap_or_default();
    ExampleView {
        name: example.name.clone(),
        intro: format!("A request of {}. {}{now}{nonce}", code(&example.operation), source(&example.source)),
        block: message(example, sends.map_or("", |sends| &sends.method)),
    }
}

fn source(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("Source: {}", sentence(text)) }
}

/// The expected parts of the request, in the shape of an HTTP message.
fn message(example: &Example, method: &str) -> String {
    let mut out: Vec<String> = example.url.iter().map(|url| format!("{method} {url}")).collect();
    out.extend(example.headers.iter().map(|(name, text)| format!("{name}: {text}")));
    let body = example.body.iter().filter(|body| !body.is_empty());
    let signature = example
        .signature
        .iter()
        .filter(|signature| !example.body.as_ref().is_some_and(|body| body.contains(*signature)));
    out.extend(signature.map(|signature| format!("(signature) {signature}")));
    for body in body {
        out.extend((!out.is_empty()).then(String::new));
        out.push(body.clone());
    }
    if out.is_empty() { String::new() } else { block("text", &out.join("\n")) }
}

/// The answers and notifications, one row each.
pub(super) fn answers(provider: &Provider) -> Option<Table> {
    let row = |answer: &Answer| {
        vec![
            code(&answer.name),
            code(&answer.operation),
            code(&answer.to.name),
            answer.status.to_string(),
            expected(provider, answer),
            prose(&answer.source),
        ]
    };
    let rows = provider.answers.iter().map(row).collect();
    Table::dense(&["Message", "Operation", "Request", "HTTP", "Must be", "Source"], rows)
}

fn expected(provider: &Provider, answer: &Answer) -> String {
    let outcomes = provider.operation(&answer.operation).and_then(|operation| answer.expected(operation));
    match (answer.fails, outcomes) {
        (Some(failure), _) => format!("refused: {}", self::failure(failure)),
        (None, Some([first, repeat])) if repeat != first => {
            format!("{}; on a repeat {}", outcome(first), outcome(repeat))
        }
        (None, Some([first, _])) => outcome(first).to_owned(),
        (None, None) => "read".to_owned(),
    }
}

fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Signature => "wrong signature",
        Failure::Unsigned => "no signature",
        Failure::Ambiguous => "a signed text that could be cut into other members",
        Failure::Stale => "too old",
        Failure::Echo => "differs from the request",
        Failure::Malformed => "malformed",
        Failure::Duplicate => "a member twice",
        Failure::Member => "a member of another type",
    }
}

/// The requests that validation refuses, one row each.
pub(super) fn refused(provider: &Provider) -> Option<Table> {
    let row = |refused: &Refused| {
        let rule = format!("{}: {}", refused.message, refused.rule);
        vec![code(&refused.name), code(&refused.like.name), code(&rule)]
    };
    Table::new(&["Request", "Departs from", "Broken rule"], provider.refused.iter().map(row).collect())
}
