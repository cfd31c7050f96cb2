//! The examples of a spec: requests with their bytes, answers to read, requests to refuse.

use serde::Serialize;

use super::markdown::{Table, block, code, prose, sentence};
use crate::model::{Answer, Example, Failure, Prose, Provider, Refused};
use crate::phrases::Phrases;

/// The section of one example request.
#[derive(Debug, Serialize)]
pub(super) struct ExampleView {
    name: String,
    intro: String,
    block: String,
}

/// The requests with their bytes.
pub(super) fn requests(say: Phrases, provider: &Provider) -> Vec<ExampleView> {
    provider.examples.iter().map(|example| request(say, provider, example)).collect()
}

fn request(say: Phrases, provider: &Provider, example: &Example) -> ExampleView {
    let sends = provider.operation(&example.operation).and_then(|operation| operation.sends.as_ref());
    let nonce = if example.nonce.is_empty() { String::new() } else { say.nonce_is(code(&example.nonce)) };
    let now = example.now.as_ref().map(|now| say.sent_at(code(now))).unwrap_or_default();
    ExampleView {
        name: example.name.clone(),
        intro: say.request_of_example(code(&example.operation), source(say, &example.source)) + &now + &nonce,
        block: message(say, example, sends.map_or("", |sends| &sends.method)),
    }
}

fn source(say: Phrases, text: &Prose) -> String {
    if text.is_empty() { String::new() } else { say.source(sentence(say, text)) }
}

/// The expected parts of the request, in the shape of an HTTP message.
fn message(say: Phrases, example: &Example, method: &str) -> String {
    let mut out: Vec<String> = example.url.iter().map(|url| format!("{method} {url}")).collect();
    out.extend(example.headers.iter().map(|(name, text)| format!("{name}: {text}")));
    let body = example.body.iter().filter(|body| !body.is_empty());
    let signature = example
        .signature
        .iter()
        .filter(|signature| !example.body.as_ref().is_some_and(|body| body.contains(*signature)));
    out.extend(signature.map(|signature| say.signature_line(signature)));
    for body in body {
        out.extend((!out.is_empty()).then(String::new));
        out.push(body.clone());
    }
    if out.is_empty() { String::new() } else { block("text", &out.join("\n")) }
}

/// The answers and notifications, one row each.
pub(super) fn answers(say: Phrases, provider: &Provider) -> Option<Table> {
    let row = |answer: &Answer| {
        vec![
            code(&answer.name),
            code(&answer.operation),
            code(&answer.to.name),
            answer.status.to_string(),
            expected(say, provider, answer),
            prose(say.text(&answer.source)),
        ]
    };
    let rows = provider.answers.iter().map(row).collect();
    let head = [say.message(), say.operation(), say.request(), "HTTP".to_owned(), say.must_be(), say.source_head()];
    Table::dense(&head, rows)
}

fn expected(say: Phrases, provider: &Provider, answer: &Answer) -> String {
    let outcomes = provider.operation(&answer.operation).and_then(|operation| answer.expected(operation));
    match (answer.fails, outcomes) {
        (Some(failure), _) => say.refused_as(self::failure(say, failure)),
        (None, Some([first, repeat])) if repeat != first => say.repeated(say.outcome(first), say.outcome(repeat)),
        (None, Some([first, _])) => say.outcome(first).to_owned(),
        (None, None) => say.read(),
    }
}

fn failure(say: Phrases, failure: Failure) -> String {
    match failure {
        Failure::Signature => say.wrong_signature(),
        Failure::Unsigned => say.no_signature(),
        Failure::Ambiguous => say.ambiguous(),
        Failure::Stale => say.too_old(),
        Failure::Echo => say.differs(),
        Failure::Malformed => say.malformed(),
        Failure::Duplicate => say.duplicated(),
        Failure::Member => say.other_type(),
        Failure::OtherKind => say.other_kind(),
    }
}

/// The requests that validation refuses, one row each.
pub(super) fn refused(say: Phrases, provider: &Provider) -> Option<Table> {
    let row = |refused: &Refused| {
        let rule = format!("{}: {}", refused.message, refused.rule);
        vec![code(&refused.name), code(&refused.like.name), code(&rule)]
    };
    let head = [say.request(), say.departs_from(), say.broken_rule()];
    Table::new(&head, provider.refused.iter().map(row).collect())
}
