//! The type of a field, from its row: the page's word, length, unit, sample and description.

use serde_json::Value;

use super::model::Fact;
use super::money::money;
use super::time::{shaped, time};
use super::type_evidence::TypeEvidence;
use crate::drift::length_words::LengthUnit;
use crate::drift::stated::{PageType, Stated};

/// The type of a single value. The lists of words are the caller's.
pub fn single(row: TypeEvidence<'_>) -> Fact {
    let Some(stated) = row.stated else { return Fact::unknown() };
    if let Some(money) = money(row, stated) {
        return money;
    }
    if let Some(time) = time(row, stated) {
        return time;
    }
    match stated.kind {
        PageType::Text => Fact::Known(text(stated, &row.texts.description)),
        PageType::Number => number(row, stated),
        PageType::Boolean => Fact::Known("boolean".to_owned()),
        PageType::Map => Fact::Known("map".to_owned()),
        PageType::List => list(row, stated),
        PageType::Nested | PageType::Object => Fact::Open(nested(row)),
        PageType::Time => Fact::Open("datetime(yyyyMMddHHmmss)".to_owned()),
        PageType::Enumeration => Fact::Open(format!("enumeration({})", super::proposal::declared(row.wire))),
        PageType::Unknown if !stated.has_type() => Fact::Open(text(stated, &row.texts.description)),
        PageType::Unknown => Fact::Open("string".to_owned()),
    }
}

fn text(stated: &Stated, description: &str) -> String {
    limits(stated, description).map_or_else(|| "string".to_owned(), |limits| format!("string({limits})"))
}

/// The limits of a text, `1..32, bytes`; `None` if the page states no length.
pub fn limits(stated: &Stated, description: &str) -> Option<String> {
    let unit = unit(stated, description).map(|unit| format!(", {}", unit.word())).unwrap_or_default();
    let max = stated.max?;
    Some(match stated.min.filter(|min| *min > 0) {
        Some(min) => format!("{min}..{max}{unit}"),
        None => format!("{max}{unit}"),
    })
}

/// The unit of a length: that of its cell, or the bytes of the description.
fn unit(stated: &Stated, description: &str) -> Option<LengthUnit> {
    let bytes = description.contains("字节") || description.contains(" bytes");
    stated.unit.or_else(|| bytes.then_some(LengthUnit::Bytes))
}

/// The type of a number that is no money. Only a length or a word such as `int` says that it is whole.
fn number(row: TypeEvidence<'_>, stated: &Stated) -> Fact {
    let decimals = row.texts.sample.contains('.') && row.texts.sample.parse::<f64>().is_ok();
    if let Some(limits) = limits(stated, "").filter(|_| stated.is_of_digits()) {
        return Fact::Known(format!("digits({limits})"));
    }
    match stated.fraction {
        Some(true) => Fact::Open("string".to_owned()),
        _ if decimals => Fact::Open("string".to_owned()),
        Some(false) => Fact::Known(integer(stated)),
        None if stated.max.is_some() => Fact::Known(integer(stated)),
        None => Fact::Open("integer".to_owned()),
    }
}

fn integer(stated: &Stated) -> String {
    match stated.max {
        Some(digits) if digits > 0 => format!("integer({digits})"),
        _ => "integer".to_owned(),
    }
}

/// A list of single values.
fn list(row: TypeEvidence<'_>, stated: &Stated) -> Fact {
    let text = stated.text.to_lowercase();
    let of_texts = ["<string>", "string[]", "[string]", "array of string"].iter().any(|word| text.contains(word));
    let sample = serde_json::from_str::<Vec<String>>(&row.texts.sample).is_ok_and(|texts| !texts.is_empty());
    if of_texts || sample { Fact::Known("list(string)".to_owned()) } else { Fact::Open("list(string)".to_owned()) }
}

/// The likely type of a field whose members no table lists.
fn nested(row: TypeEvidence<'_>) -> String {
    let name = super::proposal::declared(row.wire);
    if is_list(row) { format!("list({name})") } else { format!("object({name})") }
}

/// Whether a nested field is a list, by its type, sample or description.
pub fn is_list(row: TypeEvidence<'_>) -> bool {
    match row.stated.map(|stated| stated.kind) {
        Some(PageType::List) => return true,
        Some(PageType::Object | PageType::Map) => return false,
        _ => {}
    }
    let said = format!("{} {}", row.texts.title, row.texts.description).to_lowercase();
    let words = ["数组", "列表", "每一个元素", "array", "list of"];
    row.texts.sample.trim_start().starts_with('[')
        || row.texts.sample.contains(": [")
        || words.iter().any(|word| said.contains(word))
}

/// Whether a sample is a valid value of the type, so that it can stand as an example. `listed` are the words or codes
/// that the type lists.
pub fn is_example(ty: &Fact, sample: &str, listed: &[(String, String)]) -> bool {
    if sample.is_empty() || sample.trim_start().starts_with("TODO") {
        return false;
    }
    let Fact::Known(ty) = ty else { return true };
    let (word, rest) = ty.split_once('(').unwrap_or((ty.as_str(), ""));
    let number =
        |text: &str| -> Option<usize> { text.split([',', ')']).next()?.rsplit("..").next()?.trim().parse().ok() };
    let whole = !sample.is_empty() && sample.bytes().all(|byte| byte.is_ascii_digit());
    match word {
        "string" => sample.len() <= number(rest).unwrap_or(usize::MAX),
        "integer" | "epoch_ms" | "epoch_s" => whole && sample.len() <= number(rest).unwrap_or(18).min(18),
        "amount" if rest.starts_with("fen") || rest.starts_with("minor") => {
            let digits = rest.split(", ").nth(1).and_then(number).unwrap_or(15);
            whole && sample.len() <= digits.min(15)
        }
        "amount" if rest.starts_with("yuan") || rest.starts_with("major") => {
            let (whole, decimals) = sample.split_once('.').unwrap_or((sample, ""));
            let digits = rest.split(", ").nth(1).and_then(number).unwrap_or(15).min(15);
            let sound = !whole.is_empty() && format!("{whole}{decimals}").bytes().all(|byte| byte.is_ascii_digit());
            sound && decimals.len() <= 2 && whole.len() + 2 <= digits
        }
        "enumeration" | "error_code" => listed.iter().any(|(word, _)| word == sample),
        "datetime" => rest.trim_end_matches(')') == shaped(sample).unwrap_or_default(),
        "map" => serde_json::from_str::<std::collections::BTreeMap<String, String>>(sample).is_ok(),
        "boolean" => matches!(sample, "true" | "false"),
        "list" | "object" => {
            serde_json::from_str::<Value>(sample).is_ok_and(|value| value.is_array() == (word == "list"))
        }
        _ => false,
    }
}
