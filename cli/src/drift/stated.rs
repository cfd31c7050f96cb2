//! A type as pages write it: `String(32)`, `S(16)`, `string[1,32]`, `AN1..40`, `JSON map`, `int`.

use std::borrow::Cow;

pub use refundry_codegen::model::words::PageType;

use super::length_words::{self, LengthUnit, is_exact, is_shaped};
use super::narrow::narrow;
use super::type_words::{fraction, is_word, kind, loose};

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
    /// The unit of the length, if stated.
    pub unit: Option<LengthUnit>,
    /// Whether a number may have decimals, if stated: `int` has none, `decimal(10,2)` has some.
    pub fraction: Option<bool>,
}

/// Words that count as types in lines only with a length beside them, because fields have such names, too.
const ALSO_NAMES: &[&str] = &[
    "text",
    "url",
    "uri",
    "uuid",
    "email",
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
        if let Some(length) = time_pattern(&lower) {
            return Self { text, kind: PageType::Time, min: None, max: Some(length), unit: None, fraction: None };
        }
        let (kind, rest) = written(&lower);
        let kind = if kind == PageType::Unknown { loose(&lower) } else { kind };
        let (min, max) = if kind == PageType::List { (None, None) } else { exact(&lower, lengths(&rest)) };
        let fraction = if kind == PageType::Number { fraction(&lower).or_else(|| scale(&rest)) } else { None };
        Self { text, kind, min, max, unit: length_words::unit(&lower), fraction }
    }

    /// Reads a length without a type.
    pub fn of_length(cell: &str) -> Self {
        let lower = plain(cell);
        let (min, max) = exact(&lower, lengths(&lower));
        let unit = length_words::unit(&lower);
        Self { text: cell.trim().to_owned(), kind: PageType::Unknown, min, max, unit, fraction: None }
    }

    /// Whether the text has a type, which may be unknown.
    pub fn has_type(&self) -> bool {
        !is_length(&self.text)
    }

    /// Adds the length of a separate column, if the type has none.
    pub fn with_length(mut self, cell: &str) -> Self {
        if self.max.is_none()
            && !matches!(self.kind, PageType::List | PageType::Object | PageType::Nested | PageType::Map)
        {
            let lower = plain(cell);
            (self.min, self.max) = exact(&lower, lengths(&lower));
            self.unit = length_words::unit(&lower);
            if self.kind == PageType::Number {
                self.fraction = self.fraction.or_else(|| scale(&lower));
            }
            if self.max.is_some() {
                self.text = format!("{} {}", self.text, cell.trim()).trim().to_owned();
            }
        }
        self
    }

    /// Adds the unit that the heading of the lengths names, if the length has none.
    pub fn with_unit(mut self, unit: Option<LengthUnit>) -> Self {
        if let Some(unit) = unit.filter(|_| self.unit.is_none() && self.max.is_some()) {
            self.text = format!("{} {}", self.text, unit.word());
            self.unit = Some(unit);
        }
        self
    }

    /// Whether two rows state the same type and lengths.
    pub fn agrees(&self, other: &Self) -> bool {
        if self.text == other.text {
            return true;
        }
        let word = self.kind != PageType::Unknown || plain(&self.text) == plain(&other.text);
        let same = (self.kind, self.least(), self.max) == (other.kind, other.least(), other.max)
            && (self.unit, self.fraction) == (other.unit, other.fraction);
        // `AN2` is another type than `ANS2`; `String(2)` may be either.
        let special = self.has_special_characters().zip(other.has_special_characters());
        word && same && special.is_none_or(|(one, other)| one == other)
    }

    /// Whether the text may have other characters than letters and digits, if the notation says so: `AN` or `ANS`.
    pub fn has_special_characters(&self) -> Option<bool> {
        let lower = plain(&self.text);
        let end = lower.find(|next: char| !next.is_ascii_alphabetic()).unwrap_or(lower.len());
        match lower.get(..end)? {
            "an" => Some(false),
            "ans" | "as" | "ns" => Some(true),
            _ => None,
        }
    }

    /// Whether the notation is that of texts of digits, `N2` or `n..12` beside `AN` and `ANS`.
    pub fn is_of_digits(&self) -> bool {
        let lower = plain(&self.text);
        let rest = lower.strip_prefix('n').unwrap_or_default();
        rest.starts_with(|next: char| next.is_ascii_digit() || next == '.') && !rest.contains(',')
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
        if time_pattern(&lower).is_some() {
            return true;
        }
        let lower = QUALIFIERS.iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
        let counted = counted(lower);
        let (kind, rest) = kind(counted.map_or(lower, |(_, word)| word));
        let word = lower.get(..lower.len() - rest.len()).unwrap_or_default();
        let capitals = text.bytes().all(|byte| byte.is_ascii_uppercase() || !byte.is_ascii_alphabetic());
        let code = capitals && (text.len() == 1 || rest.starts_with(|next: char| next.is_ascii_digit()));
        let named = !ALSO_NAMES.contains(&word) || code || rest.starts_with(['(', '[', '.']);
        kind != PageType::Unknown && named && (is_shaped(rest) || rest.starts_with(['<', '[']))
    }
}

