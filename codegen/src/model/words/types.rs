//! Types of fields in words: each type has one row, which sentences, the reference, `diff` and `drift` share.

use std::sync::Arc;

use super::code;
use crate::model::{
    AmountForm, Enumeration, EnumerationValue, Language, Message, Scalar, Type, Unit, ZonelessTimeFormat,
};
use crate::phrases::Phrases;

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
    /// The words for a type, in English.
    pub fn of(ty: &Type) -> Self {
        Self::within(ENGLISH, ty)
    }

    /// The words for the type of a single value, in English.
    pub fn of_scalar(scalar: &Scalar) -> Self {
        Self::scalar_within(ENGLISH, scalar)
    }

    /// The words for a type. Only the sentence and the cell are in the language of the phrases.
    pub(crate) fn within(say: Phrases, ty: &Type) -> Self {
        match ty {
            Type::Scalar(scalar) => Self::scalar_within(say, scalar),
            Type::Object(message) => object_words(say, message, "object"),
            Type::Layer(message) => object_words(say, message, "layer"),
            Type::List(inner) => list(say, Self::within(say, inner)),
            Type::Map { entries, key, value } => map(say, *entries, *key, *value),
            Type::Json(inner) => json(say, Self::within(say, inner)),
            Type::Indexed { message, from } => Self {
                sentence: say.an_indexed_list(from),
                cell: say.indexed_list(code(&message.name), from),
                wire: format!("indexed from {from}"),
                ..flat_list(message)
            },
            Type::Parallel { message, join } => Self {
                sentence: say.a_parallel_list(join),
                cell: say.parallel_list(code(&message.name), code(join)),
                wire: format!("parallel with {join:?}"),
                ..flat_list(message)
            },
        }
    }

    /// The words for the type of a single value.
    pub(crate) fn scalar_within(say: Phrases, scalar: &Scalar) -> Self {
        match scalar {
            Scalar::String { min, max, unit } => string(say, *min, *max, *unit),
            Scalar::Digits { min, max } => digits(say, *min, *max),
            Scalar::Integer { digits, text } => Self {
                sentence: format!("{}{}", say.an_integer(), at_most(say, *digits)),
                cell: format!("{}{}", say.integer(), as_text(say, *text)),
                ..number("integer", *digits, *text)
            },
            Scalar::Amount(form) => amount(say, form),
            Scalar::Time { format, text } => time(say, format, *text),
            Scalar::Boolean { words } => boolean(say, words.as_ref()),
            Scalar::Enumeration(listed) => enumeration(say, listed),
            Scalar::ErrorCode => Self {
                sentence: say.an_error_code(),
                cell: say.error_code(),
                rust: "error_code".to_owned(),
                page_types: &[PageType::Text, PageType::Enumeration, PageType::Number],
                ..Self::default()
            },
        }
    }
}

const ENGLISH: Phrases = Phrases::new(Language::English);

fn string(say: Phrases, min: usize, max: Option<usize>, unit: Unit) -> TypeWords {
    let unlimited = (min, max, unit) == (0, None, Unit::Unstated);
    let limits = format!("{min}..{} {}", most(max), unit.word());
    TypeWords {
        sentence: length(say, min, max, unit),
        cell: say.text_cell(),
        rust: "text".to_owned(),
        limits: if unlimited { String::new() } else { limits },
        page_types: &[PageType::Text],
        page_length: PageLength::Is(Some(min).filter(|min| *min > 0), max),
        ..TypeWords::default()
    }
}

fn digits(say: Phrases, min: usize, max: usize) -> TypeWords {
    TypeWords {
        sentence: if min == max { say.digits_are(max) } else { say.digits_most(max) },
        cell: say.digits_cell(),
        rust: "text".to_owned(),
        limits: format!("{min}..{max} digits"),
        page_types: &[PageType::Text, PageType::Number],
        page_length: PageLength::Is(Some(min), Some(max)),
        ..TypeWords::default()
    }
}

/// The words for a number, without its sentence and its cell.
fn number(rust: &str, digits: Option<usize>, text: bool) -> TypeWords {
    TypeWords {
        rust: rust.to_owned(),
        wire: as_text(ENGLISH, text).trim_start().to_owned(),
        limits: digits.map(|digits| format!("{digits} digits")).unwrap_or_default(),
        page_types: if text { &[PageType::Text] } else { &[PageType::Number] },
        page_length: PageLength::Is(None, digits),
        ..TypeWords::default()
    }
}

fn at_most(say: Phrases, digits: Option<usize>) -> String {
    digits.map(|digits| say.of_digits(digits)).unwrap_or_default()
}

fn amount(say: Phrases, form: &AmountForm) -> TypeWords {
    let written = number("amount", form.digits, form.text);
    let (unit, signs) = (form.unit_words_in(say), signs(say, form));
    TypeWords {
        sentence: format!("{}{}{signs}", say.an_amount(&unit), at_most(say, form.digits)),
        cell: format!("{}{}{signs}", say.amount(unit), as_text(say, form.text)),
        wire: format!("{}{}", written.wire, self::signs(ENGLISH, form)),
        ..written
    }
}

fn signs(say: Phrases, form: &AmountForm) -> String {
    let padded = form.padded.then(|| say.padded());
    padded.into_iter().chain(form.negative.then(|| say.negative())).collect()
}

