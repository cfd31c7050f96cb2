//! A request: the struct of its mandatory fields, the builder and its rules.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{debug, docs, names, rules, sign, types, validate};
use crate::model::{Codec, Field, Operation, Provider, Sends, words};

/// A caller's field with the message it belongs to.
pub(super) type Owned = (String, Arc<Field>);

/// All items of a request.
pub(super) fn items(provider: &Provider, operation: &Operation, sends: &Sends) -> Vec<TokenStream> {
    let fields = caller_fields(sends);
    let required: Vec<&Owned> = fields.iter().filter(|(_, field)| field.in_required_struct()).collect();
    let secret = fields.iter().any(|(_, field)| field.secret);
    let mut items = Vec::new();
    if !required.is_empty() {
        items.push(required_struct(provider, &required));
    }
    items.push(declaration(provider, operation, &fields, derives(operation, sends, secret)));
    items.push(methods(provider, operation, sends, &fields, &required));
    items.extend(setters(&fields));
    if secret {
        let shown: Vec<&Field> = fields.iter().map(|(_, field)| field.as_ref()).collect();
        items.push(debug::masked_debug(&names::ident("Request"), &shown, false));
    }
    if operation.keeps_request(sends) {
        let lists = rules::lists(provider, sends);
        let kept = fields.iter().map(|(_, field)| kept(field));
        items.push(quote!(rt::kept_request!(Request, [#(#lists),*] #(, #kept)*);));
    }
    items
}

/// A field of a kept request, with its name on the wire.
pub(super) fn kept(field: &Field) -> TokenStream {
    let (name, wire) = (names::field(field), &field.wire);
    quote!(#name(#wire))
}

/// The caller's fields of all layers, innermost last.
pub(super) fn caller_fields(sends: &Sends) -> Vec<Owned> {
    sends
        .layers
        .iter()
        .flat_map(|layer| layer.message.caller_fields().map(|field| (layer.message.name.clone(), Arc::clone(field))))
        .collect()
}

fn required_struct(provider: &Provider, required: &[&Owned]) -> TokenStream {
    let fields = required.iter().map(|(message, field)| {
        let (doc, name, ty) = (docs::field(provider, message, field), names::field(field), types::sent(&field.ty));
        quote!(#doc pub #name: #ty,)
    });
    quote! {
        /// The fields that every request has. There is no `Default`: the compiler names the missing ones.
        pub struct Required {
            #(#fields)*
        }
    }
}

/// The traits that a request derives.
fn derives(operation: &Operation, sends: &Sends, secret: bool) -> TokenStream {
    match (secret, operation.keeps_request(sends)) {
        (true, _) => quote!(#[derive(Clone)]),
        (false, true) => quote!(#[derive(Clone, Debug, PartialEq)]),
        (false, false) => quote!(#[derive(Clone, Debug)]),
    }
}

fn declaration(provider: &Provider, operation: &Operation, fields: &[Owned], derive: TokenStream) -> TokenStream {
    let title = if operation.title.is_empty() { operation.name.as_str() } else { &operation.title };
    let mut lines = docs::paragraph(&docs::sentence(title));
    if !operation.doc.is_empty() {
        lines.push(String::new());
        lines.extend(docs::paragraph(&docs::sentence(&operation.doc)));
    }
    if let Some(Err(obstacles)) = provider.intent(operation) {
        lines.push(String::new());
        lines.extend(docs::paragraph(&words::without_intent(&obstacles)));
    }
    let doc = docs::doc(&lines);
    let declared = fields.iter().map(|(message, field)| {
        let (name, ty) = (names::field(field), types::sent(&field.ty));
        if field.is_plain() {
            let doc = format!(" See [`Required::{name}`].");
            return quote!(#[doc = #doc] pub #name: #ty,);
        }
        let doc = docs::field(provider, message, field);
        quote!(#doc pub #name: Option<#ty>,)
    });
    let sent = refund(provider, operation).map(|of| quote!(sent: super::#of::Sent,));
    quote! {
        #doc
        #derive
        pub struct Request {
            #(#declared)*
            #sent
            extras: rt::Extras,
            lifted: Vec<&'static rt::Rule>,
        }
    }
}

/// The module of the refund that a query is about.
fn refund(provider: &Provider, operation: &Operation) -> Option<proc_macro2::Ident> {
    provider.asked_about(operation).map(|(refund, _)| names::module_name(&refund.name))
}

fn methods(
    provider: &Provider,
    operation: &Operation,
    sends: &Sends,
    fields: &[Owned],
    required: &[&Owned],
) -> TokenStream {
    let new = match refund(provider, operation) {
        Some(of) => about(&of, fields, required),
        None => new(fields, required),
    };
    let (checks, declared) = (checks(provider, sends), declared(sends));
    let sign = sign::method(provider, operation, sends);
    let literal = literal_extra(sends);
    quote! {
        impl Request {
            #declared
            #new

            /// Adds a field that the spec lacks. It is written last, and signed like the others wherever all members
            /// or the whole body are signed.
            #[must_use]
            pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.extras.insert(name, value);
                self
            }

            #literal

            /// Lifts one rule for this request, for a caller who knows better than the page.
            #[must_use]
            pub fn lift(mut self, rule: &'static rt::Rule) -> Self {
                self.lifted.push(rule);
                self
            }

            /// Looks at every rule; [`Request::sign`] does so by itself.
            ///
            /// # Errors
            /// Every violation at once. A merely doubtful value is returned as a warning.
            pub fn validate(&self) -> Result<Vec<rt::Violation>, rt::Violations> {
                let mut check = rt::Check::new(&self.lifted);
                self.check(&mut check);
                check.finish()
            }

            #checks

            #sign
        }
    }
}

/// The fields of the layer that takes the extras.
fn declared(sends: &Sends) -> Option<TokenStream> {
    let names = sends.extras_layer()?.message.fields.iter().map(|field| &field.wire);
    Some(quote!(const FIELDS: &'static [&'static str] = &[#(#names),*];))
}

/// The method that checks every rule of the caller's fields, and one for each inner layer.
fn checks(provider: &Provider, sends: &Sends) -> TokenStream {
    let (known, extras) = (rules::known(provider, sends), check_extras(sends));
    let layers = sends.layers.iter().map(|layer| {
        let checks = validate::message(provider, &layer.message);
        (rules::import(&layer.message.name, &checks), checks)
    });
    let mut layers = layers.enumerate().filter(|(index, (_, checks))| *index == 0 || !checks.is_empty());
    let (import, outer) = layers.next().map(|(_, outer)| outer).unwrap_or_default();
    let (calls, inner): (Vec<TokenStream>, Vec<TokenStream>) = layers
        .map(|(index, (import, checks))| {
            let name = names::ident(&format!("check_layer_{index}"));
            let method = quote!(fn #name(&self, check: &mut rt::Check<'_>) { #import #checks });
            (quote!(self.#name(check);), method)
        })
        .unzip();
    quote! {
        fn check(&self, check: &mut rt::Check<'_>) {
            #import
            #known
            #outer
            #(#calls)*
            #extras
        }

        #(#inner)*
    }
}

/// The initial values of the caller's fields.
fn inits(fields: &[Owned]) -> impl Iterator<Item = TokenStream> {
    fields.iter().map(|(_, field)| {
        let name = names::field(field);
        if field.is_plain() { quote!(#name: required.#name,) } else { quote!(#name: None,) }
    })
}

/// The constructor of a query, which starts from the record of its refund.
fn about(of: &proc_macro2::Ident, fields: &[Owned], required: &[&Owned]) -> TokenStream {
    let inits = inits(fields);
    let argument = if required.is_empty() { quote!() } else { quote!(, required: Required) };
    quote! {
        /// A query about a refund, made from its record; the answer is compared with the record as well.
        pub fn of(sent: &super::#of::Sent #argument) -> Self {
            Self { #(#inits)* sent: sent.clone(), extras: rt::Extras::default(), lifted: Vec::new() }
        }
    }
}

fn new(fields: &[Owned], required: &[&Owned]) -> TokenStream {
    let inits = inits(fields);
    let argument = if required.is_empty() { quote!() } else { quote!(required: Required) };
    let lint = if required.is_empty() {
        quote!(#[allow(clippy::new_without_default, reason = "a request is made on purpose")])
    } else {
        quote!()
    };
    quote! {
        /// A request with the required fields; the setters add the others.
        #lint
        pub fn new(#argument) -> Self {
            Self { #(#inits)* extras: rt::Extras::default(), lifted: Vec::new() }
        }
    }
}

/// The setters of the optional fields.
fn setters(fields: &[Owned]) -> Option<TokenStream> {
    let optional = fields.iter().map(|(_, field)| field).filter(|field| !field.is_plain());
    let optional: Vec<TokenStream> = optional.map(|field| setter(field, &names::method(field))).collect();
    (!optional.is_empty()).then(|| quote!(rt::setters!(Request #(, #optional)*);))
}

/// A field with its type, and its method if that has another name.
pub(super) fn setter(field: &Field, method: &proc_macro2::Ident) -> TokenStream {
    let (name, ty) = (names::field(field), types::sent(&field.ty));
    let renamed = (name != *method).then(|| quote!(, #method));
    quote!(#name(#ty #renamed))
}

/// The method that adds a non-text extra, which only a JSON layer can carry.
fn literal_extra(sends: &Sends) -> TokenStream {
    if !sends.extras_layer().is_some_and(|layer| layer.codecs.contains(&Codec::Json)) {
        return TokenStream::new();
    }
    quote! {
        /// Adds a field that the spec lacks, as a JSON value: a number, `true`, an object.
        #[must_use]
        pub fn extra_json(mut self, name: impl Into<String>, json: impl Into<String>) -> Self {
            self.extras.insert_literal(name, json);
            self
        }
    }
}

fn check_extras(sends: &Sends) -> TokenStream {
    let Some(layer) = sends.extras_layer() else { return TokenStream::new() };
    let characters = match layer.characters {
        Some(set) => {
            let set = rules::characters(&set.set());
            quote!(Some(#set))
        }
        None => quote!(None),
    };
    let extras = if layer.style.nests { quote!(bracketed_extras) } else { quote!(extras) };
    quote!(check.#extras(&self.extras, Self::FIELDS, #characters);)
}
