//! Types of fields in words: each type has one row, which sentences, the reference, `diff` and `drift` share.

use std::sync::Arc;

use super::code;
use crate::model::{AmountForm, Enumeration, EnumerationValue, Message, Scalar, Type, Unit, ZonelessTimeFormat};

/// A type in words.
#[derive(Clone, Debug, Default)]
pub struct TypeWords {
    /// In a sentence, with its limits: `an integer of at most 10 digits`.
    pub sentence: String,
    /// In a table in Markdown, without its limits: `integer as text`.
    pub cell: String,
    /// The Rust type by the names of a spec: `list(object(item))`.
    pub rust: String,
    /// The form on the wire, if there are several: `as text`.
    pub wire: String,
    /// The limits as the spec writes them, even if no rule checks them: `1..32 bytes`.
    pub limits: String,
    /// The types that a provider's page may give it.
    pub page_types: &'static [PageType],
    /// The length that a provider's page may give it.
    pub page_length: PageLength,
}

/// The kinds of type that providers' pages tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageType {
    /// Text.
    Text,
    /// A number, or money.
    Number,
    /// A time.
    Time,
    /// One of listed values.
    Enumeration,
    /// True or false.
    Boolean,
    /// A nested type that the page does not name.
    Nested,
    /// An object.
    Object,
    /// A map of the caller's names to texts.
    Map,
    /// A list.
    List,
    /// A word that is not known here.
    Unknown,
}

/// The length that a row of a page may have.
#[derive(Clone, Copy, Debug, Default)]
pub enum PageLength {
    /// The spec states nothing about the length.
    #[default]
    Any,
    /// Exactly this length; `None` demands that there is none.
    Is(Option<usize>, Option<usize>),
    /// No length, or the length of every value.
    Fixed(usize),
}

impl TypeWords {
    /// The words for a type.
    pub fn of(ty: &Type) -> Self {
        match ty {
            Type::Scalar(scalar) => Self::of_scalar(scalar),
            Type::Object(message) => object_words(message, "object"),
            Type::Layer(message) => object_words(message, "layer"),
            Type::List(inner) => list(Self::of(inner)),
            Type::Map { entries, key, value } => map(*entries, *key, *value),
            Type::Json(inner) => json(Self::of(inner)),
            Type::Indexed { message, from } => Self {
                sentence: format!("a list, its members' names with an index from {from}"),
                cell: format!("list of {}, flat: each name ends in its index, from `_{from}`", code(&message.name)),
                wire: format!("indexed from {from}"),
                ..flat_list(message)
            },
            Type::Parallel { message, join } => Self {
                sentence: format!("a list, its members joined by `{join}`"),
                cell: format!(
                    "list of {}, flat: each member has the texts of all, joined by {}",
                    code(&message.name),
                    code(join)
                ),
                wire: format!("parallel with {join:?}"),
                ..flat_list(message)
            },
        }
    }

    /// The words for the type of a single value.
    pub fn of_scalar(scalar: &Scalar) -> Self {
        match scalar {
            Scalar::String { min, max, unit } => string(*min, *max, *unit),
            Scalar::Digits { min, max } => digits(*min, *max),
            Scalar::Integer { digits, text } => number(("an", "integer", ""), *digits, *text),
            Scalar::Amount(form) => amount(form),
            Scalar::Time { format, text } => time(format, *text),
            Scalar::Boolean { words } => boolean(words.as_ref()),
            Scalar::Enumeration(listed) => enumeration(listed),
            Scalar::ErrorCode => Self {
                sentence: "an error code".to_owned(),
                cell: "[error code](#error-codes)".to_owned(),
                rust: "error_code".to_owned(),
                page_types: &[PageType::Text, PageType::Enumeration, PageType::Number],
                ..Self::default()
            },
        }
    }
}

fn string(min: usize, max: Option<usize>, unit: Unit) -> TypeWords {
    let unlimited = (min, max, unit) == (0, None, Unit::Unstated);
    let limits = format!("{min}..{} {}", most(max), unit.word());
    TypeWords {
        sentence: length(min, max, unit),
        cell: "text".to_owned(),
        rust: "text".to_owned(),
        limits: if unlimited { String::new() } else { limits },
        page_types: &[PageType::Text],
        page_length: PageLength::Is(Some(min).filter(|min| *min > 0), max),
        ..TypeWords::default()
    }
}

