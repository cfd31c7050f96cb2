//! The greatest length that a description states, `不超过100个字符` or `Maximum length: 255`.

use super::length_words::unit;

/// Words before a number that make it the greatest one.
const LIMITS: &[&str] = &[
    "max",
    "max.",
    "maximum",
    "maximum of",
    "up to",
    "at most",
    "limited to",
    "不超过",
    "不能超过",
    "不得超过",
    "最多",
    "最大",
];

/// Words before a number that make it the greatest length, also without a unit behind it.
const LENGTHS: &[&str] = &[
    "maximum length",
    "max length",
    "max. length",
    "maximum length is",
    "maximum length of",
    "no longer than",
    "最大长度",
    "最大长度为",
    "最长",
    "长度不超过",
    "长度最大",
    "长度最长",
];

/// The length as a cell of lengths would have it, `100` or `100 bytes`.
pub fn prose_length(description: &str) -> Option<String> {
    const MOST_DIGITS: usize = 6;
    let lower = description.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(start) = rest.find(|next: char| next.is_ascii_digit()) {
        let (before, behind) = rest.split_at_checked(start)?;
        let end = behind.find(|next: char| !next.is_ascii_digit()).unwrap_or(behind.len());
        let (digits, after) = behind.split_at_checked(end)?;
        let before = before.trim_end_matches([' ', ':', '\u{ff1a}', '(', '\u{ff08}', '`']);
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let measured = unit(&format!("{digits}{after}"));
        let counted = measured.is_some() || after.trim_start_matches(['个', ' ']).starts_with('位');
        let whole = !after.starts_with(|next: char| next.is_ascii_alphanumeric() || ".,".contains(next))
            || after.starts_with(['.', ',']) && !after.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        if digits.len() <= MOST_DIGITS && whole && (ends(LENGTHS) || ends(LIMITS) && counted) {
            return Some(measured.map_or_else(|| digits.to_owned(), |unit| format!("{digits} {}", unit.word())));
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::prose_length;

    #[test]
    fn the_lengths_in_descriptions_are_found() {
        for (description, length) in [
            ("退款原因，不超过100个字符", "100 characters"),
            ("Shown to the customer. Maximum length: 255", "255"),
            ("A key. Max 36 characters.", "36 characters"),
            ("最长64位", "64"),
            ("up to 127 bytes", "127 bytes"),
        ] {
            assert_eq!(prose_length(description).as_deref(), Some(length), "{description}");
        }
        for description in ["最多5笔", "Up to 1kB", "最多 12.5 元", "不超过30天", "Max 3", "长度8位", ""] {
            assert_eq!(prose_length(description), None, "{description}");
        }
    }
}
