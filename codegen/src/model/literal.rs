//! Checks of the texts that the spec itself gives as values of fields.

use std::borrow::Cow;

use refundry_vocabulary::pattern;

use super::{
    AmountForm, AmountUnit, Bound, Decimals, Enumeration, EnumerationValue, Field, Scalar, Type, Unit,
    ZonelessTimeFormat, bound,
};
use crate::diagnostic::listed;

/// Whether `text` keeps every limit of the field.
pub(crate) fn fits(field: &Field, text: &str) -> Result<(), String> {
    parses(&field.ty, text)?;
    let signed = field.ty.amount().is_some_and(|form| form.negative);
    let text = text.strip_prefix('-').filter(|_| signed).unwrap_or(text);
    let counted = counted(&field.ty, text);
    bound::bounds(field, None).iter().try_for_each(|bound| {
        let number = matches!(bound, Bound::Digits { .. } | Bound::Range { .. });
        keeps(bound, if number { &counted } else { text })
    })
}

/// The number whose digits and range are limited: that of an amount is in the minor unit. Of an amount whose decimals a
/// member tells, it is the text without the point.
fn counted<'t>(ty: &Type, text: &'t str) -> Cow<'t, str> {
    let decimals = match ty.amount().map(|form| &form.unit) {
        Some(AmountUnit::Major(Decimals::Fixed(decimals))) => usize::from(*decimals),
        Some(AmountUnit::Major(Decimals::Of(member))) => usize::from(member.decimals(None)),
        Some(AmountUnit::Minor) | None => return Cow::Borrowed(text),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let minor: String = fraction.chars().chain(std::iter::repeat('0')).take(decimals).collect();
    let number = format!("{whole}{minor}");
    let shortest = number.trim_start_matches('0');
    Cow::Owned(if shortest.is_empty() { "0".to_owned() } else { shortest.to_owned() })
}

/// The values of a field's enumeration that break a limit of the field, each with the reason.
pub(crate) fn misfits<'e>(field: &Field, enumeration: &'e Enumeration) -> Vec<(&'e EnumerationValue, String)> {
    let mut bounds = bound::bounds(field, None);
    // Every value is in the list; searching the list for each value would take quadratic time.
    bounds.retain(|bound| !matches!(bound, Bound::Listed(_)));
    let breaks = |value: &EnumerationValue| bounds.iter().try_for_each(|bound| keeps(bound, &value.wire)).err();
    enumeration.values.iter().filter_map(|value| Some((value, breaks(value)?))).collect()
}

/// Whether `text` is a scalar of that type, without regard to the field's limits.
pub(crate) fn parses(ty: &Type, text: &str) -> Result<(), String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Type::Scalar(scalar) = ty else { return Ok(()) };
    let ok = match scalar {
        // A number has one spelling: no text that is read or sent equals `007`.
        Scalar::Integer { .. } => text.parse::<i64>().is_ok_and(|number| number.to_string() == text),
        Scalar::Amount(form) => amount(form, text),
        Scalar::Boolean { words: None } => matches!(text, "true" | "false"),
        Scalar::Boolean { words: Some((yes, no)) } => text == yes || text == no,
        Scalar::Time { format: ZonelessTimeFormat::Pattern(pattern), .. } => matches_pattern(pattern, text),
        Scalar::Time { format: ZonelessTimeFormat::HttpDate, .. } => is_http_date(text),
        Scalar::Time { format: ZonelessTimeFormat::EpochSeconds, .. } => digits(text) && text.len() == 10,
        Scalar::Time { format: ZonelessTimeFormat::EpochMillis, .. } => digits(text) && text.len() == 13,
        Scalar::String { .. } | Scalar::Digits { .. } | Scalar::Enumeration(_) | Scalar::ErrorCode => true,
    };
    if ok { Ok(()) } else { Err(format!("`{text}` is not {}", describe(scalar))) }
}

/// The greatest number of decimals of a currency.
const MOST_DECIMALS: u8 = 4;

fn amount(form: &AmountForm, text: &str) -> bool {
    let (text, signed) = match text.strip_prefix('-').filter(|_| form.negative) {
        Some(text) => (text, true),
        None => (text, !form.negative || !text.contains(|c: char| matches!(c, '1'..='9'))),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let ok = match &form.unit {
        AmountUnit::Minor => {
            let width = form.digits.filter(|_| form.padded);
            digits(text) && text.parse::<u64>().is_ok() && width.is_none_or(|width| text.len() == width)
        }
        AmountUnit::Major(decimals) => {
            let decimals = if let Decimals::Fixed(decimals) = decimals { *decimals } else { MOST_DECIMALS };
            let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
            let fits = fraction.trim_end_matches('0').len() <= decimals.into();
            digits(whole) && digits(fraction) && fits && whole.len() + usize::from(decimals) <= 19
        }
    };
    ok && signed
}

pub(crate) fn described_amount(form: &AmountForm) -> String {
    let unit = match &form.unit {
        AmountUnit::Major(Decimals::Fixed(2)) => " with at most two decimals".to_owned(),
        AmountUnit::Minor | AmountUnit::Major(_) => form.unit_words(),
    };
    let padded = form.digits.filter(|_| form.padded).map(|digits| format!(" of {digits} digits")).unwrap_or_default();
    let negative = if form.negative { " and with a minus sign" } else { "" };
    format!("an amount{unit}{padded}{negative}")
}

/// Checks a digit for each letter; the generated test checks the calendar.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    if pattern.contains(['X', 'x']) {
        return !text.is_empty();
    }
    pattern.chars().count() == text.chars().count()
        && pattern.chars().zip(text.chars()).all(|(letter, c)| {
            if letter.is_ascii_alphabetic() && letter != 'T' { c.is_ascii_digit() } else { letter == c }
        })
}

