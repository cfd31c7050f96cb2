//! Reads a message from a file: a body alone, or an object with status, headers and body.

use std::path::Path;

use refundry_interpreter::runtime::Charset;
use serde_json::{Map, Value as Json};

use super::{file, strict};
use crate::failure::Failure;

/// A message from a file.
pub struct Message {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

const KEYS: [&str; 3] = ["status", "headers", "body"];

/// Reads a file; a body alone may be in the charset of the message.
///
/// # Errors
/// The file cannot be read, or its object has an unknown or invalid member.
pub fn read_message_file(path: &Path, charset: Charset) -> Result<Message, Failure> {
    let text = file::read_in(path, charset)?;
    let looks = serde_json::from_str::<Json>(strict::unmarked(&text)).ok();
    if !looks.as_ref().and_then(Json::as_object).is_some_and(is_message) {
        return Ok(Message { status: 200, headers: Vec::new(), body: text });
    }
    let wrong = |problem: String| Failure::Input(format!("`{}`: {problem}", path.display()));
    let whole = strict::parse_strict(&text).map_err(|error| wrong(error.to_string()))?;
    let Json::Object(whole) = whole else { return Err(wrong("an object is needed".to_owned())) };
    of_object(&whole).map_err(wrong)
}

/// Whether an object describes a message, and is not itself a body.
fn is_message(object: &Map<String, Json>) -> bool {
    let text = object.get("body").is_some_and(Json::is_string);
    let known = object.keys().all(|key| KEYS.contains(&key.as_str()));
    let headers = object.get("headers").is_some_and(Json::is_object);
    headers || known && object.contains_key("body") || text && object.contains_key("status")
}

fn of_object(object: &Map<String, Json>) -> Result<Message, String> {
    if let Some(key) = object.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!(
            "`{key}` is none of `status`, `headers` and `body`; if all of it is the body, give that as the text `body`"
        ));
    }
    let body = match object.get("body") {
        Some(Json::String(body)) => body.clone(),
        Some(other) => return Err(format!("`body` is {}: give it as a text, byte for byte", strict::noun(other))),
        None => return Err("`body` is missing: give it as a text, which may be empty".to_owned()),
    };
    let headers = match object.get("headers") {
        None => Vec::new(),
        Some(Json::Object(headers)) => self::headers(headers)?,
        Some(other) => return Err(format!("`headers` is {}: give an object of texts", strict::noun(other))),
    };
    let status = object.get("status").map_or(Ok(200), status)?;
    Ok(Message { status, headers, body })
}

/// A number, or its digits as text.
fn status(json: &Json) -> Result<u16, String> {
    let number = match json {
        Json::Number(number) => number.as_u64(),
        Json::String(text) if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
    };
    let status = number.and_then(|number| u16::try_from(number).ok()).filter(|status| (100..=999).contains(status));
    status.ok_or_else(|| format!("`status` is {json}: give a number of three digits, such as 200"))
}

/// Reads headers. A value is a text, a number, or a list with one of them, as frameworks write it.
fn headers(headers: &Map<String, Json>) -> Result<Vec<(String, String)>, String> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        let one = match value {
            Json::Array(items) => match items.as_slice() {
                [one] => one,
                _ => return Err(format!("the header `{name}` has {} texts: give one", items.len())),
            },
            one @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_)) => one,
        };
        let text = match one {
            Json::String(text) => text.clone(),
            Json::Number(number) if !number.is_f64() => number.to_string(),
            other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_)) => {
                return Err(format!("the header `{name}` is {}: give a text", strict::noun(other)));
            }
        };
        if let Some((known, _)) = out.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Err(format!("the header `{name}` occurs twice, also as `{known}`"));
        }
        out.push((name.clone(), text));
    }
    Ok(out)
}
