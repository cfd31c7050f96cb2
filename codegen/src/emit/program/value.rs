//! Values of an example in the form that a user writes.

use std::sync::Arc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::{amount, names, types};
use crate::model::{Data, Family, Field, Message, Provider, Type};

/// The argument of a setter, which converts a text to the field's type.
pub(super) fn argument(provider: &Provider, ty: &Type, data: &Data) -> TokenStream {
    if let Data::Text(text) = data
        && types::converts(ty)
        && ty.enumeration().is_none()
    {
        return quote!(#text);
    }
    value_expr(provider, ty, data)
}

/// An expression of the field's sent type.
pub(super) fn value_expr(provider: &Provider, ty: &Type, data: &Data) -> TokenStream {
    let ty = ty.content();
    match data {
        Data::Object(fields) => {
            ty.message().map(|message| object_value_expr(provider, message, fields)).unwrap_or_default()
        }
        Data::List(items) => {
            let items = items.iter().map(|item| value_expr(provider, ty.item(), item));
            quote!(vec![#(#items),*])
        }
        Data::Map(entries) => {
            let entries = entries.iter().map(|(key, text)| quote!((#key.into(), #text.into())));
            quote!(vec![#(#entries),*])
        }
        Data::Text(text) => ty.family().map(|family| scalar(provider, family, text)).unwrap_or_default(),
    }
}

fn scalar(provider: &Provider, family: Family<'_>, text: &str) -> TokenStream {
    match family {
        Family::Integer => {
            let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Family::Amount(form) => {
            let (value, fails) = amount::literal(form, text);
            let handed_on = fails.then(|| quote!(?));
            quote!(#value #handed_on)
        }
        Family::Boolean(words) => {
            let boolean = text == words.map_or("true", |(yes, _)| yes);
            quote!(#boolean)
        }
        Family::Time(format) => {
            let format = types::imported_format(provider, format);
            quote!(Timestamp::parse(#text, #format)?)
        }
        Family::Enumeration(enumeration) => {
            let name = names::type_name(&enumeration.name);
            match enumeration.values.iter().find(|value| value.wire == text) {
                Some(value) => {
                    let variant = names::ident(&value.variant);
                    quote!(enumerations::#name::#variant)
                }
                None => quote!(enumerations::#name::from(#text)),
            }
        }
        Family::Text | Family::ErrorCode => quote!(#text.into()),
    }
}

/// The constructor and the setters of an object.
fn object_value_expr(provider: &Provider, message: &Arc<Message>, given: &[(Arc<Field>, Data)]) -> TokenStream {
    let (name, required) = (names::type_name(&message.name), names::required(message));
    let data = |field: &Field| Some(&given.iter().find(|(other, _)| other.wire == field.wire)?.1);
    let (plain, optional): (Vec<&Arc<Field>>, Vec<_>) = message.caller_fields().partition(|field| field.is_plain());
    let fields = plain.iter().map(|field| {
        let value = data(field).map(|data| value_expr(provider, &field.ty_beside(given), data));
        let (name, value) = (names::field(field), init(field, value));
        quote!(#name: #value)
    });
    let required = (!plain.is_empty()).then(|| quote!(objects::#required { #(#fields),* }));
    let setters = optional.iter().filter_map(|field| {
        let (method, value) = (names::object_method(field), argument(provider, &field.ty_beside(given), data(field)?));
        Some(quote!(.#method(#value)))
    });
    quote!(objects::#name::new(#required) #(#setters)*)
}

/// A struct field's initial value.
pub(super) fn init(field: &Field, value: Option<TokenStream>) -> TokenStream {
    match (field.is_plain(), value) {
        (true, Some(value)) => value,
        (true, None) => quote!(Default::default()),
        (false, Some(value)) => quote!(Some(#value)),
        (false, None) => quote!(None),
    }
}
