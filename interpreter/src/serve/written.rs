//! Writes the layers of a message that the provider sends, from the inside out.

use std::sync::Arc;

use refundry_codegen::model::{DetachedTag, Field, Layer};
use refundry_runtime::{Members, Received, StepOutput, Transcode};

use super::speech::SpeechError;
use crate::{
    charset, codec, compute, layers,
    object::{Object, Value},
    reader::{Arrival, Reader},
    step::Values,
    write,
};

/// The text of the outermost layer, in its charset, after its steps.
pub(crate) fn message(arrival: Arrival<'_>, object: &Object) -> Result<Vec<u8>, SpeechError> {
    let layer = arrival.receives.layers.first().ok_or(SpeechError::Lacking("no layer"))?;
    let text = text(arrival, 0, object)?;
    let bytes = encoded(layer, &text)?;
    if layer.steps.is_empty() {
        return Ok(bytes);
    }
    let reader = values(arrival, Reader::new(arrival, Values::none(arrival.receives.values.len())));
    stepped(&reader, layer, bytes)
}

/// The text of a layer with the layers inside it.
fn text(arrival: Arrival<'_>, index: usize, object: &Object) -> Result<String, SpeechError> {
    let layer = arrival.receives.layers.get(index).ok_or(SpeechError::Lacking("no layer"))?;
    let carried = |field: &&Arc<Field>| matches!(object.get(&field.rust), Some(Value::Object(_)));
    let Some(carrier) = layer.carriers().find(carried) else { return written(arrival, layer, object, None) };
    let (Some(Value::Object(inner)), Some(next)) = (object.get(&carrier.rust), arrival.receives.layers.get(index + 1))
    else {
        return written(arrival, layer, object, None);
    };
    let inner = text(arrival, index + 1, inner)?;
    let inner = if next.steps.is_empty() { inner } else { sealed(arrival, layer, next, object, &inner)? };
    written(arrival, layer, object, Some((carrier, &(inner, false))))
}

/// The output of an inner layer's steps, which may take members of the layer around it.
fn sealed(
    arrival: Arrival<'_>,
    outer: &Layer,
    layer: &Layer,
    object: &Object,
    text: &str,
) -> Result<String, SpeechError> {
    if DetachedTag::of(outer, layer).is_some() {
        return Err(SpeechError::Lacking("a tag beside its layer"));
    }
    let around = written(arrival, outer, object, None)?;
    let members: Members<'_> = layers::parse_layer(outer, around.as_bytes(), None)?;
    let reader = values(arrival, Reader::over(&members, arrival, Values::none(arrival.receives.values.len())));
    let bytes = stepped(&reader, layer, encoded(layer, text)?)?;
    String::from_utf8(bytes).map_err(|_| SpeechError::Lacking("a layer in bytes that are no text"))
}

fn stepped(reader: &Reader<'_, '_>, layer: &Layer, bytes: Vec<u8>) -> Result<Vec<u8>, SpeechError> {
    let made = compute::apply_untraced(reader, StepOutput::Bytes(bytes), &layer.steps)?;
    Ok(made.as_bytes().to_vec())
}

fn encoded(layer: &Layer, text: &str) -> Result<Vec<u8>, SpeechError> {
    let Some(charset) = charset::whole_charset(layer) else { return Ok(text.as_bytes().to_vec()) };
    charset.encode(text).map(Into::into).ok_or(SpeechError::Lacking("a character that its charset lacks"))
}

/// The reader with the values that can be computed. A step takes no other.
fn values<'r, 'm>(arrival: Arrival<'_>, mut reader: Reader<'r, 'm>) -> Reader<'r, 'm> {
    for (index, value) in arrival.receives.values.iter().enumerate() {
        let _not_needed = reader.compute_for_layer(&[(index, value)]);
    }
    reader
}

fn written(
    arrival: Arrival<'_>,
    layer: &Layer,
    object: &Object,
    inner: Option<(&Arc<Field>, &(String, bool))>,
) -> Result<String, SpeechError> {
    let mut writer = codec::writer(layer.codec(), layer);
    let writing = layer.writing();
    for field in layer.message.written_fields() {
        match inner.filter(|(carrier, _)| Arc::ptr_eq(carrier, field)) {
            Some((_, text)) => write::layer(&mut writer, field, text),
            None if field.source.is_layer() => {}
            None => {
                write::field(arrival.provider, &mut writer, writing, (object, field), object.get(&field.rust), false)
            }
        }
    }
    Ok(writer.try_finish()?.into_text().0)
}

/// The members that are headers.
pub(crate) fn headers(arrival: Arrival<'_>, object: &Object) -> Vec<(String, String)> {
    let fields = arrival.receives.layers.iter().take(1).flat_map(Layer::header_fields);
    let text = |field: &Arc<Field>| {
        let value = object.get(&field.rust)?;
        Some((field.wire.clone(), write::whole(arrival.provider, object, field, value).into_owned()))
    };
    fields.filter_map(text).collect()
}

/// A received message without anything in it.
pub(crate) fn nothing(headers: &refundry_runtime::http::HeaderMap) -> Received<'_> {
    Received { status: None, method: None, uri: None, headers, body: b"" }
}
