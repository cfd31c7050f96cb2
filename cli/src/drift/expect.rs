//! The statements about a field on a page that agree with the spec.

use refundry_codegen::model::{
    AmountUnit, Decimals, Field, Presence, Scalar, Type, Unit,
    words::{PageLength, TypeWords, describe},
};
use refundry_codegen::outline::OPEN_CONDITION;

use super::finding::FindingKind;
use super::length_words::LengthUnit;
use super::mark::Mark;
use super::stated::{PageType, Stated};

/// The difference between a row's type and the field's; `None` if they agree.
pub fn type_difference(field: &Field, stated: &Stated, lengths: bool) -> Option<FindingKind> {
    if let Some(page) = &field.page {
        let page = Stated::parse(page);
        return (!page.agrees(stated)).then(|| kind_of_difference(&page, stated));
    }
    let words = TypeWords::of(&field.ty);
    if stated.kind != PageType::Unknown && !words.page_types.contains(&stated.kind) {
        return Some(FindingKind::Type);
    }
    if !alphabet_agrees(field, stated) || !fraction_agrees(&field.ty, stated) {
        return Some(FindingKind::Type);
    }
    let same = match words.page_length {
        PageLength::Any => true,
        // A page that says no lengths at all is not held against the spec's.
        PageLength::Is(..) if stated.max.is_none() && !lengths => true,
        PageLength::Is(min, max) => stated.max == max && (stated.least().is_none() || stated.least() == min),
        PageLength::Fixed(length) => stated.max.is_none_or(|max| max == length),
    };
    (!same || !unit_agrees(&field.ty, stated)).then_some(FindingKind::Length)
}

/// Whether the unit that a page states for a length is that of the type.
fn unit_agrees(ty: &Type, stated: &Stated) -> bool {
    let unit = match ty {
        Type::Scalar(Scalar::String { max: Some(_), unit, .. }) => Some(*unit),
        Type::Scalar(Scalar::Enumeration(listed)) => listed.length.map(|(_, _, unit)| unit),
        Type::Scalar(_) | Type::Object(_) | Type::Layer(_) | Type::List(_) => None,
        Type::Map { .. } | Type::Json(_) | Type::Indexed { .. } | Type::Parallel { .. } => None,
    };
    match (unit, stated.unit) {
        (Some(unit), Some(LengthUnit::Bytes)) => unit == Unit::Bytes,
        (Some(unit), Some(LengthUnit::Characters)) => unit == Unit::Characters,
        (_, None) | (None, Some(_)) => true,
    }
}

/// Whether a number may have decimals on the page as in the spec, if both say so.
fn fraction_agrees(ty: &Type, stated: &Stated) -> bool {
    let own = match ty {
        Type::Scalar(Scalar::Integer { .. }) => Some(false),
        Type::Scalar(Scalar::Amount(form)) => match &form.unit {
            AmountUnit::Minor => Some(false),
            AmountUnit::Major(Decimals::Fixed(decimals)) => Some(*decimals > 0),
            AmountUnit::Major(Decimals::Of(_)) => None,
        },
        Type::Scalar(_) | Type::Object(_) | Type::Layer(_) | Type::List(_) => None,
        Type::Map { .. } | Type::Json(_) | Type::Indexed { .. } | Type::Parallel { .. } => None,
    };
    own.zip(stated.fraction).is_none_or(|(own, page)| own == page)
}

/// Whether a notation such as `AN` or `ANS` fits the field's alphabet, if it has one: only `ANS` has special characters.
fn alphabet_agrees(field: &Field, stated: &Stated) -> bool {
    let special = |next: char| next.is_ascii_graphic() && !next.is_ascii_alphanumeric();
    let holds = |next: char| field.alphabet.iter().flatten().any(|(first, last)| (first..=last).contains(&&next));
    let beyond = ('!'..='~').filter(|next| special(*next)).any(holds);
    // An alphabet of some letters alone, such as those of hex, is a fact that no notation states.
    let all = ('0'..='z').filter(char::is_ascii_alphanumeric).all(holds);
    match stated.has_special_characters() {
        Some(page) if all => beyond == page,
        _ => true,
    }
}

fn kind_of_difference(expected: &Stated, stated: &Stated) -> FindingKind {
    let unknown = |stated: &Stated| stated.kind == PageType::Unknown && stated.has_type();
    let unknown = unknown(stated) || unknown(expected);
    let lengths = (expected.least(), expected.max, expected.unit) != (stated.least(), stated.max, stated.unit);
    if unknown || expected.kind != stated.kind || !lengths { FindingKind::Type } else { FindingKind::Length }
}

/// Whether a row's type cannot be compared, because it is not understood.
pub fn is_unread(field: &Field, stated: &Stated) -> bool {
    let quoted = field.page.as_ref().is_some_and(|page| Stated::parse(page).agrees(stated));
    stated.kind == PageType::Unknown && stated.has_type() && !quoted
}

/// The facts about a field that decide which mark of a page agrees with its presence.
#[derive(Clone, Copy, Debug)]
pub struct MarkContext {
    /// Whether a rule of the message decides the presence.
    pub in_rule: bool,
    /// Whether the request always has a field of this name, so that an answer returns it.
    pub always_sent: bool,
    /// Whether the message is received: a member that is there under a condition is optional.
    pub received: bool,
}

/// Whether a row's required mark agrees with the spec.
pub fn mark_agrees(field: &Field, mark: Mark, around: MarkContext) -> bool {
    match (&field.presence, mark) {
        (Presence::Optional | Presence::When(_), Mark::Returned) => true,
        (Presence::Required | Presence::OnSuccess, Mark::Returned) => around.always_sent,
        (Presence::Required | Presence::OnSuccess, Mark::Required) | (Presence::Optional, Mark::Optional) => true,
        // A draft quotes the mark of its page.
        (Presence::When(condition), Mark::Optional) if condition.text == OPEN_CONDITION => false,
        // For a condition in prose, some pages have a mark of its own, and others write `optional`.
        (Presence::When(_), Mark::Conditional | Mark::Optional) | (Presence::OnSuccess, Mark::Conditional) => true,
        (Presence::Optional, Mark::Conditional) => around.in_rule || around.received,
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
        Presence::Never => "never there",
    }
}
