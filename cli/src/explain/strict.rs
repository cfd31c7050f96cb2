//! Strict JSON files: a duplicate name, or a number that loses digits, is an error.

use std::{fmt, path::Path};

use refundry_interpreter::{Rejected, ValueError};
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value as Json};

use super::file::read_utf8;
use crate::failure::Failure;

/// Reads a file with a JSON object.
pub fn read_object(path: &Path) -> Result<Map<String, Json>, Failure> {
    let shown = path.display();
    match parse_strict(&read_utf8(path)?) {
        Ok(Json::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::Input(format!("`{shown}` holds no JSON object"))),
        Err(error) => Err(Failure::Input(format!("`{shown}` is no JSON that can be used: {error}"))),
    }
}

/// Reads a file with the values of a request. JSON that is not such an object is a rejected request, not a failure.
pub fn values(path: &Path) -> Result<Result<Map<String, Json>, Rejected>, Failure> {
    let text = read_utf8(path)?;
    let problem = match parse_strict(&text) {
        Ok(Json::Object(object)) => return Ok(Ok(object)),
        Ok(other) => format!("the values are {}: an object of fields is needed", noun(&other)),
        Err(error) if serde_json::from_str::<IgnoredAny>(unmarked(&text)).is_ok() => error.to_string(),
        Err(error) => return Err(Failure::Input(format!("`{}` is no JSON that can be used: {error}", path.display()))),
    };
    let faults = vec![ValueError { path: String::new(), problem }];
    Ok(Err(Rejected { faults, violations: Vec::new() }))
}

/// Parses a JSON text; a byte order mark, as some editors write it, is skipped.
pub fn parse_strict(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str::<Strict>(unmarked(text)).map(|strict| strict.0)
}

/// A text without its byte order mark.
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The kind of a value, in words.
pub fn noun(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

struct Strict(Json);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

/// The number of digits that a number with a fraction keeps (IEEE 754, double precision).
const DIGITS: usize = 15;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Json, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        Ok(Json::from(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        Ok(Json::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        let text = number.to_string();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let kept = Number::from_f64(number).filter(|_| digits <= DIGITS);
        kept.map(Json::Number).ok_or_else(|| E::custom("a number of so many digits is not kept: write it as a text"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut out = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            out.push(item);
        }
        Ok(Json::Array(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut out = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let Strict(value) =
                members.next_value().map_err(|error| A::Error::custom(format!("in `{name}`, {error}")))?;
            if out.contains_key(&name) {
                return Err(A::Error::custom(format!("the member `{name}` occurs twice")));
            }
            out.insert(name, value);
        }
        Ok(Json::Object(out))
    }
}
