//! Encodes bytes as text.

mod decimal;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

pub use decimal::decimal;

use crate::Percent;
use crate::percent::Escape;

/// Hex in lower case.
pub fn hex_lower(bytes: &[u8]) -> String {
    const_hex::encode(bytes)
}

/// Hex in upper case.
pub fn hex_upper(bytes: &[u8]) -> String {
    const_hex::encode_upper(bytes)
}

/// Base64 with padding (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Base64 for URLs, without padding (RFC 4648, section 5).
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Base64 for URLs, with padding (RFC 4648, section 5).
pub fn base64url_padded(bytes: &[u8]) -> String {
    URL_SAFE.encode(bytes)
}

/// Base64 with padding (RFC 4648, section 4); [`decode::base64_any`](crate::decode::base64_any) accepts more.
pub fn base64_any(bytes: &[u8]) -> String {
    base64(bytes)
}

/// Percent-encoding of HTML forms (WHATWG URL, section 5): letters, digits and `*-._` stay, a space is `+`, the rest
/// `%XX`.
pub fn percent_form(bytes: &[u8]) -> String {
    percent(Percent::Form, bytes)
}

/// Percent-encoding of RFC 3986: letters, digits and `-._~` stay, the rest is `%XX` in upper case.
pub fn percent_rfc3986(bytes: &[u8]) -> String {
    percent(Percent::Rfc3986, bytes)
}

/// Percent-encoding of PHP's `urlencode`: letters, digits and `-._` stay, a space is `+`, the rest `%XX`.
pub fn percent_php(bytes: &[u8]) -> String {
    percent(Percent::Php, bytes)
}

/// Percent-encoding of .NET's `HttpUtility.UrlEncode`: letters, digits and `-_.!*()` stay, a space is `+`, the rest is
/// `%xx` in lower case.
pub fn percent_dotnet(bytes: &[u8]) -> String {
    percent(Percent::DotNet, bytes)
}

fn percent(table: Percent, bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 4);
    table.encode(&mut out, bytes);
    String::from_utf8(out).unwrap_or_default()
}
