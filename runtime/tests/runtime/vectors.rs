//! Test vectors in files: one per line, blanks between fields, `-` for empty bytes, `#` starts a comment.

/// The fields of each line.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect())
}

/// Decodes a hex field.
pub(crate) fn bytes(part: &str) -> Vec<u8> {
    const_hex::decode(part.trim_matches('-')).unwrap()
}
