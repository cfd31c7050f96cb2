//! Mistakes in the notation of numbers: quotes, and zeros at either end.

use std::sync::Arc;

use refundry_codegen::model::{AmountForm, AmountUnit, Field, Message, Provider, Role, Scalar, Type};

use super::{
    mistake::{List, MistakeKind},
    retype::{amount, other_unit},
    variant::Variant,
};
use crate::{
    object::{Object, Value},
    write,
};

pub(crate) fn put(out: &mut List) {
    for (text, words) in [(true, "numbers in JSON written as texts"), (false, "numbers in JSON written without quotes")]
    {
        out.put(MistakeKind::Number, words, move |variant| {
            variant.scalars(&|scalar| quoted(scalar, text)) | (!text && bare(variant))
        });
    }
    out.put(MistakeKind::Number, "numbers without their last zeros", |variant| shortened(variant, &without_zeros));
    out.put(MistakeKind::Number, "whole numbers with one zero after the point", |variant| {
        shortened(variant, &with_one_zero)
    });
    for (words, change) in YUAN {
        out.put(MistakeKind::Amount, words, move |variant| variant.scalars(&in_yuan) && shortened(variant, &change));
    }
    for (end, words) in [(".0", "whole amounts written with `.0`"), (".00", "whole amounts written with `.00`")] {
        out.put(MistakeKind::Number, words, move |variant| {
            shortened(variant, &|text| match text.bytes().all(|digit| digit.is_ascii_digit()) {
                true => format!("{text}{end}"),
                false => text.to_owned(),
            })
        });
    }
    out.put(MistakeKind::Number, "amounts with zeros before them, in all their digits", |variant| {
        variant.scalars(&|scalar| {
            let form = amount(scalar).filter(|form| !form.padded && form.digits.is_some())?;
            Some(Scalar::Amount(AmountForm { padded: true, text: true, ..form.clone() }))
        })
    });
    out.put(MistakeKind::Number, "amounts without the zeros before them", |variant| {
        variant.scalars(&|scalar| {
            let form = amount(scalar).filter(|form| form.padded)?;
            Some(Scalar::Amount(AmountForm { padded: false, ..form.clone() }))
        }) | shortened(variant, &|text| {
            let short = text.trim_start_matches('0');
            if short.starts_with(|sign: char| sign.is_ascii_digit()) { short.to_owned() } else { text.to_owned() }
        })
    });
}

/// Writes a number in another notation.
type Rewrite = fn(&str) -> String;

/// Amounts in yuan as programs write floating-point numbers.
const YUAN: [(&str, Rewrite); 2] = [
    ("amounts in yuan without their last zeros, such as `1` for 100 fen", without_zeros),
    ("amounts in yuan as floating-point numbers, such as `1.0` for 100 fen", as_float),
];

/// An amount in yuan; `None` if it is so already, or for any other value.
fn in_yuan(scalar: &Scalar) -> Option<Scalar> {
    amount(scalar).filter(|form| form.unit == AmountUnit::Minor).and_then(|_| other_unit(scalar))
}

fn without_zeros(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    }
}

fn with_one_zero(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => format!("{whole}.0"),
        _ => text.to_owned(),
    }
}

/// A decimal number without its last zeros, but with one digit after the point.
fn as_float(text: &str) -> String {
    let short = without_zeros(text);
    if text.contains('.') && !short.contains('.') { short + ".0" } else { short }
}

/// A number with or without quotes; `None` if it is so already, or no number.
fn quoted(scalar: &Scalar, quotes: bool) -> Option<Scalar> {
    match scalar {
        Scalar::Integer { digits, text } => {
            Some(Scalar::Integer { digits: *digits, text: quotes }).filter(|_| *text != quotes)
        }
        Scalar::Amount(form) => {
            Some(Scalar::Amount(AmountForm { text: quotes, ..form.clone() })).filter(|_| form.text != quotes)
        }
        Scalar::Time { format, text } => {
            Some(Scalar::Time { format: format.clone(), text: quotes }).filter(|_| *text != quotes)
        }
        Scalar::String { .. } | Scalar::Digits { .. } | Scalar::Boolean { .. } => None,
        Scalar::Enumeration(_) | Scalar::ErrorCode => None,
    }
}

/// Writes the texts of a request that are amounts by their role or decimal numbers as numbers; returns whether there is one.
fn bare(variant: &mut Variant) -> bool {
    let mut changed = false;
    let object = variant.request.object.clone();
    variant.fields(&mut |field: &Arc<Field>| {
        let text = matches!(field.ty, Type::Scalar(Scalar::String { .. } | Scalar::Digits { .. }));
        if !text || !(is_amount(field) || is_decimal(object.get(&field.rust))) {
            return Arc::clone(field);
        }
        changed = true;
        Arc::new(Field { ty: Type::Scalar(Scalar::Integer { digits: None, text: false }), ..(**field).clone() })
    });
    changed
}

/// Whether a value is a text like `10.50`.
fn is_decimal(value: Option<&Value>) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let Some(Value::Text(text)) = value else { return false };
    text.split_once('.').is_some_and(|(whole, part)| digits(whole) && digits(part))
}

fn is_amount(field: &Field) -> bool {
    field.role.is_some_and(Role::is_money)
}

/// Replaces the caller's amounts by their changed texts; returns whether one changed.
fn shortened(variant: &mut Variant, change: &dyn Fn(&str) -> String) -> bool {
    let messages: Vec<_> = variant.layers().iter().map(|layer| layer.message.clone()).collect();
    let provider = variant.provider.clone();
    let object = variant.object_mut();
    messages.iter().fold(false, |changed, message| amounts(&provider, message, object, change) | changed)
}

fn amounts(provider: &Provider, message: &Message, object: &mut Object, change: &dyn Fn(&str) -> String) -> bool {
    let mut changed = false;
    for field in message.caller_fields() {
        let new = match object.get(&field.rust) {
            Some(value @ Value::Amount(_)) => {
                let text = write::whole(provider, object, field, value);
                Some(Value::Text(change(&text))).filter(|new| *new != Value::Text(text.into_owned()))
            }
            Some(Value::Object(inner)) => {
                let mut inner = inner.clone();
                let message = field.ty.content().message();
                let turned = message.is_some_and(|message| amounts(provider, message, &mut inner, change));
                Some(Value::Object(inner)).filter(|_| turned)
            }
            Some(Value::Text(text)) if is_amount(field) => {
                let new = change(text);
                Some(Value::Text(new.clone())).filter(|_| new != *text)
            }
            Some(Value::List(_) | Value::Map(_) | Value::Text(_)) | None => None,
            Some(Value::Integer(_) | Value::Time(_) | Value::Boolean(_)) => None,
        };
        if let Some(new) = new {
            object.set(&field.rust, new);
            changed = true;
        }
    }
    changed
}
