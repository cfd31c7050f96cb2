//! A message that the provider sends: an answer or a notification.

use std::{collections::BTreeMap, sync::Arc};

use refundry_codegen::model::{Field, Location, Operation, Part, Receives, Signed, Verify, value::Verifier};
use refundry_runtime::{
    KeyError, ReadError, Received, Record, SignError, Timestamp, http,
    http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, header::CONTENT_TYPE},
};

use super::{ProviderKeys, signature, written};
use crate::{
    interpreter::Interpreter,
    object::{self, Object},
    reader::Arrival,
    trace::{Trace, Traced},
};

/// The content of a message: the members, and the inputs of its signature.
#[derive(Clone, Copy)]
pub struct Speech<'s> {
    /// The members without signatures.
    pub object: &'s Object,
    /// The clock.
    pub now: Timestamp,
    /// A text that no other message has.
    pub nonce: &'s str,
    /// The record of the request that is answered.
    pub sent: Option<&'s Record>,
}

/// The reason why a message cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The provider's keys do not fit, or a member cannot be written.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// A layer cannot be sealed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The message uses a concept that cannot be written.
    #[error("a message with {0} cannot be written")]
    Lacking(&'static str),
}

impl From<KeyError> for SpeechError {
    fn from(error: KeyError) -> Self {
        Self::Sign(error.into())
    }
}

impl<'m> Interpreter<'m> {
    /// Writes and signs an answer.
    ///
    /// # Errors
    /// A key does not fit, or the message uses a concept that cannot be written.
    pub fn answer(
        &self,
        operation: &'m Operation,
        status: StatusCode,
        speech: Speech<'_>,
        keys: &ProviderKeys,
    ) -> Result<Response<Vec<u8>>, SpeechError> {
        let target = Target::Answer(status);
        let (headers, body) = Speaker::new(self, operation, target, speech, keys)?.speak()?;
        let mut response = Response::new(body);
        (*response.status_mut(), *response.headers_mut()) = (status, headers);
        Ok(response)
    }

    /// Writes and signs a notification to a URL of the merchant.
    ///
    /// # Errors
    /// See [`Interpreter::answer`].
    pub fn notification(
        &self,
        operation: &'m Operation,
        to: &Uri,
        speech: Speech<'_>,
        keys: &ProviderKeys,
    ) -> Result<Request<Vec<u8>>, SpeechError> {
        let (headers, body) = Speaker::new(self, operation, Target::Notification(to), speech, keys)?.speak()?;
        let mut request = Request::new(body);
        (*request.method_mut(), *request.uri_mut()) = (http::Method::POST, to.clone());
        *request.headers_mut() = headers;
        Ok(request)
    }
}

/// The receiver of a message.
#[derive(Clone, Copy)]
enum Target<'t> {
    Answer(StatusCode),
    Notification(&'t Uri),
}

/// The headers of a message: the text of each, or of its parameters.
type Headers = BTreeMap<String, Vec<(Option<String>, String)>>;

/// A message that is being made.
struct Speaker<'s, 'm> {
    interpreter: &'s Interpreter<'m>,
    operation: &'m Operation,
    receives: &'m Receives,
    target: Target<'s>,
    speech: Speech<'s>,
    keys: &'s ProviderKeys,
    object: Object,
    headers: Headers,
}

impl<'s, 'm> Speaker<'s, 'm> {
    fn new(
        interpreter: &'s Interpreter<'m>,
        operation: &'m Operation,
        target: Target<'s>,
        speech: Speech<'s>,
        keys: &'s ProviderKeys,
    ) -> Result<Self, SpeechError> {
        let receives = operation.receives.as_ref().ok_or(SpeechError::Lacking("no content"))?;
        if receives.salted().is_some() {
            return Err(SpeechError::Lacking("a salt in its signature"));
        }
        if receives.token().is_some() {
            return Err(SpeechError::Lacking("a token"));
        }
        if receives.layers.first().is_some_and(|layer| layer.is_query()) {
            return Err(SpeechError::Lacking("members in its query"));
        }
        let (object, headers) = (speech.object.clone(), Headers::new());
        Ok(Self { interpreter, operation, receives, target, speech, keys, object, headers })
    }

    fn speak(mut self) -> Result<(HeaderMap, Vec<u8>), SpeechError> {
        let signatures = self.receives.signatures();
        self.name_keys(signatures)?;
        self.set_time()?;
        self.set_other_headers();
        for signed in signatures {
            // A message without any text there would count as unsigned.
            self.place(&signed.signature, "-")?;
        }
        for signed in signatures {
            let traced = self.traced()?;
            match signature::signature(signed, &self.receives.values, &traced, self.keys)? {
                Some(text) => self.place(&signed.signature, &format!("{}{text}{}", signed.prefix, signed.suffix))?,
                None => self.clear(&signed.signature),
            }
        }
        self.written()
    }

