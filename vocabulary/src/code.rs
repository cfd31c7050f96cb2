//! Ranges of codes that consist of digits.

/// Whether a code has as many digits as the bounds and lies between them, both included.
pub fn is_between(code: &str, first: &str, last: &str) -> bool {
    let digits = code.len() == first.len() && code.bytes().all(|byte| byte.is_ascii_digit());
    digits && (first..=last).contains(&code)
}
