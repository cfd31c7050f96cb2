//! Types of the model in Rust, and their values as wire text.

use proc_macro2::TokenStream;
use quote::quote;
use refundry_vocabulary::TimeFormat;

use super::{amount, names, style};
use crate::model::{Family, Provider, Structure, Type, ZonelessTimeFormat};

/// The Rust type of a sent field, without `Option`.
pub(super) fn sent(ty: &Type) -> TokenStream {
    plain(ty, false)
}

/// The Rust type of a received field, without `Option`.
pub(super) fn received(ty: &Type) -> TokenStream {
    plain(ty, true)
}

/// The Rust type of a received list of which one item is ours.
pub(super) fn picked(list: &Type) -> TokenStream {
    let item = plain(list.content().item(), true);
    quote!(rt::Picked<#item>)
}

fn plain(ty: &Type, received: bool) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => single(scalar.family()),
        Type::Object(message) => {
            let module = if received { quote!(received) } else { quote!(objects) };
            let name = names::type_name(&message.name);
            quote!(super::#module::#name)
        }
        Type::List(inner) => {
            let inner = plain(inner, received);
            quote!(Vec<#inner>)
        }
        Type::Indexed { message, .. } | Type::Parallel { message, .. } => {
            let name = names::type_name(&message.name);
            quote!(Vec<super::received::#name>)
        }
        Type::Map { .. } => quote!(Vec<(String, String)>),
        Type::Json(inner) => plain(inner, received),
        // Never used: a layer's struct is named by the answer module.
        Type::Layer(_) => quote!(()),
    }
}

fn single(family: Family<'_>) -> TokenStream {
    match family {
        Family::Text => quote!(String),
        Family::Integer => quote!(i64),
        Family::Amount(_) => quote!(rt::Amount),
        Family::Time(_) => quote!(rt::Timestamp),
        Family::Boolean(_) => quote!(bool),
        Family::Enumeration(enumeration) => {
            let name = names::type_name(&enumeration.name);
            quote!(super::enumerations::#name)
        }
        Family::ErrorCode => quote!(super::errors::ErrorCode),
    }
}

/// Whether a setter takes a `&str` for the text.
pub(super) fn converts(ty: &Type) -> bool {
    ty.is_text()
}

/// A time format in the runtime's terms.
pub(super) fn format(provider: &Provider, format: &ZonelessTimeFormat) -> TokenStream {
    let format = imported_format(provider, format);
    quote!(rt::#format)
}

/// A time format where the runtime's type is imported.
pub(super) fn imported_format(provider: &Provider, format: &ZonelessTimeFormat) -> TokenStream {
    match provider.time_format(format) {
        TimeFormat::EpochMillis => quote!(TimeFormat::EpochMillis),
        TimeFormat::EpochSeconds => quote!(TimeFormat::EpochSeconds),
        TimeFormat::HttpDate => quote!(TimeFormat::HttpDate),
        TimeFormat::Pattern { pattern, offset_minutes } => {
            let offset_minutes = proc_macro2::Literal::i16_unsuffixed(offset_minutes);
            quote!(TimeFormat::local(#pattern, #offset_minutes))
        }
        TimeFormat::Zoned { pattern, zone } => quote!(TimeFormat::zoned(#pattern, #zone)),
    }
}

/// A value as wire text, an expression of type `&str` (for numbers: a reference to a short text).
///
/// `value` is a place or reference; `copy` is the value itself, for `Copy` types.
pub(super) fn value_text(provider: &Provider, ty: &Type, value: &Access) -> TokenStream {
    match ty.family() {
        Some(family) => scalar_text(provider, family, value),
        None => json_text(provider, ty.content(), value, false),
    }
}

/// The JSON text of an object or a list, with absent members as `null`.
pub(super) fn text_with_nulls(provider: &Provider, ty: &Type, value: &Access) -> TokenStream {
    json_text(provider, ty, value, true)
}

fn scalar_text(provider: &Provider, family: Family<'_>, value: &Access) -> TokenStream {
    let (place, copy) = (&value.reference, &value.copy);
    match family {
        Family::Text => quote!(#place),
        Family::Enumeration(_) | Family::ErrorCode => quote!(#copy.as_str()),
        Family::Integer => {
            let number = &value.value;
            quote!(&rt::integer_text(#number))
        }
        Family::Amount(form) => amount::text(form, value),
        Family::Time(time) => {
            let format = format(provider, time);
            quote!(&#copy.format(#format))
        }
        Family::Boolean(words) => boolean(words, &value.value),
    }
}

/// The wire word of a boolean.
pub(super) fn boolean(words: Option<&(String, String)>, value: &TokenStream) -> TokenStream {
    match words {
        None => quote!(rt::boolean_text(#value)),
        Some((yes, no)) => quote!(if #value { #yes } else { #no }),
    }
}

/// The statement that writes a scalar into a list of JSON; the scalar is bound to `item`.
pub(super) fn item(provider: &Provider, writer: &TokenStream, ty: &Type) -> TokenStream {
    let text = value_text(provider, ty, &Access::item());
    if ty.is_literal() { quote!(#writer.item_literal(#text);) } else { quote!(#writer.item_text(#text);) }
}

/// A nested value as JSON text.
fn json_text(provider: &Provider, ty: &Type, value: &Access, nulls: bool) -> TokenStream {
    let place = &value.copy;
    let reference = &value.reference;
    let with_nulls = style::with_nulls(nulls);
    match ty.structure() {
        Some(Structure::Object(_)) if nulls => quote!(&{
            let mut json = rt::JsonWriter::new()#with_nulls;
            #place.write(&mut json);
            json.finish().into_text().0
        }),
        Some(Structure::Object(_)) => quote!(&#place.to_json()),
        Some(Structure::Objects(_)) => quote!(&{
            let mut json = rt::JsonWriter::list()#with_nulls;
            for item in #reference {
                json.begin_item();
                item.write(&mut json);
                json.end_item();
            }
            json.finish().into_text().0
        }),
        Some(Structure::Scalars(inner)) => {
            let item = item(provider, &quote!(json), inner);
            quote!(&{
                let mut json = rt::JsonWriter::list();
                for item in #reference {
                    #item
                }
                json.finish().into_text().0
            })
        }
        Some(Structure::Map) | None => quote!(&{
            let mut json = rt::JsonWriter::new();
            for (key, text) in #reference {
                json.text(key, text);
            }
            json.finish().into_text().0
        }),
    }
}

/// The expressions by which generated code reaches a value.
#[derive(Clone, Debug)]
pub(super) struct Access {
    /// A reference: `&self.x`, `value`.
    pub(super) reference: TokenStream,
    /// The receiver of a method: `self.x`, `value`.
    pub(super) copy: TokenStream,
    /// A copied value: `self.x`, `*value`.
    pub(super) value: TokenStream,
    /// The object that has the value as a field: `self`.
    pub(super) object: TokenStream,
}

impl Access {
    /// The access to a field: `self.x`.
    pub(super) fn of(place: TokenStream) -> Self {
        Self { reference: quote!(&#place), copy: place.clone(), value: place, object: quote!(self) }
    }

    /// The access to a bound reference: `value`.
    pub(super) fn bound() -> Self {
        Self { reference: quote!(value), copy: quote!(value), value: quote!(*value), object: quote!(self) }
    }

    /// The same value, as a field of that object.
    pub(super) fn inside(self, object: &TokenStream) -> Self {
        Self { object: object.clone(), ..self }
    }

    /// The access to an item of a list: `item`.
    pub(super) fn item() -> Self {
        Self { reference: quote!(item), copy: quote!(item), value: quote!(*item), object: quote!(self) }
    }
}
