//! Runs the examples of a spec and compares the results with the expectations.

mod causes;
mod given;
mod mismatch;

use std::{collections::HashMap, sync::Arc};

use refundry_codegen::{
    model::{Answer as AnswerExample, Example, Failure, Field, Operation, OperationKind, Provider, Refused},
    source::Span,
};
use refundry_runtime::{self as rt, Attempt, Call, Outcome, ReadError, Received, Record, SignError, Transcode, http};

use crate::{
    body,
    context::Context,
    credentials::{CredentialCache, Credentials},
    expected::Expected,
    interpreter::{Answer, Interpreter, Request, caller_fields},
    object,
    trace::{Trace, Traced},
};
pub use crate::{
    in_place::{in_form, in_place_of},
    outcome::Why,
};
pub use causes::{answer_causes, request_causes};
pub(crate) use given::given_of;
use given::now;
pub use given::{Given, all_given, broken_rules, given, record, server, unusable_credential};
pub use mismatch::{Disagreement, Mismatch, Problem};

/// Runs every example of a provider, and returns the failures.
pub fn run_examples(provider: &Provider) -> Vec<Mismatch> {
    let interpreter = Interpreter::new(provider);
    let mut runner = Runner { provider, interpreter: &interpreter, sent: HashMap::new() };
    // Signing is slow, so each request is signed once and shared by its answers.
    let mut known = CredentialCache::default();
    for example in &provider.examples {
        let sent = runner.sign(example, &mut known);
        runner.sent.insert(&example.name, sent);
    }
    let requests = provider.examples.iter().flat_map(|example| runner.request(example));
    let answers = provider.answers.iter().flat_map(|answer| runner.answer(answer));
    let refused = provider.refused.iter().flat_map(|refused| runner.refused(refused));
    requests.chain(answers).chain(refused).collect()
}

struct Runner<'m, 'i> {
    provider: &'m Provider,
    interpreter: &'i Interpreter<'m>,
    /// The signed request of each example, or the reason why there is none.
    sent: HashMap<&'m str, Result<Sent, String>>,
}

/// The result of reading an answer.
type Read<'m> = Result<Answer<'m>, ReadError>;

/// The signed request of an example.
struct Sent {
    call: Call<Record>,
    traced: Vec<Traced>,
    credentials: Credentials,
}