fn digits(min: usize, max: usize) -> TypeWords {
    TypeWords {
        sentence: if min == max { format!("{max} digits") } else { format!("at most {max} digits") },
        cell: "digits".to_owned(),
        rust: "text".to_owned(),
        limits: format!("{min}..{max} digits"),
        page_types: &[PageType::Text, PageType::Number],
        page_length: PageLength::Is(Some(min), Some(max)),
        ..TypeWords::default()
    }
}

fn number((article, noun, unit): (&str, &str, &str), digits: Option<usize>, text: bool) -> TypeWords {
    let at_most = digits.map(|digits| format!(" of at most {digits} digits")).unwrap_or_default();
    TypeWords {
        sentence: format!("{article} {noun}{unit}{at_most}"),
        cell: format!("{noun}{unit}{}", as_text(text)),
        rust: noun.to_owned(),
        wire: as_text(text).trim_start().to_owned(),
        limits: digits.map(|digits| format!("{digits} digits")).unwrap_or_default(),
        page_types: if text { &[PageType::Text] } else { &[PageType::Number] },
        page_length: PageLength::Is(None, digits),
    }
}

fn amount(form: &AmountForm) -> TypeWords {
    let padded = if form.padded { ", padded with zeros" } else { "" };
    let negative = if form.negative { ", with a minus sign" } else { "" };
    let written = number(("an", "amount", &form.unit_words()), form.digits, form.text);
    TypeWords {
        sentence: format!("{}{padded}{negative}", written.sentence),
        cell: format!("{}{padded}{negative}", written.cell),
        wire: format!("{}{padded}{negative}", written.wire),
        ..written
    }
}

fn time(format: &ZonelessTimeFormat, text: bool) -> TypeWords {
    let (sentence, counted, page_length) = match format {
        ZonelessTimeFormat::EpochMillis => {
            ("milliseconds since 1970".to_owned(), true, PageLength::Fixed("1700000000000".len()))
        }
        ZonelessTimeFormat::EpochSeconds => {
            ("seconds since 1970".to_owned(), true, PageLength::Fixed("1700000000".len()))
        }
        ZonelessTimeFormat::HttpDate => ("a date as in HTTP headers".to_owned(), false, PageLength::Any),
        ZonelessTimeFormat::Pattern(pattern) => {
            (format!("a time as `{pattern}`"), false, PageLength::Fixed(pattern.replace('\'', "").len()))
        }
    };
    TypeWords {
        sentence,
        cell: format!("{}{}", time_cell(format), as_text(text && counted)),
        rust: "time".to_owned(),
        wire: format!("{}{}", time_word(format), as_text(text)),
        page_types: if text { &[PageType::Text, PageType::Time] } else { &[PageType::Number, PageType::Time] },
        page_length,
        ..TypeWords::default()
    }
}

fn boolean(words: Option<&(String, String)>) -> TypeWords {
    let (sentence, cell, wire, page_types): (_, _, _, &[PageType]) = match words {
        None => ("true or false".to_owned(), "`true` or `false`".to_owned(), String::new(), &[PageType::Boolean]),
        Some((yes, no)) => (
            format!("`{yes}` for true or `{no}` for false"),
            format!("{} for true, {} for false", code(yes), code(no)),
            format!("{yes:?} or {no:?}"),
            &[PageType::Text, PageType::Boolean, PageType::Enumeration],
        ),
    };
    TypeWords { sentence, cell, rust: "boolean".to_owned(), wire, page_types, ..TypeWords::default() }
}

fn enumeration(listed: &Enumeration) -> TypeWords {
    let (sentence, limits, page_length) = match listed.length {
        Some((min, max, unit)) => (
            format!("one of a list, {}", length(min, Some(max), unit)),
            format!("{min}..{max} {}", unit.word()),
            PageLength::Is(Some(min).filter(|min| *min > 0), Some(max)),
        ),
        None => ("one of a list".to_owned(), String::new(), PageLength::Any),
    };
    let digits = |value: &EnumerationValue| value.wire.bytes().all(|byte| byte.is_ascii_digit());
    let number = listed.values.iter().all(digits);
    TypeWords {
        sentence,
        cell: format!("[{0}](#{0})", listed.name),
        rust: format!("enumeration({})", listed.name),
        limits,
        page_types: if number {
            &[PageType::Text, PageType::Enumeration, PageType::Number]
        } else {
            &[PageType::Text, PageType::Enumeration]
        },
        page_length,
        ..TypeWords::default()
    }
}

