//! Collects the inputs of an explanation: values, credentials and time, from files or from an example of the spec.

use std::hash::{BuildHasher, Hasher, RandomState};

use std::sync::Arc;

use refundry_codegen::model::{Example, Operation, Provider};
use refundry_interpreter::runtime::{Charset, TimeFormat, Timestamp};
use refundry_interpreter::{Credentials, Interpreter, Rejected, Request, Server, examples, mistakes::Foreign};

use super::{credentials, file, strict};
use crate::args::ExplainArgs;
use crate::failure::Failure;

/// All inputs of a signature.
pub struct Given {
    pub request: Result<Request, Rejected>,
    pub credentials: Credentials,
    pub server: Server,
    pub now: Timestamp,
    pub nonce: String,
    pub salt: String,
}

/// The inputs from the arguments; the example supplies absent ones.
pub fn given(args: &ExplainArgs, interpreter: &Interpreter<'_>, operation: &Operation) -> Result<Given, Failure> {
    let provider = interpreter.provider();
    let example = example(args, provider, operation)?;
    let from_example = example.map(|example| examples::given(provider, example)).transpose();
    let from_example = from_example.map_err(|error| Failure::Input(format!("the example cannot be used: {error}")))?;
    let (mut request, mut credentials, server, now) = match from_example {
        Some(examples::Given { request, credentials, server, now }) => {
            (Ok(request), credentials, Some(server), Some(now))
        }
        None => (Ok(Request::default()), Credentials::default(), None, None),
    };
    if let Some(path) = &args.values {
        request = strict::values(path)?.and_then(|values| interpreter.request(operation, &values));
    } else if example.is_none() {
        return Err(Failure::Input("there is no example to take values from: give `--values`".to_owned()));
    }
    if let Some(path) = &args.credentials {
        credentials = credentials::read_file(provider, path)?;
    }
    let named = args.server.as_deref().map(|name| {
        examples::server(provider, name).ok_or_else(|| Failure::Input(format!("the spec has no server `{name}`")))
    });
    let first = provider.servers.first().and_then(|server| examples::server(provider, &server.name));
    let server =
        named.transpose()?.or(server).or(first).ok_or_else(|| Failure::Input("the spec has no server".to_owned()))?;
    let now = match &args.now {
        Some(text) => time(text)?,
        None => now.filter(|_| args.values.is_none()).unwrap_or_else(Timestamp::now),
    };
    let text = |given: &Option<String>, own: fn(&Example) -> &String| {
        given.clone().or_else(|| example.map(|example| own(example).clone())).unwrap_or_default()
    };
    let (nonce, salt) = (text(&args.nonce, |example| &example.nonce), text(&args.salt, |example| &example.salt));
    let nonce = if nonce.is_empty() && args.nonce.is_none() && example.is_none() { fresh_nonce() } else { nonce };
    Ok(Given { request, credentials, server, now, nonce, salt })
}

/// A nonce of 32 hex digits for a first request, which no example supplies. The standard library seeds the hasher from
/// the random numbers of the operating system.
fn fresh_nonce() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}

/// The named example, or the operation's first one; a notification uses the example of its request.
pub fn example<'p>(
    args: &ExplainArgs,
    provider: &'p Provider,
    operation: &Operation,
) -> Result<Option<&'p Arc<Example>>, Failure> {
    let of = operation.answers();
    let mut own = provider.examples.iter().filter(|example| example.operation == of);
    match &args.example {
        None => Ok(own.next()),
        Some(name) => {
            let found = own.find(|example| example.name == *name);
            found.map(Some).ok_or_else(|| Failure::Input(format!("`{of}` has no example `{name}`")))
        }
    }
}

/// The foreign signature or text, and whether the text is in GBK.
pub fn foreign(args: &ExplainArgs) -> Result<Option<(Foreign, bool)>, Failure> {
    match (&args.expect, &args.text) {
        (Some(signature), _) => Ok(Some((Foreign::Signature(signature.trim().to_owned()), false))),
        (None, Some(path)) => file::read_marked(path, Charset::Gbk).map(|(text, gbk)| Some((Foreign::Text(text), gbk))),
        (None, None) => Ok(None),
    }
}

/// Reads a time in RFC 3339.
pub fn time(text: &str) -> Result<Timestamp, Failure> {
    let format = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    Timestamp::parse(text, format)
        .map_err(|_| Failure::Input(format!("`{text}` is no time as in RFC 3339, such as 2024-11-18T12:00:00+08:00")))
}
