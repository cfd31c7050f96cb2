//! Types of single values, and the facts about each type. Every match is written out, so that the compiler reports a
//! new type until each fact is stated.

use std::sync::Arc;

use super::{AmountForm, Bound, Enumeration, ExprType, Scalar, ZonelessTimeFormat};

/// The Rust family of a scalar, with the format to write and read it.
#[derive(Clone, Copy, Debug)]
pub enum Family<'s> {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// Money.
    Amount(&'s AmountForm),
    /// An instant.
    Time(&'s ZonelessTimeFormat),
    /// True or false, with the words for them if these are not `true` and `false`.
    Boolean(Option<&'s (String, String)>),
    /// A value of a list that may grow.
    Enumeration(&'s Arc<Enumeration>),
    /// A code of the provider's error table.
    ErrorCode,
}

impl Family<'_> {
    /// Whether the Rust type can be made from any text and gives that text back.
    pub fn is_text(self) -> bool {
        match self {
            Self::Text | Self::Enumeration(_) | Self::ErrorCode => true,
            Self::Integer | Self::Amount(_) | Self::Time(_) | Self::Boolean(_) => false,
        }
    }
}

impl Scalar {
    /// The Rust family of the scalar.
    pub fn family(&self) -> Family<'_> {
        match self {
            Self::String { .. } | Self::Digits { .. } => Family::Text,
            Self::Integer { .. } => Family::Integer,
            Self::Amount(form) => Family::Amount(form),
            Self::Time { format, .. } => Family::Time(format),
            Self::Boolean { words } => Family::Boolean(words.as_ref()),
            Self::Enumeration(enumeration) => Family::Enumeration(enumeration),
            Self::ErrorCode => Family::ErrorCode,
        }
    }

    /// The type in an expression, if the scalar has one.
    pub fn expr_type(&self) -> Option<ExprType> {
        match self {
            Self::Amount(_) => Some(ExprType::Amount),
            Self::Integer { .. } => Some(ExprType::Integer),
            Self::String { .. } | Self::Digits { .. } | Self::Enumeration(_) => Some(ExprType::Text),
            Self::Time { .. } => Some(ExprType::Time),
            Self::Boolean { .. } => Some(ExprType::Boolean),
            Self::ErrorCode => None,
        }
    }

    /// Whether JSON writes the value without quotes.
    pub fn is_literal(&self) -> bool {
        match self {
            Self::Integer { text, .. } | Self::Amount(AmountForm { text, .. }) => !text,
            Self::Time { format, text } => !text && !matches!(format, ZonelessTimeFormat::Pattern(_)),
            Self::Boolean { words } => words.is_none(),
            Self::String { .. } | Self::Digits { .. } | Self::Enumeration(_) | Self::ErrorCode => false,
        }
    }

    /// Whether the value may hold any characters that its layer can carry.
    pub fn is_free_text(&self) -> bool {
        match self {
            Self::String { .. } | Self::Enumeration(_) => true,
            Self::Digits { .. }
            | Self::Integer { .. }
            | Self::Amount(_)
            | Self::Time { .. }
            | Self::Boolean { .. }
            | Self::ErrorCode => false,
        }
    }

    /// Whether an empty value counts as absent.
    pub fn is_emptiable(&self) -> bool {
        match self {
            Self::String { .. } | Self::Digits { .. } | Self::Enumeration(_) => true,
            Self::Integer { .. } | Self::Amount(_) | Self::Time { .. } | Self::Boolean { .. } | Self::ErrorCode => {
                false
            }
        }
    }

    /// Whether a field of this type may have an alphabet.
    pub fn has_alphabet(&self) -> bool {
        match self {
            Self::String { .. } | Self::ErrorCode => true,
            Self::Digits { .. }
            | Self::Integer { .. }
            | Self::Amount(_)
            | Self::Time { .. }
            | Self::Boolean { .. }
            | Self::Enumeration(_) => false,
        }
    }

    /// Whether the scalar is a number, which may have a range.
    pub fn is_number(&self) -> bool {
        match self {
            Self::Integer { .. } | Self::Amount(_) => true,
            Self::String { .. }
            | Self::Digits { .. }
            | Self::Time { .. }
            | Self::Boolean { .. }
            | Self::Enumeration(_)
            | Self::ErrorCode => false,
        }
    }

    /// The limits of its values.
    pub(super) fn bounds(&self) -> Vec<Bound> {
        match self {
            Self::String { min: 0, max: None, .. } => Vec::new(),
            Self::String { min, max, unit } => {
                vec![Bound::Length { min: *min, max: max.unwrap_or(usize::MAX), unit: *unit }]
            }
            Self::Enumeration(enumeration) => {
                let length = enumeration.length.map(|(min, max, unit)| Bound::Length { min, max, unit });
                let values = enumeration.values.iter().map(|value| value.wire.clone()).collect();
                length.into_iter().chain([Bound::Listed(values)]).collect()
            }
            Self::Digits { min, max } => vec![Bound::Digits { min: *min, max: *max }],
            Self::Integer { digits, .. } | Self::Amount(AmountForm { digits, .. }) => {
                digits.map(|max| Bound::Digits { min: 1, max }).into_iter().collect()
            }
            Self::Time { format, .. } => format.has_short_year().then_some(Bound::Year).into_iter().collect(),
            Self::Boolean { .. } | Self::ErrorCode => Vec::new(),
        }
    }

    /// The length of a text that is always ASCII, so that characters and bytes count the same.
    pub fn ascii_length(&self) -> Option<(usize, usize)> {
        match self {
            Self::String { min, max, .. } => Some((*min, max.unwrap_or(usize::MAX))),
            Self::Digits { min, max } => Some((*min, *max)),
            Self::Integer { .. }
            | Self::Amount(_)
            | Self::Time { .. }
            | Self::Boolean { .. }
            | Self::Enumeration(_)
            | Self::ErrorCode => None,
        }
    }

    /// The characters of its values, if the type fixes them.
    pub fn alphabet(&self) -> Option<&'static [(char, char)]> {
        match self {
            Self::Digits { .. } => Some(&[('0', '9')]),
            Self::String { .. }
            | Self::Integer { .. }
            | Self::Amount(_)
            | Self::Time { .. }
            | Self::Boolean { .. }
            | Self::Enumeration(_)
            | Self::ErrorCode => None,
        }
    }
}

impl ZonelessTimeFormat {
    /// Whether the year is written in two digits.
    pub fn has_short_year(&self) -> bool {
        matches!(self, Self::Pattern(pattern) if pattern.replace("yyyy", "").contains("yy"))
    }
}