impl<'m> Runner<'m, '_> {
    fn operation(&self, name: &str) -> Option<&'m Operation> {
        self.provider.operation(name)
    }

    /// Builds and signs the request of an example.
    fn sign(&self, example: &'m Example, known: &mut CredentialCache<'m>) -> Result<Sent, String> {
        let operation = self.operation(&example.operation).ok_or("its operation is missing")?;
        let Given { request, credentials, server, now } = given_of(self.provider, example, known)?;
        let context = Context { server: &server, now, nonce: &example.nonce, salt: &example.salt };
        let expected = Expected::of(example);
        let signed = self.interpreter.explain_expecting(operation, &request, &credentials, &context, &expected);
        let (call, traced) = signed.map_err(|error: SignError| error.to_string())?;
        Ok(Sent { call, traced, credentials })
    }

    fn request(&self, example: &Example) -> Vec<Mismatch> {
        let wrong = |at, problem| Mismatch { example: example.name.clone(), span: example.span, at, problem };
        let sent = match self.sent.get(example.name.as_str()) {
            Some(Ok(sent)) => sent,
            Some(Err(error)) => {
                let at = example.spans.quoted_in(error).unwrap_or(example.span);
                return vec![wrong(at, Problem::Fails(error.clone()))];
            }
            None => return Vec::new(),
        };
        let mut out = problems(self.operation(&example.operation), example, sent);
        if let Some(expected) = example.signature.as_ref().filter(|signature| !shows(&sent.call, signature)) {
            let problem = Problem::Signature { expected: expected.clone(), traced: sent.traced.clone() };
            out.push((example.spans.signature, problem));
        }
        out.into_iter().map(|(at, problem)| wrong(at, problem)).collect()
    }

    fn answer(&self, example: &AnswerExample) -> Vec<Mismatch> {
        let wrong = |(at, problem)| Mismatch { example: example.name.clone(), span: example.span, at, problem };
        // The request of the answer failed and has been reported.
        let Some(Ok(sent)) = self.sent.get(example.to.name.as_str()) else { return Vec::new() };
        let (read, traced) = match self.read(example, sent) {
            Ok(read) => read,
            Err(error) => return vec![wrong((example.span, Problem::Fails(error)))],
        };
        let fails = example.spans.fails;
        let problems = match (read, example.fails) {
            (Err(error), None) => {
                let traced = if matches!(error, ReadError::Signature) { traced } else { Vec::new() };
                let echo = Disagreement::of(&error);
                let decrypt = matches!(error, ReadError::Decrypt);
                vec![(example.span, Problem::Unread { reason: error.to_string(), echo, decrypt, traced })]
            }
            (Err(error @ ReadError::Decrypt), Some(expected)) if expected != Failure::Malformed => {
                let reason = error.to_string();
                vec![(fails, Problem::Unread { reason, echo: None, decrypt: true, traced: Vec::new() })]
            }
            (Err(error), Some(expected)) if reason(&error) != Some(expected) => {
                let found = reason(&error).map_or_else(String::new, |reason| format!("{}: ", reason.word()));
                let traced = if matches!(error, ReadError::Signature) { traced } else { Vec::new() };
                let (expected, found) = (Some(expected.word().to_owned()), Some(format!("{found}{error}")));
                vec![(fails, Problem::Differs { what: "failure".to_owned(), expected, found, traced })]
            }
            (Err(_), Some(_)) => Vec::new(),
            (Ok(_), Some(expected)) => vec![(fails, differs("failure", Some(expected.word().to_owned()), None))],
            (Ok(answer), None) => {
                let mut problems = self.compare_answer(example, &answer);
                let acknowledged = self.acknowledgement(example, &answer, sent).into_iter();
                let at = example.acknowledged.as_ref().map_or(example.span, |expected| expected.span);
                problems.extend(acknowledged.map(|problem| (at, problem)));
                problems
            }
        };
        problems.into_iter().map(wrong).collect()
    }

    /// Compares the acknowledgement of a notification with the expected one.
    fn acknowledgement(&self, example: &AnswerExample, answer: &Answer<'m>, sent: &Sent) -> Vec<Problem> {
        let (Some(expected), Some(server)) = (&example.acknowledged, server(self.provider, &example.to.server)) else {
            return Vec::new();
        };
        let now = now(example.now.as_deref().or(example.to.now.as_deref()));
        let context = Context { server: &server, now, nonce: &example.to.nonce, salt: &example.to.salt };
        let made = self.interpreter.explain_acknowledgement(answer, &sent.credentials, &context);
        let (made, traced) = match made {
            Ok(made) => made,
            Err(error) => return vec![Problem::Fails(error.to_string())],
        };
        let response = made.response();
        let charset = self.operation(&example.operation).map_or(rt::Charset::Utf8, body::acknowledged_charset);
        let body = charset.decode(response.body()).unwrap_or_else(|| String::from_utf8_lossy(response.body()));
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let headers = expected.headers.iter().map(|(name, text)| (name.as_str(), text.as_str(), header(name)));
        let compared = headers.chain(expected.body.iter().map(|text| ("body", text.as_str(), Some(&*body))));
        let wrong = compared.filter(|(_, expected, found)| Some(*expected) != *found);
        let problem = |(what, expected, found): (&str, &str, Option<&str>)| Problem::Differs {
            what: format!("{what} of the acknowledgement"),
            expected: Some(expected.to_owned()),
            found: found.map(str::to_owned),
            traced: suspects(expected, found.unwrap_or_default(), &traced),
        };
        wrong.map(problem).collect()
    }

    /// Reads an answer and returns the values computed on the way.
    fn read(&self, example: &AnswerExample, sent: &Sent) -> Result<(Read<'m>, Vec<Traced>), String> {
        let operation = self.operation(&example.operation).ok_or("its operation is missing")?;
        let now = now(example.now.as_deref().or(example.to.now.as_deref()));
        let trace = Trace::default();
        let read = arrive(operation, example, |received| {
            let record = sent.call.sent();
            let answer =
                self.interpreter.received(operation, &received?, &sent.credentials, now, Some(record), Some(&trace))?;
            answer.compare(record)
        })?;
        Ok((read, trace.into_inner()))
    }

    fn compare_answer(&self, example: &AnswerExample, answer: &Answer<'_>) -> Vec<(Span, Problem)> {
        let mut out = Vec::new();
        let places = example.spans.reads.iter().copied().chain(std::iter::repeat(example.span));
        for ((path, expected), at) in example.reads.iter().zip(places) {
            let found = answer.text(path);
            let agrees = match (expected, &found, path.last()) {
                (Some(expected), Some(found), Some(field)) => self.same(field, expected, found),
                (expected, found, _) => expected.is_none() && found.is_none(),
            };
            if !agrees {
                let name = refundry_codegen::model::operation::dotted(path);
                out.push((at, differs(&name, expected.clone(), found)));
            }
        }
        let expected = self.operation(&example.operation).and_then(|operation| example.expected(operation));
        for (attempt, expected) in
            expected.into_iter().flat_map(|[first, again]| [(Attempt::First, first), (Attempt::Repeated, again)])
        {
            let found = answer.outcome(attempt);
            // The outcome of a repeat is reported on its own only if the example declares one.
            let told = attempt == Attempt::Repeated && example.on_repeat.is_none() && !out.is_empty();
            if found.listed() != Some(expected) && !told {
                let (what, at) = match attempt {
                    Attempt::First => ("outcome", example.spans.outcome),
                    Attempt::Repeated => ("on_repeat", example.spans.on_repeat),
                };
                let (expected, found) = (spelled(expected.into()), spelled(found));
                out.push((at, Problem::Outcome { what, expected, found, why: answer.why() }));
            }
        }
        out
    }

    /// Whether a member matches the example. A nested member only has to be present.
    fn same(&self, field: &Field, expected: &str, found: &str) -> bool {
        // A currency of four decimals: its amounts include those of every other one.
        match field.ty.beside(|_| Some("CLF".to_owned())).as_ref() {
            ty if ty.scalar().is_none() => true,
            ty if ty.is_text() => expected == found,
            ty => match (
                object::parse_scalar(self.provider, ty, expected),
                object::parse_scalar(self.provider, ty, found),
            ) {
                (Ok(expected), Ok(found)) => expected == found,
                _ => expected == found,
            },
        }
    }

    fn refused(&self, refused: &Refused) -> Vec<Mismatch> {
        let (name, span) = (&refused.name, refused.span);
        let wrong_at = |at, problem| vec![Mismatch { example: name.clone(), span, at, problem }];
        let wrong = |problem| wrong_at(span, problem);
        let Some(operation) = self.operation(&refused.like.operation) else {
            return wrong(Problem::Fails("its operation is missing".to_owned()));
        };
        // Skip: the base example of the refused request is itself invalid and has been reported.
        if !matches!(self.sent.get(refused.like.name.as_str()), Some(Ok(_))) {
            return Vec::new();
        }
        let Some(rule) = self.interpreter.rule_of(&refused.message, &refused.rule) else {
            return wrong(Problem::Fails(format!("nothing that is sent has the rule `{}`", refused.rule)));
        };
        let object = match object::of_example(self.provider, &refused.request, &caller_fields(operation)) {
            Ok(object) => object,
            Err(error) => return wrong(Problem::Fails(error.to_string())),
        };
        let mut request = Request { object, ..Request::default() };
        for (name, text) in &refused.extra {
            request.extras.insert(name, text);
        }
        if refused.breaks_a_bound() {
            let between = self.interpreter.rules_between(operation);
            request.lifted = between.into_iter().filter(|other| !Arc::ptr_eq(other, rule)).collect();
        }
        let broken = self.broken(operation, &request);
        if broken != [rule.id.as_ref()] {
            let other = !broken.is_empty() && broken.iter().all(|broken| broken != rule.id.as_ref());
            let at = if other { refused.spans.rule } else { refused.spans.changed };
            return wrong_at(at, Problem::Refused { expected: Some(rule.id.to_string()), found: broken });
        }
        if !rule.liftable || refused.demands_number(operation) {
            return Vec::new();
        }
        request.lifted.push(Arc::clone(rule));
        match self.broken(operation, &request) {
            none if none.is_empty() => Vec::new(),
            others => wrong_at(refused.spans.changed, Problem::Refused { expected: None, found: others }),
        }
    }

    fn broken(&self, operation: &Operation, request: &Request) -> Vec<String> {
        let result = self.interpreter.validate(operation, request);
        result.map_or_else(|all| all.iter().map(|violation| violation.rule.to_string()).collect(), |_| Vec::new())
    }
}

