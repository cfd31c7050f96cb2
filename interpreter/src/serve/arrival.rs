//! A request as the provider takes it in.

use std::{borrow::Cow, sync::Arc};

use refundry_codegen::model::{
    Codec, Field, Layer, Operation, Part, PathPiece, Place, Provider, Role, Sends, Source, System,
    operation::recorded_name,
};
use refundry_runtime::{
    self as rt, Amount, Members, ReadError, Received, Record, SignError, Timestamp, decode, http, read,
};

use super::{ProviderKeys, nested_form, template};
use crate::{
    answer, codec,
    context::{Context, Server},
    expected::Expected,
    interpreter::{Interpreter, Request},
    layers,
    object::Object,
    sign::recorded,
    step,
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
    Read(#[from] ReadError),
    /// The request breaks rules, or its signature is none of this merchant.
    #[error("the request is refused: {0}")]
    Refused(#[from] SignError),
    /// The request is not what the merchant writes: the named part differs.
    #[error("the {0} of the request differs from the one that the merchant signs")]
    Differs(String),
    /// The request uses a concept that cannot be taken in.
    #[error("a request with {0} cannot be taken in")]
    Lacking(&'static str),
}

impl Arrival<'_> {
    /// The text of a role; an amount is in the minor unit.
    pub fn text(&self, role: Role) -> Option<&str> {
        let mut names = self.paths.iter().filter(|(of, _)| *of == role);
        names.find_map(|(_, name)| self.sent.get(name).filter(|text| !text.is_empty()))
    }

    /// The amount of a role.
    pub fn amount(&self, role: Role) -> Option<Amount> {
        Amount::parse_minor(self.text(role)?).ok()
    }
}

/// The roles by which a provider keeps its books.
const ROLES: [Role; 5] =
    [Role::RefundNumber, Role::OrderReference, Role::Amount, Role::OrderTotal, Role::ProviderRefundId];

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
        let mut taken = Taken { provider: self.provider(), sends, ..Taken::of(self.provider(), operation, sends) };
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

/// What was read of a request so far.
struct Taken<'t> {
    provider: &'t Provider,
    sends: &'t Sends,
    object: Object,
    extras: rt::Extras,
    record: Option<Record>,
    nonce: String,
    salt: String,
    now: Option<Timestamp>,
}

/// The members of one layer by their places.
struct Sources<'s> {
    body: Members<'s>,
    query: Members<'s>,
    headers: Members<'s>,
    path: Vec<(&'s str, String)>,
}

impl<'t> Taken<'t> {
    fn of(provider: &'t Provider, operation: &Operation, sends: &'t Sends) -> Self {
        let record =
            provider.asked_about(operation).map(|(refund, _)| Record::new(provider.id.clone(), refund.name.clone()));
        let (object, extras) = (Object::default(), rt::Extras::default());
        Self { provider, sends, object, extras, record, nonce: String::new(), salt: String::new(), now: None }
    }

    /// Nonce, salt and time from the headers that the operation writes.
    fn headers(&mut self, received: &Received<'_>) {
        for header in &self.sends.headers {
            for (part, text) in template::texts(&header.parts, received.header(&header.name).unwrap_or_default()) {
                if let Part::System(System::Nonce) = part {
                    text.clone_into(&mut self.nonce);
                } else if let Part::System(System::Salt) = part {
                    text.clone_into(&mut self.salt);
                } else if let Part::Now(format) = part {
                    self.now = Timestamp::parse(text, self.provider.time_format(format)).ok();
                }
            }
        }
    }

    fn outermost(&mut self, received: &Received<'_>, server: &rt::BaseUrl) -> Result<(), ArrivalError> {
        let layer = self.sends.layers.first().ok_or(ArrivalError::Other)?;
        if !layer.steps.is_empty() {
            return Err(ArrivalError::Lacking("an encrypted body"));
        }
        let charset = layer.style.charset;
        let path = path(&self.sends.path, received.path_text(), &rt::path_of(server, ""))?;
        let (query_text, body_text);
        let query = codec::read_body(Codec::Query, layer, charset, received.query_text().as_bytes())?;
        let query = if layer.is_query() && layer.style.nests {
            query_text = unnested(layer, query);
            read::json(query_text.as_bytes())?
        } else {
            query
        };
        let body = if layer.is_query() || !self.sends.has_body() {
            Members::of_texts(Vec::new())
        } else if layer.style.nests {
            body_text = unnested(layer, codec::read_body(layer.codec(), layer, charset, received.body)?);
            read::json(body_text.as_bytes())?
        } else {
            codec::read_body(layer.codec(), layer, charset, received.body)?
        };
        let headers = received.header_members(&layer.message.received_headers())?;
        self.layer(0, Sources { body, query, headers, path })
    }

    /// Takes in the fields of a layer, and the layers inside it.
    fn layer(&mut self, index: usize, mut sources: Sources<'_>) -> Result<(), ArrivalError> {
        let Some(layer) = self.sends.layers.get(index) else { return Ok(()) };
        let mut inner = None;
        for field in &layer.message.fields {
            if field.source.is_layer() {
                inner = layers::carried(layer, &mut sources.body)?.map(|(_, text)| text.into_owned());
                continue;
            }
            let members = match field.place {
                Place::Signature if field.source.supplied().is_some() => continue,
                Place::Signature => return Err(ArrivalError::Lacking("a field that is signed and not sent")),
                Place::Header => &mut sources.headers,
                Place::Query => &mut sources.query,
                Place::Body if layer.is_query() => &mut sources.query,
                Place::Body | Place::Attribute | Place::Text => &mut sources.body,
                Place::Path => {
                    let own = sources.path.iter().find(|(wire, _)| *wire == field.wire);
                    let own = own.map(|(wire, text)| (*wire, text.as_str())).into_iter().collect();
                    self.field(field, &mut Members::of_texts(own))?;
                    continue;
                }
            };
            self.field(field, members)?;
        }
        match inner.zip(self.sends.layers.get(index + 1)) {
            Some((text, next)) => self.inner(index + 1, next, &text),
            None => {
                self.rest(layer, sources);
                Ok(())
            }
        }
    }

    fn inner(&mut self, index: usize, layer: &Layer, text: &str) -> Result<(), ArrivalError> {
        let bytes = step::backwards(text, &layer.steps).ok_or(ArrivalError::Lacking("an encrypted layer"))?;
        let body = layers::parse_layer(layer, &bytes, None)?;
        let none = || Members::of_texts(Vec::new());
        self.layer(index, Sources { body, query: none(), headers: none(), path: Vec::new() })
    }

    /// The members that the spec does not list, of the innermost layer.
    fn rest(&mut self, layer: &Layer, sources: Sources<'_>) {
        let members = if layer.is_query() { sources.query } else { sources.body };
        for (name, text) in members.rest() {
            let fixed = layer.is_query() && self.sends.query.iter().any(|(fixed, _)| *fixed == name);
            match layer.codec() {
                _ if fixed => {}
                Codec::Json => self.extras.insert_literal(name, text),
                Codec::Form | Codec::Query | Codec::Xml | Codec::Pairs | Codec::Segments => {
                    self.extras.insert(name, text)
                }
            }
        }
    }

    fn field(&mut self, field: &Arc<Field>, members: &mut Members<'_>) -> Result<(), ArrivalError> {
        let wire = field.received_name();
        match &field.source {
            Source::Caller => {
                if let Some(value) = answer::read_member(self.provider, field, members)? {
                    self.object.set(&field.rust, value);
                }
            }
            Source::Sent(name) => {
                let value = answer::read_member(self.provider, field, members)?;
                let text = value.map(|value| recorded(self.provider, field, &value)).unwrap_or_default();
                self.record = self.record.take().map(|record| record.with(name.clone(), &text));
            }
            Source::Members => {
                let (Some(mut inner), Some(message)) = (members.object(&wire)?, field.ty.message()) else {
                    return Ok(());
                };
                for field in &message.fields {
                    self.field(field, &mut inner)?;
                }
            }
            Source::Constant(constant) => same(members.take(&wire), constant)?,
            Source::Operation => same(members.take(&wire), self.sends.constant(field))?,
            Source::Nonce => self.nonce = members.take(&wire).unwrap_or_default().into_owned(),
            Source::Salt => self.salt = members.take(&wire).unwrap_or_default().into_owned(),
            Source::Now => {
                if let Some(crate::Value::Time(time)) = answer::read_member(self.provider, field, members)? {
                    self.now = Some(time);
                }
            }
            Source::Credential(_) | Source::Value(_) | Source::Tag => drop(members.take(&wire)),
            Source::Layer | Source::Received(_) => {}
        }
        Ok(())
    }
}

/// Refuses a request of another operation, which has another constant.
fn same(found: Option<Cow<'_, str>>, constant: &str) -> Result<(), ArrivalError> {
    if found.is_some_and(|found| found != constant) { Err(ArrivalError::Other) } else { Ok(()) }
}

fn unnested(layer: &Layer, members: Members<'_>) -> String {
    let whole: Vec<&str> = layer.message.fields.iter().map(|field| field.wire.as_str()).collect();
    nested_form::json(members.rest(), &whole)
}

/// The fields in the path of a URL.
fn path<'p>(pieces: &'p [PathPiece], path: &str, prefix: &str) -> Result<Vec<(&'p str, String)>, ArrivalError> {
    let mut rest = path.strip_prefix(prefix).ok_or(ArrivalError::Other)?;
    let mut out = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            PathPiece::Literal(text) => rest = rest.strip_prefix(text.as_str()).ok_or(ArrivalError::Other)?,
            PathPiece::Field(field) => {
                let end = match pieces.get(index + 1) {
                    Some(PathPiece::Literal(next)) if !next.is_empty() => rest.find(next.as_str()),
                    _ => Some(rest.len()),
                };
                let (own, after) = end.and_then(|end| rest.split_at_checked(end)).ok_or(ArrivalError::Other)?;
                let own = decode::percent_rfc3986(own).and_then(|bytes| String::from_utf8(bytes).ok());
                out.push((field.wire.as_str(), own.ok_or(ArrivalError::Other)?));
                rest = after;
            }
        }
    }
    if rest.is_empty() { Ok(out) } else { Err(ArrivalError::Other) }
}
