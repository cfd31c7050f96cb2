//! Vectors in files: a line each, blanks between the parts, `-` for no bytes at all, `#` before a comment.

/// The parts of each line.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect())
}

/// A part in hex.
pub(crate) fn bytes(part: &str) -> Vec<u8> {
    const_hex::decode(part.trim_matches('-')).unwrap()
}
