//! Full-width and half-width characters.

/// The ASCII character for a full-width one.
pub fn narrow(next: char) -> char {
    match u32::from(next) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(next),
        _ => next,
    }
}

/// Whether two texts have the same words: white space, width, letter case and punctuation do not count.
pub fn reads_alike(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// Whether a text contains the words of another, in the sense of `reads_alike`.
pub fn contains_alike(text: &str, part: &str) -> bool {
    letters(text).collect::<String>().contains(&letters(part).collect::<String>())
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(narrow).filter(|next| next.is_alphanumeric()).flat_map(char::to_lowercase)
}
