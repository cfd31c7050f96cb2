//! Bytes written as text.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

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
