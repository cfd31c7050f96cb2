//! Parts of a text, written into one buffer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use refundry_vocabulary::{PairForm, PairStyle};

use super::{
    key::{credential_expr, key},
    names,
    part_emitter::PartEmitter,
    style, types,
    write::{self, Supply},
};
use crate::model::{
    Credential, Part, Provider, Selection, Sends, View,
    value::{KeySource, Order, SerialForm},
};

/// The text of parts. The flag is set for an expression of type `&str`, and not for a block of type `String`.
pub(super) fn parts_expr(emitter: &dyn PartEmitter, parts: &[Part]) -> (TokenStream, bool) {
    if let [part] = parts
        && let Some(expression) = emitter.part(part)
    {
        return (expression, true);
    }
    let capacity = Literal::usize_unsuffixed(parts.iter().map(estimate).sum());
    let mut secret = false;
    let statements = parts.iter().map(|part| {
        let statement = append(emitter, part, secret);
        secret |= part.holds_secret(emitter.values());
        statement
    });
    (emitter.text(quote!(let mut text = String::with_capacity(#capacity); #(#statements)*)), false)
}

/// The statement that appends an expression to `text`. A secret text must not leave a copy in memory when it grows.
pub(super) fn push(expression: &TokenStream, secret: bool) -> TokenStream {
    if secret { quote!(rt::append(&mut text, #expression);) } else { quote!(text.push_str(#expression);) }
}

/// The parts as an expression of type `&[u8]`.
pub(super) fn bytes(emitter: &dyn PartEmitter, parts: &[Part]) -> TokenStream {
    if parts.is_empty() {
        return quote!(b"");
    }
    if let Some(source) = KeySource::of_parts(parts) {
        return key(emitter, &source);
    }
    match parts_expr(emitter, parts) {
        (text, true) => quote!(str::as_bytes(#text)),
        (text, false) => quote!(#text.as_bytes()),
    }
}

fn append(emitter: &dyn PartEmitter, part: &Part, secret: bool) -> TokenStream {
    let single = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    match (part, emitter.part(part)) {
        (Part::Optional(parts), _) => optional(emitter, parts, secret),
        (Part::Literal(text), _) if single(text).is_some() && !secret => {
            let c = single(text);
            quote!(text.push(#c);)
        }
        (_, Some(expression)) => push(&expression, secret),
        (_, None) => emitter.append(part, secret),
    }
}

/// Appends optional parts, and removes all of them if one wrote nothing.
fn optional(emitter: &dyn PartEmitter, parts: &[Part], mut secret: bool) -> TokenStream {
    let statements = parts.iter().map(|part| {
        let statement = append(emitter, part, secret);
        secret |= part.holds_secret(emitter.values());
        match part.is_awaited() {
            true => quote!(let before = text.len(); #statement whole &= text.len() > before;),
            false => statement,
        }
    });
    quote!({
        let (start, mut whole) = (text.len(), true);
        #(#statements)*
        if !whole {
            text.truncate(start);
        }
    })
}

/// The mean length of a value with two separators: the examples of a spec have 8 to 15 bytes on average.
const VALUE: usize = 20;

/// An estimate of a part's length, so that the buffer grows at most once. A secret text is wiped in its whole capacity.
fn estimate(part: &Part) -> usize {
    match part {
        Part::Literal(text) => text.len(),
        Part::Fields(selection) => selection.fields.iter().map(|field| field.wire.len() + VALUE).sum(),
        Part::Optional(parts) => parts.iter().map(estimate).sum(),
        Part::Remainder(remainder) => remainder.fields.iter().map(|field| field.wire.len() + VALUE).sum(),
        Part::Credential(_) | Part::KeyOf { .. } | Part::Serial(..) | Part::Now(_) => 40,
        Part::Field { .. }
        | Part::Received(_)
        | Part::Sent(_)
        | Part::Value(_)
        | Part::System(_)
        | Part::Header { .. } => 128,
    }
}

/// A credential as text.
pub(super) fn credential_text(credential: &Credential) -> TokenStream {
    let value = credential_expr(credential);
    match (credential.secret, credential.required) {
        (true, _) => quote!(#value.expose()),
        (false, true) => quote!(&#value),
        (false, false) => value,
    }
}

/// The key that a part names, among several shared ones.
pub(super) fn key_of(emitter: &dyn PartEmitter, keys: &Credential, id: &[Part]) -> TokenStream {
    let (keys, (id, borrowed)) = (credential_expr(keys), parts_expr(emitter, id));
    let id = if borrowed { id } else { quote!(&#id) };
    quote!(#keys.named(#id)?)
}

/// The serial number of a certificate as text.
pub(super) fn serial(credential: &Credential, form: SerialForm) -> TokenStream {
    let name = names::ident(&credential.name);
    match form {
        SerialForm::Decimal => quote!(&credentials.#name.serial_decimal()),
        SerialForm::Hex => quote!(&credentials.#name.serial_hex()),
    }
}

/// A member's text after its view is applied.
pub(super) fn viewed(view: View, text: TokenStream) -> TokenStream {
    match view {
        View::Number => quote!(rt::number_text(#text)),
        View::Decimals(least) => {
            let least = Literal::usize_unsuffixed(least);
            quote!(&rt::decimal_text(#text, #least))
        }
        View::Value | View::Encoded | View::Source | View::Element => text,
    }
}

/// The style of a selection's members.
pub(super) fn style(selection: &Selection) -> TokenStream {
    let PairStyle { form, join, skip_empty } = selection.pair_style();
    let form = match form {
        PairForm::Pair(separator) => quote!(Pair(#separator)),
        PairForm::Values => quote!(Values),
        PairForm::Json => quote!(Json),
        PairForm::Encoded(separator, percent) => {
            let percent = style::percent(percent);
            quote!(Encoded(#separator, #percent))
        }
        PairForm::EncodedValues(percent) => {
            let percent = style::percent(percent);
            quote!(EncodedValues(#percent))
        }
        PairForm::Brackets => quote!(Brackets),
        PairForm::Concatenated => quote!(Concatenated),
    };
    quote!(rt::PairStyle::new(rt::PairForm::#form, #join, #skip_empty))
}

/// The order of a selection; `declared` replaces the declared order.
pub(super) fn order(selection: &Selection, declared: &str) -> TokenStream {
    let written = selection.order;
    let order = names::ident(if written == Order::Declared { declared } else { written.variant() });
    quote!(rt::Order::#order)
}

/// The statements that append a selection of a request's fields in the selection's order.
pub(super) fn pairs(provider: &Provider, selection: &Selection, sends: &Sends, supply: &Supply<'_>) -> TokenStream {
    let (style, order) = (style(selection), order(selection, "Declared"));
    let extras = if sends.extends(selection) { quote!(&self.extras) } else { quote!(rt::Extras::none()) };
    let names = sends.left_out_of_extras(selection);
    let without = (!names.is_empty()).then(|| quote!(.without(&[#(#names),*])));
    let fields = selection.fields.iter().map(|field| {
        let wire = &field.wire;
        let literal = selection.takes_literally(field);
        let absent = selection.takes_absent(field, sends).then(|| quote!(else { pairs.literal(#wire, ""); }));
        if let Some(text) = write::optional_text(field).filter(|_| !literal && absent.is_none()) {
            return quote!(pairs.optional(#wire, &#text););
        }
        let method = if literal { quote!(literal) } else { quote!(pair) };
        let present = write::with_value(provider, &quote!(self), field, supply, |value| {
            let text = write::wire_text(provider, field, supply, value);
            quote!(pairs.#method(#wire, #text);)
        });
        quote!(#present #absent)
    });
    quote! {
        let mut pairs = rt::Pairs::new(&mut text, #style, #order, #extras)#without;
        #(#fields)*
        pairs.finish();
    }
}

/// The clock as text.
pub(super) fn now(provider: &Provider, clock: &TokenStream, format: &crate::model::ZonelessTimeFormat) -> TokenStream {
    let format = types::format(provider, format);
    quote!(&#clock.format(#format))
}
