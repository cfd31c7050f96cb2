//! The inner layers of a received message: found by their carriers, decoded and read.

use std::{borrow::Cow, cell::OnceCell};

use refundry_codegen::model::{
    BodyPresence, Carriage, Codec, DetachedTag, Layer, Provider, Receives, Step, value::Encryption,
};
use refundry_runtime::{
    self as rt, Members, ReadError, Received, Record, Timestamp,
    cipher::{self, CipherInputs},
    decode, read,
};

use crate::{
    answer, charset, codec, compute,
    credentials::Credentials,
    object::Value,
    opened,
    reader::{Arrival, Reader},
    step,
    step::Values,
    trace::Trace,
};

/// The input that opens the inner layers.
pub(crate) struct Inner<'i> {
    pub(crate) provider: &'i Provider,
    pub(crate) receives: &'i Receives,
    pub(crate) received: &'i Received<'i>,
    pub(crate) credentials: &'i Credentials,
    pub(crate) now: Timestamp,
    pub(crate) sent: Option<&'i Record>,
    pub(crate) trace: Option<&'i Trace>,
    pub(crate) values: &'i Values,
}

/// An inner layer, from the carriers in `members`: the carrier's index and the layer's content.
pub(crate) fn inner_layer(
    inner: &Inner<'_>,
    index: usize,
    members: &mut Members<'_>,
) -> Result<Option<(usize, Value)>, ReadError> {
    let (Some(outer), Some(layer)) = (inner.receives.layers.get(index - 1), inner.receives.layers.get(index)) else {
        return Ok(None);
    };
    let arrival = Arrival {
        provider: inner.provider,
        receives: inner.receives,
        received: inner.received,
        credentials: inner.credentials,
        now: inner.now,
        sent: inner.sent,
        trace: inner.trace,
        rewrite: None,
    };
    if layer.early {
        let mut reader = Reader::over(members, arrival, inner.values.clone());
        if index == 1 && members.has_opened() {
            // The key may be a member of a layer that is taken then.
            reader.compute_for_layer(&inner.receives.stages().late)?;
        }
        let values = reader.values;
        let Some((carrier, parsed)) = members.take_opened() else { return Ok(None) };
        return content(&Inner { values: &values, ..*inner }, index, parsed).map(|content| Some((carrier, content)));
    }
    if !is_there(arrival, index, members) {
        return Ok(None);
    }
    let Some((carrier, text)) = carried(outer, members)? else { return Ok(None) };
    let (bytes, values) = {
        let mut reader = Reader::over(members, arrival, inner.values.clone());
        if index == 1 {
            reader.compute_for_layer(&inner.receives.stages().late)?;
        }
        (decoded(&reader, outer, layer, &text)?, reader.values)
    };
    let parsed = parse_layer(layer, &bytes, None)?;
    content(&Inner { values: &values, ..*inner }, index, parsed).map(|content| Some((carrier, content)))
}

/// The content of the layer with that index, from its members.
fn content(inner: &Inner<'_>, index: usize, mut members: Members<'_>) -> Result<Value, ReadError> {
    let Some(layer) = inner.receives.layers.get(index) else { return Err(ReadError::Decrypt) };
    let deeper = inner_layer(inner, index + 1, &mut members)?;
    answer::object_of_members(inner.provider, &layer.message, members, deeper).map(Value::Object)
}

/// Whether the conditions of the layer of that index hold in the layer around it.
fn is_there(arrival: Arrival<'_>, index: usize, members: &Members<'_>) -> bool {
    let reader = Reader::over(members, arrival, Values::none(0));
    arrival.receives.when(index).iter().all(|condition| reader.raw_condition(condition))
}

/// The text of the next layer, with the index of its carrier.
pub(crate) fn carried<'m>(
    outer: &Layer,
    members: &mut Members<'m>,
) -> Result<Option<(usize, Cow<'m, str>)>, ReadError> {
    match outer.carriage() {
        Carriage::Text(carrier) => Ok(members.take(carrier).map(|text| (0, text))),
        Carriage::OneText(carriers) => members.carried_text(&carriers),
        Carriage::Object(carriers) => members.carried_object(&carriers),
        Carriage::Element { carriers, text } => members.carried_element(&carriers, text),
        Carriage::SoleItem(carriers) => members.carried_sole(&carriers),
    }
}

/// Opens the layer of that index before verification, from the members of the outermost layer. `text` keeps its text.
pub(crate) fn open_early<'m>(
    arrival: Arrival<'m>,
    index: usize,
    values: &Values,
    text: &'m OnceCell<Vec<u8>>,
    members: &mut Members<'m>,
) -> Result<(), ReadError> {
    let layers = &arrival.receives.layers;
    let (Some(outer), Some(layer)) = (layers.get(index - 1), layers.get(index)) else { return Ok(()) };
    let around = (1..index).try_fold(members, |members, _| members.opened());
    let Some(members) = around.filter(|members| is_there(arrival, index, members)) else { return Ok(()) };
    let Some((carrier, found)) = carried(outer, members)? else { return Ok(()) };
    let open = || decoded(&Reader::over(members, arrival, values.clone()), outer, layer, &found);
    let bytes = rt::verify::opened(open)?;
    let bytes = text.get_or_init(|| bytes);
    let inner = rt::verify::opened(|| parse_layer(layer, bytes, None))?;
    let names: Vec<&str> = outer.carriers().map(|field| field.wire.as_str()).collect();
    members.open_layer(&names, carrier, inner);
    Ok(())
}

