//! The statements about a field on a page that agree with the spec.

use refundry_codegen::model::{Field, Presence, TimeFormat, Type, words::describe};

use super::finding::Kind as Finding;
use super::mark::Mark;
use super::stated::{Kind, Stated};

/// The lengths that a row may state.
enum Length {
    /// Any length: the spec has none.
    Any,
    /// Exactly this minimum and maximum; `None` means that the row must not state it.
    Is(Option<usize>, Option<usize>),
    /// No length, or the fixed length of every value.
    Fixed(usize),
}

/// The difference between a row's type and the field's; `None` if they agree.
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
        // A table that states no lengths at all is not compared by length.
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
        Type::String { .. } => &[Kind::Text],
        Type::Digits { .. } => &[Kind::Text, Kind::Number],
        Type::Integer { text: true, .. } | Type::Amount { text: true, .. } => &[Kind::Text],
        Type::Integer { .. } | Type::Amount { .. } => &[Kind::Number],
        Type::Time { format: TimeFormat::Pattern(_), .. } | Type::Time { text: true, .. } => &[Kind::Text, Kind::Time],
        Type::Time { .. } => &[Kind::Number, Kind::Time],
        Type::Boolean { words: Some(_) } => &[Kind::Text, Kind::Boolean, Kind::Enumeration],
        Type::Boolean { words: None } => &[Kind::Boolean],
        Type::Enumeration(_) | Type::ErrorCode => &[Kind::Text, Kind::Enumeration, Kind::Number],
        Type::Object(_) | Type::Layer(_) => &[Kind::Object, Kind::Nested, Kind::Map],
        Type::Map { .. } => &[Kind::Map, Kind::Nested, Kind::Object],
        Type::List(_) | Type::Indexed { .. } | Type::Parallel { .. } => &[Kind::List, Kind::Nested],
        Type::Json(_) => &[Kind::Text, Kind::Nested, Kind::Object, Kind::Map, Kind::List],
    }
}

fn length(ty: &Type) -> Length {
    match ty {
        Type::String { min, max, .. } => Length::Is(Some(*min).filter(|min| *min > 0), *max),
        Type::Enumeration(enumeration) => enumeration
            .length
            .map_or(Length::Any, |(min, max, _)| Length::Is(Some(min).filter(|min| *min > 0), Some(max))),
        Type::Digits { min, max } => Length::Is(Some(*min), Some(*max)),
        Type::Integer { digits, .. } | Type::Amount { digits, .. } => Length::Is(None, *digits),
        Type::Time { format: TimeFormat::EpochMillis, .. } => Length::Fixed("1700000000000".len()),
        Type::Time { format: TimeFormat::EpochSeconds, .. } => Length::Fixed("1700000000".len()),
        Type::Time { format: TimeFormat::Pattern(pattern), .. } => Length::Fixed(pattern.replace('\'', "").len()),
        _ => Length::Any,
    }
}

/// Whether a row's required mark agrees with the spec.
pub fn mark_agrees(field: &Field, mark: Mark, in_rule: bool) -> bool {
    match (&field.presence, mark) {
        (Presence::Required | Presence::OnSuccess, Mark::Required) | (Presence::Optional, Mark::Optional) => true,
        // For a condition in prose, some pages have a mark of its own, and others write `optional`.
        (Presence::When(_), Mark::Conditional | Mark::Optional) | (Presence::OnSuccess, Mark::Conditional) => true,
        (Presence::Optional, Mark::Conditional) => in_rule,
        _ => false,
    }
}

/// A field's type in the spec, in words.
pub fn says_type(field: &Field) -> String {
    match &field.page {
        Some(page) => format!("{page} ({})", describe(&field.ty)),
        None => describe(&field.ty),
    }
}

/// A field's presence in the spec, in words.
pub fn says_presence(field: &Field) -> &'static str {
    match field.presence {
        Presence::Optional => "optional",
        Presence::Required => "required",
        Presence::When(_) => "required under a condition",
        Presence::OnSuccess => "required on success",
    }
}
