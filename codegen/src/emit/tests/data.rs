//! Values of examples as Rust expressions.

use std::sync::Arc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use refundry_vocabulary::pattern;

use super::Scope;
use crate::{
    emit::{amount, names, types},
    model::{
        AmountForm, AmountUnit, Bound, Data, Decimals, Family, Field, Message, Scalar, Type, Zone, ZonelessTimeFormat,
        bound,
    },
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
pub(super) fn data_expr(scope: &Scope<'_>, ty: &Type, data: &Data) -> TokenStream {
    let ty = ty.content();
    match data {
        Data::Object(fields) => {
            ty.message().map(|message| object_data_expr(scope, message, fields)).unwrap_or_default()
        }
        Data::List(items) => {
            let items = items.iter().map(|item| data_expr(scope, ty.item(), item));
            quote!(Vec::from([#(#items),*]))
        }
        Data::Map(entries) => {
            let entries = entries.iter().map(|(key, text)| quote!((#key.to_owned(), #text.to_owned())));
            quote!(Vec::from([#(#entries),*]))
        }
        Data::Text(text) => ty.family().map(|family| scalar(scope, family, text)).unwrap_or_default(),
    }
}

/// A scalar in wire form as an expression.
pub(super) fn scalar(scope: &Scope<'_>, family: Family<'_>, text: &str) -> TokenStream {
    match family {
        Family::Integer => {
            let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Family::Amount(form) => {
            let (value, fails) = amount::literal(form, text);
            let unwrap = fails.then(|| quote!(.unwrap()));
            quote!(rt::#value #unwrap)
        }
        Family::Boolean(words) => {
            let boolean = text == words.map_or("true", |(yes, _)| yes);
            quote!(#boolean)
        }
        Family::Time(format) => {
            if let (ZonelessTimeFormat::Pattern(pattern), Zone::Fixed(minutes)) = (format, &scope.provider.zone) {
                let (local, offset) = (scope.call("local"), Literal::i16_unsuffixed(*minutes));
                return quote!(#local(#text, #pattern, #offset));
            }
            let format = types::format(scope.provider, format);
            quote!(rt::Timestamp::parse(#text, #format).unwrap())
        }
        Family::Enumeration(enumeration) => {
            let name = names::type_name(&enumeration.name);
            quote!(enumerations::#name::from(#text))
        }
        Family::ErrorCode => quote!(errors::ErrorCode::from(#text)),
        Family::Text => quote!(#text.to_owned()),
    }
}

fn object_data_expr(scope: &Scope<'_>, message: &Arc<Message>, given: &[(Arc<Field>, Data)]) -> TokenStream {
    let name = names::type_name(&message.name);
    let fields = message.caller_fields().map(|field| {
        let ident = names::field(field);
        let data = given
            .iter()
            .find(|(other, _)| other.wire == field.wire)
            .map(|(_, data)| data_expr(scope, &field.ty_beside(given), data));
        let value = init(field, data);
        quote!(#ident: #value)
    });
    quote!(objects::#name { #(#fields),* })
}

/// A struct field's initial value; an omitted plain field is empty.
pub(super) fn init(field: &Field, value: Option<TokenStream>) -> TokenStream {
    match (field.is_plain(), value) {
        (true, Some(value)) => value,
        (false, Some(value)) => quote!(Some(#value)),
        (false, None) => quote!(None),
        (true, None) => empty(field.ty.content()),
    }
}

/// The value of a mandatory field without data.
fn empty(ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => match scalar.family() {
            Family::Text => quote!(String::new()),
            Family::Enumeration(enumeration) => {
                let name = names::type_name(&enumeration.name);
                quote!(enumerations::#name::from(""))
            }
            Family::Amount(_) => quote!(rt::Amount::from_minor(0)),
            Family::Integer => quote!(0),
            Family::Boolean(_) => quote!(false),
            Family::Time(_) => quote!(rt::Timestamp::from_epoch_ms(0)),
            Family::ErrorCode => quote!(errors::ErrorCode::from("")),
        },
        Type::List(_) | Type::Map { .. } => quote!(Vec::new()),
        Type::Object(_) | Type::Json(_) | Type::Indexed { .. } | Type::Parallel { .. } | Type::Layer(_) => {
            quote!(Default::default())
        }
    }
}

/// A value within every limit of the field.
pub(super) fn sample(field: &Field) -> Data {
    if let Some(example) = field.example.as_ref().filter(|_| !field.ty.content().is_nested()) {
        return Data::Text(example.clone());
    }
    sample_of(field, field.ty.content())
}

fn sample_of(field: &Field, ty: &Type) -> Data {
    match ty {
        Type::Scalar(scalar) => Data::Text(sample_text(field, scalar)),
        Type::Object(message)
        | Type::Indexed { message, .. }
        | Type::Parallel { message, .. }
        | Type::Layer(message) => sample_object(message),
        Type::List(inner) => Data::List(vec![sample_of(field, inner)]),
        Type::Map { .. } => Data::Map(vec![("k".to_owned(), "v".to_owned())]),
        Type::Json(inner) => sample_of(field, inner),
    }
}

pub(super) fn sample_object(message: &Arc<Message>) -> Data {
    Data::Object(
        message
            .caller_fields()
            // A doubtful field is required as well, until its rule is lifted.
            .filter(|field| field.presence.is_required())
            .map(|field| (Arc::clone(field), sample(field)))
            .collect(),
    )
}

fn sample_text(field: &Field, scalar: &Scalar) -> String {
    match scalar {
        Scalar::Integer { .. } => least_number(field).to_string(),
        Scalar::Amount(form) => sample_amount(field, form),
        Scalar::Boolean { words } => words.as_ref().map_or("true", |(yes, _)| yes).to_owned(),
        Scalar::Time { format: ZonelessTimeFormat::Pattern(pattern), .. } => sample_time(pattern),
        Scalar::Time { format: ZonelessTimeFormat::HttpDate, .. } => "Mon, 18 Nov 2024 12:34:56 GMT".to_owned(),
        Scalar::Time { format: ZonelessTimeFormat::EpochSeconds, .. } => "1700000000".to_owned(),
        Scalar::Time { format: ZonelessTimeFormat::EpochMillis, .. } => "1700000000000".to_owned(),
        Scalar::Enumeration(enumeration) => {
            enumeration.values.first().map(|value| value.wire.clone()).unwrap_or_default()
        }
        Scalar::Digits { .. } if field.decides_decimals => "156".to_owned(),
        Scalar::Digits { min, .. } => "1".repeat((*min).max(1)),
        Scalar::String { .. } | Scalar::ErrorCode if field.pattern.is_some() => {
            field.pattern.as_deref().map(pattern::shortest).unwrap_or_default()
        }
        Scalar::String { .. } | Scalar::ErrorCode => letter(field).to_string().repeat(least(field)),
    }
}

fn least_number(field: &Field) -> i64 {
    field.range.and_then(|range| range.min).unwrap_or(1).max(0)
}

fn sample_amount(field: &Field, form: &AmountForm) -> String {
    let sign = if form.negative { "-" } else { "" };
    match (&form.unit, form.digits.filter(|_| form.padded)) {
        (AmountUnit::Minor, None) => format!("{sign}{}", least_number(field)),
        (AmountUnit::Minor, Some(width)) => format!("{sign}{:0width$}", least_number(field)),
        // Whole units are amounts of every currency.
        (AmountUnit::Major(Decimals::Fixed(2)), _) => format!("{sign}1.00"),
        (AmountUnit::Major(_), _) => format!("{sign}1"),
    }
}

fn sample_time(pattern: &str) -> String {
    // Longer runs first: `SSS` before `ss`.
    const RUNS: [(&str, &str); 12] = [
        ("yyyy", "2024"),
        ("yy", "24"),
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
    match field.ty.content().scalar().and_then(Scalar::alphabet) {
        Some(_) => '1',
        None => field.alphabet.as_ref().and_then(|ranges| ranges.first()).map_or('a', |(from, _)| *from),
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
