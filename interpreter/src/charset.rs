//! The charset of a layer, and of a message that names its charset.

use refundry_codegen::model::{Layer, Location};
use refundry_runtime::{Charset, ReadError, Received, read};

/// The charset of a layer's whole text, if it is transcoded.
pub(crate) fn whole_charset(layer: &Layer) -> Option<Charset> {
    whole(layer, layer.style.charset)
}

/// Like [`whole_charset`], with a charset that the message may name.
pub(crate) fn whole(layer: &Layer, charset: Charset) -> Option<Charset> {
    layer.is_transcoded().then_some(charset)
}

/// The charset of a received message: the one that it names, or else the layer's.
pub(crate) fn charset_of(layer: &Layer, received: &Received<'_>) -> Result<Charset, ReadError> {
    let member;
    let name = match &layer.charset_from {
        None => None,
        Some(Location::Member(path)) => {
            let body = if layer.style.trims { read::trimmed(received.body) } else { received.body };
            member = path.first().and_then(|name| read::form_field(body, name));
            member.as_deref()
        }
        Some(Location::Header { name, parameter: None }) => received.header(name),
        Some(Location::Header { name, parameter: Some(parameter) }) => received.parameter(name, parameter),
    };
    Ok(Charset::named(name, layer.style.charset)?)
}

/// The charset of a whole received message; UTF-8 if it is unknown.
pub(crate) fn text_charset(layer: Option<&Layer>, received: &Received<'_>) -> Charset {
    let whole = |layer| whole(layer, charset_of(layer, received).ok()?);
    layer.and_then(whole).unwrap_or(Charset::Utf8)
}
