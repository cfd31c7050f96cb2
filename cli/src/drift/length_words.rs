//! The words around the numbers of a length: its unit, and whether it is the length of every value.

/// The unit of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthUnit {
    /// Bytes.
    Bytes,
    /// Characters.
    Characters,
}

const UNITS: &[(LengthUnit, &[&str])] = &[
    (LengthUnit::Bytes, &["字节", "bytes", "byte", "octets"]),
    (LengthUnit::Characters, &["个字符", "字符", "characters", "character", "chars", "char"]),
];

/// The words of lengths that are no units.
const OTHERS: &[&str] = &[
    "固定",
    "定长",
    "长度",
    "最大",
    "最长",
    "不超过",
    "位",
    "个",
    "字",
    "fixed",
    "exactly",
    "max",
    "up to",
    "length",
    "len",
];

/// The unit behind a number, `70 bytes`, or in a heading without numbers, `最大长度(字节)`. The text is in lower case.
pub fn unit(lower: &str) -> Option<LengthUnit> {
    let behind = |rest: &str| UNITS.iter().find(|(_, words)| words.iter().any(|word| begins(rest, word)));
    let ends = lower.char_indices().filter(|(_, next)| next.is_ascii_digit());
    let rests = ends.filter_map(|(at, _)| lower.get(at + 1..)).map(|rest| rest.trim_start_matches([' ', ')', '-']));
    rests.filter_map(behind).map(|(unit, _)| *unit).next()
}

/// The unit that a heading names.
pub fn heading_unit(heading: &str) -> Option<LengthUnit> {
    let lower = heading.to_lowercase();
    let named = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    UNITS.iter().find(|(_, words)| named(words)).map(|(unit, _)| *unit)
}

/// Whether every value has this length: `固定32位`, `exactly 12`. The text is in lower case.
pub fn is_exact(lower: &str) -> bool {
    let stated = |word: &str| lower.split_once(word).is_some_and(|(before, _)| !before.ends_with(['不', '非']));
    ["固定", "定长", "fixed", "exactly"].iter().any(|word| stated(word))
}

/// Whether a text consists of numbers, signs and the words of lengths.
pub fn is_shaped(text: &str) -> bool {
    const SIGNS: &str = "()[]<>=,.-~≤ ";
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let units = UNITS.iter().flat_map(|(_, words)| words.iter());
        let word = || units.chain(OTHERS).find(|word| begins(rest, word)).map(|word| word.len());
        let single = next.is_ascii_digit() || SIGNS.contains(next);
        let Some(length) = single.then_some(next.len_utf8()).or_else(word) else { return false };
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

/// Whether a text begins with a word. An ASCII word ends where its letters end.
fn begins(text: &str, word: &str) -> bool {
    let apart = |rest: &str| !word.is_ascii() || !rest.starts_with(|next: char| next.is_ascii_alphabetic());
    text.strip_prefix(word).is_some_and(apart)
}

impl LengthUnit {
    /// The unit as a spec writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Characters => "characters",
        }
    }
}
