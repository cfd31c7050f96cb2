//! What a page may say of a field, so that it says the same as the spec.

use refundry_codegen::model::{Field, Presence, Scalar, TimeFormat, Type, words::describe};

use super::finding::Kind as Finding;
use super::mark::Mark;
use super::stated::{Kind, Stated};

/// The length that a row may have.
enum Length {
    /// Nothing in the spec speaks of it.
    Any,
    /// Just this one; `None` demands that there is none.
    Is(Option<usize>, Option<usize>),
    /// None, or that of every value.
    Fixed(usize),
}

/// How a row's type differs from the field's; `None` if it does not.
pub fn type_difference(field: &Field, stated: &Stated, lengths: bool) -> Option<Finding> {
    if let Some(page) = &field.page {
        let page = Stated::parse(page);
        return (!page.agrees(stated)).then(|| kind_of_difference(&page, stated));
    }
    if !kinds(&field.ty).contains(&stated.kind) {
        return Some(Finding::Type);
    }
    let same = match length(&field.ty) {
        Length::Any => true,
        // A page that says no lengths at all is not held against the spec's.
        Length::Is(..) if stated.max.is_none() && !lengths => true,
        Length::Is(min, max) => stated.max == max && (stated.least().is_none() || stated.least() == min),
        Length::Fixed(length) => stated.max.is_none_or(|max| max == length),
    };
    (!same).then_some(Finding::Length)
}

fn kind_of_difference(expected: &Stated, stated: &Stated) -> Finding {
    let unknown = stated.kind == Kind::Unknown || expected.kind == Kind::Unknown;
    if unknown || expected.kind != stated.kind { Finding::Type } else { Finding::Length }
}

fn kinds(ty: &Type) -> &'static [Kind] {
    match ty {
        Type::Scalar(Scalar::String { .. }) => &[Kind::Text],
        Type::Scalar(Scalar::Digits { .. }) => &[Kind::Text, Kind::Number],
        Type::Scalar(Scalar::Integer { text: true, .. } | Scalar::Amount { text: true, .. }) => &[Kind::Text],
        Type::Scalar(Scalar::Integer { .. } | Scalar::Amount { .. }) => &[Kind::Number],
        Type::Scalar(Scalar::Time { format: TimeFormat::Pattern(_), .. } | Scalar::Time { text: true, .. }) => {
            &[Kind::Text, Kind::Time]
        }
        Type::Scalar(Scalar::Time { .. }) => &[Kind::Number, Kind::Time],
        Type::Scalar(Scalar::Boolean { words: Some(_) }) => &[Kind::Text, Kind::Boolean, Kind::Enumeration],
        Type::Scalar(Scalar::Boolean { words: None }) => &[Kind::Boolean],
        Type::Scalar(Scalar::Enumeration(_) | Scalar::ErrorCode) => &[Kind::Text, Kind::Enumeration, Kind::Number],
        Type::Object(_) | Type::Layer(_) => &[Kind::Object, Kind::Nested, Kind::Map],
        Type::Map { .. } => &[Kind::Map, Kind::Nested, Kind::Object],
        Type::List(_) | Type::Indexed { .. } | Type::Parallel { .. } => &[Kind::List, Kind::Nested],
        Type::Json(_) => &[Kind::Text, Kind::Nested, Kind::Object, Kind::Map, Kind::List],
    }
}

fn length(ty: &Type) -> Length {
    match ty {
        Type::Scalar(Scalar::String { min, max, .. }) => Length::Is(Some(*min).filter(|min| *min > 0), *max),
        Type::Scalar(Scalar::Enumeration(enumeration)) => enumeration
            .length
            .map_or(Length::Any, |(min, max, _)| Length::Is(Some(min).filter(|min| *min > 0), Some(max))),
        Type::Scalar(Scalar::Digits { min, max }) => Length::Is(Some(*min), Some(*max)),
        Type::Scalar(Scalar::Integer { digits, .. } | Scalar::Amount { digits, .. }) => Length::Is(None, *digits),
        Type::Scalar(Scalar::Time { format: TimeFormat::EpochMillis, .. }) => Length::Fixed("1700000000000".len()),
        Type::Scalar(Scalar::Time { format: TimeFormat::EpochSeconds, .. }) => Length::Fixed("1700000000".len()),
        Type::Scalar(Scalar::Time { format: TimeFormat::Pattern(pattern), .. }) => {
            Length::Fixed(pattern.replace('\'', "").len())
        }
        Type::Scalar(_)
        | Type::Object(_)
        | Type::List(_)
        | Type::Map { .. }
        | Type::Json(_)
        | Type::Indexed { .. }
        | Type::Parallel { .. }
        | Type::Layer(_) => Length::Any,
    }
}

/// Whether a row's mark is what the spec says.
pub fn mark_agrees(field: &Field, mark: Mark, in_rule: bool) -> bool {
    match (&field.presence, mark) {
        (Presence::Required | Presence::OnSuccess, Mark::Required) | (Presence::Optional, Mark::Optional) => true,
        // A condition in prose is a mark of its own on some pages, and `optional` on others.
        (Presence::When(_), Mark::Conditional | Mark::Optional) | (Presence::OnSuccess, Mark::Conditional) => true,
        (Presence::Optional, Mark::Conditional) => in_rule,
        _ => false,
    }
}

/// A field's type in words, as the spec has it.
pub fn says_type(field: &Field) -> String {
    match &field.page {
        Some(page) => format!("{page} ({})", describe(&field.ty)),
        None => describe(&field.ty),
    }
}

/// When a field is there, as the spec has it.
pub fn says_presence(field: &Field) -> &'static str {
    match field.presence {
        Presence::Optional => "optional",
        Presence::Required => "required",
        Presence::When(_) => "required under a condition",
        Presence::OnSuccess => "required on success",
    }
}