fn object_words(message: &Message, word: &str) -> TypeWords {
    TypeWords {
        sentence: "an object".to_owned(),
        cell: format!("object {}", code(&message.name)),
        rust: format!("{word}({})", message.name),
        page_types: &[PageType::Object, PageType::Nested, PageType::Map],
        ..TypeWords::default()
    }
}

fn list(inner: TypeWords) -> TypeWords {
    TypeWords {
        sentence: "a list".to_owned(),
        cell: format!("list of {}", inner.cell.trim_start_matches("object ")),
        rust: format!("list({})", inner.rust),
        wire: if inner.wire.is_empty() { String::new() } else { format!("list of {}", inner.wire) },
        limits: inner.limits,
        page_types: &[PageType::List, PageType::Nested],
        page_length: PageLength::Any,
    }
}

fn flat_list(message: &Arc<Message>) -> TypeWords {
    TypeWords {
        rust: format!("list(object({}))", message.name),
        page_types: &[PageType::List, PageType::Nested],
        ..TypeWords::default()
    }
}

fn map(entries: Option<usize>, key: Option<(usize, Unit)>, value: Option<(usize, Unit)>) -> TypeWords {
    let length =
        |length: Option<(usize, Unit)>| length.map_or("any".to_owned(), |(max, unit)| format!("{max} {}", unit.word()));
    TypeWords {
        sentence: entries.map_or("a map".to_owned(), |entries| format!("a map of at most {entries} entries")),
        cell: "map of texts".to_owned(),
        rust: "map".to_owned(),
        limits: format!("{} entries, key {}, value {}", most(entries), length(key), length(value)),
        page_types: &[PageType::Map, PageType::Nested, PageType::Object],
        ..TypeWords::default()
    }
}

fn json(inner: TypeWords) -> TypeWords {
    TypeWords {
        sentence: format!("{} as JSON text", inner.sentence),
        cell: format!("{} as JSON text", inner.cell),
        wire: format!("JSON text {}", inner.wire).trim_end().to_owned(),
        page_types: &[PageType::Text, PageType::Nested, PageType::Object, PageType::Map, PageType::List],
        page_length: PageLength::Any,
        ..inner
    }
}

/// A time format for a table in Markdown.
pub fn time_cell(format: &ZonelessTimeFormat) -> String {
    match format {
        ZonelessTimeFormat::EpochMillis => "milliseconds since 1970".to_owned(),
        ZonelessTimeFormat::EpochSeconds => "seconds since 1970".to_owned(),
        ZonelessTimeFormat::HttpDate => format!("date of HTTP, such as {}", code("Sun, 06 Nov 1994 08:49:37 GMT")),
        ZonelessTimeFormat::Pattern(pattern) => format!("time {}", code(pattern)),
    }
}

/// A time format as a spec writes it.
pub fn time_word(format: &ZonelessTimeFormat) -> String {
    let word = format.field_type().word();
    match format {
        ZonelessTimeFormat::EpochMillis | ZonelessTimeFormat::EpochSeconds | ZonelessTimeFormat::HttpDate => {
            word.to_owned()
        }
        ZonelessTimeFormat::Pattern(pattern) => format!("{word}({pattern})"),
    }
}

fn as_text(text: bool) -> &'static str {
    if text { " as text" } else { "" }
}

fn most(most: Option<usize>) -> String {
    most.map(|most| most.to_string()).unwrap_or_default()
}

fn length(min: usize, max: Option<usize>, unit: Unit) -> String {
    let unit = unit.row().prose;
    match max {
        None => "text".to_owned(),
        Some(max) if min == max => format!("exactly {max} {unit}"),
        Some(max) if min > 0 => format!("{min} to {max} {unit}"),
        Some(max) => format!("at most {max} {unit}"),
    }
}
