//! Nested messages: the objects of requests and of answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    answer,
    debug::masked_debug,
    docs,
    module::Module,
    names, request, rules, types, validate,
    write::{self, Supply},
};
use crate::model::{Field, Message, Provider, Writing};

/// The module of objects inside requests.
pub(super) fn sent(provider: &Provider) -> Module {
    let objects = provider.sent_objects();
    let items: Vec<TokenStream> = objects.into_iter().flat_map(|message| sent_items(provider, message)).collect();
    let doc = vec![" Objects inside requests.".to_owned()];
    Module::new("objects", doc, items)
}

/// The module of objects inside answers.
pub(super) fn received(provider: &Provider) -> Module {
    let messages = received_messages(provider);
    let items: Vec<TokenStream> = messages.iter().flat_map(|message| answer::object_items(provider, message)).collect();
    let doc = vec![" Objects inside answers. A promised member may be missing; members that the spec does not list are in `extra`.".to_owned()];
    Module::new("received", doc, items)
}

/// Whether a request contains an object.
pub(super) fn is_sent(provider: &Provider) -> bool {
    !provider.sent_objects().is_empty()
}

/// Whether an answer contains an object.
pub(super) fn is_received(provider: &Provider) -> bool {
    !received_messages(provider).is_empty()
}

fn received_messages(provider: &Provider) -> Vec<&Message> {
    let mut out: Vec<&Message> = Vec::new();
    for receives in provider.operations.iter().filter_map(|operation| operation.receives.as_ref()) {
        receives.layers.iter().for_each(|layer| inner(&layer.message, &mut out));
    }
    out
}

fn inner<'m>(message: &'m Message, out: &mut Vec<&'m Message>) {
    for message in message.fields.iter().filter_map(|field| field.ty.message()) {
        if !out.iter().any(|other| other.name == message.name) {
            out.push(message);
            inner(message, out);
        }
    }
}

/// The constructor of an object and the setters of its optional fields.
fn constructor(message: &Message, fields: &[&Field]) -> TokenStream {
    let name = names::type_name(&message.name);
    let (plain, optional): (Vec<&Field>, Vec<_>) = fields.iter().copied().partition(|field| field.is_plain());
    let required = plain.iter().map(|field| {
        let (name, ty) = (names::field(field), types::sent(&field.ty));
        quote!(#name(#ty))
    });
    let required_name = names::required(message);
    let required = (!plain.is_empty()).then(|| quote!(, #required_name; #(#required),*));
    let optional = optional.iter().map(|field| request::setter(field, &names::object_method(field)));
    let optional: Vec<TokenStream> = optional.collect();
    let optional = (plain.is_empty() || !optional.is_empty()).then(|| quote!(; #(#optional),*));
    quote!(rt::object!(#name #required #optional);)
}

fn sent_items(provider: &Provider, message: &Message) -> Vec<TokenStream> {
    let name = names::type_name(&message.name);
    let doc =
        docs::doc(&docs::paragraph(&docs::sentence(if message.doc.is_empty() { &message.name } else { &message.doc })));
    let fields: Vec<&Field> = message.caller_fields().map(|field| field.as_ref()).collect();
    let declared = fields.iter().map(|field| {
        let (doc, name, ty) =
            (docs::field(provider, &message.name, field), names::field(field), types::sent(&field.ty));
        let ty = if field.is_plain() { ty } else { quote!(Option<#ty>) };
        quote!(#doc pub #name: #ty,)
    });
    let checks = validate::message(provider, message);
    let import = rules::import(&message.name, &checks);
    let check = if checks.is_empty() { quote!(_check) } else { quote!(check) };
    let supply = Supply { of: None };
    let writes = message
        .written_fields()
        .map(|field| write::field(provider, Writing::inside(provider), field, &supply, &quote!(writer)));
    // The common codec's concrete writer type: a generic function would be compiled for each writer.
    let writer =
        if provider.nests_beside_json() { quote!(rt::Writer<impl rt::Format>) } else { quote!(rt::JsonWriter) };
    let hidden = provider.hides(message);
    let secret = hidden || fields.iter().any(|field| field.secret);
    let derive = if secret { quote!(#[derive(Clone)]) } else { quote!(#[derive(Clone, Debug, PartialEq)]) };
    let kept = fields.iter().map(|field| request::kept(field));
    let kept = if secret { quote!() } else { quote!(rt::kept!(#name #(, #kept)*);) };
    let mut items = vec![
        quote!(#doc #derive #[non_exhaustive] pub struct #name { #(#declared)* }),
        constructor(message, &fields),
        kept,
        quote! {
            impl #name {
                pub(super) fn check(&self, #check: &mut rt::Check<'_>) {
                    #import
                    #checks
                }

                pub(super) fn write(&self, writer: &mut #writer) {
                    #(#writes)*
                }

                #[allow(dead_code, reason = "only where a text carries the object")]
                pub(super) fn to_json(&self) -> String {
                    let mut writer = rt::JsonWriter::new();
                    self.write(&mut writer);
                    writer.finish().into_text().0
                }
            }
        },
    ];
    if secret {
        items.push(masked_debug(&name, &fields, hidden));
    }
    items
}
