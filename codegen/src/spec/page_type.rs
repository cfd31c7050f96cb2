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
    Map,
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
            "uuid",
            "email",
            "url",
            "uri",
            "ip",
            "ipv",
            "phone",
            "password",
            "binary",
            "blob",
            "any",
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
    (PageType::Map, &["map", "hashmap", "dict", "jsonmap"]),
];

/// How the spec writes a type of a page.
pub(super) struct Spelling {
    /// The help that says so.
    pub(super) help: String,
    /// The spelling, if no other one may be meant.
    pub(super) only: Option<String>,
    /// Whether it is a text, which a credential may be, too.
    pub(super) is_text: bool,
}

impl Spelling {
    /// The only spelling, and what the help says after it.
    fn only(ty: String, more: &str) -> Self {
        Self { help: format!("write `{ty}`{more}"), only: Some(ty), is_text: false }
    }

    /// A spelling among others.
    fn open(types: &str) -> Self {
        Self { help: format!("write {types}"), only: None, is_text: false }
    }
}

/// The spelling of this language for a type; `None` if the text looks like no type of a page.
///
/// With `money`, the field has the role of an amount.
pub(super) fn spelling(written: &str, money: bool) -> Option<Spelling> {
    let plain = lookalike::ascii(written);
    let text = plain.trim();
    let word = text.split(|next: char| !next.is_alphabetic()).next()?;
    let rest = text.get(word.len()..)?.trim();
    // `varchar2(32)`, `int64`: the digits at the name belong to the name.
    let rest = rest.trim_start_matches(|next: char| next.is_ascii_digit() && word.len() > 3);
    let found = WORDS.iter().find(|(_, words)| words.contains(&word.to_lowercase().as_str()));
    if let Some(pattern) = instant(text) {
        return Some(pattern);
    }
    match found {
        Some((PageType::Text | PageType::Integer | PageType::Number, _)) if money => Some(Spelling::open(MONEY)),
        Some((kind, _)) => spelled(*kind, rest),
        None => of_message(text),
    }
}

/// A type of this language with another sign between its two bounds: `digits(1—20)`.
pub(super) fn bounds(text: &str) -> Option<String> {
    let (word, rest) = text.split_once('(')?;
    let (least, rest) = rest.split_at_checked(rest.find(|next: char| !next.is_ascii_digit())?)?;
    let most =
        rest.trim_start_matches(['.', '=', '\u{2014}', '\u{2013}', '\u{2026}', '~', '\u{FF5E}', '-', '至', '到']);
    (most.len() < rest.len() && !least.is_empty()).then(|| format!("{word}({least}..{most}"))
}

/// The types of a credential that a page calls a key: a shared one, or half of a pair.
pub(super) fn key(written: &str) -> Option<Spelling> {
    let shared =
        ["aes", "aes_key", "hmac", "hmac_key", "key", "shared_key", "symmetric_key", "secret_key", "api_key", "token"];
    let pair = ["rsa", "rsa2", "pem", "rsa_key", "public", "private"];
    let lower = written.to_lowercase();
    Some(Spelling::open(match () {
        () if shared.contains(&lower.as_str()) => {
            "`string` for a key that is given as text, `hex` or `base64` for one of bytes"
        }
        () if lower == "secret" => "`string` beside `secret: true`",
        () if pair.contains(&lower.as_str()) => {
            "`rsa_private_key` for the key that signs, `rsa_public_key` for the one that verifies"
        }
        () => return None,
    }))
}

/// A length with a unit that no comma precedes: `string(32 bytes)`.
pub(super) fn unit(text: &str) -> Option<String> {
    let (front, unit) = text.strip_suffix(')')?.rsplit_once([' ', ';', '/'])?;
    let unit = match unit.trim().to_lowercase().as_str() {
        "bytes" | "byte" | "b" | "字节" => "bytes",
        "characters" | "chars" | "char" | "character" | "字符" | "字" => "characters",
        _ => return None,
    };
    Some(format!("{}, {unit})", front.trim_end_matches([',', ';', ' '])))
}

/// A time without a type around it: `rfc3339`, `YYYYMMDDhhmmss`.
fn instant(text: &str) -> Option<Spelling> {
    match text.to_lowercase().as_str() {
        "datetime(iso8601)" | "datetime(rfc3339)" | "rfc3339" | "rfc 3339" | "iso8601" | "iso 8601" | "iso-8601"
        | "rfc-3339" | "string(datetime)" | "date-time" => Some(Spelling::open("`datetime(yyyy-MM-ddTHH:mm:ssXXX)`")),
        lower if lower.starts_with("yyyymmdd") || lower.starts_with("yyyy-mm-dd") => {
            Some(Spelling::open(&format!("`datetime({})`", pattern(text))))
        }
        _ => None,
    }
}

