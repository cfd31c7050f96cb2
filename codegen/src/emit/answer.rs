//! What is received: structs whose members may all be missing, and their reading.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, names, nested, outcome, types};
use crate::model::{Field, Layer, Message, Operation, Provider, Receives, Source, TimeFormat, Type};
use crate::spec::syntax::Place;

/// The answer's own items: the struct of the outermost layer (called `name`), and one for each inner layer.
pub(super) fn items(provider: &Provider, operation: &Operation, receives: &Receives, name: &str) -> Vec<TokenStream> {
    let mut items = Vec::new();
    for (index, layer) in receives.layers.iter().enumerate() {
        let next = receives.layers.get(index + 1);
        let ident = if index == 0 { names::ident(name) } else { inner_name(layer, name) };
        let inner = next.map(|next| inner_name(next, name));
        items.push(declaration(provider, &layer.message, &ident, inner.as_ref(), index == 0));
        items.extend(debug(&layer.message, &ident));
        items.push(reader(provider, &layer.message, &ident, inner.as_ref(), index == 0));
    }
    items.push(methods(provider, operation, receives, name));
    items
}

/// The struct of an inner layer.
pub(super) fn inner_name(layer: &Layer, outer: &str) -> proc_macro2::Ident {
    let name = names::type_name(&layer.message.name);
    // What every operation's module has already.
    let taken = ["Request", "Required", "Sent", "Unmatched", outer];
    if taken.iter().any(|taken| name == taken) { names::ident(&format!("{name}Content")) } else { name }
}

/// An object inside an answer.
pub(super) fn object(provider: &Provider, message: &Message) -> Vec<TokenStream> {
    let name = names::type_name(&message.name);
    let mut items = vec![declaration(provider, message, &name, None, false)];
    items.extend(debug(message, &name));
    items.push(reader(provider, message, &name, None, false));
    items
}

/// The fields that are received.
fn members(message: &Message) -> impl Iterator<Item = &Field> {
    message.fields.iter().map(|field| field.as_ref()).filter(|field| field.place != Place::Signature)
}

fn debug(message: &Message, name: &proc_macro2::Ident) -> Option<TokenStream> {
    let fields: Vec<&Field> = members(message).collect();
    fields.iter().any(|field| field.secret).then(|| nested::masked_debug(name, &fields))
}

fn declaration(
    provider: &Provider,
    message: &Message,
    name: &proc_macro2::Ident,
    inner: Option<&proc_macro2::Ident>,
    outermost: bool,
) -> TokenStream {
    let doc =
        docs::doc(&docs::paragraph(&docs::sentence(if message.doc.is_empty() { &message.name } else { &message.doc })));
    let fields = members(message).map(|field| {
        let (doc, name) = (docs::field(provider, &message.name, field), names::field(field));
        let ty = match (&field.source, inner) {
            (Source::Layer, Some(inner)) => quote!(#inner),
            _ => types::received(&field.ty),
        };
        quote!(#doc pub #name: Option<#ty>,)
    });
    let receipt = outermost.then(|| quote!(pub(super) receipt: rt::Receipt,));
    let secret = members(message).any(|field| field.secret);
    let derive = if secret { quote!(#[derive(Clone)]) } else { quote!(#[derive(Clone, Debug)]) };
    quote! {
        #doc
        #derive
        pub struct #name {
            #(#fields)*
            /// Members that the spec does not list, as they came.
            pub extra: rt::Extra,
            #receipt
        }
    }
}

fn reader(
    provider: &Provider,
    message: &Message,
    name: &proc_macro2::Ident,
    inner: Option<&proc_macro2::Ident>,
    outermost: bool,
) -> TokenStream {
    let fields = members(message).map(|field| {
        let rust = names::field(field);
        match (&field.source, inner) {
            (Source::Layer, Some(_)) => quote!(#rust: inner,),
            _ => {
                let value = read(provider, field);
                quote!(#rust: #value,)
            }
        }
    });
    let visibility = if outermost || inner.is_some() { quote!() } else { quote!(pub(super)) };
    let inner = inner.map(|inner| quote!(, inner: Option<#inner>));
    let (argument, init) =
        if outermost { (quote!(, receipt: rt::Receipt), quote!(receipt,)) } else { (quote!(), quote!()) };
    let mutable = members(message).any(|field| field.source != Source::Layer);
    let mutable = if mutable { quote!(mut) } else { quote!() };
    quote! {
        impl #name {
            #visibility fn from_members(#mutable members: rt::Members<'_> #inner #argument) -> Result<Self, rt::ReadError> {
                Ok(Self { #(#fields)* extra: members.rest(), #init })
            }
        }
    }
}

/// The expression that takes one member.
fn read(provider: &Provider, field: &Field) -> TokenStream {
    let wire = &field.wire;
    match &field.ty {
        Type::String { .. } | Type::Digits { .. } => quote!(members.text(#wire)?),
        Type::Integer { .. } => quote!(members.integer(#wire)?),
        Type::Amount { yuan: false, .. } => quote!(members.fen(#wire)?),
        Type::Amount { yuan: true, .. } => quote!(members.yuan(#wire)?),
        Type::Time { format, .. } => time(provider, wire, format),
        Type::Boolean => quote!(members.boolean(#wire)?),
        Type::Enumeration(_) | Type::ErrorCode => {
            let ty = types::received(&field.ty);
            quote!(members.text(#wire)?.map(|text| #ty::from(text.as_str())))
        }
        Type::Json(inner) => structure(wire, inner, true),
        ty => structure(wire, ty, false),
    }
}

fn time(provider: &Provider, wire: &str, format: &TimeFormat) -> TokenStream {
    let format = types::format(provider, format);
    quote!(members.timestamp(#wire, #format)?)
}

fn structure(wire: &str, ty: &Type, in_text: bool) -> TokenStream {
    let method = |plain: &str| names::ident(&if in_text { format!("{plain}_in_text") } else { plain.to_owned() });
    match ty {
        Type::Object(message) => {
            let (method, name) = (method("object"), names::type_name(&message.name));
            quote!(members.#method(#wire)?.map(super::received::#name::from_members).transpose()?)
        }
        Type::List(inner) => match inner.message() {
            Some(message) => {
                let (method, name) = (method("list"), names::type_name(&message.name));
                quote! {
                    members
                        .#method(#wire)?
                        .map(|items| items.into_iter().map(super::received::#name::from_members).collect::<Result<Vec<_>, _>>())
                        .transpose()?
                }
            }
            None => {
                let method = method("text_list");
                quote!(members.#method(#wire)?)
            }
        },
        _ => {
            let method = method("map");
            quote!(members.#method(#wire)?)
        }
    }
}

fn methods(provider: &Provider, _: &Operation, receives: &Receives, name: &str) -> TokenStream {
    let ident = names::ident(name);
    let outcome = outcome::method(provider, &receives.outcome);
    quote! {
        impl #ident {
            #outcome

            /// How far the answer can be trusted.
            pub fn receipt(&self) -> rt::Receipt {
                self.receipt
            }
        }
    }
}
