//! Reads JSON layer by layer: the members of an object are split, and nested values stay raw until they are read.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{DeserializeSeed, MapAccess, Visitor};
use serde_core::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::text;
use crate::ReadError;
use crate::codec::input::unmarked_text;
use crate::codec::members::{Member, Members, Source, Value};

/// Reads a JSON object.
///
/// # Errors
/// The body is too large, not UTF-8, not one JSON object, nests too deep, or a name occurs twice.
pub fn json(body: &[u8]) -> Result<Members<'_>, ReadError> {
    members(unmarked_text(body, "json")?)
}

/// Reads a JSON object, or an array as the only member, which has the name `list`.
///
/// # Errors
/// The errors of [`json`], or the text is neither an object nor an array.
pub fn json_or_array<'a>(body: &'a [u8], list: &'a str) -> Result<Members<'a>, ReadError> {
    let text = unmarked_text(body, "json")?;
    if !text.trim_ascii_start().starts_with('[') {
        return members(text);
    }
    let array = parse::<&RawValue>(text)?.get();
    let member = Member::new(list.into(), Value::Nested(array.into()), array);
    Members::distinct(vec![member], Source::json(text))
}

/// The members of an object.
pub(in crate::codec) fn members(text: &str) -> Result<Members<'_>, ReadError> {
    let Object(pairs) = parse(text)?;
    let mut members = Vec::with_capacity(pairs.len());
    for (name, raw) in pairs {
        members.push(Member::new(name, value(raw.get())?, raw.get()));
    }
    Members::distinct(members, Source::json(text))
}

/// The entries of a list, raw.
pub(in crate::codec) fn items(text: &str) -> Result<Vec<&str>, ReadError> {
    let items: Vec<&RawValue> = parse(text)?;
    Ok(items.into_iter().map(RawValue::get).collect())
}

/// The parts of a JSON value; nested values stay raw.
pub(crate) enum Piece<'a> {
    Object(Vec<(Cow<'a, str>, &'a str)>),
    List(Vec<&'a str>),
    /// The text of a scalar; empty for null.
    Text(Cow<'a, str>),
}

/// Splits a JSON value; `None` if it is not JSON, nests too deep, or has a duplicate name.
pub(in crate::codec) fn pieces(json: &str) -> Option<Piece<'_>> {
    let json = json.trim_ascii();
    if json.starts_with('[') {
        return items(json).ok().map(Piece::List);
    }
    if !json.starts_with('{') {
        return Some(Piece::Text(value(json).ok()?.text().cloned().unwrap_or_default()));
    }
    let members = members(json).ok()?.all.into_iter();
    members.map(|member| Some((member.name, member.source?))).collect::<Option<Vec<_>>>().map(Piece::Object)
}

/// A raw value, decoded if it is a scalar.
pub(in crate::codec) fn value(raw: &str) -> Result<Value<'_>, ReadError> {
    Ok(match raw.as_bytes().first() {
        Some(b'"') => Value::Text(string(raw)?),
        Some(b'{' | b'[') => Value::Nested(raw.into()),
        Some(b'n') => Value::Null,
        _ => Value::Literal(raw.into()),
    })
}

fn string(raw: &str) -> Result<Cow<'_, str>, ReadError> {
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner.filter(|text| !text.contains('\\')) {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => serde_json::from_str(raw).map(Cow::Owned).map_err(|error| malformed(&error)),
    }
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    if !text::is_shallow(text) {
        return Err(ReadError::malformed("json", "nested too deep"));
    }
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

/// Reports the location only: the library's message may quote the text.
fn malformed(error: &serde_json::Error) -> ReadError {
    let what = if error.is_data() { "not the kind of value needed" } else { "not well-formed" };
    ReadError::malformed("json", format!("{what} at line {} column {}", error.line(), error.column()))
}

/// All members of an object in order, including those with the same name.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Deserialize<'a> for Object<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'a> Visitor<'a> for ObjectVisitor {
    type Value = Object<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Object<'a>, A::Error> {
        let mut pairs = Vec::with_capacity(16);
        while let Some(name) = map.next_key_seed(Name)? {
            pairs.push((name, map.next_value()?));
        }
        Ok(Object(pairs))
    }
}

/// Reads a name, and borrows it if it has no escapes.
struct Name;

impl<'a> DeserializeSeed<'a> for Name {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Name {
    type Value = Cow<'a, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'a str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