/// A name without a type around it is that of a message.
fn of_message(text: &str) -> Option<Spelling> {
    let is_word = |name: &&str| !name.is_empty() && name.chars().all(|next| next.is_ascii_lowercase() || next == '_');
    if let Some(name) = text.strip_prefix("json(").and_then(|rest| rest.strip_suffix(')')).filter(is_word) {
        let types = format!("`json(object({name}))` for one such message, `json(list({name}))` for several");
        return Some(Spelling::open(&types));
    }
    if let Some(name) = text.strip_prefix("repeated ").map(str::trim).filter(is_word) {
        return Some(Spelling::only(format!("list({name})"), ""));
    }
    let (name, list) = match text.strip_suffix("[]") {
        Some(name) => (name, true),
        None => (text, false),
    };
    let is_name = name.contains('_') && name.chars().all(|next| next.is_ascii_lowercase() || next == '_');
    match (is_name, list) {
        (true, true) => Some(Spelling::only(format!("list({name})"), "")),
        (true, false) => {
            Some(Spelling::open(&format!("`object({name})` for one such message, `list({name})` for several")))
        }
        (false, _) => None,
    }
}

fn spelled(kind: PageType, rest: &str) -> Option<Spelling> {
    let words = rest.split(|next: char| !next.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let known = ["max", "min", "to", "up", "not", "null", "required", "optional", "unique"];
    if matches!(kind, PageType::Text) && words.clone().any(|word| !known.contains(&word.to_lowercase().as_str())) {
        return None;
    }
    let numbers = numbers(rest);
    let inner = rest.trim_matches(|next: char| "()[]<> ".contains(next));
    let is_open = inner.ends_with("..") || inner.ends_with("..=");
    Some(match (kind, numbers.as_slice()) {
        (PageType::Text, [least]) if is_open => {
            Spelling::open(&format!("both lengths, as in `string({least}..{})`, or `string`", least.saturating_mul(2)))
        }
        (PageType::Text, [most]) => Spelling::only(format!("string({most})"), ""),
        (PageType::Text, [least, most]) if least <= most => Spelling::only(format!("string({least}..{most})"), ""),
        (PageType::Integer, [most]) if *most < 19 => Spelling::only(format!("integer({most})"), ""),
        (PageType::Date, _) => date(inner),
        (PageType::Enumeration, _) => named("enumeration", inner, ", one of the `enumerations`"),
        (PageType::List, _) => named("list", inner, ", one of the `messages` or a type such as `string(32)`"),
        (PageType::Object, _) => named("object", inner, ", one of the `messages`"),
        (PageType::Number, [most]) => Spelling::open(&format!(
            "`integer({most})`, `digits({most})` where zeros in front count, or `amount(fen)` for money"
        )),
        (PageType::Number, [least, most]) if least <= most => Spelling::open(&format!(
            "`digits({least}..{most})`, `integer({most})` for a number, or `amount(fen)` for money"
        )),
        (PageType::Amount, _) => Spelling::open(amount(inner)),
        (kind, _) => Spelling { is_text: matches!(kind, PageType::Text), ..Spelling::open(general(kind)) },
    })
}

/// The types for a kind that the page does not state in full.
fn general(kind: PageType) -> &'static str {
    match kind {
        PageType::Text => "`string`, or `string(32)` with its greatest length",
        PageType::Integer => "`integer`, or `integer(10)` with its greatest number of digits",
        PageType::Number => {
            "`integer`, `digits(1..20)` where zeros in front count, or `amount(fen)` for money (`amount(yuan)` if it has decimals)"
        }
        PageType::Decimal => "`amount(yuan)` for money with two decimals, `amount(fen)` for whole fen",
        PageType::Boolean => "`boolean`, or `boolean(Y, N)` with its two words",
        PageType::Timestamp => "`epoch_s` for seconds, `epoch_ms` for milliseconds",
        PageType::Date => "`datetime(yyyyMMddHHmmss)`",
        PageType::Enumeration => "`enumeration(NAME)`",
        PageType::List => "`list(NAME)`",
        PageType::Object => "`object(NAME)`",
        PageType::Amount => MONEY,
        PageType::Map => "`map`, or `map(20)` with its greatest number of entries",
    }
}

/// The runs of digits.
fn numbers(rest: &str) -> Vec<u32> {
    rest.split(|next: char| !next.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
}

/// A type with the name in its parentheses.
fn named(word: &str, inner: &str, more: &str) -> Spelling {
    let is_name = !inner.is_empty() && inner.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
    match is_name && !inner.starts_with(|next: char| next.is_ascii_digit()) {
        true => Spelling::only(format!("{word}({inner})"), more),
        false => Spelling::open(&format!("`{word}(NAME)`{more}")),
    }
}

fn amount(inner: &str) -> &'static str {
    match inner.to_lowercase().as_str() {
        "cent" | "cents" | "分" => "`amount(fen)`",
        "元" | "rmb" | "cny" => "`amount(yuan)`",
        "dollar" | "dollars" | "usd" | "eur" => "`amount(major)`",
        _ => MONEY,
    }
}

/// The pattern of a date, from the letters or the number of digits that a page gives.
fn date(inner: &str) -> Spelling {
    let guessed = match inner {
        "14" => return Spelling::only("datetime(yyyyMMddHHmmss)".to_owned(), ""),
        "" => "`datetime(yyyyMMddHHmmss)`",
        "8" => "`datetime(yyyyMMdd)`",
        "19" => "`datetime(yyyy-MM-dd HH:mm:ss)`",
        "10" => "`datetime(yyyy-MM-dd)`",
        // In Java, `hh` is an hour from 1 to 12.
        _ if inner.contains("hh") => return Spelling::open(&format!("`datetime({})`", pattern(inner))),
        _ => return Spelling::only(format!("datetime({})", pattern(inner)), ""),
    };
    Spelling::open(guessed)
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
