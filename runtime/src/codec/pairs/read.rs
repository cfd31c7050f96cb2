//! Reads unencoded text of names and values.

use super::separators::split;
use crate::codec::input::unmarked_text;
use crate::codec::members::{Member, Members, Source, Value};
use crate::{ReadError, Separators};

/// Reads `k=v&k=v`. A value is everything after the first pair separator of its member, unchanged.
///
/// # Errors
/// The body is too large or not UTF-8, its braces do not match (where they count), a member has no name or no pair
/// separator, or a name occurs twice.
pub fn pairs(body: &[u8], separators: Separators) -> Result<Members<'_>, ReadError> {
    let text = unmarked_text(body, "pairs")?;
    let members = split(separators, text).ok_or_else(|| ReadError::malformed("pairs", "braces that do not match"))?;
    let members = members.into_iter().filter(|member| !member.is_empty());
    let members: Result<_, _> = members.map(|text| member(text, separators)).collect();
    Members::distinct(members?, Source::separated(text, separators.join))
}

fn member(text: &str, separators: Separators) -> Result<Member<'_>, ReadError> {
    match text.split_once(separators.pair) {
        Some((name, value)) if !name.is_empty() => Ok(Member::new(name.into(), Value::Text(value.into()), value)),
        Some(_) => Err(ReadError::malformed("pairs", "a member without a name")),
        None => Err(ReadError::malformed("pairs", "a member without a value")),
    }
}
