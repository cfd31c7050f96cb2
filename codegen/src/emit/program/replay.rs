//! The test of a program: a service that plays the spec's answers to its example.

use quote::quote;

use super::Program;
use crate::{
    emit::{
        names, outcome, print,
        tests::{credential, text},
    },
    model::{Answer, Operation, Outcome},
};

const SERVICE: &str = include_str!("replay.txt");
const ANSWERS: &str = include_str!("answers.txt");
const NOTICES: &str = include_str!("notices.txt");

/// The module of the test.
pub(super) fn text(program: &Program<'_>) -> String {
    let answers = tests(program, program.operation, answered);
    let notices = program.notification().filter(|_| program.notified().is_some());
    let notices = notices.map(|operation| tests(program, operation, notified)).unwrap_or_default();
    let mut out = String::from("use std::collections::HashMap;\n\nuse refundry as rt;\n\nuse super::*;\n\n");
    out += &SERVICE.replace("$now", &now(program.example.now.as_deref()));
    out += &format!("\n{}", credentials(program));
    for (helper, tests) in [(ANSWERS, answers), (NOTICES, notices)] {
        if !tests.is_empty() {
            out += helper;
            out += &tests;
        }
    }
    let indented = |line: &str| if line.is_empty() { String::from("\n") } else { format!("    {line}\n") };
    format!("#[cfg(test)]\nmod replay {{\n{}}}\n", out.lines().map(indented).collect::<String>())
}

/// The merchant of the example.
fn credentials(program: &Program<'_>) -> String {
    let given = |name: &str| program.example.credentials.iter().find(|(other, _)| other.name == name);
    let fields = program.provider.credentials.iter().map(|credential| {
        let name = names::ident(&credential.name);
        let value = given(&credential.name).map(|(_, data)| credential::value(credential, data));
        match (credential.required, value) {
            (false, Some(value)) => quote!(#name: Some(#value)),
            (_, Some(value)) => quote!(#name: #value),
            (_, None) => quote!(#name: None),
        }
    });
    print::items(quote!(fn example() -> Credentials { Credentials { #(#fields),* } }), 0)
}

/// A test of each answer to the example that means something else than those before.
fn tests(program: &Program<'_>, operation: &Operation, call: fn(&Program<'_>, &Answer) -> String) -> String {
    let mut seen: Vec<Option<(Outcome, Outcome)>> = Vec::new();
    let answers = program.provider.answers.iter();
    let own = answers.filter(|answer| answer.operation == operation.name && answer.to.name == program.example.name);
    let mut out = String::new();
    for answer in own.filter(|answer| answer.fails.is_some() || answer.outcome.is_some()) {
        let meant = answer.outcome.map(|first| (first, answer.on_repeat.unwrap_or(first)));
        if !seen.contains(&meant) {
            seen.push(meant);
            let name = format!("{}_{}", operation.name, answer.name);
            out += &format!("\n{}", text::test("", &name, &[text::body(&answer.body), call(program, answer)]));
        }
    }
    out
}

fn answered(program: &Program<'_>, answer: &Answer) -> String {
    let (first, repeated) = match answer.outcome {
        Some(first) => (first, answer.on_repeat.unwrap_or(first)),
        None => (Outcome::Unknown, Outcome::Unknown),
    };
    let (now, headers) = (now_of(program, answer), headers(answer));
    let call = format!("answered({now}, {}, &[{headers}], body)", answer.status);
    format!("assert_eq!({call}, [{}, {}]);", named(first), named(repeated))
}

fn notified(program: &Program<'_>, answer: &Answer) -> String {
    let call = format!("notified({}, &[{}], body)", now_of(program, answer), headers(answer));
    match answer.on_repeat.or(answer.outcome) {
        Some(outcome) => format!("assert_eq!({call}, Some({}));", named(outcome)),
        None => format!("assert_eq!({call}, None);"),
    }
}

fn headers(answer: &Answer) -> String {
    let header = |(name, value): &(String, String)| format!("({}, {})", text::literal(name), text::literal(value));
    answer.headers.iter().map(header).collect::<Vec<_>>().join(", ")
}

fn now_of(program: &Program<'_>, answer: &Answer) -> String {
    now(answer.now.as_deref().or(program.example.now.as_deref()))
}

fn now(text: Option<&str>) -> String {
    text.map_or_else(|| "Timestamp::from_epoch_ms(0)".to_owned(), |text| format!("at({text:?})"))
}

fn named(outcome: Outcome) -> String {
    match outcome::variant(outcome) {
        (variant, Some(after)) => format!("Outcome::{variant}(rt::After::{after})"),
        (variant, None) => format!("Outcome::{variant}"),
    }
}
