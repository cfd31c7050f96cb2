//! A type as pages write it: `String(32)`, `S(16)`, `string[1,32]`, `AN1..40`, `JSON map`, `int`.

pub use refundry_codegen::model::words::PageType;

use super::column::narrow;

/// The type that a row states.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The text as written.
    pub text: String,
    /// The kind.
    pub kind: PageType,
    /// The minimum length, if stated.
    pub min: Option<usize>,
    /// The maximum length, if stated.
    pub max: Option<usize>,
}

const WORDS: &[(PageType, &[&str])] = &[
    (
        PageType::Text,
        &[
            "string",
            "str",
            "s",
            "varchar",
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
            "定长字符",
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
            "int32",
            "int64",
            "uint",
            "uint32",
            "uint64",
            "double",
            "float",
            "decimal",
            "bigdecimal",
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
        ],
    ),
    (PageType::Time, &["t", "date", "datetime", "time", "timestamp", "日期", "时间", "日期时间", "时间戳", "日期型"]),
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

/// Words that count as types in lines only with a length beside them, because fields have such names, too.
const ALSO_NAMES: &[&str] = &[
    "text",
    "amount",
    "money",
    "price",
    "time",
    "timestamp",
    "date",
    "num",
    "map",
    "hash",
    "a",
    "an",
    "as",
    "x",
    "s",
    "i",
    "n",
    "t",
    "e",
    "c",
    "character",
    "complex",
    "dict",
    "compound",
    "composite",
    "short",
];

impl Stated {
    /// Reads a cell with a type and possibly its length.
    pub fn parse(cell: &str) -> Self {
        let text = cell.trim().trim_matches('`').to_owned();
        let lower = plain(&text);
        let (kind, rest) = kind(&lower);
        let (min, max) = if kind == PageType::List { (None, None) } else { lengths(rest) };
        Self { text, kind, min, max }
    }

    /// Adds the length of a separate column, if the type has none.
    pub fn with_length(mut self, cell: &str) -> Self {
        if self.max.is_none()
            && !matches!(self.kind, PageType::List | PageType::Object | PageType::Nested | PageType::Map)
        {
            (self.min, self.max) = lengths(&plain(cell));
            if self.max.is_some() {
                self.text = format!("{} {}", self.text, cell.trim()).trim().to_owned();
            }
        }
        self
    }

    /// Whether two rows state the same type and lengths.
    pub fn agrees(&self, other: &Self) -> bool {
        let word = self.kind != PageType::Unknown || plain(&self.text) == plain(&other.text);
        word && (self.kind, self.least(), self.max) == (other.kind, other.least(), other.max)
    }

    /// The minimum length, if it is greater than one.
    pub fn least(&self) -> Option<usize> {
        self.min.filter(|min| *min > 1)
    }

    /// Whether a text among others is certainly a type.
    pub fn is_certain(text: &str) -> bool {
        const LONGEST: usize = 48;
        if text.len() > LONGEST {
            return false;
        }
        let lower = plain(text);
        let (kind, rest) = kind(&lower);
        let word = lower.get(..lower.len() - rest.len()).unwrap_or_default();
        let code = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        let named = !ALSO_NAMES.contains(&word) || code || rest.starts_with(['(', '[', '.']);
        let shape = |next: char| next.is_ascii_digit() || "()[]<>,.-~ ".contains(next);
        kind != PageType::Unknown && named && (rest.chars().all(shape) || rest.starts_with(['<', '[']))
    }
}

/// Normalises a text: lower case, ASCII brackets and commas, single spaces.
fn plain(text: &str) -> String {
    let ascii = |next: char| match narrow(next) {
        '【' => '[',
        '】' => ']',
        other => other.to_ascii_lowercase(),
    };
    let text: String = text.chars().map(ascii).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind at the beginning of the text, and the rest of the text.
fn kind(lower: &str) -> (PageType, &str) {
    if let Some(kind) = lookup(lower) {
        return (kind, "");
    }
    if lower.ends_with("[]") {
        return (PageType::List, "");
    }
    let end = lower.find(|next: char| "([<.".contains(next) || next.is_ascii_digit()).unwrap_or(lower.len());
    let (word, rest) = lower.split_at(end);
    match lookup(word.trim()) {
        Some(kind) => (kind, rest),
        None => (PageType::Unknown, rest),
    }
}

fn lookup(word: &str) -> Option<PageType> {
    WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| *kind)
}

/// The minimum and maximum length: one number is the maximum, two are both.
fn lengths(text: &str) -> (Option<usize>, Option<usize>) {
    const GREATEST_DIGITS: usize = 9;
    let numbers = text.split(|next: char| !next.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let numbers: Vec<usize> = numbers
        .take(2)
        .filter(|digits| digits.len() <= GREATEST_DIGITS)
        .filter_map(|digits| digits.parse().ok())
        .collect();
    // Digits after the decimal point are not a length: `decimal(10,2)`.
    match numbers.as_slice() {
        [min, max] if min <= max => (Some(*min), Some(*max)),
        [max, ..] => (None, Some(*max)),
        [] => (None, None),
    }
}

/// Whether a cell contains a length and nothing else.
pub fn is_length(text: &str) -> bool {
    const LONGEST: usize = 24;
    let shape = |next: char| next.is_ascii_digit() || "()[]<>=,.-~≤位字节符 ".contains(next);
    text.len() <= LONGEST && text.contains(|next: char| next.is_ascii_digit()) && text.chars().all(shape)
}

#[cfg(test)]
mod tests {
    use super::{PageType, Stated, is_length};

    fn read(text: &str) -> (PageType, Option<usize>, Option<usize>) {
        let stated = Stated::parse(text);
        (stated.kind, stated.min, stated.max)
    }

    #[test]
    fn the_notations_of_pages_are_read() {
        assert_eq!(read("String(32)"), (PageType::Text, None, Some(32)));
        assert_eq!(read("s(128)"), (PageType::Text, None, Some(128)));
        assert_eq!(read("string[1,32]"), (PageType::Text, Some(1), Some(32)));
        assert_eq!(read("ANS1..256"), (PageType::Text, Some(1), Some(256)));
        assert_eq!(read("字符串(64)"), (PageType::Text, None, Some(64)));
        assert_eq!(read("N12"), (PageType::Number, None, Some(12)));
        assert_eq!(read("int64"), (PageType::Number, None, None));
        assert_eq!(read("decimal(10,2)"), (PageType::Number, None, Some(10)));
        assert_eq!(read("JSON map"), (PageType::Map, None, None));
        assert_eq!(read("string[]"), (PageType::List, None, None));
        assert_eq!(read("List<String>"), (PageType::List, None, None));
        assert_eq!(read("T"), (PageType::Time, None, None));
        assert_eq!(read("Frobnicate(3)"), (PageType::Unknown, None, Some(3)));
    }

    #[test]
    fn a_length_of_its_own_counts_where_the_type_has_none() {
        let joined = Stated::parse("String").with_length("32");
        assert!(joined.agrees(&Stated::parse("String(32)")));
        assert!(Stated::parse("String(16)").with_length("32").agrees(&Stated::parse("String(16)")));
        assert!(is_length("≤64") && is_length("32位") && is_length("1-32") && !is_length("wx001") && !is_length("位"));
    }

    #[test]
    fn names_of_fields_are_no_types_among_lines() {
        assert!(!Stated::is_certain("amount") && !Stated::is_certain("time") && !Stated::is_certain("s"));
        assert!(Stated::is_certain("I") && Stated::is_certain("Price(11)") && Stated::is_certain("JSON map"));
        assert!(!Stated::is_certain("String of texts") && !Stated::is_certain("商品的编号"));
    }
}
