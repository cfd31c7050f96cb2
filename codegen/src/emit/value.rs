//! Values: a text written into one buffer, and the steps over it.

use std::sync::Arc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    names, step, style, types,
    write::{self, Supply},
};
use crate::model::{
    Case, Credential, Layer, Part, Provider, Selection, Value,
    value::{KeySource, Order, SerialForm, Style},
};
use crate::spec::syntax::View;

/// What is different when sending and when receiving: how a part becomes text.
pub(super) trait Side {
    /// An expression of type `&str` for a part that is one text, or `None` for a selection or a field
    /// that may be absent.
    fn part(&self, part: &Part) -> Option<TokenStream>;
    /// A statement that appends a part to the `String` called `text`, which may hold a secret by then.
    fn append(&self, part: &Part, secret: bool) -> TokenStream;
    /// The values, for their locals.
    fn values(&self) -> &[Value];
    /// The error of a choice that no case is declared for.
    fn unlisted(&self) -> TokenStream;
    /// The layers of the message, from the outside in.
    fn layers(&self) -> &[Layer];
}

/// The text of parts, an expression of type `&str` or a block of type `String`; the flag says which.
pub(super) fn text(side: &dyn Side, parts: &[Part]) -> (TokenStream, bool) {
    if let [part] = parts
        && let Some(expression) = side.part(part)
    {
        return (expression, true);
    }
    let capacity = Literal::usize_unsuffixed(parts.iter().map(estimate).sum());
    let mut secret = false;
    let statements = parts.iter().map(|part| {
        let statement = append(side, part, secret);
        secret |= part.holds_secret(side.values());
        statement
    });
    (quote!({ let mut text = String::with_capacity(#capacity); #(#statements)* text }), false)
}

/// The statement that appends an expression to `text`; one that holds a secret may not leave a copy where it grows.
pub(super) fn push(expression: &TokenStream, secret: bool) -> TokenStream {
    if secret { quote!(rt::append(&mut text, #expression);) } else { quote!(text.push_str(#expression);) }
}

/// The same as an expression of type `&[u8]`.
pub(super) fn bytes(side: &dyn Side, parts: &[Part]) -> TokenStream {
    match parts {
        [Part::Value(index)] => return step::key(side, &KeySource::Value(*index)),
        [Part::Credential(credential)] => return step::key(side, &KeySource::Credential(Arc::clone(credential))),
        _ => {}
    }
    match text(side, parts) {
        (text, true) => quote!(str::as_bytes(#text)),
        (text, false) => quote!(#text.as_bytes()),
    }
}

fn append(side: &dyn Side, part: &Part, secret: bool) -> TokenStream {
    let single = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    match (part, side.part(part)) {
        (Part::Optional(parts), _) => optional(side, parts, secret),
        (Part::Literal(text), _) if single(text).is_some() && !secret => {
            let c = single(text);
            quote!(text.push(#c);)
        }
        (_, Some(expression)) => push(&expression, secret),
        (_, None) => side.append(part, secret),
    }
}

/// Parts that are taken back together if one of them wrote nothing.
fn optional(side: &dyn Side, parts: &[Part], mut secret: bool) -> TokenStream {
    let statements = parts.iter().map(|part| {
        let statement = append(side, part, secret);
        secret |= part.holds_secret(side.values());
        match part {
            Part::Literal(_) | Part::Optional(_) => statement,
            _ => quote!(let before = text.len(); #statement whole &= text.len() > before;),
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

/// A guess of a part's length, so that the buffer grows at most once.
fn estimate(part: &Part) -> usize {
    match part {
        Part::Literal(text) => text.len(),
        Part::Fields(selection) => selection.fields.iter().map(|field| field.wire.len() + 34).sum(),
        Part::Optional(parts) => parts.iter().map(estimate).sum(),
        Part::Credential(_) | Part::Serial(..) | Part::Now(_) => 40,
        _ => 128,
    }
}

/// The statement `let NAME = …;` that computes a value.
pub(super) fn compute(side: &dyn Side, value: &Value) -> TokenStream {
    let local = names::local(&value.name);
    let body = choose(side, value, |case| all_steps(side, case));
    if value.secret { quote!(let #local = rt::Zeroizing::new(#body);) } else { quote!(let #local = #body;) }
}

/// The expression of the only case, or of the one that is chosen.
pub(super) fn choose(side: &dyn Side, value: &Value, of: impl Fn(&Case) -> TokenStream) -> TokenStream {
    let Some(by) = &value.by else {
        return value.cases.first().map(of).unwrap_or_default();
    };
    let by = match by {
        Part::Credential(credential) if !credential.required => text_or_empty(credential),
        by => match text(side, std::slice::from_ref(by)) {
            (by, true) => quote!(AsRef::<str>::as_ref(#by)),
            (by, false) => quote!(#by.as_str()),
        },
    };
    let arms = value.cases.iter().map(|case| {
        let expression = of(case);
        match &case.when {
            Some(text) => quote!(#text => #expression,),
            None => quote!(_ => #expression,),
        }
    });
    let unlisted = value.cases.iter().all(|case| case.when.is_some()).then(|| {
        let error = side.unlisted();
        quote!(_ => return Err(#error),)
    });
    quote!(match #by { #(#arms)* #unlisted })
}

/// A text and its steps as one expression: a `String` where the last step yields text, bytes otherwise.
pub(super) fn all_steps(side: &dyn Side, case: &Case) -> TokenStream {
    let (text, borrowed) = text(side, &case.parts);
    if case.steps.is_empty() {
        return if borrowed { quote!(str::to_owned(#text)) } else { text };
    }
    // A text with a key in it is wiped like the key.
    let secret = case.holds_secret(side.values());
    let start = match (borrowed, secret) {
        (true, _) => quote!(),
        (false, false) => quote!(let text = #text;),
        (false, true) => quote!(let text = rt::Zeroizing::new(#text);),
    };
    let bytes = if borrowed { quote!(str::as_bytes(#text)) } else { quote!(text.as_bytes()) };
    let (lets, result) = step::run_over(side, bytes, &case.steps, secret);
    quote!({ #start #lets #result })
}

/// A credential as text; one that is absent is empty.
fn text_or_empty(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    match credential.secret {
        true => quote!(credentials.#name.as_ref().map_or("", |value| value.expose())),
        false => quote!(credentials.#name.as_deref().unwrap_or_default()),
    }
}

/// A credential as text.
pub(super) fn credential_text(credential: &Credential) -> TokenStream {
    let held = step::held(credential);
    match (credential.secret, credential.required) {
        (true, _) => quote!(#held.expose()),
        (false, true) => quote!(&#held),
        (false, false) => held,
    }
}

/// The serial number of a certificate as text.
pub(super) fn serial(credential: &Credential, form: SerialForm) -> TokenStream {
    let name = names::ident(&credential.name);
    match form {
        SerialForm::Decimal => quote!(&credentials.#name.serial_decimal()),
        SerialForm::Hex => quote!(&credentials.#name.serial_hex()),
    }
}

/// A member's text as its view shows it.
pub(super) fn viewed(view: View, text: TokenStream) -> TokenStream {
    if view == View::Number { quote!(rt::number_text(#text)) } else { text }
}

/// The style of a selection's members.
pub(super) fn style(selection: &Selection) -> TokenStream {
    let percent = selection.percent.map(style::percent);
    let form = match (&selection.style, percent) {
        (Style::Pair(sign), None) => quote!(Pair(#sign)),
        (Style::Pair(sign), Some(percent)) => quote!(Encoded(#sign, #percent)),
        (Style::Values, None) => quote!(Values),
        (Style::Values, Some(percent)) => quote!(EncodedValues(#percent)),
        (Style::Json, _) => quote!(Json),
        (Style::Brackets, _) => quote!(Brackets),
    };
    let (join, skip) = (&selection.join, !selection.keep_empty);
    quote!(rt::PairStyle { form: rt::PairForm::#form, join: #join, skip_empty: #skip })
}

/// The order of a selection; `declared` is what stands for the order that was written down.
pub(super) fn order(selection: &Selection, declared: &str) -> TokenStream {
    let written = selection.order;
    let order = names::ident(if written == Order::Declared { declared } else { written.variant() });
    quote!(rt::Order::#order)
}

/// The call that leaves out the extras that a selection does not take: an extra has no name that the message declares.
fn without(selection: &Selection, layer: &Layer) -> Option<TokenStream> {
    let names: Vec<&String> = selection.except.iter().filter(|name| layer.message.field(name).is_none()).collect();
    (!names.is_empty()).then(|| quote!(.without(&[#(#names),*])))
}

/// The statements that append a selection of a request's fields, in the order settled here.
pub(super) fn pairs(provider: &Provider, selection: &Selection, layers: &[Layer], supply: &Supply<'_>) -> TokenStream {
    let (style, order) = (style(selection), order(selection, "Declared"));
    let extended =
        layers.get(selection.layer).filter(|_| selection.layer + 1 == layers.len() && selection.only.is_none());
    let extras = if extended.is_some() { quote!(&self.extras) } else { quote!(rt::Extras::none()) };
    let without = extended.and_then(|layer| without(selection, layer));
    let fields = selection.fields.iter().map(|field| {
        let wire = &field.wire;
        let whole = matches!(selection.style, Style::Json | Style::Brackets);
        let literal = whole && (field.ty.is_literal() || field.ty.is_nested());
        let method = if literal { quote!(literal) } else { quote!(pair) };
        write::with_value(provider, &quote!(self), field, supply, |value| {
            let text = write::text(provider, field, value);
            quote!(pairs.#method(#wire, #text);)
        })
    });
    quote! {
        let mut pairs = rt::Pairs::new(&mut text, #style, #order, #extras)#without;
        #(#fields)*
        pairs.finish();
    }
}

/// The clock as text.
pub(super) fn now(provider: &Provider, clock: &TokenStream, format: &crate::model::TimeFormat) -> TokenStream {
    let format = types::format(provider, format);
    quote!(&#clock.format(#format))
}
