//! The fields of a request, read from its layers.

use std::{borrow::Cow, sync::Arc};

use refundry_codegen::model::{
    Codec, Field, Layer, Operation, Part, PathPiece, Place, Provider, Sends, Source, System,
};
use refundry_runtime::{self as rt, Members, Received, Record, Timestamp, decode, read};

use super::{arrival::ArrivalError, nested_form, template};
use crate::{
    answer, codec, layers,
    object::{Object, Value},
    sign::recorded,
    step,
};

/// The parts of a request that are read so far.
pub(super) struct Taken<'t> {
    provider: &'t Provider,
    sends: &'t Sends,
    pub(super) object: Object,
    pub(super) extras: rt::Extras,
    pub(super) record: Option<Record>,
    pub(super) nonce: String,
    pub(super) salt: String,
    pub(super) now: Option<Timestamp>,
}

/// The members of one layer by their places.
struct Sources<'s> {
    body: Members<'s>,
    query: Members<'s>,
    headers: Members<'s>,
    path: Vec<(&'s str, String)>,
}

impl<'t> Taken<'t> {
    pub(super) fn of(provider: &'t Provider, operation: &Operation, sends: &'t Sends) -> Self {
        let record =
            provider.asked_about(operation).map(|(refund, _)| Record::new(provider.id.clone(), refund.name.clone()));
        let (object, extras) = (Object::default(), rt::Extras::default());
        Self { provider, sends, object, extras, record, nonce: String::new(), salt: String::new(), now: None }
    }

    /// Nonce, salt and time from the headers that the operation writes.
    pub(super) fn headers(&mut self, received: &Received<'_>) {
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

    pub(super) fn outermost(&mut self, received: &Received<'_>, server: &rt::BaseUrl) -> Result<(), ArrivalError> {
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
            Source::Constant(constant) => same(members.take(&wire), &[constant])?,
            // The comparison of the whole request tells which of the two is right.
            Source::Conditional(text) => same(members.take(&wire), &[&text.constant, &text.otherwise])?,
            Source::Operation => same(members.take(&wire), &[self.sends.constant(field)])?,
            Source::Nonce => self.nonce = members.take(&wire).unwrap_or_default().into_owned(),
            Source::Salt => self.salt = members.take(&wire).unwrap_or_default().into_owned(),
            Source::Now => {
                if let Some(Value::Time(time)) = answer::read_member(self.provider, field, members)? {
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
fn same(found: Option<Cow<'_, str>>, constants: &[&str]) -> Result<(), ArrivalError> {
    if found.is_some_and(|found| !constants.contains(&&*found)) { Err(ArrivalError::Other) } else { Ok(()) }
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
