//! Texts written otherwise, as canonical strings ask for it.

use std::borrow::Cow;

use crate::charset::Transcode;
use crate::{Charset, KeyError, ReadError, SignError, decode};

/// Lower case.
pub fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_lowercase()
}

/// Upper case.
pub fn upper(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_uppercase()
}

/// Without blanks, tabs, carriage returns and line feeds, wherever they stand.
pub fn strip_blanks(text: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(text).into_owned();
    text.retain(|c| !is_blank(c));
    text
}

/// JSON without the blanks between its tokens: strings stay as they are.
pub fn minify_json(text: &[u8]) -> String {
    let (mut inside, mut escaped) = (false, false);
    let mut text = String::from_utf8_lossy(text).into_owned();
    text.retain(|c| {
        let keep = inside || !is_blank(c);
        match c {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            _ => {}
        }
        keep
    });
    text
}

/// The bytes of a text in a charset.
///
/// # Errors
/// The charset lacks a character of it.
pub fn charset(charset: Charset, text: &[u8]) -> Result<Vec<u8>, CharsetError> {
    let text = std::str::from_utf8(text).map_err(|_| CharsetError)?;
    charset.encode(text).map(Cow::into_owned).ok_or(CharsetError)
}

/// A text holds a character that its charset lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the charset lacks a character of the text")]
pub struct CharsetError;

impl From<CharsetError> for SignError {
    fn from(_: CharsetError) -> Self {
        Self::Charset
    }
}

impl From<CharsetError> for ReadError {
    fn from(error: CharsetError) -> Self {
        Self::malformed("text", error.to_string())
    }
}

/// The bytes that a hex text writes.
///
/// # Errors
/// The text is no hex.
pub fn hex_decode(text: &[u8]) -> Result<Vec<u8>, KeyError> {
    let text = std::str::from_utf8(text).ok();
    text.and_then(|text| decode::hex_lower(text).or_else(|| decode::hex_upper(text))).ok_or(KeyError::Encoding("hex"))
}

/// The bytes that a base64 text writes.
///
/// # Errors
/// The text is no base64 with padding.
pub fn base64_decode(text: &[u8]) -> Result<Vec<u8>, KeyError> {
    let text = std::str::from_utf8(text).ok();
    text.and_then(decode::base64).ok_or(KeyError::Encoding("base64"))
}

/// The white space of JSON (RFC 8259, section 2).
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_minified_as_python_does() {
        // json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
        let text = "{ \"a\" : \"b c\\\" d\",\r\n\t\"e\" : [ 1, \"\\\\\" , { } ] }";
        assert_eq!(minify_json(text.as_bytes()), r#"{"a":"b c\" d","e":[1,"\\",{}]}"#);
    }

    #[test]
    fn blanks_go_wherever_they_stand() {
        assert_eq!(strip_blanks("{ \"a\": \"b c\"\r\n\t}".as_bytes()), r#"{"a":"bc"}"#);
    }

    #[test]
    fn case_is_changed_beyond_ascii() {
        assert_eq!((lower("ÄA1".as_bytes()), upper("äa1".as_bytes())), ("äa1".to_owned(), "ÄA1".to_owned()));
    }
}
