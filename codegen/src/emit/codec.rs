//! One row per codec: the emitted calls of its writer and its reader.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{names, style};
use crate::model::{Codec, Layer};

/// The calls of a codec with a layer's options.
struct Calls {
    /// The expression of a new writer.
    writer: fn(&Layer) -> TokenStream,
    /// The expression that reads members from bytes.
    reader: fn(&Layer, &TokenStream) -> TokenStream,
}

fn calls(codec: Codec) -> Calls {
    match codec {
        Codec::Form | Codec::Query => Calls { writer: style::form_writer, reader: style::read_form },
        Codec::Json => Calls { writer: style::json_writer, reader: read_json },
        Codec::Xml => Calls { writer: style::xml_writer, reader: style::read_xml },
        Codec::Pairs => Calls { writer: style::pairs_writer, reader: style::read_pairs },
        Codec::Segments => Calls { writer: style::segments_writer, reader: style::read_segments },
    }
}

/// The expression that reads JSON, which may be an array if the layer has a list for it.
fn read_json(layer: &Layer, bytes: &TokenStream) -> TokenStream {
    match layer.array.as_str() {
        "" => quote!(rt::read::json(#bytes)?),
        list => quote!(rt::read::json_or_array(#bytes, #list)?),
    }
}

/// The expression of a new writer.
pub(super) fn writer(codec: Codec, layer: &Layer) -> TokenStream {
    (calls(codec).writer)(layer)
}

/// The method that finishes the writer's text.
pub(super) fn finish(codec: Codec, layer: &Layer) -> TokenStream {
    if layer.carries_all(codec) { quote!(finish()) } else { quote!(try_finish()?) }
}

/// The expression that reads the members of a received body.
pub(super) fn read_body(codec: Codec, layer: &Layer, bytes: &TokenStream) -> TokenStream {
    let trimmed = layer.style.trims.then(|| quote!(rt::read::trimmed(#bytes)));
    let read = (calls(codec).reader)(layer, trimmed.as_ref().unwrap_or(bytes));
    layer.encoded().fold(read, |read, (wire, conversion)| {
        let decode = names::ident(conversion.word());
        quote!(#read.decoded(#wire, rt::decode::#decode)?)
    })
}

/// The function that tells whether a body is of this one of several codecs.
pub(super) fn is_received(codec: Codec) -> Ident {
    names::ident(if codec == Codec::Xml { "is_xml" } else { "is_json" })
}
