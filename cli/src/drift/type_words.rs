//! The words of types on pages, and the kind that a text states.

use std::collections::HashMap;
use std::sync::LazyLock;

use refundry_codegen::model::words::PageType;

const WORDS: &[(PageType, &[&str])] = &[
    (
        PageType::Text,
        &[
            "string",
            "str",
            "s",
            "varchar",
            "varchar2",
            "nvarchar",
            "nvarchar2",
            "nchar",
            "ns",
            "xs:string",
            "clob",
            "char",
            "character",
            "text",
            "a",
            "an",
            "ans",
            "as",
            "x",
            "字符串",
            "字符",
            "字符型",
            "字符串型",
            "文本",
            "变长字符",
            "字母数字",
            "汉字",
            "定长字符",
            "url",
            "uri",
            "uuid",
            "email",
        ],
    ),
    (
        PageType::Number,
        &[
            "int",
            "integer",
            "i",
            "long",
            "number",
            "num",
            "numeric",
            "n",
            "bigint",
            "short",
            "int8",
            "int16",
            "tinyint",
            "smallint",
            "byte",
            "int32",
            "int64",
            "uint",
            "uint32",
            "uint64",
            "double",
            "float",
            "float32",
            "float64",
            "decimal",
            "bigdecimal",
            "currency",
            "price",
            "amount",
            "money",
            "数字",
            "数值",
            "整数",
            "整型",
            "整形",
            "长整型",
            "数字型",
            "数值型",
            "金额",
            "浮点数",
            "小数",
        ],
    ),
    (
        PageType::Time,
        &[
            "t",
            "date",
            "datetime",
            "time",
            "timestamp",
            "localdatetime",
            "localdate",
            "日期",
            "时间",
            "日期时间",
            "时间戳",
            "日期型",
        ],
    ),
    (PageType::Enumeration, &["e", "enum", "enumeration", "枚举", "枚举值", "枚举类型"]),
    (PageType::Boolean, &["boolean", "bool", "布尔", "布尔型", "布尔值"]),
    (PageType::Nested, &["c", "json", "compound", "composite", "complex", "复合", "复合类型", "复杂类型", "json格式"]),
    (PageType::Object, &["object", "obj", "struct", "对象", "jsonobject", "json object", "json对象", "结构体"]),
    (PageType::Map, &["map", "hashmap", "hash", "dict", "dictionary", "json map", "jsonmap"]),
    (
        PageType::List,
        &["array", "list", "jsonarray", "json array", "json数组", "数组", "列表", "集合", "对象数组", "object array"],
    ),
];

/// Ends of Chinese compounds, the more specific first: `非负整数`, `字符数组`.
const ENDS: &[(PageType, &[&str])] = &[
    (PageType::List, &["数组", "列表", "集合"]),
    (PageType::Object, &["对象", "结构"]),
    (PageType::Enumeration, &["枚举", "枚举值"]),
    (PageType::Boolean, &["布尔", "布尔值"]),
    (PageType::Text, &["字符串", "字符", "文本", "字母", "字母数字", "数字字母", "汉字"]),
    (PageType::Time, &["日期", "时间", "时间戳"]),
    (PageType::Number, &["整数", "整型", "数字", "数值", "金额", "小数", "浮点数", "数"]),
];

/// Words of numbers without decimals and with decimals.
const WHOLE: &[&str] = &["int", "long", "short", "整数", "整型", "整形"];
const FRACTIONAL: &[&str] = &["decimal", "double", "float", "小数", "浮点"];

/// Whether the word of a number says that it may have decimals; `None` if it says neither.
pub fn fraction(lower: &str) -> Option<bool> {
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let whole = || says(WHOLE).then_some(false);
    if says(FRACTIONAL) { scaled(lower).or(Some(true)) } else { whole() }
}

/// Whether a type with two numbers has decimals: `decimal(10,0)` has none.
fn scaled(lower: &str) -> Option<bool> {
    let decimals = lower.trim_end_matches(')').rsplit_once(',')?.1;
    decimals.trim().parse::<usize>().ok().map(|decimals| decimals > 0)
}

/// Whether a word is one of types.
pub fn is_word(word: &str) -> bool {
    lookup(word).is_some()
}

/// The kind at the beginning of the text, and the rest of the text.
pub fn kind(lower: &str) -> (PageType, &str) {
    if let Some(kind) = lookup(lower) {
        return (kind, "");
    }
    if lower.ends_with("[]") {
        return (PageType::List, "");
    }
    if let Some((kind, rest)) = numbered(lower) {
        return (kind, rest);
    }
    let end = lower.find(|next: char| "([<.,:≤".contains(next) || next.is_ascii_digit()).unwrap_or(lower.len());
    let (word, rest) = lower.split_at(end);
    match lookup(word.trim()) {
        Some(kind) => (kind, rest),
        None => (PageType::Unknown, rest),
    }
}

/// The kind in a text with further words, `unsigned int` or `非负整数`; the last known word decides.
pub fn loose(lower: &str) -> PageType {
    let words: Vec<&str> = lower.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let kinds: Vec<PageType> = words.iter().filter_map(|word| lookup(word).filter(|_| word.len() > 2)).collect();
    let list = kinds.iter().find(|kind| **kind == PageType::List);
    let ends =
        || words.iter().find_map(|word| ENDS.iter().find(|(_, ends)| ends.iter().any(|end| word.ends_with(end))));
    list.or(kinds.last()).copied().or_else(|| ends().map(|(kind, _)| *kind)).unwrap_or(PageType::Unknown)
}

/// A word that ends in digits, such as `varchar2`.
fn numbered(lower: &str) -> Option<(PageType, &str)> {
    let end = lower.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(lower.len());
    let (word, rest) = lower.split_at(end);
    let digits = word.ends_with(|next: char| next.is_ascii_digit());
    lookup(word).filter(|_| digits).map(|kind| (kind, rest))
}

fn lookup(word: &str) -> Option<PageType> {
    static KINDS: LazyLock<HashMap<&str, PageType>> = LazyLock::new(|| {
        let words = WORDS.iter().flat_map(|(kind, words)| words.iter().map(|word| (*word, *kind)));
        words.rev().collect()
    });
    KINDS.get(word).copied()
}