/// The bytes of an inner layer after its steps are undone.
fn decoded(reader: &Reader<'_, '_>, outer: &Layer, layer: &Layer, text: &str) -> Result<Vec<u8>, ReadError> {
    if layer.steps.is_empty() {
        return Ok(text.as_bytes().to_vec());
    }
    let bytes = match DetachedTag::of(outer, layer) {
        Some(tag) => unsealed(reader, &layer.message.name, &tag, text)?,
        None => undone(reader, &layer.message.name, &layer.steps, || Ok(text), text.as_bytes())?,
    };
    let bytes = match charset::whole_charset(layer) {
        Some(charset) => read::text_in(charset, &bytes)?.into_owned().into_bytes(),
        None => bytes,
    };
    opened::record(reader.trace, layer, &bytes);
    Ok(bytes)
}

/// Undoes the steps of a layer with the tag of its cipher beside it.
fn unsealed(reader: &Reader<'_, '_>, layer: &str, tag: &DetachedTag<'_>, text: &str) -> Result<Vec<u8>, ReadError> {
    let decode = |text: &str| undone_texts(layer, text, tag.after);
    let name = tag.field.received_name();
    let found = reader.members.and_then(|members| members.peek(&name));
    let found = decode(rt::fault::tag(found, &name, layer)?)?;
    let encrypted = cipher::join_tag(decode(text)?, &found, tag.length)?;
    undone(reader, layer, tag.before, || Ok(text), &encrypted)
}

/// Undoes the last steps of a layer's text; the input of each step is a text.
fn undone_texts(layer: &str, text: &str, steps: &[Step]) -> Result<Vec<u8>, ReadError> {
    let Some((last, earlier)) = steps.split_last() else { return Ok(text.as_bytes().to_vec()) };
    let bytes = step::undo(last, text).ok_or_else(|| rt::fault::undecoded(layer, last.name(), text))?;
    if earlier.is_empty() {
        return Ok(bytes);
    }
    undone_texts(layer, decode::text(&bytes).ok_or(ReadError::Decrypt)?, earlier)
}

/// Undoes the steps of the layer of that name, the last first.
pub(crate) fn undone<'t>(
    reader: &Reader<'_, '_>,
    layer: &str,
    steps: &[Step],
    text: impl FnOnce() -> Result<&'t str, ReadError>,
    raw: &[u8],
) -> Result<Vec<u8>, ReadError> {
    let mut bytes: Option<Vec<u8>> = None;
    let mut first = Some(text);
    for step in steps.iter().rev() {
        let input = bytes.as_deref();
        bytes = Some(match step {
            Step::Encrypt(encryption) => decrypted(reader, layer, encryption, input.unwrap_or(raw))?,
            other @ (Step::Digest(_)
            | Step::Hmac(..)
            | Step::Sign(_)
            | Step::Decrypt(_)
            | Step::Convert(_)
            | Step::Slice(_)) => {
                let text = match (input, first.take()) {
                    (None, Some(text)) => text()?,
                    (bytes, _) => bytes.and_then(decode::text).ok_or(ReadError::Decrypt)?,
                };
                step::undo(other, text).ok_or_else(|| rt::fault::undecoded(layer, other.name(), text))?
            }
        });
    }
    Ok(bytes.unwrap_or_else(|| raw.to_vec()))
}

/// The bytes of a layer after its cipher is undone.
fn decrypted(
    reader: &Reader<'_, '_>,
    layer: &str,
    encryption: &Encryption,
    bytes: &[u8],
) -> Result<Vec<u8>, ReadError> {
    let decrypt = |inputs: &CipherInputs<'_>| cipher::decrypt(encryption.cipher, inputs, bytes);
    let decrypt = || compute::with_cipher_inputs(reader, encryption, decrypt)?;
    match encryption.message_inputs(&reader.receives.values) {
        Some(inputs) => rt::fault::layer(inputs, layer, decrypt),
        None => decrypt(),
    }
}

/// The members of a layer. The headers may name the codec of the outermost layer.
pub(crate) fn parse_layer<'b>(
    layer: &'b Layer,
    bytes: &'b [u8],
    received: Option<(&Received<'_>, rt::Charset)>,
) -> Result<Members<'b>, ReadError> {
    let charset = received.map_or_else(|| layer.style.charset, |(_, charset)| charset);
    let Some((received, _)) = received else { return codec::read_body(layer.codec(), layer, charset, bytes) };
    if layer.body == BodyPresence::Never || layer.body == BodyPresence::Optional && received.body.is_empty() {
        return read::no_body(received.body);
    }
    let (shown, other) = layer.alternatives();
    let is_shown = |codec: &Codec| codec::is_received(*codec, bytes);
    codec::read_body(shown.into_iter().find(is_shown).unwrap_or(other), layer, charset, bytes)
}
