//! Shows the first byte in which two texts differ, with its context.

use std::ops::Range;

use refundry_interpreter::{Traced, explain::Redaction, runtime::encode};

use super::layout;
use super::visible::visible;

/// The number of bytes shown if the characters are the same.
const BYTES: usize = 8;
/// The names of the two texts and of both, in equal width.
type Names = [&'static str; 3];
/// The names of the text of a request and of that of another program.
pub const OF_REQUEST: Names = ["  right: ", "  other: ", "  both:  "];
/// The names of the text that the spec demands of an answer, and of the one that the sender signed.
pub const OF_ANSWER: Names = ["  of the spec: ", "  as signed:   ", "  both:        "];

/// A text that another program signs.
#[derive(Clone, Copy)]
pub struct Other<'o> {
    pub text: &'o str,
    /// The signed bytes.
    pub bytes: &'o [u8],
    /// Whether a known mistake gives the text: then it has no secrets but the merchant's.
    pub known: bool,
    /// Whether the other program made no mistake in text, key or steps.
    pub outside: bool,
}

/// The part of a text that is shown, and the column of its first difference.
struct Side {
    text: String,
    column: Option<usize>,
}

impl Side {
    fn whole(text: impl Into<String>) -> Self {
        Self { text: text.into(), column: None }
    }
}

/// The first difference between the right text and a foreign one.
pub fn shown(right: &Traced, other: Other<'_>, names: Names, redaction: &Redaction) -> String {
    let own = right.bytes();
    let Some(byte) = first(own, other.bytes) else {
        let place = if other.outside { "outside of text, key and steps" } else { "in the key or the steps" };
        return format!("the texts are the same: the difference is {place}\n");
    };
    let room = layout::width().saturating_sub(names.map(str::len).into_iter().max().unwrap_or_default() + 2);
    let sides = match (std::str::from_utf8(own), std::str::from_utf8(other.bytes)) {
        (Ok(own), Ok(text)) => {
            let other = Other { text, ..other };
            self::sides(own, other, (byte, room), &redaction.places_of_signed(right, own), redaction)
        }
        // In another charset, show characters if they differ, else bytes.
        _ => match first(right.text.as_bytes(), other.text.as_bytes()) {
            Some(place) => self::sides(&right.text, other, (place, room), &redaction.places_of(right), redaction),
            None if hides(right, own, byte, redaction) => [Side::whole("***"), Side::whole("***")],
            None => [Side::whole(hex(own, byte)), Side::whole(hex(other.bytes, byte))],
        },
    };
    format!("the texts differ from byte {byte} on\n{}", lines(&sides, names))
}

/// Both texts, and a mark under the first difference. Texts that differ only inside a secret are shown once.
fn lines([right, other]: &[Side; 2], [own, theirs, both]: Names) -> String {
    let mark = |column: Option<usize>| {
        column.map(|column| format!("{}^\n", " ".repeat(own.len() + column))).unwrap_or_default()
    };
    if right.text == other.text {
        let place = match right.column {
            Some(_) => "the difference is inside a secret",
            None => "the texts hold a secret",
        };
        return format!("{both}{}\n{}  {place}, which `--show-secrets` shows\n", right.text, mark(right.column));
    }
    let between = if right.column == other.column { String::new() } else { mark(right.column) };
    format!("{own}{}\n{between}{theirs}{}\n{}", right.text, other.text, mark(other.column))
}

fn sides(
    own: &str,
    other: Other<'_>,
    (byte, room): (usize, usize),
    secrets: &[Range<usize>],
    redaction: &Redaction,
) -> [Side; 2] {
    // If the whole right text is secret, the foreign one must not be shown either.
    if secrets.iter().any(|place| place.start == 0 && place.end == own.len()) {
        return [Side::whole("***"), Side::whole("***")];
    }
    let foreign = redaction.foreign_places(own, secrets, other.text, other.known);
    [around(own, byte, room, secrets), around(other.text, byte, room, &foreign)]
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

/// The text around a byte, in so many columns, without secrets.
fn around(text: &str, byte: usize, room: usize, secrets: &[Range<usize>]) -> Side {
    let pieces = pieces(text, secrets);
    // The character with the byte, or the end of the text.
    let middle = match byte >= text.len() {
        true => pieces.len(),
        false => pieces.iter().rposition(|(at, _)| *at <= byte).unwrap_or_default(),
    };
    let (before, after) = pieces.split_at_checked(middle).unwrap_or_default();
    let lead = fitting(before.iter().rev(), room / 2);
    let start = lead < before.len();
    let lead: String = before.iter().skip(before.len() - lead).map(|(_, piece)| piece.as_str()).collect();
    let end = fitting(after.iter(), room.saturating_sub(layout::columns(&lead)));
    let rest: String = after.iter().take(end).map(|(_, piece)| piece.as_str()).collect();
    let (head, tail) = (if start { "…" } else { "" }, if end < after.len() { "…" } else { "" });
    let lead = format!("{head}{lead}");
    Side { column: Some(layout::columns(&lead)), text: format!("{lead}{rest}{tail}") }
}

/// The visible characters of a text with their offsets; a secret is one piece.
fn pieces(text: &str, secrets: &[Range<usize>]) -> Vec<(usize, String)> {
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
    pieces
}

/// The number of pieces that fit into a number of columns.
fn fitting<'p>(pieces: impl Iterator<Item = &'p (usize, String)>, room: usize) -> usize {
    let mut used = 0;
    let widths = pieces.map(|(_, piece)| layout::columns(piece));
    widths
        .take_while(|width| {
            used += width;
            used <= room
        })
        .count()
}
