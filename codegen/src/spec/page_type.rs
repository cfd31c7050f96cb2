//! Types as providers' pages write them, with the spelling of this language: `varchar(32)`, `AN32`, `String(1-32)`.

use super::lookalike;
use crate::diagnostic::MONEY;

/// The kinds of types that pages have.
#[derive(Clone, Copy)]
enum PageType {
    Text,
    Integer,
    Number,
    Decimal,
    Boolean,
    Date,
    Timestamp,
    Enumeration,
    List,
    Object,
    Amount,
}

const WORDS: &[(PageType, &[&str])] = &[
    (
        PageType::Text,
        &[
            "string",
            "str",
            "varchar",
            "nvarchar",
            "char",
            "nchar",
            "text",
            "an",
            "ans",
            "a",
            "s",
            "c",
            "vc",
            "ascii",
            "character",
            "字符串",
            "字符",
            "字符型",
            "文本",
        ],
    ),
    (
        PageType::Integer,
        &["integer", "int", "long", "bigint", "smallint", "tinyint", "short", "uint", "i", "整型", "整数"],
    ),
    (PageType::Number, &["number", "numeric", "num", "n", "数字", "数值"]),
    (PageType::Decimal, &["decimal", "double", "float", "bigdecimal", "money", "price", "金额", "d"]),
    (PageType::Boolean, &["boolean", "bool", "布尔", "布尔型"]),
    (PageType::Date, &["date", "datetime", "time", "日期", "时间"]),
    (PageType::Timestamp, &["timestamp", "unixtime", "时间戳"]),
    (PageType::Enumeration, &["enumeration", "enum", "枚举"]),
    (PageType::List, &["list", "array", "arraylist", "jsonarray", "数组", "列表"]),
    (PageType::Object, &["object", "obj", "struct", "jsonobject", "对象"]),
    (PageType::Amount, &["amount"]),
];

/// The help that says how the spec writes a type of a page; `None` if the text looks like no such type.
///
/// With `money`, the field has the role of an amount.
pub(super) fn help(written: &str, money: bool) -> Option<String> {
    let plain = lookalike::ascii(written);
    let text = plain.trim();
    let word = text.split(|next: char| !next.is_alphabetic()).next()?;
    let rest = text.get(word.len()..)?.trim();
    // `varchar2(32)`, `int64`: the digits at the name belong to the name.
    let rest = rest.trim_start_matches(|next: char| next.is_ascii_digit() && word.len() > 3);
    let found = WORDS.iter().find(|(_, words)| words.contains(&word.to_lowercase().as_str()));
    match found {
        Some((PageType::Text | PageType::Integer | PageType::Number, _)) if money => Some(format!("write {MONEY}")),
        Some((kind, _)) => spelled(*kind, rest).map(|types| format!("write {types}")),
        None => of_message(text),
    }
}

/// A name without a type around it is that of a message.
fn of_message(text: &str) -> Option<String> {
    let (name, list) = match text.strip_suffix("[]") {
        Some(name) => (name, true),
        None => (text, false),
    };
    let is_name = name.contains('_') && name.chars().all(|next| next.is_ascii_lowercase() || next == '_');
    match (is_name, list) {
        (true, true) => Some(format!("write `list({name})`")),
        (true, false) => Some(format!("write `object({name})` for one such message, `list({name})` for several")),
        (false, _) => None,
    }
}

fn spelled(kind: PageType, rest: &str) -> Option<String> {
    let words = rest.split(|next: char| !next.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    if matches!(kind, PageType::Text) && words.clone().any(|word| !["max", "min", "to", "up"].contains(&word)) {
        return None;
    }
    let numbers = numbers(rest);
    let inner = rest.trim_matches(|next: char| "()[]<> ".contains(next));
    Some(match (kind, numbers.as_slice()) {
        (PageType::Text, [most]) => format!("`string({most})`"),
        (PageType::Text, [least, most]) if least <= most => format!("`string({least}..{most})`"),
        (PageType::Text, _) => "`string`, or `string(32)` with its greatest length".to_owned(),
        (PageType::Integer, [most]) if *most < 19 => format!("`integer({most})`"),
        (PageType::Integer, _) => "`integer`, or `integer(10)` with its greatest number of digits".to_owned(),
        (PageType::Number, [most]) => format!("`integer({most})`, or `amount(fen)` for money"),
        (PageType::Number, _) => "`integer`, or `amount(fen)` for money".to_owned(),
        (PageType::Decimal, _) => "`amount(yuan)` for money with two decimals, `amount(fen)` for whole fen".to_owned(),
        (PageType::Boolean, _) => "`boolean`, or `boolean(Y, N)` with its two words".to_owned(),
        (PageType::Date, _) => date(inner),
        (PageType::Timestamp, _) => "`epoch_s` for seconds, `epoch_ms` for milliseconds".to_owned(),
        (PageType::Enumeration, _) => format!("`enumeration({})`, one of the `enumerations`", named(inner)),
        (PageType::List, _) => {
            format!("`list({})`, one of the `messages` or a type such as `string(32)`", named(inner))
        }
        (PageType::Object, _) => format!("`object({})`, one of the `messages`", named(inner)),
        (PageType::Amount, _) => amount(inner),
    })
}

/// The runs of digits.
fn numbers(rest: &str) -> Vec<u32> {
    rest.split(|next: char| !next.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
}

fn named(inner: &str) -> &str {
    let is_name = !inner.is_empty() && inner.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
    if is_name && !inner.starts_with(|next: char| next.is_ascii_digit()) { inner } else { "NAME" }
}

fn amount(inner: &str) -> String {
    match inner.to_lowercase().as_str() {
        "cent" | "cents" | "分" => "`amount(fen)`".to_owned(),
        "元" | "rmb" | "cny" => "`amount(yuan)`".to_owned(),
        "dollar" | "dollars" | "usd" | "eur" => "`amount(major)`".to_owned(),
        _ => MONEY.to_owned(),
    }
}

/// The pattern of a date, from the letters or the number of digits that a page gives.
fn date(inner: &str) -> String {
    let pattern = match inner {
        "14" | "" => "yyyyMMddHHmmss".to_owned(),
        "8" => "yyyyMMdd".to_owned(),
        "19" => "yyyy-MM-dd HH:mm:ss".to_owned(),
        "10" => "yyyy-MM-dd".to_owned(),
        _ => pattern(inner),
    };
    format!("`datetime({pattern})`")
}

/// A pattern in other letters: `YYYYMMDDhhmmss`, `%Y-%m-%d %H:%M:%S`.
fn pattern(written: &str) -> String {
    // Java's quotes round literal letters.
    let written = &written.replace('\'', "");
    if written.contains('%') {
        let pairs =
            [("%Y", "yyyy"), ("%m", "MM"), ("%d", "dd"), ("%H", "HH"), ("%M", "mm"), ("%S", "ss"), ("%y", "yy")];
        return pairs.iter().fold(written.to_owned(), |text, (from, to)| text.replace(from, to));
    }
    let mut hours = false;
    let letters = written.chars().map(|next| {
        hours |= matches!(next, 'H' | 'h');
        match next {
            'Y' => 'y',
            'D' => 'd',
            'h' => 'H',
            'M' | 'm' if hours => 'm',
            'm' => 'M',
            'S' | 's' => 's',
            other => other,
        }
    });
    letters.collect()
}
