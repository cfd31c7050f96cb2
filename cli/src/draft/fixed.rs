//! The value that a description calls fixed: `固定值：3.0`, `Fixed value: EXP09`.

/// The words before the value.
const WORDS: &[&str] =
    &["固定值为", "固定值", "固定为", "固定填写", "固定填", "固定传", "固定", "fixed value", "fixed to", "always"];

/// The fixed value; `None` if the description names none, or several.
pub fn fixed(description: &str) -> Option<String> {
    const LONGEST: usize = 64;
    let lower = description.to_lowercase();
    let (start, word) = WORDS.iter().filter_map(|word| Some((lower.find(word)?, *word))).min_by_key(|(at, _)| *at)?;
    let rest = description.get(start + word.len()..)?;
    let rest = rest.trim_start_matches([' ', ':', '\u{ff1a}', '`', '"', '“', '=']);
    let end = rest.find(|next: char| !(next.is_ascii_graphic()) || "`\",;".contains(next)).unwrap_or(rest.len());
    let value = rest.get(..end)?.trim_end_matches('.');
    // A number before a unit is a length, and a list goes on behind its first word.
    let after = rest.get(end..)?.trim_start_matches(['`', '"', '”', ' ']);
    let goes_on = after.starts_with(|next: char| next.is_alphanumeric() || "/、".contains(next))
        || value.contains('/') && !value.contains("//");
    let prose = word == "always" && !rest.starts_with(|next: char| next.is_ascii_uppercase() || next.is_ascii_digit());
    (!value.is_empty() && value.len() <= LONGEST && !goes_on && !prose).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn the_fixed_values_of_descriptions_are_found() {
        for (description, value) in [
            ("固定值：3.0", "3.0"),
            ("固定为：2.1", "2.1"),
            ("固定RSA", "RSA"),
            ("接口名，固定值 unified_refund", "unified_refund"),
            ("Fixed value: `EXP09`.", "EXP09"),
        ] {
            assert_eq!(fixed(description).as_deref(), Some(value), "{description}");
        }
        for description in ["固定32位", "固定长度", "固定值：RSA/SM2", "always present", "Fixed to one of a or b", ""]
        {
            assert_eq!(fixed(description), None, "{description}");
        }
    }
}
