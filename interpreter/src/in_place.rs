//! The part of an expected text that stands where another one has a computed value.

use refundry_runtime::{decode, encode};

/// The text that `expected` has in the place of a computed value of `found`, which may encode it as a form does.
pub fn in_place_of(expected: &str, found: &str, result: &str) -> Option<String> {
    if let Some(place) = place_of(expected, found, result) {
        return Some(place.to_owned());
    }
    let place = place_of(expected, found, &in_form(result))?;
    String::from_utf8(decode::percent_form(place)?).ok()
}

/// A text as a form encodes it.
pub fn in_form(text: &str) -> String {
    encode::percent_form(text.as_bytes())
}

fn place_of<'e>(expected: &'e str, found: &str, result: &str) -> Option<&'e str> {
    let start = found.find(result)?;
    let rest = found.get(start + result.len()..)?;
    let end = expected.len().checked_sub(rest.len())?;
    let same = expected.get(..start)? == found.get(..start)? && expected.get(end..)? == rest;
    if same { expected.get(start..end) } else { None }
}
