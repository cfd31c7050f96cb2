//! Shows the first byte in which two texts differ, with its context.

use std::ops::Range;

use refundry_interpreter::{Traced, explain::Redaction, runtime::encode};

use super::visible::visible;

/// The number of characters shown on either side of the first difference.
const AROUND: usize = 40;
/// The number of bytes shown if the characters are the same.
const BYTES: usize = 8;

/// The first difference between the right text and a foreign one; `bytes` is the foreign text as it is signed.
pub fn shown(right: &Traced, (text, bytes): (&str, &[u8]), redaction: &Redaction) -> String {
    let own = right.bytes();
    let Some(byte) = first(own, bytes) else {
        return "the texts are the same: the difference is in the key or the steps\n".to_owned();
    };
    let (ours, other) = match (std::str::from_utf8(own), std::str::from_utf8(bytes)) {
        (Ok(own), Ok(other)) => sides(own, other, byte, &redaction.places_of_signed(right, own), redaction),
        // In another charset, show characters if they differ, else bytes.
        _ => match first(right.text.as_bytes(), text.as_bytes()) {
            Some(place) => sides(&right.text, text, place, &redaction.places_of(right), redaction),
            None if hides(right, own, byte, redaction) => ("***".to_owned(), "***".to_owned()),
            None => (hex(own, byte), hex(bytes, byte)),
        },
    };
    format!("the texts differ from byte {byte} on\n  right: {ours}\n  other: {other}\n")
}

fn sides(own: &str, other: &str, byte: usize, secrets: &[Range<usize>], redaction: &Redaction) -> (String, String) {
    // If the whole right text is secret, the foreign one must not be shown either.
    if secrets.iter().any(|place| place.start == 0 && place.end == own.len()) {
        return ("***".to_owned(), "***".to_owned());
    }
    (around(own, byte, secrets), around(other, byte, &redaction.foreign_places(own, secrets, other)))
}

/// The next [`BYTES`] bytes in hex.
fn hex(bytes: &[u8], byte: usize) -> String {
    let end = bytes.len().min(byte + BYTES);
    format!("the bytes {}", encode::hex_upper(bytes.get(byte..end).unwrap_or_default()))
}

/// The offset of the first different byte; `None` if the texts are equal.
fn first(one: &[u8], other: &[u8]) -> Option<usize> {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    (one != other).then_some(same)
}

/// Whether the bytes shown from `byte` on would show part of a secret.
fn hides(right: &Traced, bytes: &[u8], byte: usize, redaction: &Redaction) -> bool {
    let text = String::from_utf8_lossy(bytes);
    redaction.places_of_signed(right, &text).iter().any(|place| place.start < byte + BYTES && byte < place.end)
}

/// The text around a byte, without secrets: the cut must not begin inside one.
fn around(text: &str, byte: usize, secrets: &[Range<usize>]) -> String {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    for (at, sign) in text.char_indices() {
        match secrets.iter().find(|place| place.contains(&at)) {
            None => pieces.push((at, visible(&sign.to_string()).replace('\n', ""))),
            Some(place) if pieces.last().is_none_or(|(start, _)| *start < place.start) => {
                pieces.push((place.start, "***".to_owned()));
            }
            Some(_) => {}
        }
    }
    let middle = pieces.iter().rposition(|(at, _)| *at <= byte).unwrap_or_default();
    let (start, end) = (middle.saturating_sub(AROUND), (middle + AROUND).min(pieces.len()));
    pieces.get(start..end).unwrap_or_default().iter().map(|(_, piece)| piece.as_str()).collect()
}
