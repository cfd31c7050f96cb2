//! A request as the provider takes it in.

use refundry_codegen::model::{Operation, Provider, Role, operation::recorded_name};
use refundry_runtime::{Amount, ReadError, Received, Record, SignError, Timestamp, http};

use super::{ProviderKeys, taken::Taken};
use crate::{
    context::{Context, Server},
    expected::Expected,
    interpreter::{Interpreter, Request},
    object::Object,
};

/// A request that the provider has verified.
#[derive(Clone, Debug)]
pub struct Arrival<'m> {
    /// The operation.
    pub operation: &'m Operation,
    /// The caller's fields.
    pub object: Object,
    /// The record of the request.
    pub sent: Record,
    paths: Vec<(Role, String)>,
}

/// The reason why a request is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ArrivalError {
    /// The request is one of another operation.
    #[error("the request is one of another operation")]
    Other,
    /// The request cannot be read.
    #[error("the request cannot be read: {0}")]
    Read(ReadError),
    /// The request breaks rules, or its signature is none of this merchant.
    #[error("the request is refused: {0}")]
    Refused(SignError),
    /// The request is not what the merchant writes: the named part differs.
    #[error("the {0} of the request differs from the one that the merchant signs")]
    Differs(String),
    /// The request uses a concept that cannot be taken in.
    #[error("a request with {0} cannot be taken in")]
    Lacking(&'static str),
}

// The messages hold their causes, so the causes are no sources: a report would show them twice.
impl From<ReadError> for ArrivalError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<SignError> for ArrivalError {
    fn from(error: SignError) -> Self {
        Self::Refused(error)
    }
}

impl Arrival<'_> {
    /// The text of a role; an amount is in the minor unit.
    pub fn text(&self, role: Role) -> Option<&str> {
        let mut names = self.paths.iter().filter(|(of, _)| *of == role);
        names.find_map(|(_, name)| self.sent.get(name).filter(|text| !text.is_empty()))
    }

    /// The number of the order: the merchant's own, or else the provider's.
    pub fn order(&self) -> Option<&str> {
        self.text(Role::OrderReference).or_else(|| self.text(Role::ProviderOrderId))
    }

    /// The amount of a role.
    pub fn amount(&self, role: Role) -> Option<Amount> {
        Amount::parse_minor(self.text(role)?).ok()
    }
}

/// The roles by which a provider keeps its books.
const ROLES: [Role; 6] = [
    Role::RefundNumber,
    Role::OrderReference,
    Role::ProviderOrderId,
    Role::Amount,
    Role::OrderTotal,
    Role::ProviderRefundId,
];

impl<'m> Interpreter<'m> {
    /// Takes in a request: reads it, signs it again as the merchant does, and compares the two byte by byte. Headers that
    /// the spec does not list do not count.
    ///
    /// # Errors
    /// The request is none of the operation, is not what the spec makes of its fields, or its signature is wrong.
    pub fn arrived<B: AsRef<[u8]>>(
        &self,
        operation: &'m Operation,
        request: &http::Request<B>,
        keys: &ProviderKeys,
        now: Timestamp,
    ) -> Result<Arrival<'m>, ArrivalError> {
        let sends = operation.sends.as_ref().filter(|sends| sends.method == request.method().as_str());
        let sends = sends.ok_or(ArrivalError::Other)?;
        let received = Received::request(request)?;
        let server = server(self.provider(), &received)?;
        let mut taken = Taken::of(self.provider(), operation, sends);
        taken.headers(&received);
        taken.outermost(&received, server.base())?;
        let made = Request { object: taken.object, extras: taken.extras, lifted: Vec::new(), sent: taken.record };
        let (nonce, salt) = (&taken.nonce, &taken.salt);
        let context = Context { server: &server, now: taken.now.unwrap_or(now), nonce, salt };
        let expected = Expected::of_request(&received);
        let (call, _) = self.explain_expecting(operation, &made, &keys.credentials, &context, &expected)?;
        compare(call.request(), request)?;
        let paths = ROLES.into_iter().flat_map(|role| sends.with_role(role).into_iter().map(move |path| (role, path)));
        let paths = paths.map(|(role, path)| (role, recorded_name(&path))).collect();
        Ok(Arrival { operation, object: made.object, sent: call.into_parts().1, paths })
    }
}

/// The server that the request was sent to; the first one of the spec if the request does not name its host.
fn server(provider: &Provider, received: &Received<'_>) -> Result<Server, ArrivalError> {
    let declared = provider.servers.first().ok_or(ArrivalError::Other)?;
    let prefix = declared.url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let Some((scheme, authority)) = received.uri.and_then(|uri| Some((uri.scheme_str()?, uri.authority()?))) else {
        return Ok(Server::declared(declared.url.clone()));
    };
    let slash = if prefix.is_empty() { "" } else { "/" };
    Ok(Server::declared(format!("{scheme}://{authority}{slash}{prefix}")))
}

/// Compares the parts of the request that the spec states.
fn compare<B: AsRef<[u8]>>(made: &http::Request<Vec<u8>>, request: &http::Request<B>) -> Result<(), ArrivalError> {
    let differs = |what: &str| ArrivalError::Differs(what.to_owned());
    if made.uri().path_and_query() != request.uri().path_and_query() {
        return Err(differs("URL"));
    }
    if let Some((name, _)) = made.headers().iter().find(|(name, value)| request.headers().get(*name) != Some(value)) {
        return Err(ArrivalError::Differs(format!("header `{name}`")));
    }
    if made.body() == request.body().as_ref() { Ok(()) } else { Err(differs("body")) }
}
