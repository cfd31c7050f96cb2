//! The request of an example, with the inputs of its signature.

use refundry_codegen::model::{Example, Provider};
use refundry_runtime::{Record, TimeFormat, Timestamp};

use crate::{
    context::{Context, Server},
    credentials::{CredentialCache, Credentials},
    interpreter::{self, Interpreter, Request, caller_fields},
    object,
};

/// The request of an example, with the inputs of its signature.
#[derive(Clone)]
pub struct Given {
    /// The request.
    pub request: Request,
    /// The merchant's credential values.
    pub credentials: Credentials,
    /// The server that receives the request.
    pub server: Server,
    /// The clock.
    pub now: Timestamp,
}

/// The request of an example, with the inputs of its signature.
///
/// # Errors
/// A description of the value or key that does not fit.
pub fn given(provider: &Provider, example: &Example) -> Result<Given, String> {
    given_of(provider, example, &mut CredentialCache::default())
}

/// The requests of all examples. Keys that several examples have are parsed once: that takes longer than signing.
pub fn all_given(provider: &Provider) -> Vec<(&Example, Result<Given, String>)> {
    let mut known = CredentialCache::default();
    let examples = provider.examples.iter().map(AsRef::as_ref);
    examples.map(|example| (example, given_of(provider, example, &mut known))).collect()
}

/// Like [`given`], with a cache of credential values from other examples.
pub(crate) fn given_of<'m>(
    provider: &Provider,
    example: &'m Example,
    known: &mut CredentialCache<'m>,
) -> Result<Given, String> {
    let operation = provider.operation(&example.operation).ok_or("its operation is missing")?;
    let object = object::of_example(provider, &example.request, &caller_fields(operation));
    let mut request = Request { object: object.map_err(|error| error.to_string())?, ..Request::default() };
    for (name, text) in &example.extra {
        request.extras.insert(name, text);
    }
    let credentials = known.of_example(&example.credentials).map_err(|error| error.to_string())?;
    let server = server(provider, &example.server).ok_or_else(|| format!("there is no server `{}`", example.server))?;
    request.sent = example.of.as_deref().map(|of| record_of(provider, of, known)).transpose()?;
    Ok(Given { request, credentials, server, now: now(example.now.as_deref()) })
}

/// The record of an example's request.
///
/// # Errors
/// A description of the value or key that does not fit.
pub fn record(provider: &Provider, example: &Example) -> Result<Record, String> {
    record_of(provider, example, &mut CredentialCache::default())
}

pub(super) fn record_of<'m>(
    provider: &Provider,
    example: &'m Example,
    known: &mut CredentialCache<'m>,
) -> Result<Record, String> {
    let operation = provider.operation(&example.operation).ok_or("its operation is missing")?;
    let Given { request, credentials, server, now } = given_of(provider, example, known)?;
    let context = Context { server: &server, now, nonce: &example.nonce, salt: &example.salt };
    let record = interpreter::record(provider, operation, &request, &credentials, &context);
    record.ok_or_else(|| "its operation sends nothing".to_owned())
}

/// The server with this name in the spec.
pub fn server(provider: &Provider, name: &str) -> Option<Server> {
    let server = provider.servers.iter().find(|server| server.name == name)?;
    Some(Server::declared(server.url.clone()))
}

/// The rules that the request of an example breaks, by their names in violations.
pub fn broken_rules(provider: &Provider, example: &Example) -> Vec<String> {
    let (Some(operation), Ok(given)) = (provider.operation(&example.operation), given(provider, example)) else {
        return Vec::new();
    };
    let broken = Interpreter::new(provider).validate(operation, &given.request);
    broken.map_or_else(|all| all.iter().map(|violation| violation.rule.to_string()).collect(), |_| Vec::new())
}

/// Whether the credentials of an example can be used, one at a time: the place of the first that cannot.
pub fn unusable_credential(example: &Example) -> Option<&str> {
    let one = |given| CredentialCache::default().of_example(std::slice::from_ref(given)).is_err();
    example.credentials.iter().find(|given| one(given)).map(|(credential, _)| credential.name.as_str())
}

/// The clock of an example, RFC 3339.
pub(super) fn now(text: Option<&str>) -> Timestamp {
    let format = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    text.and_then(|text| Timestamp::parse(text, format).ok()).unwrap_or(Timestamp::from_epoch_ms(0))
}
