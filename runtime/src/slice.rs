//! Parts of a text or of bytes, such as a key that is the first 16 characters of another one.

use crate::{KeyError, SliceEnd, StepOutput, decode};

/// The first `count` characters of a text.
///
/// # Errors
/// [`KeyError::Short`] if the text is shorter, or no text.
pub fn first_characters(text: &[u8], count: usize) -> Result<String, KeyError> {
    characters(text, count, |_| 0)
}

/// The last `count` characters of a text.
///
/// # Errors
/// [`KeyError::Short`] if the text is shorter, or no text.
pub fn last_characters(text: &[u8], count: usize) -> Result<String, KeyError> {
    characters(text, count, |rest| rest)
}

/// The first `count` bytes.
///
/// # Errors
/// [`KeyError::Short`] if there are fewer.
pub fn first_bytes(bytes: &[u8], count: usize) -> Result<Vec<u8>, KeyError> {
    bytes.get(..count).map(<[u8]>::to_vec).ok_or(KeyError::Short { found: bytes.len(), needed: count })
}

/// The last `count` bytes.
///
/// # Errors
/// [`KeyError::Short`] if there are fewer.
pub fn last_bytes(bytes: &[u8], count: usize) -> Result<Vec<u8>, KeyError> {
    let from = bytes.len().checked_sub(count);
    from.and_then(|from| bytes.get(from..))
        .map(<[u8]>::to_vec)
        .ok_or(KeyError::Short { found: bytes.len(), needed: count })
}

/// Takes a part; `text` says whether characters are counted, or bytes.
///
/// # Errors
/// [`KeyError::Short`] if the input is shorter.
pub fn slice(end: SliceEnd, text: bool, input: &[u8], count: usize) -> Result<StepOutput, KeyError> {
    Ok(match (end, text) {
        (SliceEnd::First, true) => StepOutput::Text(first_characters(input, count)?),
        (SliceEnd::Last, true) => StepOutput::Text(last_characters(input, count)?),
        (SliceEnd::First, false) => StepOutput::Bytes(first_bytes(input, count)?),
        (SliceEnd::Last, false) => StepOutput::Bytes(last_bytes(input, count)?),
    })
}

/// `count` characters; `skipped` says how many of the remaining ones stand before them.
fn characters(text: &[u8], count: usize, skipped: fn(usize) -> usize) -> Result<String, KeyError> {
    let text = decode::text(text).unwrap_or_default();
    let found = text.chars().count();
    let rest = found.checked_sub(count).ok_or(KeyError::Short { found, needed: count })?;
    let mut part = String::with_capacity(text.len());
    part.extend(text.chars().skip(skipped(rest)).take(count));
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_no_bytes() {
        assert_eq!(first_characters("退款ab".as_bytes(), 3), Ok("退款a".to_owned()));
        assert_eq!(last_characters("ab退款".as_bytes(), 3), Ok("b退款".to_owned()));
        assert_eq!(first_bytes("退款".as_bytes(), 2), Ok(vec![0xe9, 0x80]));
        assert_eq!(last_bytes(&[1, 2, 3], 2), Ok(vec![2, 3]));
        assert_eq!(last_characters(b"abc", 3), Ok("abc".to_owned()));
    }

    #[test]
    fn a_shorter_input_is_an_error() {
        for count in [4, usize::MAX] {
            let short = KeyError::Short { found: 3, needed: count };
            assert_eq!(first_characters("äöü".as_bytes(), count), Err(short.clone()));
            assert_eq!(last_characters("äöü".as_bytes(), count), Err(short.clone()));
            assert_eq!(first_bytes(b"abc", count), Err(short.clone()));
            assert_eq!(last_bytes(b"abc", count), Err(short));
        }
        assert_eq!(first_characters(&[0xff; 3], 1), Err(KeyError::Short { found: 0, needed: 1 }));
    }
}
