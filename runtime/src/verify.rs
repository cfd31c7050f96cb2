//! The checks before an answer is believed.

use crate::{ReadError, TimeFormat, Timestamp};

/// Compares a computed signature with the one found, in constant time.
///
/// # Errors
/// [`ReadError::Unsigned`] if none is there, [`ReadError::Signature`] if it differs.
pub fn equal(expected: &[u8], signature: Option<&str>) -> Result<(), ReadError> {
    let signature = found(signature)?;
    if crate::equal(expected, signature.as_bytes()) { Ok(()) } else { Err(ReadError::Signature) }
}

/// The same where several signatures are found, of which one has to agree: keys overlap while they change.
///
/// # Errors
/// [`ReadError::Unsigned`] if none is there, [`ReadError::Signature`] if all differ.
pub fn any_equal<'a>(expected: &[u8], signatures: impl IntoIterator<Item = &'a str>) -> Result<(), ReadError> {
    let mut signatures = signatures.into_iter().peekable();
    found(signatures.peek().copied())?;
    // All are looked at: how long it takes says nothing about which agrees.
    let agree = signatures.fold(false, |agree, signature| agree | crate::equal(expected, signature.as_bytes()));
    if agree { Ok(()) } else { Err(ReadError::Signature) }
}

/// A signature without what stands around it; nothing if something else stands there.
pub fn between<'a>(text: Option<&'a str>, prefix: &str, suffix: &str) -> Option<&'a str> {
    text?.strip_prefix(prefix)?.strip_suffix(suffix)
}

/// The signature, if there is one.
///
/// # Errors
/// [`ReadError::Unsigned`] if it is absent or empty.
pub fn found(signature: Option<&str>) -> Result<&str, ReadError> {
    signature.filter(|text| !text.is_empty()).ok_or(ReadError::Unsigned)
}

/// The salt that a signature shows at the end of its text, once `undo` has taken back the steps that made it. Empty if
/// it shows none: nothing that is computed with it agrees then.
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

/// Demands that a part of a signed text does not hold what separates it from the next: the text could be cut elsewhere.
///
/// # Errors
/// [`ReadError::Ambiguous`] if it does.
pub fn separated(name: &str, part: &str, separator: &str) -> Result<(), ReadError> {
    let found = [part, separator].concat().find(separator);
    if found == Some(part.len()) { Ok(()) } else { Err(ReadError::Ambiguous { name: name.to_owned() }) }
}

/// Demands that a message was made at most so many seconds before or after now.
///
/// # Errors
/// [`ReadError::Stale`] if it was not, or if its time is absent or cannot be read.
pub fn fresh(at: Option<&str>, format: TimeFormat, within_seconds: i64, now: Timestamp) -> Result<(), ReadError> {
    let at = at.and_then(|text| Timestamp::parse(text, format).ok()).ok_or(ReadError::Stale)?;
    let distance = at.epoch_ms().abs_diff(now.epoch_ms());
    let allowed = within_seconds.max(0).unsigned_abs().saturating_mul(1000);
    if distance <= allowed { Ok(()) } else { Err(ReadError::Stale) }
}
