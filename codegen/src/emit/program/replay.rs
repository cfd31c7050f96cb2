//! The test of a program: a local service replays the spec's answers to its example.

use std::sync::Arc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::listing::Program;
use super::request::Request;
use crate::{
    emit::{
        names, outcome, render,
        tests::{credential, text},
    },
    model::{Answer, Charset, Field, Operation, Outcome, Receives},
};

const SERVICE: &str = include_str!("replay.txt");
const ANSWERS: &str = include_str!("answers.txt");
const QUERIED: &str = include_str!("queried.txt");
const NOTICES: &str = include_str!("notices.txt");

const STORED: &str = r#"
    fn stored(&mut self, number: &str) -> Result<String, Error> {
        Ok(self.refunds.get(number).ok_or("no refund has this number")?.clone())
    }
"#;

const AT: &str = r#"
fn at(text: &str) -> Timestamp {
    let format = rt::TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    Timestamp::parse(text, format).unwrap()
}
"#;

const LISTED: &str = r#"
const UNKNOWN: Outcome = Outcome::Unknown(rt::Doubt::Unsure);

/// The outcome as an example lists it: without the reason why it is unknown.
fn listed(outcome: Outcome) -> Outcome {
    if outcome.is_unknown() { UNKNOWN } else { outcome }
}
"#;

/// The module of the test.
pub(super) fn replay_module(program: &Program<'_>) -> String {
    let answered = if program.is_numbered() { answered } else { answered_once };
    let answers = tests(program, program.refund.operation, &program.refund, answered);
    let queries = program.query.as_ref().map(|query| tests(program, query.operation, query, queried));
    let notices = program.notification().filter(|_| program.notified().is_some());
    let notices: Option<String> = notices.map(|operation| tests(program, operation, &program.refund, notified));
    let mut out = String::from("use std::collections::HashMap;\n\nuse refundry as rt;\n\nuse super::*;\n\n");
    let stored = if program.looks_up() { STORED } else { "" };
    out += &SERVICE.replace("$stored", stored);
    out += &format!("\n{}\n{}", a_time_out(program), credentials(program));
    let in_charset = program.provider.answers.iter().any(|answer| charset(program, answer) != Charset::Utf8);
    for (helper, tests) in [(ANSWERS, Some(answers)), (QUERIED, queries), (NOTICES, notices)] {
        if let Some(tests) = tests.filter(|tests| !tests.is_empty()) {
            out += &if in_charset { of_bytes(helper) } else { helper.to_owned() };
            out += &tests;
        }
    }
    if out.contains("at(\"") {
        out += AT;
    }
    if out.contains("listed(") {
        out += LISTED;
    }
    let indented = |line: &str| if line.is_empty() { String::from("\n") } else { format!("    {line}\n") };
    format!("#[cfg(test)]\nmod replay {{\n{}}}\n", out.lines().map(indented).collect::<String>())
}

/// A helper that takes a body in bytes.
fn of_bytes(helper: &str) -> String {
    helper.replace("body: &str", "body: &[u8]").replace("body.as_bytes().to_vec()", "body.to_vec()")
}

/// The charset of an answer's body.
fn charset(program: &Program<'_>, answer: &Answer) -> Charset {
    let receives = program.provider.operation(&answer.operation).and_then(|operation| operation.receives.as_ref());
    receives.map_or(Charset::Utf8, |receives| receives.text_charset(&answer.headers))
}