fn time(say: Phrases, format: &ZonelessTimeFormat, text: bool) -> TypeWords {
    let (sentence, counted, page_length) = match format {
        ZonelessTimeFormat::EpochMillis => (say.epoch_millis(), true, PageLength::Fixed("1700000000000".len())),
        ZonelessTimeFormat::EpochSeconds => (say.epoch_seconds(), true, PageLength::Fixed("1700000000".len())),
        ZonelessTimeFormat::HttpDate => (say.a_http_date(), false, PageLength::Any),
        ZonelessTimeFormat::Pattern(pattern) => {
            (say.a_time(pattern), false, PageLength::Fixed(pattern.replace('\'', "").len()))
        }
    };
    TypeWords {
        sentence,
        cell: format!("{}{}", time_cell(say, format), as_text(say, text && counted)),
        rust: "time".to_owned(),
        wire: format!("{}{}", time_word(format), as_text(ENGLISH, text)),
        page_types: if text { &[PageType::Text, PageType::Time] } else { &[PageType::Number, PageType::Time] },
        page_length,
        ..TypeWords::default()
    }
}

fn boolean(say: Phrases, words: Option<&(String, String)>) -> TypeWords {
    let (sentence, cell, wire, page_types): (_, _, _, &[PageType]) = match words {
        None => (say.true_or_false(), say.boolean(), String::new(), &[PageType::Boolean]),
        Some((yes, no)) => (
            say.truth_words(yes, no),
            say.truth_cells(code(yes), code(no)),
            format!("{yes:?} or {no:?}"),
            &[PageType::Text, PageType::Boolean, PageType::Enumeration],
        ),
    };
    TypeWords { sentence, cell, rust: "boolean".to_owned(), wire, page_types, ..TypeWords::default() }
}

fn enumeration(say: Phrases, listed: &Enumeration) -> TypeWords {
    let (sentence, limits, page_length) = match listed.length {
        Some((min, max, unit)) => (
            say.one_of_a_list_of(length(say, min, Some(max), unit)),
            format!("{min}..{max} {}", unit.word()),
            PageLength::Is(Some(min).filter(|min| *min > 0), Some(max)),
        ),
        None => (say.one_of_a_list(), String::new(), PageLength::Any),
    };
    // A number has no leading zero.
    let number = |value: &EnumerationValue| {
        let digits = value.wire.bytes().all(|byte| byte.is_ascii_digit());
        digits && (value.wire.len() == 1 || !value.wire.starts_with('0'))
    };
    let number = listed.values.iter().all(number);
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

fn object_words(say: Phrases, message: &Message, word: &str) -> TypeWords {
    TypeWords {
        sentence: say.an_object(),
        cell: say.object(code(&message.name)),
        rust: format!("{word}({})", message.name),
        page_types: &[PageType::Object, PageType::Nested, PageType::Map],
        ..TypeWords::default()
    }
}

fn list(say: Phrases, inner: TypeWords) -> TypeWords {
    TypeWords {
        sentence: say.a_list(),
        cell: say.list_of(inner.cell.trim_start_matches(&say.object_word())),
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

fn map(say: Phrases, entries: Option<usize>, key: Option<(usize, Unit)>, value: Option<(usize, Unit)>) -> TypeWords {
    let length =
        |length: Option<(usize, Unit)>| length.map_or("any".to_owned(), |(max, unit)| format!("{max} {}", unit.word()));
    TypeWords {
        sentence: entries.map_or_else(|| say.a_map(), |entries| say.a_map_of(entries)),
        cell: say.map_of_texts(),
        rust: "map".to_owned(),
        limits: format!("{} entries, key {}, value {}", most(entries), length(key), length(value)),
        page_types: &[PageType::Map, PageType::Nested, PageType::Object],
        ..TypeWords::default()
    }
}

fn json(say: Phrases, inner: TypeWords) -> TypeWords {
    let page_types: &[PageType] = match inner.page_types.contains(&PageType::List) {
        true => &[PageType::Text, PageType::Nested, PageType::List],
        false => &[PageType::Text, PageType::Nested, PageType::Object, PageType::Map],
    };
    TypeWords {
        sentence: say.as_json_text(&inner.sentence),
        cell: say.as_json_text(&inner.cell),
        wire: format!("JSON text {}", inner.wire).trim_end().to_owned(),
        page_types,
        page_length: PageLength::Any,
        ..inner
    }
}

/// A time format for a table in Markdown.
pub(crate) fn time_cell(say: Phrases, format: &ZonelessTimeFormat) -> String {
    match format {
        ZonelessTimeFormat::EpochMillis => say.epoch_millis(),
        ZonelessTimeFormat::EpochSeconds => say.epoch_seconds(),
        ZonelessTimeFormat::HttpDate => say.http_date(code("Sun, 06 Nov 1994 08:49:37 GMT")),
        ZonelessTimeFormat::Pattern(pattern) => say.time(code(pattern)),
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

fn as_text(say: Phrases, text: bool) -> String {
    if text { say.as_text() } else { String::new() }
}

fn most(most: Option<usize>) -> String {
    most.map(|most| most.to_string()).unwrap_or_default()
}

fn length(say: Phrases, min: usize, max: Option<usize>, unit: Unit) -> String {
    let unit = say.unit(unit);
    match max {
        None => say.text_cell(),
        Some(max) if min == max => say.length_exactly(max, unit),
        Some(max) if min > 0 => say.length_between(min, max, unit),
        Some(max) => say.length_most(max, unit),
    }
}
