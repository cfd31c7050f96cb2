//! The attributes of a tag: the library finds them, and this module checks them more strictly.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::BytesText;
use quick_xml::events::attributes::{AttrError, Attributes};

use super::{ODD_CHARACTER, is_blank, refused};
use crate::ReadError;
use crate::codec::xml::text;

/// The greatest number of attributes of a tag.
const MAX_ATTRIBUTES: usize = 64;

/// The attributes of an element of this name in order, without declarations of namespaces. `tag` is the text between `<`
/// and `>`.
///
/// # Errors
/// The errors of [`every`].
pub(super) fn attributes<'a>(tag: &'a str, name: &str) -> Result<Vec<(&'a str, Cow<'a, str>)>, ReadError> {
    if tag.len() == name.len() {
        return Ok(Vec::new());
    }
    let mut found = every(tag, name)?;
    found.retain(|(name, _)| declared_prefix(name).is_none());
    Ok(found)
}

/// The prefix that an attribute declares: empty for `xmlns`, the default namespace; `None` for any other attribute.
pub(super) fn declared_prefix(attribute: &str) -> Option<&str> {
    if attribute == "xmlns" { Some("") } else { attribute.strip_prefix("xmlns:") }
}

/// [`attributes`] with the declarations of namespaces.
///
/// # Errors
/// The attributes are not well-formed, there are too many, or a name occurs twice.
pub(super) fn every<'a>(tag: &'a str, name: &str) -> Result<Vec<(&'a str, Cow<'a, str>)>, ReadError> {
    let mut found = Vec::new();
    for attribute in Attributes::new(tag, name.len()) {
        let attribute = attribute.map_err(|error| reason(tag, &error))?;
        let name = attribute.key.into_inner();
        if !follows_blank(tag, name)
            || !(text::is_name(name) || text::is_prefixed(name))
            || attribute.value.contains('<')
        {
            return Err(malformed());
        }
        if found.len() == MAX_ATTRIBUTES {
            return Err(refused("too many attributes"));
        }
        found.push((name, decoded(attribute.value)?));
    }
    Ok(found)
}

/// Whether white space precedes this part of the tag; the library does not demand it after a quote.
fn follows_blank(tag: &str, part: &str) -> bool {
    let start = part.as_ptr().addr().checked_sub(tag.as_ptr().addr());
    let before = start.and_then(|start| tag.as_bytes().get(start.checked_sub(1)?));
    before.is_some_and(|byte| is_blank(*byte))
}

/// A value with its references resolved and its line ends normalised as XML demands.
fn decoded(raw: Cow<'_, str>) -> Result<Cow<'_, str>, ReadError> {
    let value = match BytesText::from_escaped(raw).xml10_content() {
        Cow::Borrowed(text) => unescape(text),
        Cow::Owned(text) => unescape(&text).map(|value| Cow::Owned(value.into_owned())),
    };
    let value = value.map_err(|_| refused("an entity"))?;
    if text::is_allowed(&value) { Ok(value) } else { Err(refused(ODD_CHARACTER)) }
}

fn reason(tag: &str, error: &AttrError) -> ReadError {
    match error {
        AttrError::Duplicated(at, _) => match Attributes::new(tag, *at).next() {
            Some(Ok(attribute)) => ReadError::Duplicate { name: attribute.key.into_inner().to_owned() },
            _ => malformed(),
        },
        _ => malformed(),
    }
}

fn malformed() -> ReadError {
    refused("a malformed attribute")
}
