//! JSON as other programs write it.

use serde::Serialize;
use serde_json::Value as Json;

/// A program's layout of JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Writing {
    /// A blank follows each colon and comma.
    pub(crate) spaced: bool,
    /// The names are sorted.
    pub(crate) sorted: bool,
    /// The members stand in reverse order.
    pub(crate) reversed: bool,
    /// Slashes are escaped as `\/`.
    pub(crate) slashes: bool,
    /// Characters outside ASCII are escaped as `\uXXXX`.
    pub(crate) ascii: bool,
    /// The hex digits of these escapes are in upper case.
    pub(crate) capitals: bool,
    /// HTML characters are escaped as `\u003c`, `\u003e`, `\u0026`.
    pub(crate) html: bool,
    /// Empty texts are omitted.
    pub(crate) drop_empty: bool,
    /// The indentation, with one member per line; `None` for a single line.
    pub(crate) indent: Option<&'static str>,
    /// A blank follows this sign alone.
    pub(crate) after: Option<char>,
}

impl Writing {
    /// Reformats JSON; `None` if the text is not a JSON object or list.
    pub(crate) fn anew(self, text: &str) -> Option<String> {
        let json: Json = serde_json::from_str(text).ok()?;
        if !json.is_object() && !json.is_array() {
            return None;
        }
        let json = match self.drop_empty {
            true => Some(without_empty(&json)).filter(|left| *left != json)?,
            false => json,
        };
        let json = if self.sorted { sorted(&json) } else { json };
        let json = if self.reversed { reversed(&json) } else { json };
        let mut out = match self.indent {
            Some(indent) => indented(&json, indent)?,
            None if self.spaced => spaced(&json, ": ", ", "),
            None if self.after == Some(':') => spaced(&json, ": ", ","),
            None if self.after == Some(',') => spaced(&json, ":", ", "),
            None => json.to_string(),
        };
        if self.slashes {
            out = out.replace('/', "\\/");
        }
        if self.html {
            out = out.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e");
        }
        Some(if self.ascii { ascii(&out, self.capitals) } else { out })
    }
}

/// JSON with one member per line.
fn indented(json: &Json, indent: &str) -> Option<String> {
    let mut out = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(indent.as_bytes());
    json.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter)).ok()?;
    String::from_utf8(out).ok()
}

/// JSON in the layout of Python's `json.dumps`.
fn spaced(json: &Json, colon: &str, comma: &str) -> String {
    match json {
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}{colon}{}", Json::from(name.as_str()), spaced(value, colon, comma)))
                .collect();
            format!("{{{}}}", members.join(comma))
        }
        Json::Array(items) => {
            format!("[{}]", items.iter().map(|item| spaced(item, colon, comma)).collect::<Vec<_>>().join(comma))
        }
        scalar @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) => scalar.to_string(),
    }
}

fn sorted(json: &Json) -> Json {
    match json {
        Json::Object(members) => {
            let mut all: Vec<_> = members.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            all.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(all.into_iter().collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        scalar @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) => scalar.clone(),
    }
}

fn reversed(json: &Json) -> Json {
    match json {
        Json::Object(members) => {
            Json::Object(members.iter().rev().map(|(name, value)| (name.clone(), reversed(value))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(reversed).collect()),
        scalar @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) => scalar.clone(),
    }
}

fn without_empty(json: &Json) -> Json {
    match json {
        Json::Object(members) => {
            let left = members.iter().filter(|(_, value)| value.as_str() != Some(""));
            Json::Object(left.map(|(name, value)| (name.clone(), without_empty(value))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(without_empty).collect()),
        scalar @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) => scalar.clone(),
    }
}

/// A text with the characters outside ASCII escaped as in JSON.
pub(crate) fn ascii(json: &str, capitals: bool) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&if capitals { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") });
            }
        }
    }
    out
}

/// JSON with one member at the start or at the end of its object; `None` if no object has it at another place.
pub(crate) fn moved(text: &str, name: &str, first: bool) -> Option<String> {
    let mut json: Json = serde_json::from_str(text).ok()?;
    shift(&mut json, name, first).then(|| json.to_string())
}

/// Moves a member in the first object that has it at another place; returns whether one has.
fn shift(json: &mut Json, name: &str, first: bool) -> bool {
    match json {
        Json::Object(members) => {
            let place = if first { 0 } else { members.len().saturating_sub(1) };
            let at = members.keys().position(|key| key == name).filter(|at| *at != place);
            match at.and_then(|_| members.shift_remove(name)) {
                Some(value) => {
                    members.shift_insert(place, name.to_owned(), value);
                    true
                }
                None => members.values_mut().any(|value| shift(value, name, first)),
            }
        }
        Json::Array(items) => items.iter_mut().any(|item| shift(item, name, first)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    }
}
