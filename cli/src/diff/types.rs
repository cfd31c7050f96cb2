//! Types of fields in two halves: what they are in Rust, and how they travel. Their limits are compared elsewhere.

use refundry_codegen::model::{CredentialType, Scalar, Type, Unit};

use super::words::{quoted, time, unit, yes};

/// The type in Rust, by the names of a spec.
pub fn rust(ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String { .. } | Scalar::Digits { .. }) => "text".to_owned(),
        Type::Scalar(Scalar::Integer { .. }) => "integer".to_owned(),
        Type::Scalar(Scalar::Amount { .. }) => "amount".to_owned(),
        Type::Scalar(Scalar::Time { .. }) => "time".to_owned(),
        Type::Scalar(Scalar::Boolean { .. }) => "boolean".to_owned(),
        Type::Scalar(Scalar::Enumeration(enumeration)) => format!("enumeration({})", enumeration.name),
        Type::Scalar(Scalar::ErrorCode) => "error_code".to_owned(),
        Type::Object(message) => format!("object({})", message.name),
        Type::List(inner) => format!("list({})", rust(inner)),
        Type::Map { .. } => "map".to_owned(),
        Type::Json(inner) => rust(inner),
        Type::Indexed { message, .. } | Type::Parallel { message, .. } => format!("list(object({}))", message.name),
        Type::Layer(message) => format!("layer({})", message.name),
    }
}

/// How it travels, where that is not the only way.
pub fn wire(ty: &Type, sole: bool) -> String {
    let form = match ty {
        Type::Scalar(Scalar::Integer { text, .. } | Scalar::Amount { text, .. }) => yes(*text, "as text"),
        Type::Scalar(Scalar::Time { format, text }) => format!("{}{}", time(format), yes(*text, " as text")),
        Type::Scalar(Scalar::Boolean { words: Some((on, off)) }) => format!("{} or {}", quoted(on), quoted(off)),
        Type::List(inner) => yes(!wire(inner, false).is_empty(), &format!("list of {}", wire(inner, false))),
        Type::Json(inner) => format!("JSON text {}", wire(inner, false)),
        Type::Indexed { from, .. } => format!("indexed from {from}"),
        Type::Parallel { join, .. } => format!("parallel with {}", quoted(join)),
        Type::Scalar(
            Scalar::Boolean { words: None }
            | Scalar::String { .. }
            | Scalar::Digits { .. }
            | Scalar::Enumeration(_)
            | Scalar::ErrorCode,
        )
        | Type::Object(_)
        | Type::Map { .. }
        | Type::Layer(_) => String::new(),
    };
    format!("{}{}", yes(sole, "sole "), form).trim().to_owned()
}

/// The unit of an amount.
pub fn amount_unit(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(Scalar::Amount { yuan: true, .. }) => Some("yuan"),
        Type::Scalar(Scalar::Amount { yuan: false, .. }) => Some("fen"),
        Type::List(inner) | Type::Json(inner) => amount_unit(inner),
        Type::Scalar(_)
        | Type::Object(_)
        | Type::Map { .. }
        | Type::Indexed { .. }
        | Type::Parallel { .. }
        | Type::Layer(_) => None,
    }
}

/// The limits as they are written, whether or not something is held to them.
pub fn limits(ty: &Type) -> String {
    let most = |digits: &Option<usize>| digits.map(|digits| format!("{digits} digits")).unwrap_or_default();
    match ty {
        Type::Scalar(Scalar::String { min: 0, max: None, unit: Unit::Unstated }) => String::new(),
        Type::Scalar(Scalar::Enumeration(enumeration)) => {
            let written = |(min, max, of): (usize, usize, Unit)| format!("{min}..{max} {}", unit(of));
            enumeration.length.map(written).unwrap_or_default()
        }
        Type::Scalar(Scalar::String { min, max, unit: of }) => format!("{min}..{} {}", open(*max), unit(*of)),
        Type::Scalar(Scalar::Digits { min, max }) => format!("{min}..{max} digits"),
        Type::Scalar(Scalar::Integer { digits, .. } | Scalar::Amount { digits, .. }) => most(digits),
        Type::List(inner) | Type::Json(inner) => limits(inner),
        Type::Map { entries, key, value } => {
            let length = |length: &Option<(usize, Unit)>| {
                length.map_or("any".to_owned(), |(max, of)| format!("{max} {}", unit(of)))
            };
            format!("{} entries, key {}, value {}", open(*entries), length(key), length(value))
        }
        Type::Scalar(Scalar::Time { .. } | Scalar::Boolean { .. } | Scalar::ErrorCode)
        | Type::Object(_)
        | Type::Indexed { .. }
        | Type::Parallel { .. }
        | Type::Layer(_) => String::new(),
    }
}

fn open(most: Option<usize>) -> String {
    most.map(|most| most.to_string()).unwrap_or_default()
}

/// The type of a credential in Rust.
pub fn credential(ty: &CredentialType) -> String {
    match ty {
        CredentialType::Text(ty) => rust(ty),
        CredentialType::Key(key) => key.word().to_owned(),
    }
}