/// Checks letters and digits in their places; the generated test checks the calendar.
fn is_http_date(text: &str) -> bool {
    const FORM: &str = "Aaa, 00 Aaa 0000 00:00:00 GMT";
    let fits = |(form, found): (u8, u8)| match form {
        b'A' => found.is_ascii_uppercase(),
        b'a' => found.is_ascii_lowercase(),
        b'0' => found.is_ascii_digit(),
        literal => literal == found,
    };
    text.len() == FORM.len() && FORM.bytes().zip(text.bytes()).all(fits)
}

fn describe(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Integer { .. } => "an integer in its shortest form".to_owned(),
        Scalar::Amount(form) => described_amount(form),
        Scalar::Boolean { words: None } => "`true` or `false`".to_owned(),
        Scalar::Boolean { words: Some((yes, no)) } => format!("`{yes}` or `{no}`"),
        Scalar::Time { format: ZonelessTimeFormat::Pattern(pattern), .. } => {
            format!("a time of the form `{pattern}`")
        }
        Scalar::Time { format: ZonelessTimeFormat::HttpDate, .. } => {
            "a date of HTTP, such as `Sun, 06 Nov 1994 08:49:37 GMT`".to_owned()
        }
        Scalar::Time { format: ZonelessTimeFormat::EpochSeconds, .. } => {
            "a count of seconds since 1970, in 10 digits".to_owned()
        }
        Scalar::Time { format: ZonelessTimeFormat::EpochMillis, .. } => {
            "a count of milliseconds since 1970, in 13 digits".to_owned()
        }
        Scalar::String { .. } | Scalar::Digits { .. } | Scalar::Enumeration(_) | Scalar::ErrorCode => {
            "of this type".to_owned()
        }
    }
}

/// Whether `text` keeps the bound, which a text alone can show.
pub(crate) fn keeps(bound: &Bound, text: &str) -> Result<(), String> {
    match bound {
        Bound::Length { min, max, unit } => {
            let length = match unit {
                Unit::Bytes => text.len(),
                Unit::Characters | Unit::Unstated => text.chars().count(),
            };
            within(length, *min, *max, if *unit == Unit::Bytes { "bytes" } else { "characters" })
        }
        Bound::Currency => match refundry_vocabulary::decimals(text) {
            Some(_) => Ok(()),
            None => Err(format!("`{text}` is no currency of ISO 4217")),
        },
        Bound::Digits { min, max } if !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(format!("`{text}` is not {min} to {max} digits"))
        }
        Bound::Digits { min, max } => within(text.len(), *min, *max, "digits"),
        Bound::Listed(values) if !values.iter().any(|value| value == text) => {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            Err(format!("`{text}` is none of its values {}", listed(&values)))
        }
        Bound::Alphabet(ranges) => match text.chars().find(|c| !ranges.iter().any(|(from, to)| from <= c && c <= to)) {
            Some(c) => Err(format!("`{c}` is not in its alphabet")),
            None => Ok(()),
        },
        Bound::Pattern(form) if !pattern::matches(form, text) => Err(format!("`{text}` has not the form `{form}`")),
        Bound::Range { min, max } => match text.parse::<i64>() {
            Ok(number) if number < *min || number > *max => Err(format!("{number} is out of its range")),
            _ => Ok(()),
        },
        Bound::Characters(set) if set.header && !in_header(text) => Err("no header can carry it".to_owned()),
        Bound::Required
        | Bound::RequiredWhen(_)
        | Bound::Listed(_)
        | Bound::Pattern(_)
        | Bound::Entries(_)
        | Bound::Year
        | Bound::Keys(_)
        | Bound::KeyLength(..)
        | Bound::ValueLength(..)
        | Bound::Characters(_) => Ok(()),
    }
}

/// Printable ASCII without a blank at either end.
fn in_header(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.trim() == text
}

fn within(length: usize, min: usize, max: usize, unit: &str) -> Result<(), String> {
    if length > max {
        Err(format!("{length} {unit}, at most {max}"))
    } else if length < min {
        Err(format!("{length} {unit}, at least {min}"))
    } else {
        Ok(())
    }
}
