//! Values of examples as Rust expressions.

use std::sync::Arc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Scope;
use crate::{
    emit::{names, types},
    model::{Bound, Data, Field, Message, Presence, TimeFormat, Type, bound},
};

/// Whether two values are the same on the wire.
pub(super) fn same(one: &Data, other: &Data) -> bool {
    match (one, other) {
        (Data::Text(one), Data::Text(other)) => one == other,
        (Data::Map(one), Data::Map(other)) => one == other,
        (Data::List(one), Data::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Data::Object(one), Data::Object(other)) => {
            let pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs
                    .into_iter()
                    .all(|((name, one), (other_name, other))| name.wire == other_name.wire && same(one, other))
        }
        _ => false,
    }
}

/// A value as an expression of the field's sent type.
pub(super) fn value(scope: &Scope<'_>, ty: &Type, data: &Data) -> TokenStream {
    match (ty, data) {
        (Type::Json(inner), data) => value(scope, inner, data),
        (Type::Object(message), Data::Object(fields)) => object(scope, message, fields),
        (Type::List(inner), Data::List(items)) => {
            let items = items.iter().map(|item| value(scope, inner, item));
            quote!(Vec::from([#(#items),*]))
        }
        (Type::Map { .. }, Data::Map(entries)) => {
            let entries = entries.iter().map(|(key, text)| quote!((#key.to_owned(), #text.to_owned())));
            quote!(Vec::from([#(#entries),*]))
        }
        (ty, Data::Text(text)) => scalar(scope, ty, text),
        _ => quote!(Default::default()),
    }
}

/// A scalar in wire form as an expression.
pub(super) fn scalar(scope: &Scope<'_>, ty: &Type, text: &str) -> TokenStream {
    match ty {
        Type::Integer { .. } => {
            let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Type::Amount { yuan: false, .. } => {
            let number = Literal::u64_unsuffixed(text.parse().unwrap_or_default());
            quote!(rt::Fen::new(#number))
        }
        Type::Amount { yuan: true, .. } => quote!(rt::Fen::from_yuan(#text).unwrap()),
        Type::Boolean { words } => {
            let boolean = text == words.as_ref().map_or("true", |(yes, _)| yes);
            quote!(#boolean)
        }
        Type::Time { format: TimeFormat::Pattern(pattern), .. } => {
            let local = scope.call("local");
            let offset = Literal::i16_unsuffixed(scope.provider.offset_minutes);
            quote!(#local(#text, #pattern, #offset))
        }
        Type::Time { format, .. } => {
            let format = types::format(scope.provider, format);
            quote!(rt::Timestamp::parse(#text, #format).unwrap())
        }
        Type::Enumeration(enumeration) => {
            let name = names::type_name(&enumeration.name);
            quote!(enumerations::#name::from(#text))
        }
        Type::ErrorCode => quote!(errors::ErrorCode::from(#text)),
        _ => quote!(#text.to_owned()),
    }
}

fn object(scope: &Scope<'_>, message: &Arc<Message>, given: &[(Arc<Field>, Data)]) -> TokenStream {
    let name = names::type_name(&message.name);
    let fields = message.caller_fields().map(|field| {
        let ident = names::field(field);
        let data =
            given.iter().find(|(other, _)| other.wire == field.wire).map(|(_, data)| value(scope, &field.ty, data));
        let value = init(field, data);
        quote!(#ident: #value)
    });
    quote!(objects::#name { #(#fields),* })
}

/// A struct field's initial value: a plain one that an example leaves out is empty.
pub(super) fn init(field: &Field, value: Option<TokenStream>) -> TokenStream {
    match (field.is_plain(), value) {
        (true, Some(value)) => value,
        (false, Some(value)) => quote!(Some(#value)),
        (false, None) => quote!(None),
        (true, None) => match field.ty.content() {
            Type::String { .. } | Type::Digits { .. } => quote!(String::new()),
            Type::List(_) | Type::Map { .. } => quote!(Vec::new()),
            Type::Enumeration(enumeration) => {
                let name = names::type_name(&enumeration.name);
                quote!(enumerations::#name::from(""))
            }
            Type::Amount { .. } => quote!(rt::Fen::new(0)),
            Type::Integer { .. } => quote!(0),
            Type::Boolean { .. } => quote!(false),
            _ => quote!(rt::Timestamp::from_epoch_ms(0)),
        },
    }
}

/// A value that keeps every limit of the field.
pub(super) fn sample(field: &Field) -> Data {
    if let Some(example) = field.example.as_ref().filter(|_| !field.ty.content().is_nested()) {
        return Data::Text(example.clone());
    }
    match field.ty.content() {
        Type::Object(message) => sample_object(message),
        Type::List(inner) => Data::List(match inner.message() {
            Some(message) => vec![sample_object(message)],
            None => vec![Data::Text(sample_text(field, inner))],
        }),
        Type::Map { .. } => Data::Map(vec![("k".to_owned(), "v".to_owned())]),
        ty => Data::Text(sample_text(field, ty)),
    }
}

pub(super) fn sample_object(message: &Arc<Message>) -> Data {
    Data::Object(
        message
            .caller_fields()
            // What is doubtful is demanded as well, until it is lifted.
            .filter(|field| field.presence == Presence::Required)
            .map(|field| (Arc::clone(field), sample(field)))
            .collect(),
    )
}

fn sample_text(field: &Field, ty: &Type) -> String {
    match ty {
        Type::Integer { .. } | Type::Amount { yuan: false, .. } => {
            field.range.and_then(|range| range.min).unwrap_or(1).max(0).to_string()
        }
        Type::Amount { .. } => "1.00".to_owned(),
        Type::Boolean { words } => words.as_ref().map_or("true", |(yes, _)| yes).to_owned(),
        Type::Time { format: TimeFormat::Pattern(pattern), .. } => sample_time(pattern),
        Type::Time { format: TimeFormat::HttpDate, .. } => "Mon, 18 Nov 2024 12:34:56 GMT".to_owned(),
        Type::Time { format: TimeFormat::EpochSeconds, .. } => "1700000000".to_owned(),
        Type::Time { .. } => "1700000000000".to_owned(),
        Type::Enumeration(enumeration) => {
            enumeration.values.first().map(|value| value.wire.clone()).unwrap_or_default()
        }
        Type::Digits { min, .. } => "1".repeat((*min).max(1)),
        _ => letter(field).to_string().repeat(least(field)),
    }
}

fn sample_time(pattern: &str) -> String {
    // A run after those that hold it.
    const RUNS: [(&str, &str); 11] = [
        ("yyyy", "2024"),
        ("MM", "11"),
        ("dd", "18"),
        ("HH", "12"),
        ("mm", "34"),
        ("SSS", "000"),
        ("ss", "56"),
        ("XXX", "+08:00"),
        ("xxx", "+08:00"),
        ("XX", "+0800"),
        ("xx", "+0800"),
    ];
    RUNS.iter().fold(pattern.to_owned(), |text, (run, sample)| text.replace(run, sample))
}

/// A character that the field allows.
pub(super) fn letter(field: &Field) -> char {
    match field.ty.content() {
        Type::Digits { .. } => '1',
        _ => field.alphabet.as_ref().and_then(|ranges| ranges.first()).map_or('a', |(from, _)| *from),
    }
}

fn least(field: &Field) -> usize {
    let bounds = bound::bounds(field, None);
    bounds
        .iter()
        .find_map(|bound| if let Bound::Length { min, .. } = bound { Some(*min) } else { None })
        .unwrap_or(1)
        .max(1)
}
