//! Explains the verification of an answer or a notification, step by step.

use std::path::Path;

use refundry_codegen::model::{Layer, Operation, OperationKind};
use refundry_interpreter::runtime::{Attempt, Authenticity, Context, ReadError, Received, http};
use refundry_interpreter::{
    Age, Answer, Interpreter, Traced, body, examples,
    explain::Redaction,
    mistakes::{self, Delivery, Reproduced},
};
use serde::Serialize;

use super::acknowledgement::{self, Reply};
use super::difference::{self, Other};
pub use super::message::Message;
use super::{input, json, layout, message, refusal, stale, text};
use crate::args::{ExplainArgs, Format};
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

#[derive(Serialize)]
struct Report<'a> {
    steps: Vec<json::Step<'a>>,
    texts: Vec<(&'a str, String)>,
    accepted: bool,
    error: Option<String>,
    signed: Option<&'static str>,
    outcome: Option<String>,
    on_repeat: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<Vec<json::Cause<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<stale::Report>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledgement: Option<acknowledgement::Report<'a>>,
}

/// Explains the verification of a message and its outcome.
pub fn explain_answer(
    args: &ExplainArgs,
    interpreter: &Interpreter<'_>,
    operation: &Operation,
    path: &Path,
) -> Result<Verdict, Failure> {
    let provider = interpreter.provider();
    let operation =
        provider.operation(&operation.name).ok_or_else(|| Failure::Input("the operation is missing".into()))?;
    let of = provider.operation(operation.answers()).unwrap_or(operation);
    let given = input::given(args, interpreter, of)?;
    let request = match &given.request {
        Ok(request) => request,
        Err(rejected) => return refusal::print_rejected(args, of, rejected),
    };
    let now = match &args.now {
        Some(text) => input::time(text)?,
        None => given.now,
    };
    let context = Context { server: &given.server, now: given.now, nonce: &given.nonce, salt: &given.salt };
    let call = interpreter.sign(of, request, &given.credentials, &context);
    let call = match call {
        Ok(call) => call,
        Err(error) => return refusal::print(args, of, &error),
    };
    let message = message::read_message_file(path, body::received_charset(operation, &[]))?;
    let sent = Some(call.sent());
    let (read, traced, causes, age) = receive(operation, &message, |received| {
        let (read, traced) = interpreter.explain_received(operation, received, &given.credentials, now, sent);
        let delivery = Delivery { provider, operation, received, credentials: &given.credentials, now, sent };
        let causes = unproven(&read).then(|| mistakes::answer_causes(&delivery));
        let age = matches!(read, Err(ReadError::Stale)).then(|| interpreter.age(operation, received, now)).flatten();
        (read, traced, causes, age)
    })?;
    let redaction = match args.show_secrets {
        true => Redaction::none(),
        false => {
            let carried = is_verified(&read);
            Redaction::of_answer(provider, (operation, of), request, &given.credentials, (&traced, carried))
        }
    };
    let read = read.and_then(|answer| answer.compare(call.sent()));
    let context = Context { now, ..context };
    let reply = read.as_ref().ok().and_then(|answer| {
        Reply::of(interpreter, (operation, answer), &given.credentials, &context, args.show_secrets)
    });
    let heard = Heard { operation, traced, causes, age, redaction, verdict: verdict(&read), reply };
    match args.report.format {
        Format::Json => output::print(&heard.json()?)?,
        Format::Text => output::print_marked(&heard.text(), args.report.color)?,
    }
    Ok(if heard.verdict.is_ok() { Verdict::Fine } else { Verdict::Faulty })
}

/// The statement of a message, or the reason why it is not believed.
type Said = Result<(&'static str, [String; 2]), String>;

/// The explanation of a received message.
pub struct Heard<'h> {
    pub operation: &'h Operation,
    /// The values computed for the verification.
    pub traced: Vec<Traced>,
    /// The mistakes that explain a wrong signature; `None` if it is right.
    pub causes: Option<Vec<Reproduced>>,
    /// The age of a stale message.
    pub age: Option<Age>,
    pub redaction: Redaction,
    /// The authenticity of the message, and its outcome on a first and on a repeated attempt.
    pub verdict: Said,
    /// The acknowledgement of a notification, if it is written for each.
    pub reply: Option<Reply>,
}

/// Whether the signature does not verify, so that a mistake of the signer may explain it.
pub fn unproven(read: &Result<Answer<'_>, ReadError>) -> bool {
    matches!(read, Err(ReadError::Signature | ReadError::SerialNotHeld { .. }))
}

/// Whether the signature of the message is right.
pub fn is_verified(read: &Result<Answer<'_>, ReadError>) -> bool {
    read.as_ref().is_ok_and(|answer| answer.authenticity() == Authenticity::Verified)
}

/// The statement of a message.
pub fn verdict(read: &Result<Answer<'_>, ReadError>) -> Said {
    let answer = read.as_ref().map_err(ToString::to_string)?;
    let words = [Attempt::First, Attempt::Repeated].map(|attempt| examples::spelled(answer.outcome(attempt)));
    Ok((authenticity(answer.authenticity()), words))
}

