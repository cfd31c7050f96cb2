//! Received bytes as text.

use std::borrow::Cow;

use super::members::Members;
use crate::charset::Transcode;
use crate::{Charset, MAX_BODY, ReadError};

/// Whether a body that may be of another codec is JSON: its first character is `{`. The content type does not decide, so
/// that nobody changes the codec of a signed body.
pub fn is_json(body: &[u8]) -> bool {
    first(body) == Some(b'{')
}

/// Whether a body that may be of another codec is XML: its first character is `<`; see [`is_json`].
pub fn is_xml(body: &[u8]) -> bool {
    first(body) == Some(b'<')
}

/// The first byte that is no white space.
fn first(body: &[u8]) -> Option<u8> {
    unmarked(body).iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// The members of a body that has none, or may have none.
///
/// # Errors
/// There is a body.
pub fn no_body(body: &[u8]) -> Result<Members<'static>, ReadError> {
    if body.is_empty() {
        Ok(Members::of(Vec::new()))
    } else {
        Err(ReadError::malformed("text", "a body that no message has"))
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

/// Like [`text_in`], in a charset that nobody signed: no sign of `signs` stands directly behind a byte beyond ASCII. Some
/// charset takes such a sign for the second half of a character, and the same bytes would be other members.
///
/// # Errors
/// The errors of [`text_in`]; such a sign, or bytes that the charset would write in another way.
pub fn text_in_open<'b>(charset: Charset, body: &'b [u8], signs: &str) -> Result<Cow<'b, str>, ReadError> {
    let text = text_in(charset, body)?;
    let swallowed = |pair: &[u8]| matches!(pair, [lead, sign] if !lead.is_ascii() && signs.as_bytes().contains(sign));
    if body.windows(2).any(swallowed) || charset.encode(&text).is_none_or(|bytes| *bytes != *body) {
        return Err(ReadError::malformed("text", "bytes that may be other members in another charset"));
    }
    Ok(text)
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
