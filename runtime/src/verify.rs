//! The checks that an answer must pass before it is believed.

use crate::{Authenticity, ReadError, TimeFormat, Timestamp};

/// Compares a computed signature with the received one, in constant time.
///
/// # Errors
/// [`ReadError::Unsigned`] if the signature is absent, [`ReadError::Signature`] if it differs.
pub fn equal(expected: &[u8], signature: Option<&str>) -> Result<(), ReadError> {
    let signature = found(signature)?;
    if crate::equal(expected, signature.as_bytes()) { Ok(()) } else { Err(ReadError::Signature) }
}

/// [`equal`] with several received signatures, one of which has to agree: keys overlap during a rotation.
///
/// # Errors
/// [`ReadError::Unsigned`] if there are none, [`ReadError::Signature`] if all differ.
pub fn any_equal<'a>(expected: &[u8], signatures: impl IntoIterator<Item = &'a str>) -> Result<(), ReadError> {
    let mut signatures = signatures.into_iter().peekable();
    found(signatures.peek().copied())?;
    // Compare with every signature, so that the time does not tell which one agrees.
    let agree = signatures.fold(false, |agree, signature| agree | crate::equal(expected, signature.as_bytes()));
    if agree { Ok(()) } else { Err(ReadError::Signature) }
}

/// The signature between a prefix and a suffix; `None` if either differs.
pub fn between<'a>(text: Option<&'a str>, prefix: &str, suffix: &str) -> Option<&'a str> {
    text?.strip_prefix(prefix)?.strip_suffix(suffix)
}

/// The token after the scheme before it; `None` if another text stands there. The letter case of a scheme does not count
/// (RFC 9110, section 11.1).
pub fn after_scheme<'a>(text: Option<&'a str>, scheme: &str) -> Option<&'a str> {
    let (found, token) = text?.split_at_checked(scheme.len())?;
    found.eq_ignore_ascii_case(scheme).then_some(token)
}

/// The signature, if present.
///
/// # Errors
/// [`ReadError::Unsigned`] if it is absent or empty.
pub fn found(signature: Option<&str>) -> Result<&str, ReadError> {
    signature.filter(|text| !text.is_empty()).ok_or(ReadError::Unsigned)
}

/// Opens an inner layer before the signature is verified. Every failure is that of a wrong signature: the errors must
/// not tell a sender which of his texts can be decrypted. A key that cannot be used stays an error of its own.
///
/// # Errors
/// [`ReadError::Signature`] if the layer cannot be opened, [`ReadError::Key`] if a key cannot be used.
pub fn opened<T>(open: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    open().map_err(|error| if matches!(error, ReadError::Key(_)) { error } else { ReadError::Signature })
}

/// The last `characters` characters of a signature's text: the salt. `undo` reverts the steps of the signature. Empty
/// if there is no salt; a signature computed with the empty salt then differs.
pub fn salt(
    signature: Option<&str>,
    characters: usize,
    undo: impl FnOnce(&str) -> Result<Vec<u8>, ReadError>,
) -> String {
    let shown = found(signature).and_then(undo).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let from = |text: &str| characters.checked_sub(1).and_then(|back| text.char_indices().nth_back(back));
    let salt = shown.as_deref().and_then(|text| text.get(from(text)?.0..));
    salt.unwrap_or_default().to_owned()
}

/// Checks that a part of a signed text does not contain the separator to the next part: the text could be split
/// elsewhere.
///
/// # Errors
/// [`ReadError::Ambiguous`] if it contains the separator.
pub fn separated(name: &str, part: &str, separator: &str) -> Result<(), ReadError> {
    let found = [part, separator].concat().find(separator);
    if found == Some(part.len()) { Ok(()) } else { Err(ReadError::Ambiguous { name: name.to_owned() }) }
}

/// Checks that of optional parts that begin with `separator` none is there after one that is absent: its text could be
/// that of the absent part.
///
/// # Errors
/// [`ReadError::Ambiguous`] if a part follows an absent one.
pub fn in_order(separator: &str, parts: &[&str]) -> Result<(), ReadError> {
    let mut rest = parts.iter().skip_while(|part| !part.is_empty());
    if rest.all(|part| part.is_empty()) { Ok(()) } else { Err(ReadError::Ambiguous { name: separator.to_owned() }) }
}

/// Checks that a message is within the replay window: `within_seconds` before or after `now`.
///
/// # Errors
/// [`ReadError::Stale`] if the message is outside the window, or its time is absent or cannot be read.
pub fn fresh(at: Option<&str>, format: TimeFormat<'_>, within_seconds: i64, now: Timestamp) -> Result<(), ReadError> {
    let at = at.and_then(|text| Timestamp::parse(text, format).ok()).ok_or(ReadError::Stale)?;
    let distance = at.epoch_ms().abs_diff(now.epoch_ms());
    let allowed = within_seconds.max(0).unsigned_abs().saturating_mul(1000);
    if distance <= allowed { Ok(()) } else { Err(ReadError::Stale) }
}

/// Rejects a notification that is not about a refund, by the member that says so. Without a signature or a token nothing
/// shows that the provider sent it.
///
/// # Errors
/// [`ReadError::OtherKind`] unless `is_ours`, and [`ReadError::Unsigned`] if the notification is not proven, either.
pub fn kind(authenticity: Authenticity, member: &str, found: Option<&str>, is_ours: bool) -> Result<(), ReadError> {
    match authenticity {
        _ if is_ours => Ok(()),
        Authenticity::Missing | Authenticity::UnsignedRefusal => Err(ReadError::Unsigned),
        Authenticity::Verified | Authenticity::Token { .. } | Authenticity::NeverSigned { .. } => {
            Err(ReadError::OtherKind { member: member.to_owned(), found: found.unwrap_or_default().to_owned() })
        }
    }
}
