//! The inner layers: taken out of their carriers, decoded and read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Reader, outer, parts::raw_condition};
use crate::{
    emit::{answer, codec, style},
    model::{Carriage, DetachedTag, Layer},
};

impl Reader<'_> {
    /// The inner layers, innermost last, and the argument that passes them on.
    pub(super) fn inner(&self, name: &str) -> (TokenStream, TokenStream) {
        if self.receives.layers.len() < 2 {
            return (TokenStream::new(), TokenStream::new());
        }
        let inner = self.nested(1, name);
        (quote!(let inner = #inner;), quote!(, inner))
    }

    /// The text of the layer of that index, which `outer` carries; absent where the layer's conditions do not hold.
    pub(super) fn carried(&self, outer: &Layer, index: usize) -> Carried {
        let at = if outer.carriers().count() > 1 { quote!((carrier, text)) } else { quote!((_, text)) };
        let (taken, found) = match outer.carriage() {
            Carriage::Text(carrier) => (quote!(members.take(#carrier)), quote!(text)),
            Carriage::OneText(carriers) => (quote!(members.carried_text(&[#(#carriers),*])?), at),
            Carriage::Object(carriers) => (quote!(members.carried_object(&[#(#carriers),*])?), at),
            Carriage::Element { carriers, text } => (quote!(members.carried_element(&[#(#carriers),*], #text)?), at),
            Carriage::SoleItem(carriers) => (quote!(members.carried_sole(&[#(#carriers),*])?), at),
        };
        let when = self.receives.when(index);
        if when.is_empty() {
            return Carried { lets: TokenStream::new(), taken, found };
        }
        let conditions = when.iter().map(raw_condition);
        let lets = quote!(let carried = if #(#conditions)&&* { #taken } else { None };);
        Carried { lets, taken: quote!(carried), found }
    }

    /// The expression of an inner layer: `Option` of its struct, from the carrier in `members`.
    fn nested(&self, index: usize, name: &str) -> TokenStream {
        let (Some(outer), Some(layer)) = (self.receives.layers.get(index - 1), self.receives.layers.get(index)) else {
            return TokenStream::new();
        };
        let several = outer.carriers().count() > 1;
        let ident = answer::inner_name(layer, name);
        let late = if index == 1 { self.receives.stages().late } else { Vec::new() };
        let late: Vec<_> = late.iter().map(|(_, value)| self.computed_for_layer(value)).collect();
        let (deeper, argument, mutable) = if index + 1 < self.receives.layers.len() {
            let deeper = self.nested(index + 1, name);
            (quote!(let inner = #deeper;), quote!(, inner), quote!(mut))
        } else {
            (quote!(), quote!(), quote!())
        };
        let inner = quote!(#ident::from_members(members #argument)?);
        let inner = if several { quote!((carrier, #inner)) } else { inner };
        if layer.early {
            let carrier = if several { quote!(carrier) } else { quote!(_) };
            let some = quote!(Some((#carrier, #mutable members)) => { #deeper Some(#inner) });
            let taken = quote!(match members.take_opened() { #some None => None, });
            // The key may be a member of a layer that is taken then.
            return match late.is_empty() {
                true => taken,
                false => quote!(if members.has_opened() { #(#late)* #taken } else { None }),
            };
        }
        let Carried { lets, taken, found } = self.carried(outer, index);
        let (decoded, parsed) = (self.decoded(outer, layer), codec::read_body(layer.codec(), layer, &quote!(bytes)));
        let some = quote!(Some(#found) => { #(#late)* #decoded let #mutable members = #parsed; #deeper Some(#inner) });
        let carried = quote!(match #taken { #some None => None, });
        if lets.is_empty() { carried } else { quote!({ #lets #carried }) }
    }

    /// The `bytes` of the inner layer after its steps are undone.
    pub(super) fn decoded(&self, outer: &Layer, layer: &Layer) -> TokenStream {
        if layer.steps.is_empty() {
            return quote!(let bytes = text.as_bytes(););
        }
        let undone = match DetachedTag::of(outer, layer) {
            Some(tag) => self.unsealed(&tag, &layer.message.name),
            None => self.undone(&layer.message.name, &layer.steps, &quote!(&text), &quote!(text.as_bytes())),
        };
        let charset = style::whole_charset(layer)
            .map(|charset| quote!(let bytes = rt::read::text_in(#charset, &bytes)?; let bytes = bytes.as_bytes();));
        quote!(#undone let bytes = &bytes[..]; #charset)
    }

    /// The statements that undo the steps of a layer with the tag of its cipher beside it.
    fn unsealed(&self, tag: &DetachedTag<'_>, layer: &str) -> TokenStream {
        let (name, length) = (tag.field.received_name(), Literal::usize_unsuffixed(tag.length));
        let own = outer::undone_texts(layer, &quote!(tag), tag.after);
        let bytes = outer::undone_texts(layer, &quote!(&text), tag.after);
        let opened = self.undone(layer, tag.before, &quote!(&text), &quote!(&bytes));
        quote! {
            let tag = rt::fault::tag(members.peek(#name), #name, #layer)?;
            let tag = #own;
            let bytes = rt::cipher::join_tag(#bytes, &tag, #length)?;
            #opened
        }
    }
}

/// The text of an inner layer, taken out of `members`.
pub(super) struct Carried {
    /// The statement that binds `taken`, if it needs one.
    pub(super) lets: TokenStream,
    /// The expression of the text; `None` if there is no such layer.
    pub(super) taken: TokenStream,
    /// The pattern that binds the text to `text`, and the carrier's index to `carrier` if there are several.
    pub(super) found: TokenStream,
}
