//! JSON as names and values with nothing between them, as some libraries write an object before they sign it.

use super::read::{Piece, pieces};
use crate::secret;

/// Appends a name, and behind it a JSON value; with `skip_empty` neither, if the value is without a text.
pub(crate) fn push_member(out: &mut String, name: &str, json: &str, skip_empty: bool) {
    let start = out.len();
    secret::append(out, name);
    let named = out.len();
    push(out, json, skip_empty);
    if skip_empty && out.len() == named {
        out.truncate(start);
    }
}

/// Appends a JSON value: an object as its members by the bytes of their names, a list as its items in order, a scalar as
/// its text, null as nothing. Text that is not JSON or has a duplicate name is appended unchanged.
fn push(out: &mut String, json: &str, skip_empty: bool) {
    match pieces(json) {
        Some(Piece::Object(mut members)) => {
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            members.iter().for_each(|(name, raw)| push_member(out, name, raw, skip_empty));
        }
        Some(Piece::List(items)) => items.iter().for_each(|item| push(out, item, skip_empty)),
        Some(Piece::Text(text)) => secret::append(out, &text),
        None => secret::append(out, json),
    }
}
