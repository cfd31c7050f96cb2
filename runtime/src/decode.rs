//! Strict decoding of texts to bytes. Hex and base64 are `None` unless the encoder of the same name writes them so.
//! `base64_any` and percent-decoding accept more, because encoders differ; see each function.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use percent_encoding::percent_decode;

use crate::transform::is_blank;

/// Hex in lower case.
pub fn hex_lower(text: &str) -> Option<Vec<u8>> {
    hex(text, |byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Hex in upper case.
pub fn hex_upper(text: &str) -> Option<Vec<u8>> {
    hex(text, |byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
}

/// Base64 with padding (RFC 4648, section 4).
pub fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Base64 for URLs, without padding (RFC 4648, section 5).
pub fn base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Base64 for URLs, with padding (RFC 4648, section 5).
pub fn base64url_padded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE.decode(text).ok()
}

/// Base64 in the standard alphabet or in that for URLs, with or without padding (RFC 4648, sections 4 and 5). Line
/// ends, spaces and tabs count for nothing: encoders for mail end a line after 60 or 76 characters. A text that mixes
/// the alphabets is `None`.
pub fn base64_any(text: &str) -> Option<Vec<u8>> {
    const EITHER: GeneralPurposeConfig = NO_PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, EITHER);
    const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, EITHER);
    let text: Cow<'_, str> = match text.contains(is_blank) {
        true => Cow::Owned(text.replace(is_blank, "")),
        false => Cow::Borrowed(text),
    };
    STANDARD.decode(&*text).or_else(|_| URL_SAFE.decode(&*text)).ok()
}

/// Percent-encoding of HTML forms: `+` is a space, `%XX` in either case is any byte, letters, digits and `*-._~` stand
/// for themselves; anything else is `None`.
pub fn percent_form(text: &str) -> Option<Vec<u8>> {
    percent(text, b"+*-._~").map(|_| percent_decode(text.replace('+', " ").as_bytes()).collect())
}

/// Percent-encoding of RFC 3986: `%XX` in either case is any byte, letters, digits and `-._~` stand for themselves;
/// anything else is `None`.
pub fn percent_rfc3986(text: &str) -> Option<Vec<u8>> {
    percent(text, b"-._~").map(|bytes| percent_decode(bytes).collect())
}

/// Percent-encoding of PHP's `urlencode`; accepts the same texts as [`percent_form`].
pub fn percent_php(text: &str) -> Option<Vec<u8>> {
    percent_form(text)
}

/// Percent-encoding of .NET's `HttpUtility.UrlEncode`: `+` is a space, `%XX` in either case is any byte, letters,
/// digits and `-_.!*()~` stand for themselves; anything else is `None`.
pub fn percent_dotnet(text: &str) -> Option<Vec<u8>> {
    percent(text, b"+-_.!*()~").map(|_| percent_decode(text.replace('+', " ").as_bytes()).collect())
}

fn hex(text: &str, allowed: impl Fn(u8) -> bool) -> Option<Vec<u8>> {
    text.bytes().all(allowed).then(|| const_hex::decode(text).ok())?
}

/// The text if it has only letters, digits, the marks and complete escapes: the decoder itself accepts anything.
fn percent<'a>(text: &'a str, marks: &[u8]) -> Option<&'a [u8]> {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte));
    let mut parts = text.split('%');
    let escaped = |part: &str| {
        let (digits, rest) = part.split_at_checked(2)?;
        (digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && plain(rest)).then_some(())
    };
    let whole = parts.next().is_some_and(plain) && parts.all(|part| escaped(part).is_some());
    whole.then_some(text.as_bytes())
}

/// The text; `None` if the bytes are not UTF-8.
pub fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
