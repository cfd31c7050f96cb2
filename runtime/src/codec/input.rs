//! Received bytes as text.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::charset::Transcode;
use crate::{Charset, MAX_BODY, ReadError};

/// Whether a body is JSON: by its content type, or by its first character if the content type does not tell.
pub fn is_json(body: &[u8], headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => true,
        "application/x-www-form-urlencoded" => false,
        _ if essence.ends_with("+json") => true,
        _ => unmarked(body).iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{'),
    }
}

/// The body without ASCII white space at either end.
pub fn trimmed(body: &[u8]) -> &[u8] {
    body.trim_ascii()
}

/// The text of a body in a charset.
///
/// # Errors
/// The body is too large, or invalid in the charset.
pub fn text_in(charset: Charset, body: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if body.len() > MAX_BODY {
        return Err(ReadError::TooLarge);
    }
    charset.decode(body).ok_or_else(|| ReadError::malformed("text", "bytes that are no text of the charset"))
}

pub(super) fn text_of<'a>(body: &'a [u8], codec: &'static str) -> Result<&'a str, ReadError> {
    if body.len() > MAX_BODY {
        return Err(ReadError::TooLarge);
    }
    std::str::from_utf8(body).map_err(|_| ReadError::malformed(codec, "not UTF-8"))
}

/// The UTF-8 text of a body without its byte order mark.
pub(super) fn unmarked_text<'a>(body: &'a [u8], codec: &'static str) -> Result<&'a str, ReadError> {
    text_of(body, codec).map(|text| text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The body without a byte order mark, which some servers send. A signature over the whole body includes the mark.
fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}
