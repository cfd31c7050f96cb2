//! Values: a text written into one buffer, and the steps over it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    names, types,
    write::{self, Supply},
};
use crate::{
    model::{Credential, CredentialType, Part, Provider, Selection, Step, Value, value::KeySource},
    spec::syntax::View,
};

/// What is different when sending and when receiving: how a part becomes text.
pub(super) trait Side {
    /// An expression of type `&str` for a part that is one text, or `None` for a selection or a field
    /// that may be absent.
    fn part(&self, part: &Part) -> Option<TokenStream>;
    /// A statement that appends a part to the `String` called `text`.
    fn append(&self, part: &Part) -> TokenStream;
    /// The values, for their locals.
    fn values(&self) -> &[Value];
}

/// The text of parts, an expression of type `&str` or a block of type `String`; the flag says which.
pub(super) fn text(side: &dyn Side, parts: &[Part]) -> (TokenStream, bool) {
    if let [part] = parts
        && let Some(expression) = side.part(part)
    {
        return (expression, true);
    }
    let capacity = proc_macro2::Literal::usize_unsuffixed(parts.iter().map(estimate).sum());
    let statements = parts.iter().map(|part| append(side, part));
    (quote!({ let mut text = String::with_capacity(#capacity); #(#statements)* text }), false)
}

fn append(side: &dyn Side, part: &Part) -> TokenStream {
    let single = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    match (part, side.part(part)) {
        (Part::Literal(text), _) if single(text).is_some() => {
            let c = single(text);
            quote!(text.push(#c);)
        }
        (_, Some(expression)) => quote!(text.push_str(#expression);),
        (_, None) => side.append(part),
    }
}

/// A guess of a part's length, so that the buffer grows at most once.
fn estimate(part: &Part) -> usize {
    match part {
        Part::Literal(text) => text.len(),
        Part::Fields(selection) => selection.fields.iter().map(|field| field.wire.len() + 34).sum(),
        Part::Credential(_) | Part::Now(_) => 40,
        _ => 128,
    }
}

/// The statement `let NAME = …;` that computes a value.
pub(super) fn compute(side: &dyn Side, value: &Value) -> TokenStream {
    let local = names::local(&value.name);
    let body = all_steps(side, &value.parts, &value.steps);
    quote!(let #local = #body;)
}

/// A text and its steps as one expression: a `String` where the last step yields text, bytes otherwise.
pub(super) fn all_steps(side: &dyn Side, parts: &[Part], steps: &[Step]) -> TokenStream {
    let (text, borrowed) = text(side, parts);
    if steps.is_empty() {
        return if borrowed { quote!(str::to_owned(#text)) } else { text };
    }
    let start = if borrowed { quote!() } else { quote!(let text = #text;) };
    let bytes = if borrowed { as_bytes(&text) } else { quote!(text.as_bytes()) };
    let (lets, result) = run(side, bytes, steps);
    quote!({ #start #lets #result })
}

fn as_bytes(text: &TokenStream) -> TokenStream {
    quote!(str::as_bytes(#text))
}

/// The steps over bytes: statements, and the last expression.
pub(super) fn run(side: &dyn Side, input: TokenStream, steps: &[Step]) -> (TokenStream, TokenStream) {
    let mut lets = TokenStream::new();
    let mut bytes = input;
    let mut result = TokenStream::new();
    for (index, step) in steps.iter().enumerate() {
        result = forward(side, step, &bytes);
        if index + 1 < steps.len() {
            let name = names::ident(if step.yields_text() { "encoded" } else { "bytes" });
            lets = quote!(#lets let #name = #result;);
            bytes = if step.yields_text() { quote!(#name.as_bytes()) } else { quote!(&#name) };
        }
    }
    (lets, result)
}

fn forward(side: &dyn Side, step: &Step, bytes: &TokenStream) -> TokenStream {
    match step {
        Step::Md5 => quote!(rt::digest::md5(#bytes)),
        Step::Sha256 => quote!(rt::digest::sha256(#bytes)),
        Step::Sha512 => quote!(rt::digest::sha512(#bytes)),
        Step::HmacSha256(key) => {
            let key = self::key(side, key);
            quote!(rt::digest::hmac_sha256(#key, #bytes))
        }
        Step::HmacSha512(key) => {
            let key = self::key(side, key);
            quote!(rt::digest::hmac_sha512(#key, #bytes))
        }
        Step::RsaSha256 { sign, .. } => {
            let key = sign.as_ref().map(|credential| names::ident(&credential.name));
            quote!(credentials.#key.sign_sha256(#bytes)?)
        }
        Step::Aes256Ecb(key) => {
            let key = self::key(side, key);
            quote!(rt::cipher::aes_256_ecb_encrypt(#key, #bytes)?)
        }
        Step::HexLower => quote!(rt::encode::hex_lower(#bytes)),
        Step::HexUpper => quote!(rt::encode::hex_upper(#bytes)),
        Step::Base64 => quote!(rt::encode::base64(#bytes)),
        Step::Base64Url => quote!(rt::encode::base64url(#bytes)),
        Step::Lower => quote!(String::from_utf8_lossy(#bytes).to_lowercase()),
        Step::Upper => quote!(String::from_utf8_lossy(#bytes).to_uppercase()),
    }
}

/// A key as an expression of type `&[u8]`.
pub(super) fn key(side: &dyn Side, key: &KeySource) -> TokenStream {
    match key {
        KeySource::Credential(credential) => credential_bytes(credential),
        KeySource::Value(index) => {
            let Some(value) = side.values().get(*index) else { return TokenStream::new() };
            let local = names::local(&value.name);
            let text = value.steps.last().is_none_or(Step::yields_text);
            if text { quote!(#local.as_bytes()) } else { quote!(&#local) }
        }
    }
}

fn credential_bytes(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    match (&credential.ty, credential.secret) {
        (CredentialType::Text(_), true) => quote!(credentials.#name.expose().as_bytes()),
        (CredentialType::Text(_), false) => quote!(credentials.#name.as_bytes()),
        _ => quote!(credentials.#name.expose()),
    }
}

/// A credential as text.
pub(super) fn credential_text(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    if credential.secret { quote!(credentials.#name.expose()) } else { quote!(&credentials.#name) }
}

/// The style of a selection's pairs.
pub(super) fn style(selection: &Selection) -> TokenStream {
    let pair = match &selection.pair {
        Some(pair) => quote!(Some(#pair)),
        None => quote!(None),
    };
    let (join, skip) = (&selection.join, !selection.keep_empty);
    quote!(rt::PairStyle { pair: #pair, join: #join, skip_empty: #skip })
}

/// The statements that append a selection of a request's fields, in the order settled here.
pub(super) fn pairs(provider: &Provider, selection: &Selection, innermost: bool, supply: &Supply<'_>) -> TokenStream {
    let style = style(selection);
    let extras = if innermost && selection.only.is_none() { quote!(&self.extras) } else { quote!(rt::Extras::none()) };
    let start = if selection.declared_order { quote!(declared) } else { quote!(sorted) };
    let fields = selection.fields.iter().map(|field| {
        let wire = &field.wire;
        write::with_value(provider, &quote!(self), field, supply, |value| {
            let text = write::text(provider, field, value);
            quote!(pairs.pair(#wire, #text);)
        })
    });
    quote! {
        let mut pairs = rt::Pairs::#start(&mut text, #style, #extras);
        #(#fields)*
        pairs.finish();
    }
}

/// The clock as text.
pub(super) fn now(provider: &Provider, clock: &TokenStream, format: &crate::model::TimeFormat) -> TokenStream {
    let format = types::format(provider, format);
    quote!(&#clock.format(#format))
}

/// Whether a field is taken as it is encoded: nothing else is possible for a nested one.
pub(super) fn is_source(view: View) -> bool {
    view == View::Source
}