/// Lets a message arrive as it comes from the provider.
fn arrive<T>(
    operation: &Operation,
    example: &AnswerExample,
    read: impl FnOnce(Result<Received<'_>, ReadError>) -> T,
) -> Result<T, String> {
    let headers = example.headers.iter();
    let body = &*body::bytes(operation, &example.headers, &example.body)?;
    Ok(if operation.kind == OperationKind::Notification {
        let new = http::Request::builder().method("POST").uri(example.target.as_deref().unwrap_or("/"));
        let request = headers.fold(new, |request, (name, value)| request.header(name, value)).body(body);
        read(Received::request(&request.map_err(|error| error.to_string())?))
    } else {
        let new = http::Response::builder().status(example.status);
        let response = headers.fold(new, |response, (name, value)| response.header(name, value)).body(body);
        read(Received::response(&response.map_err(|error| error.to_string())?))
    })
}

/// Compares the request with the example's expectations.
fn problems(operation: Option<&Operation>, example: &Example, sent: &Sent) -> Vec<(Span, Problem)> {
    let request = sent.call.request();
    let charset = operation.map_or(rt::Charset::Utf8, body::sent_charset);
    let body = charset.decode(request.body()).unwrap_or_else(|| String::from_utf8_lossy(request.body()));
    let mut out = Vec::new();
    let mut compare = |what: &str, at: Span, expected: Option<&str>, found: Option<&str>| {
        if expected.is_some() && expected != found {
            let traced = suspects(expected.unwrap_or_default(), found.unwrap_or_default(), &sent.traced);
            let (expected, found) = (expected.map(str::to_owned), found.map(str::to_owned));
            out.push((at, Problem::Differs { what: what.to_owned(), expected, found, traced }));
        }
    };
    let spans = &example.spans;
    compare("url", spans.url, example.url.as_deref(), Some(&request.uri().to_string()));
    let places = spans.headers.iter().copied().chain(std::iter::repeat(example.span));
    for ((name, expected), at) in example.headers.iter().zip(places) {
        compare(name, at, Some(expected), request.headers().get(name).and_then(|value| value.to_str().ok()));
    }
    compare("body", spans.body, example.body.as_deref(), Some(&body));
    out
}

/// The traced values that `found` contains and `expected` lacks. Each value is matched by its longest run of letters
/// and digits, because both texts may escape it.
fn suspects(expected: &str, found: &str, traced: &[Traced]) -> Vec<Traced> {
    let stands = |traced: &&Traced| {
        let runs = traced.result().unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric());
        let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
        found.contains(longest) && !expected.contains(longest)
    };
    traced.iter().filter(stands).cloned().collect()
}

