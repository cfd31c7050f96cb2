//! The outermost layer: its charset, its steps and its codec.

use proc_macro2::TokenStream;
use quote::quote;

use super::Reader;
use crate::{
    emit::{codec, names, style},
    model::{BodyPresence, Layer, Location, Step},
};

pub(super) fn parse(layer: &Layer) -> TokenStream {
    let bytes = match (style::whole_charset(layer), layer.steps.is_empty()) {
        (Some(_), _) => quote!(body.as_bytes()),
        (None, false) => quote!(&body),
        (None, true) if layer.is_query() => quote!(received.query_text().as_bytes()),
        (None, true) => quote!(received.body),
    };
    let (shown, other) = layer.alternatives();
    let other = codec::read_body(other, layer, &bytes);
    let alone = shown.is_empty() && layer.body == BodyPresence::Required;
    let otherwise = if alone { other } else { quote!({ #other }) };
    let read = shown.into_iter().rev().fold(otherwise, |otherwise, shown| {
        let (test, read) = (codec::is_received(shown), codec::read_body(shown, layer, &bytes));
        quote!(if rt::read::#test(#bytes) { #read } else #otherwise)
    });
    match layer.body {
        BodyPresence::Required => read,
        BodyPresence::Optional => quote!(if received.body.is_empty() { rt::read::no_body(received.body)? } else #read),
        BodyPresence::Never => quote!(rt::read::no_body(received.body)?),
    }
}

impl Reader<'_> {
    /// The statement that finds the charset named by the message.
    pub(super) fn charset_from(&self, layer: &Layer) -> Option<TokenStream> {
        let otherwise = style::charset(layer.style.charset);
        let name = match layer.charset_from.as_ref()? {
            Location::Member(path) => {
                let body = quote!(received.body);
                let body = if layer.style.trims { quote!(rt::read::trimmed(#body)) } else { body };
                quote!(rt::read::form_field(#body, #(#path)*).as_deref())
            }
            location @ Location::Header { .. } => self.location(location),
        };
        Some(quote!(let charset = rt::Charset::named(#name, #otherwise)?;))
    }

    /// The `body` of the outermost layer after its steps are undone and its charset is decoded.
    pub(super) fn opened(&self, layer: &Layer) -> TokenStream {
        let steps = (!layer.steps.is_empty()).then(|| {
            let undone =
                self.undone(&layer.message.name, &layer.steps, &quote!(received.body_text()?), &quote!(received.body));
            match layer.body {
                BodyPresence::Optional => {
                    quote!(let body = if received.body.is_empty() { Vec::new() } else { #undone bytes };)
                }
                BodyPresence::Required | BodyPresence::Never => quote!(let body = { #undone bytes };),
            }
        });
        let input = if layer.steps.is_empty() { quote!(received.body) } else { quote!(&body) };
        let signs = self.receives.open_signs();
        let charset = style::whole_charset(layer).map(|charset| match signs.is_empty() {
            true => quote!(let body = rt::read::text_in(#charset, #input)?;),
            false => quote!(let body = rt::read::text_in_open(#charset, #input, #signs)?;),
        });
        quote!(#steps #charset)
    }

    /// Statements that undo the steps of the layer of that name, the last first, and bind the result to `bytes`.
    pub(super) fn undone(&self, layer: &str, steps: &[Step], text: &TokenStream, raw: &TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        for (index, step) in steps.iter().rev().enumerate() {
            let undone = match (step, index) {
                (Step::Encrypt(encryption), index) => {
                    let input = if index == 0 { raw.clone() } else { quote!(&bytes) };
                    self.decrypted(layer, encryption, &input)
                }
                (other, 0) => undone_text(layer, other, text),
                (other, _) => {
                    undone_text(layer, other, &quote!(rt::decode::text(&bytes).ok_or(rt::ReadError::Decrypt)?))
                }
            };
            out = quote!(#out let bytes = #undone;);
        }
        out
    }
}

/// The bytes of a layer's text after its last steps are undone; the input of each step is a text.
pub(super) fn undone_texts(layer: &str, text: &TokenStream, steps: &[Step]) -> TokenStream {
    match steps.split_last() {
        None => quote!(#text.as_bytes().to_vec()),
        Some((last, [])) => undone_text(layer, last, text),
        Some((last, earlier)) => {
            let outer = undone_text(layer, last, text);
            let inner = undone_texts(layer, &quote!(rt::decode::text(&bytes).ok_or(rt::ReadError::Decrypt)?), earlier);
            quote!({ let bytes = #outer; #inner })
        }
    }
}

/// The bytes of a layer's text after one step is undone.
fn undone_text(layer: &str, step: &Step, text: &TokenStream) -> TokenStream {
    let (name, word) = (names::ident(step.name()), step.name());
    quote!(rt::fault::decoded(rt::decode::#name, #text, #layer, #word)?)
}
