//! Reads members by their places in a text.

use crate::ReadError;
use crate::codec::input::text_of;
use crate::codec::members::{Member, Members, Source, Value};

/// Reads `a.b.c`: the first segment is the first member. A segment may be empty.
///
/// # Errors
/// The body is too large or not UTF-8, or it has another number of segments than there are names.
pub fn segments<'a>(body: &'a [u8], join: char, names: &[&'a str]) -> Result<Members<'a>, ReadError> {
    let text = text_of(body, "segments")?;
    let mut texts = text.split(join);
    let member = |name: &&'a str| texts.next().map(|text| Member::new((*name).into(), Value::Text(text.into()), text));
    let members: Option<Vec<_>> = names.iter().map(member).collect();
    match members.filter(|_| texts.next().is_none()) {
        Some(members) => Members::distinct(members, Source::separated(text, join)),
        None => Err(ReadError::malformed("segments", format!("not {} segments", names.len()))),
    }
}