impl Heard<'_> {
    /// The JSON report.
    pub fn json(&self) -> std::io::Result<String> {
        let Self { traced, causes, redaction, verdict, .. } = self;
        let (signed, words) = verdict.as_ref().ok().map(|(signed, words)| (*signed, words)).unzip();
        let [outcome, on_repeat] = words.map_or([None, None], |words| words.clone().map(Some));
        let report = Report {
            steps: json::steps(traced, redaction),
            texts: traced.iter().map(|traced| (traced.value.as_str(), redaction.text_of(traced))).collect(),
            accepted: verdict.is_ok(),
            error: verdict.as_ref().err().map(|error| redaction.text(error)),
            signed,
            outcome,
            on_repeat,
            causes: causes.as_ref().map(|causes| json::causes(causes, redaction)),
            stale: self.age.as_ref().map(stale::Report::of),
            acknowledgement: self.reply.as_ref().map(Reply::report),
        };
        Ok(serde_json::to_string_pretty(&report)? + "\n")
    }

    /// The text report.
    pub fn text(&self) -> String {
        let mut out = format!("{} received\n", self.operation.name);
        self.traced.iter().for_each(|traced| text::write_value(traced, &self.redaction, &mut out));
        let verdict = match &self.verdict {
            Err(error) => format!("refused: {}; its outcome is unknown", self.redaction.text(error)),
            Ok((signed, [first, again])) if first == again => format!("{signed}; it says: {first}"),
            Ok((signed, [first, again])) => format!("{signed}; it says: {first}, and on a repeated request: {again}"),
        };
        // A cause that is found is the line that matters.
        let explained = self.causes.as_ref().is_some_and(|causes| !causes.is_empty());
        out.push('\n');
        out.push_str(&if explained { layout::paragraph("", &verdict) } else { layout::marked(&verdict) });
        out.push_str(&self.age.as_ref().map(stale::text).unwrap_or_default());
        out + &self.cause() + &self.reply.as_ref().map(Reply::text).unwrap_or_default()
    }

    /// The mistake that explains the signature; empty if the signature is right.
    fn cause(&self) -> String {
        let Some(causes) = &self.causes else { return String::new() };
        let Some(first) = causes.first() else { return format!("{}\n", text::UNKNOWN) };
        let mut out = format!("the signature is right with another computation:\n{}", text::causes(causes));
        if let Some(ours) = self.signature() {
            let other = Other { text: &first.text, bytes: &first.bytes, known: false, outside: false };
            let redaction = self.redaction.with(&first.secrets);
            out.push_str(&difference::shown(ours, other, difference::OF_ANSWER, &redaction));
        }
        out
    }

    /// The value that is compared with the signature.
    fn signature(&self) -> Option<&Traced> {
        let receives = self.operation.receives.as_ref()?;
        let values = receives.signatures().iter().filter_map(|signed| receives.values.get(signed.value));
        let mut traced = values.map(|value| self.traced.iter().rev().find(|traced| traced.value == value.name));
        // The first of several signatures; a message has one of several alternatives.
        if receives.has_alternatives() { traced.flatten().next() } else { traced.next()? }
    }
}

/// Calls a function with the message in the form in which HTTP delivers it.
pub fn receive<T>(
    operation: &Operation,
    message: &Message,
    read: impl FnOnce(&Received<'_>) -> T,
) -> Result<T, Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Input(format!("the answer is no message of HTTP: {error}"));
    let too_large = |error: ReadError| wrong(&error);
    let body = body::bytes(operation, &message.headers, &message.body).map_err(|error| wrong(&error))?;
    let (headers, body) = (message.headers.iter(), &*body);
    if operation.kind == OperationKind::Notification {
        let receives = operation.receives.as_ref();
        let is_query = receives.and_then(|receives| receives.layers.first()).is_some_and(Layer::is_query);
        // The file of a notification that comes in a query holds this query.
        let target = if is_query { format!("/?{}", message.body.trim()) } else { "/".to_owned() };
        let new = http::Request::builder().method("POST").uri(target);
        let request = headers.fold(new, |request, (name, value)| request.header(name, value)).body(body);
        let request = request.map_err(|error| wrong(&error))?;
        return Ok(read(&Received::request(&request).map_err(too_large)?));
    }
    let new = http::Response::builder().status(message.status);
    let response = headers.fold(new, |response, (name, value)| response.header(name, value)).body(body);
    let response = response.map_err(|error| wrong(&error))?;
    Ok(read(&Received::response(&response).map_err(too_large)?))
}

fn authenticity(found: Authenticity) -> &'static str {
    match found {
        Authenticity::Verified => "the signature is right",
        Authenticity::Missing => "unsigned, although this provider signs",
        Authenticity::UnsignedRefusal => "unsigned, as the refusals of this provider are",
        Authenticity::Token { .. } => "the token is right, and nothing is signed",
        Authenticity::NeverSigned { .. } => "this provider never signs",
    }
}