    /// The serial numbers or certificates by which the message names the provider's keys.
    fn name_keys(&mut self, signatures: &[Signed]) -> Result<(), SpeechError> {
        let values = signatures.iter().filter_map(|signed| self.receives.values.get(signed.value));
        let verifiers: Vec<&'m Verifier> = values
            .flat_map(|value| &value.cases)
            .filter_map(|case| case.around_signature()?.1.verify.as_ref())
            .collect();
        for verifier in verifiers {
            let part = match verifier {
                Verifier::Key(_) => continue,
                Verifier::BySerial { serial, .. } => serial,
                Verifier::Certificate { certificate, .. } => certificate,
            };
            let credential = verifier.credential();
            let name = self
                .keys
                .names
                .get(&credential.name)
                .ok_or_else(|| KeyError::Missing(credential.name.clone().into()))?;
            if let Part::Field { path, .. } = &**part {
                self.put(path, name);
            } else if let Part::Header { name: header, parameter } = &**part {
                self.set_header(header, parameter.as_deref(), name);
            } else {
                return Err(SpeechError::Lacking("a key that is named by neither a member nor a header"));
            }
        }
        Ok(())
    }

    fn set_time(&mut self) -> Result<(), SpeechError> {
        let Some(Verify::Signed { fresh: Some(window), .. }) = &self.receives.verify else { return Ok(()) };
        let time = self.speech.now.format(self.interpreter.provider().time_format(&window.format));
        self.place(&window.at, &time)
    }

    /// The headers that a value takes and that nothing else has set: each is a text of the provider's choice.
    fn set_other_headers(&mut self) {
        let parts: Vec<&'m Part> = self.receives.values.iter().flat_map(|value| value.parts()).collect();
        for part in parts {
            let Part::Header { name, parameter } = part else { continue };
            let known = self.headers.get(&name.to_ascii_lowercase());
            if !known.is_some_and(|known| known.iter().any(|(known, _)| known == parameter)) {
                self.set_header(name, parameter.as_deref(), self.speech.nonce);
            }
        }
    }

    fn place(&mut self, location: &Location, text: &str) -> Result<(), SpeechError> {
        match location {
            Location::Header { name, parameter } => self.set_header(name, parameter.as_deref(), text),
            Location::Member(path) => {
                let fields: Vec<_> = self.receives.along(path).into_iter().cloned().collect();
                self.put(&fields, text);
            }
        }
        Ok(())
    }

    fn clear(&mut self, location: &Location) {
        match location {
            Location::Header { name, .. } => drop(self.headers.remove(&name.to_ascii_lowercase())),
            Location::Member(path) => {
                let fields: Vec<_> = self.receives.along(path).into_iter().cloned().collect();
                self.object.clear(&fields);
            }
        }
    }

    fn put(&mut self, path: &[Arc<Field>], text: &str) {
        if let Some(field) = path.last()
            && let Ok(value) = object::parse_scalar(self.interpreter.provider(), &field.ty, text)
        {
            self.object.put(path, value);
        }
    }

    fn set_header(&mut self, name: &str, parameter: Option<&str>, text: &str) {
        let texts = self.headers.entry(name.to_ascii_lowercase()).or_default();
        texts.retain(|(known, _)| known.as_deref() != parameter);
        texts.push((parameter.map(str::to_owned), text.to_owned()));
    }

    /// The steps of the verification of the message so far.
    fn traced(&self) -> Result<Vec<Traced>, SpeechError> {
        let (headers, body) = self.written()?;
        let (method, trace) = (http::Method::POST, Trace::default());
        let mut received = Received { headers: &headers, body: &body, ..written::nothing(&headers) };
        match self.target {
            Target::Answer(status) => received.status = Some(status),
            Target::Notification(to) => (received.method, received.uri) = (Some(&method), Some(to)),
        }
        let (credentials, Speech { now, sent, .. }) = (&self.keys.credentials, self.speech);
        let read = self.interpreter.received(self.operation, &received, credentials, now, sent, Some(&trace));
        drop(read);
        Ok(trace.into_inner())
    }

    fn written(&self) -> Result<(HeaderMap, Vec<u8>), SpeechError> {
        let mut headers = HeaderMap::new();
        let (provider, receives) = (self.interpreter.provider(), self.receives);
        let received = written::nothing(&headers);
        let (credentials, Speech { now, sent, .. }) = (&self.keys.credentials, self.speech);
        let arrival =
            Arrival { provider, receives, received: &received, credentials, now, sent, trace: None, rewrite: None };
        let (body, members) = (written::message(arrival, &self.object)?, written::headers(arrival, &self.object));
        for (name, texts) in &self.headers {
            let text = |(parameter, text): &(Option<String>, String)| match parameter {
                Some(parameter) => format!("{parameter}={text}"),
                None => text.clone(),
            };
            insert(&mut headers, name, &texts.iter().map(text).collect::<Vec<_>>().join(","))?;
        }
        members.iter().try_for_each(|(name, text)| insert(&mut headers, name, text))?;
        let content_type = self.receives.layers.first().and_then(|layer| layer.codec().row().content_type);
        if let Some(content_type) = content_type.filter(|_| !headers.contains_key(CONTENT_TYPE)) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        Ok((headers, body))
    }
}

fn insert(headers: &mut HeaderMap, name: &str, text: &str) -> Result<(), SpeechError> {
    let error = || SignError::Header { name: name.to_owned() };
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| error())?;
    headers.insert(name, HeaderValue::from_str(text).map_err(|_| error())?);
    Ok(())
}
