//! The tag of a cipher that authenticates its text, apart from the text.

use crate::ReadError;

/// The encrypted text, and the tag of that many bytes at its end.
pub fn split_tag(encrypted: &[u8], length: usize) -> (&[u8], &[u8]) {
    encrypted.split_at(encrypted.len().saturating_sub(length))
}

/// The encrypted text with its tag at the end.
///
/// # Errors
/// The tag has another length. A part of the text must not count as a part of the tag.
pub fn join_tag(mut encrypted: Vec<u8>, tag: &[u8], length: usize) -> Result<Vec<u8>, ReadError> {
    if tag.len() != length {
        return Err(ReadError::Decrypt);
    }
    encrypted.extend_from_slice(tag);
    Ok(encrypted)
}