/// The test of a time-out.
fn a_time_out(program: &Program<'_>) -> String {
    let now = now(program.refund.example.now.as_deref());
    let test = quote! {
        #[test]
        fn a_time_out_is_unknown() {
            let mut service = played(#now);
            let outcome = send_refund(&mut service, &example()).unwrap();
            assert_eq!((outcome, service.refunds.len()), (Outcome::Unknown(rt::Doubt::NoAnswer), 1));
            assert!(!next_step(outcome).is_empty());
            drop(credentials());
        }
    };
    render::items(test).concat()
}

/// The merchant of the example.
fn credentials(program: &Program<'_>) -> String {
    let given = |name: &str| program.refund.example.credentials.iter().find(|(other, _)| other.name == name);
    let fields = program.provider.credentials.iter().map(|credential| {
        let name = names::ident(&credential.name);
        let value = given(&credential.name).map(|(_, data)| credential::value(credential, data));
        match (credential.required, value) {
            (false, Some(value)) => quote!(#name: Some(#value)),
            (_, Some(value)) => quote!(#name: #value),
            (_, None) => quote!(#name: None),
        }
    });
    render::items(quote!(fn example() -> Credentials { Credentials { #(#fields),* } })).concat()
}

/// One test for each answer to the request's example, if its outcome differs from the earlier ones.
fn tests(
    program: &Program<'_>,
    operation: &Operation,
    request: &Request<'_>,
    call: fn(&Answer, Option<[Outcome; 2]>, &TokenStream) -> TokenStream,
) -> String {
    // The program draws a nonce of its own. An answer that signs the nonce of its example is no answer to the program.
    let fresh = |path: &[Arc<Field>]| path.last().is_some_and(|field| field.source.is_fresh());
    let foreign = operation.receives.iter().flat_map(Receives::sent_parts).any(fresh);
    let mut seen: Vec<Option<[Outcome; 2]>> = Vec::new();
    let answers = program.provider.answers.iter();
    let own = answers.filter(|answer| answer.operation == operation.name && answer.to.name == request.example.name);
    let in_charset = program.provider.answers.iter().any(|answer| charset(program, answer) != Charset::Utf8);
    let bytes = in_charset.then(|| quote!(let body = &body[..];));
    let mut out = String::new();
    for answer in own.filter(|answer| answer.fails.is_some() || !foreign && answer.outcome.is_some()) {
        let meant = answer.expected(operation);
        if !seen.contains(&meant) {
            seen.push(meant);
            let now = now(answer.now.as_deref().or(request.example.now.as_deref()));
            let name = format!("{}_{}", operation.name, answer.name);
            let (body, call) = (text::body(&answer.body), call(answer, meant, &now));
            let encoded = text::in_charset(charset(program, answer));
            let encoded = encoded.or_else(|| in_charset.then(|| quote!(let body = body.as_bytes();)));
            let statements = quote!(#body #encoded #bytes #call);
            out += &format!("\n{}", render::items(text::test("", &name, &statements)).concat());
        }
    }
    out
}

fn answered(answer: &Answer, meant: Option<[Outcome; 2]>, now: &TokenStream) -> TokenStream {
    let [first, repeated] = meant.unwrap_or([Outcome::Unknown; 2]).map(named);
    let (status, headers) = (Literal::u16_unsuffixed(answer.status), text::pairs(&answer.headers));
    quote!(assert_eq!(answered(#now, #status, &[#headers], body), [#first, #repeated]);)
}

/// Without a refund number, the request is sent once only.
fn answered_once(answer: &Answer, meant: Option<[Outcome; 2]>, now: &TokenStream) -> TokenStream {
    answered(answer, meant.map(|[first, _]| [first, Outcome::Unknown]), now)
}

fn queried(answer: &Answer, meant: Option<[Outcome; 2]>, now: &TokenStream) -> TokenStream {
    let (status, headers) = (Literal::u16_unsuffixed(answer.status), text::pairs(&answer.headers));
    let believed = believed(meant);
    quote!(assert_eq!(queried(#now, #status, &[#headers], body), #believed);)
}

fn notified(answer: &Answer, meant: Option<[Outcome; 2]>, now: &TokenStream) -> TokenStream {
    let (headers, believed) = (text::pairs(&answer.headers), believed(meant));
    quote!(assert_eq!(notified(#now, &[#headers], body), #believed);)
}

/// The outcome of a query or a notification is independent of the attempt.
fn believed(meant: Option<[Outcome; 2]>) -> TokenStream {
    match meant {
        Some([outcome, _]) => {
            let outcome = named(outcome);
            quote!(Some(#outcome))
        }
        None => quote!(None),
    }
}

fn now(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(Timestamp::from_epoch_ms(0)), |text| quote!(at(#text)))
}

fn named(outcome: Outcome) -> TokenStream {
    // The program's test compares unknown outcomes without their reasons.
    if outcome.is_unknown() {
        return quote!(UNKNOWN);
    }
    let variant = outcome::variant(outcome);
    quote!(Outcome::#variant)
}
