//! Texts read as bytes, strictly: what the encoder of the same name would not have written is `None`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

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

fn hex(text: &str, allowed: impl Fn(u8) -> bool) -> Option<Vec<u8>> {
    text.bytes().all(allowed).then(|| const_hex::decode(text).ok())?
}
