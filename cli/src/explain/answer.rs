//! The verification of an answer or a notification, step by step.

use std::{fmt::Write, path::Path};

use refundry_codegen::model::{Kind, Operation};
use refundry_interpreter::runtime::{Attempt, Authenticity, Context, ReadError, Received, http};
use refundry_interpreter::{Interpreter, Traced, examples, explain::Mask};
use serde::Serialize;

use super::{input, json, text};
use crate::args::{ExplainArgs, Format};
use crate::failure::Failure;
use crate::{Verdict, output};

/// A message as the file gives it.
struct Message {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

#[derive(Serialize)]
struct Report<'a> {
    steps: Vec<json::Step<'a>>,
    texts: Vec<(&'a str, String)>,
    accepted: bool,
    error: Option<String>,
    signed: Option<&'static str>,
    outcome: Option<String>,
    on_repeat: Option<String>,
}

/// Explains how a message is verified and what it says.
pub fn run(
    args: &ExplainArgs,
    interpreter: &Interpreter<'_>,
    operation: &Operation,
    path: &Path,
) -> Result<Verdict, Failure> {
    let provider = interpreter.provider();
    let operation =
        provider.operation(&operation.name).ok_or_else(|| input::fault("the operation is missing".into()))?;
    let of = operation.of.as_deref().and_then(|of| provider.operation(of)).unwrap_or(operation);
    let given = input::given(args, interpreter, of)?;
    let now = match &args.now {
        Some(text) => input::time(text)?,
        None => given.now,
    };
    let context = Context { server: &given.server, now: given.now, nonce: &given.nonce, salt: &given.salt };
    let call = interpreter.sign(of, &given.request, &given.credentials, &context);
    let call = call.map_err(|error| input::fault(format!("the request cannot be signed: {error}")))?;
    let message = message(path)?;
    let (answer, traced) = receive(operation, &message, |received| {
        interpreter.explain_received(operation, received, &given.credentials, now)
    })?;
    let mask = match args.show_secrets {
        true => Mask::none(),
        false => Mask::new(provider, of, &given.request, &given.credentials, &[]),
    };
    let answer = answer.and_then(|answer| answer.compare(call.sent()));
    let outcome =
        answer.as_ref().ok().map(|answer| [Attempt::First, Attempt::Repeated].map(|attempt| answer.outcome(attempt)));
    let signed = answer.as_ref().ok().map(|answer| authenticity(answer.authenticity()));
    let error = answer.as_ref().err().map(|error| mask.text(&error.to_string()));
    let words = outcome.map(|both| both.map(examples::spelled));
    let shown = match args.report.format {
        Format::Json => {
            serde_json::to_string_pretty(&Report {
                steps: json::steps(&traced, &mask),
                texts: traced.iter().map(|traced| (traced.value.as_str(), mask.text(&traced.text))).collect(),
                accepted: error.is_none(),
                error: error.clone(),
                signed,
                outcome: words.clone().map(|[first, _]| first),
                on_repeat: words.map(|[_, again]| again),
            })
            .map_err(std::io::Error::from)?
                + "\n"
        }
        Format::Text => self::shown(operation, &traced, &mask, error.as_deref(), signed, words),
    };
    output::print(&shown)?;
    Ok(if error.is_none() { Verdict::Fine } else { Verdict::Faulty })
}

fn shown(
    operation: &Operation,
    traced: &[Traced],
    mask: &Mask,
    error: Option<&str>,
    signed: Option<&str>,
    outcome: Option<[String; 2]>,
) -> String {
    let mut out = format!("{} received\n", operation.name);
    traced.iter().for_each(|traced| text::value(traced, mask, &mut out));
    let _ = match (error, signed, outcome) {
        (Some(error), ..) => writeln!(out, "\nrefused: {error}; its outcome is unknown"),
        (None, Some(signed), Some([first, again])) if first == again => writeln!(out, "\n{signed}; it says: {first}"),
        (None, Some(signed), Some([first, again])) => {
            writeln!(out, "\n{signed}; it says: {first}, and on a repeated request: {again}")
        }
        _ => Ok(()),
    };
    out
}

fn receive<T>(operation: &Operation, message: &Message, read: impl FnOnce(&Received<'_>) -> T) -> Result<T, Failure> {
    let wrong = |error: &dyn std::fmt::Display| input::fault(format!("the answer is no message of HTTP: {error}"));
    let too_large = |error: ReadError| wrong(&error);
    let (headers, body) = (message.headers.iter(), message.body.as_bytes());
    if operation.kind == Kind::Notification {
        let new = http::Request::builder().method("POST");
        let request = headers.fold(new, |request, (name, value)| request.header(name, value)).body(body);
        let request = request.map_err(|error| wrong(&error))?;
        return Ok(read(&Received::request(&request).map_err(too_large)?));
    }
    let new = http::Response::builder().status(message.status);
    let response = headers.fold(new, |response, (name, value)| response.header(name, value)).body(body);
    let response = response.map_err(|error| wrong(&error))?;
    Ok(read(&Received::response(&response).map_err(too_large)?))
}

/// The body alone, or an object with status, headers and body.
fn message(path: &Path) -> Result<Message, Failure> {
    let text = input::read(path)?;
    let whole = serde_json::from_str::<serde_json::Value>(&text).ok();
    let whole = whole.filter(|json| {
        json.get("body").is_some_and(serde_json::Value::is_string)
            && (json.get("status").is_some() || json.get("headers").is_some())
    });
    let Some(json) = whole else { return Ok(Message { status: 200, headers: Vec::new(), body: text }) };
    let status = json.get("status").and_then(serde_json::Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let headers = json.get("headers").and_then(serde_json::Value::as_object).into_iter().flatten();
    Ok(Message {
        status: status.unwrap_or(200),
        headers: headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect(),
        body: json.get("body").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
    })
}

fn authenticity(found: Authenticity) -> &'static str {
    match found {
        Authenticity::Verified => "the signature is right",
        Authenticity::Missing => "unsigned, although this provider signs",
        Authenticity::NeverSigned { .. } => "this provider never signs",
    }
}