/// Whether the call contains a text, as it is or percent-encoded.
fn shows(call: &Call<Record>, text: &str) -> bool {
    let (sent, bytes) = (call.request(), text.as_bytes());
    let (uri, body) = (sent.uri().to_string(), String::from_utf8_lossy(sent.body()));
    let headers = sent.headers().values().filter_map(|value| value.to_str().ok());
    let places: Vec<&str> = headers.chain([&*body, uri.as_str()]).collect();
    let written = [text.to_owned(), rt::encode::percent_form(bytes), rt::encode::percent_dotnet(bytes)];
    written.iter().any(|text| places.iter().any(|place| place.contains(text.as_str())))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the runtime may come to know more errors")]
fn reason(error: &ReadError) -> Option<Failure> {
    Some(match error {
        ReadError::Signature | ReadError::Certificate { .. } | ReadError::SerialNotHeld { .. } => Failure::Signature,
        ReadError::Unsigned => Failure::Unsigned,
        ReadError::Ambiguous { .. } => Failure::Ambiguous,
        ReadError::Stale => Failure::Stale,
        ReadError::Echo { .. } => Failure::Echo,
        ReadError::Malformed { .. } | ReadError::Decrypt => Failure::Malformed,
        ReadError::Duplicate { .. } | ReadError::Carriers { .. } => Failure::Duplicate,
        ReadError::Member { .. } => Failure::Member,
        ReadError::OtherKind { .. } => Failure::OtherKind,
        _ => return None,
    })
}

/// An outcome as a word of the spec.
pub fn spelled(outcome: Outcome) -> String {
    outcome.listed().map_or_else(|| "not_sent".to_owned(), |listed| listed.word().replace(' ', "_"))
}

fn differs(what: &str, expected: Option<String>, found: Option<String>) -> Problem {
    Problem::Differs { what: what.to_owned(), expected, found, traced: Vec::new() }
}
