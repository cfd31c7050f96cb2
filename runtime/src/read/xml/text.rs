//! Texts and attributes of XML, decoded: the five entities and references to characters, nothing else.

use std::borrow::Cow;

use super::scan::is_blank;
use super::{ODD_CHARACTER, refused};
use crate::{ReadError, xml_text};

/// The greatest number of attributes of a tag.
const MAX_ATTRIBUTES: usize = 64;

/// A text with its references resolved and its line ends as XML reads them.
pub(super) fn decoded(text: &str) -> Result<Cow<'_, str>, ReadError> {
    if !text.contains('&') {
        return Ok(lines(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        out.push_str(&lines(before));
        let (name, after) = reference.split_once(';').ok_or_else(|| refused("an entity that does not end"))?;
        out.push(character(name)?);
        rest = after;
    }
    out.push_str(&lines(rest));
    Ok(Cow::Owned(out))
}

/// Every line end as a line feed.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

fn character(name: &str) -> Result<char, ReadError> {
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => {
            let number = name.strip_prefix('#').and_then(number).ok_or_else(|| refused("an entity"))?;
            let character = char::from_u32(number).filter(|character| xml_text::is_character(*character));
            character.ok_or_else(|| refused(ODD_CHARACTER))
        }
    }
}

fn number(text: &str) -> Option<u32> {
    let (digits, radix) = text.strip_prefix('x').map_or((text, 10), |hex| (hex, 16));
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if plain { u32::from_str_radix(digits, radix).ok() } else { None }
}

/// The attributes of a tag in their order, without those of a namespace.
///
/// # Errors
/// They are not well-formed, or a name occurs twice.
pub(super) fn attributes(tag: &str) -> Result<Vec<(&str, Cow<'_, str>)>, ReadError> {
    let mut found: Vec<(&str, Cow<'_, str>)> = Vec::new();
    let mut rest = tag;
    while !rest.bytes().all(is_blank) {
        let (name, value, after) = attribute(rest).ok_or_else(|| refused("a malformed attribute"))?;
        if !name.split(':').all(xml_text::is_name) || value.contains('<') {
            return Err(refused("a malformed attribute"));
        }
        if found.len() == MAX_ATTRIBUTES {
            return Err(refused("too many attributes"));
        }
        if found.iter().any(|(other, _)| *other == name) {
            return Err(ReadError::Duplicate { name: name.to_owned() });
        }
        found.push((name, decoded(value)?));
        rest = after;
    }
    found.retain(|(name, _)| !name.contains(':') && *name != "xmlns");
    Ok(found)
}

/// The name and value of the first attribute, and what follows it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let blanks = [' ', '\t', '\r', '\n'];
    let trimmed = text.trim_start_matches(blanks);
    if trimmed.len() == text.len() {
        return None;
    }
    let (name, rest) = trimmed.split_once('=')?;
    let rest = rest.trim_start_matches(blanks);
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, after) = rest.get(1..)?.split_once(quote)?;
    Some((name.trim_end_matches(blanks), value, after))
}