/// Words before a type that do not change its kind.
const QUALIFIERS: &[&str] = &[
    "iso 8601 ",
    "iso8601 ",
    "long ",
    "non-negative ",
    "nonnegative ",
    "positive ",
    "rfc 3339 ",
    "signed ",
    "unix ",
    "unsigned ",
    "utc ",
];

/// Normalises a text: lower case, ASCII brackets and commas, single spaces.
fn plain(text: &str) -> String {
    let ascii = |next: char| match narrow(next) {
        '【' => '[',
        '】' => ']',
        '{' => '(',
        '}' => ')',
        other => other.to_ascii_lowercase(),
    };
    let text: String = text.chars().map(ascii).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind and the text with the lengths. In `32位字符串` the length comes first.
fn written(lower: &str) -> (PageType, Cow<'_, str>) {
    match counted(lower) {
        Some((length, word)) => {
            let (kind, rest) = kind(word);
            (kind, Cow::Owned(format!("{length}{rest}")))
        }
        None => {
            let (kind, rest) = kind(lower);
            (kind, Cow::Borrowed(rest))
        }
    }
}

/// The length and the type in `32位字符串` or `32 characters`.
fn counted(lower: &str) -> Option<(&str, &str)> {
    const UNITS: &[&str] = &["位", "个", "字节", "byte ", "bytes "];
    // ISO 20022 writes `Max35Text`.
    let lower = lower.strip_prefix("max").unwrap_or(lower);
    let end = lower.find(|next: char| !next.is_ascii_digit()).filter(|end| *end > 0)?;
    let (digits, word) = lower.split_at(end);
    let word = word.trim_start_matches(['-', ' ']);
    let word = UNITS.iter().find_map(|unit| word.strip_prefix(unit)).unwrap_or(word);
    Some((digits, word.trim_start_matches('的')))
}

/// The length of a time's pattern, such as `yyyymmddhhmmss`.
fn time_pattern(lower: &str) -> Option<usize> {
    let shape = |next: char| "ymdhstzx-/:. '+".contains(next);
    let pattern = lower.starts_with("yy") && lower.contains("mm") && lower.chars().all(shape);
    pattern.then(|| lower.chars().filter(|next| *next != '\'').count())
}

/// The minimum and maximum length: one number is the maximum, two are both.
fn lengths(text: &str) -> (Option<usize>, Option<usize>) {
    const GREATEST_DIGITS: usize = 9;
    let numbers: Vec<usize> = numbers(text)
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

/// The numbers of a text, without the digits of words such as `int64`.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|next: char| !next.is_ascii_alphanumeric());
    words
        .filter(|word| !is_word(word))
        .flat_map(|word| word.split(|next: char| !next.is_ascii_digit()).filter(|digits| !digits.is_empty()))
}

/// The same length as least and greatest one, if the words around it say so.
fn exact(lower: &str, lengths: (Option<usize>, Option<usize>)) -> (Option<usize>, Option<usize>) {
    match lengths {
        (None, Some(max)) if is_exact(lower) => (Some(max), Some(max)),
        other => other,
    }
}

/// Whether the second number of a length is one of decimals: `(10,2)`.
fn scale(text: &str) -> Option<bool> {
    let inside = text.trim().trim_start_matches('(').trim_end_matches(')');
    let (digits, decimals) = inside.split_once(',')?;
    let (digits, decimals) = (digits.trim().parse::<usize>().ok()?, decimals.trim().parse::<usize>().ok()?);
    (decimals < digits).then_some(decimals > 0)
}

/// Whether a cell contains a length and nothing else.
pub fn is_length(text: &str) -> bool {
    const LONGEST: usize = 24;
    text.len() <= LONGEST && text.contains(|next: char| next.is_ascii_digit()) && is_shaped(&text.to_ascii_lowercase())
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
        assert_eq!(read("Price"), (PageType::Number, None, None));
        assert_eq!(read("NS5"), (PageType::Text, None, Some(5)));
        assert_eq!(read("AN8..40"), (PageType::Text, Some(8), Some(40)));
        assert_eq!(read("ans..40"), (PageType::Text, None, Some(40)));
        assert_eq!(read("YYYYMMDDhhmmss"), (PageType::Time, None, Some(14)));
        assert_eq!(read("yyyy-MM-dd HH:mm:ss"), (PageType::Time, None, Some(19)));
        assert_eq!(read("VARCHAR2(32)"), (PageType::Text, None, Some(32)));
        assert_eq!(read("VARCHAR2"), (PageType::Text, None, None));
        assert_eq!(read("String{1,32}"), (PageType::Text, Some(1), Some(32)));
        assert_eq!(read("32位字符串"), (PageType::Text, None, Some(32)));
        assert_eq!(read("变长字符,最长256位"), (PageType::Text, None, Some(256)));
        assert_eq!(read("String【16】"), (PageType::Text, None, Some(16)));
        assert_eq!(read("String ≤ 16"), (PageType::Text, None, Some(16)));
        assert_eq!(read("unsigned int(10)"), (PageType::Number, None, Some(10)));
        assert_eq!(read("非负整数"), (PageType::Number, None, None));
        assert_eq!(read("array of strings"), (PageType::List, None, None));
        assert_eq!(read("NUMBER(10,0)"), (PageType::Number, None, Some(10)));
        assert_eq!(read("Max35Text"), (PageType::Text, None, Some(35)));
        assert_eq!(read("z1..256"), (PageType::Unknown, Some(1), Some(256)));
        assert_eq!(read("Frobnicate(3)"), (PageType::Unknown, None, Some(3)));
    }

    #[test]
    fn units_exact_lengths_and_decimals_are_read() {
        use super::LengthUnit::{Bytes, Characters};
        let units =
            ["String(70字节)", "String(70 bytes)", "VARCHAR2(32 BYTE)", "String(70个字符)", "字符串(64)", "byte"];
        let read = units.map(|text| Stated::parse(text).unit);
        assert_eq!(read, [Some(Bytes), Some(Bytes), Some(Bytes), Some(Characters), None, None]);
        let exact = ["固定32位字符串", "string (exactly 32)", "定长字符(32)", "不定长字符(32)"];
        let read = exact.map(Stated::parse).map(|stated| (stated.kind, stated.min, stated.max));
        let text = |min| (PageType::Text, min, Some(32));
        assert_eq!(read, [text(Some(32)), text(Some(32)), text(Some(32)), text(None)]);
        let numbers = ["int", "integer(int64)", "Decimal(10,2)", "NUMBER(10,0)", "Number(10)", "浮点数", "整数"];
        let read = numbers.map(Stated::parse).map(|stated| (stated.fraction, stated.max));
        let (whole, decimals) = (Some(false), Some(true));
        assert_eq!(read[..4], [(whole, None), (whole, None), (decimals, Some(10)), (whole, Some(10))]);
        assert_eq!(read[4..], [(None, Some(10)), (decimals, None), (whole, None)]);
        let column = Stated::parse("Decimal").with_length("(12,2)");
        assert!(column.agrees(&Stated::parse("Decimal (12,2)")) && !column.agrees(&Stated::parse("Int (12)")));
        assert!(is_length("固定32位") && is_length("70 bytes") && Stated::is_certain("String(70 bytes)"));
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
        assert!(Stated::is_certain("Positive Float") && Stated::is_certain("ISO 8601 datetime"));
        assert!(!Stated::is_certain("positive") && !Stated::is_certain("long way"));
        assert!(!Stated::is_certain("String of texts") && !Stated::is_certain("商品的编号"));
    }
}
