//! Text transforms for canonical strings.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::charset::Transcode;
use crate::codec::json::text as json;
use crate::codec::xml::text as xml;
use crate::{Charset, KeyError, ReadError, SignError, decode};

/// Converts to lower case.
pub fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_lowercase()
}

/// Converts to upper case.
pub fn upper(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_uppercase()
}

/// Removes all spaces, tabs, carriage returns and line feeds.
pub fn strip_blanks(text: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(text).into_owned();
    text.retain(|c| !is_blank(c));
    text
}

/// Removes white space between the tokens of JSON; strings stay unchanged.
pub fn minify_json(text: &[u8]) -> String {
    let (mut inside, mut escaped) = (false, false);
    let mut text = String::from_utf8_lossy(text).into_owned();
    text.retain(|c| {
        let keep = inside || !is_blank(c);
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            _ => {}
        }
        keep
    });
    text
}

/// Escapes a text for the inside of an XML element, as [`XmlWriter`](crate::XmlWriter) does: `&`, `<`, `>` and carriage
/// returns.
pub fn escape_xml(text: &[u8]) -> String {
    escaped(text, xml::escape)
}

/// Escapes a text for an XML attribute in double quotes: also `"`, tabs and line feeds.
pub fn escape_xml_attribute(text: &[u8]) -> String {
    escaped(text, xml::escape_attribute)
}

/// Escapes a text for the inside of a JSON string: quotes, backslashes and control characters.
pub fn escape_json(text: &[u8]) -> String {
    let quoted = escaped(text, json::escape);
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
}

fn escaped(text: &[u8], escape: fn(&mut Vec<u8>, &str)) -> String {
    let mut out = Vec::with_capacity(text.len() + 16);
    escape(&mut out, &String::from_utf8_lossy(text));
    String::from_utf8(out).unwrap_or_default()
}

/// Encodes a text in a charset.
///
/// # Errors
/// The charset lacks a character of the text.
pub fn charset(charset: Charset, text: &[u8]) -> Result<Vec<u8>, CharsetError> {
    let text = std::str::from_utf8(text).map_err(|_| CharsetError)?;
    charset.encode(text).map(Cow::into_owned).ok_or(CharsetError)
}

/// A text contains a character that its charset lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CharsetError;

impl fmt::Display for CharsetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the charset lacks a character of the text")
    }
}

impl Error for CharsetError {}

impl From<CharsetError> for SignError {
    fn from(_: CharsetError) -> Self {
        Self::Charset
    }
}

impl From<CharsetError> for ReadError {
    fn from(error: CharsetError) -> Self {
        Self::malformed("text", error.to_string())
    }
}

/// Decodes hex of either case.
///
/// # Errors
/// The text is not hex.
pub fn hex_decode(text: &[u8]) -> Result<Vec<u8>, KeyError> {
    let text = std::str::from_utf8(text).ok();
    text.and_then(|text| decode::hex_lower(text).or_else(|| decode::hex_upper(text)))
        .ok_or(KeyError::Undecoded { step: "hex_decode", encoding: "hex" })
}

/// Decodes padded base64.
///
/// # Errors
/// The text is not padded base64.
pub fn base64_decode(text: &[u8]) -> Result<Vec<u8>, KeyError> {
    let text = std::str::from_utf8(text).ok();
    text.and_then(decode::base64).ok_or(KeyError::Undecoded { step: "base64_decode", encoding: "base64" })
}

/// Decodes base64 for URLs without padding.
///
/// # Errors
/// The text is not unpadded base64 for URLs.
pub fn base64url_decode(text: &[u8]) -> Result<Vec<u8>, KeyError> {
    let text = std::str::from_utf8(text).ok();
    text.and_then(decode::base64url)
        .ok_or(KeyError::Undecoded { step: "base64url_decode", encoding: "base64 for URLs" })
}

/// Whether JSON treats the character as white space (RFC 8259, section 2).
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_minified_as_python_does() {
        // json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
        let text = "{ \"a\" : \"b c\\\" d\",\r\n\t\"e\" : [ 1, \"\\\\\" , { } ] }";
        assert_eq!(minify_json(text.as_bytes()), r#"{"a":"b c\" d","e":[1,"\\",{}]}"#);
    }

    #[test]
    fn blanks_go_wherever_they_stand() {
        assert_eq!(strip_blanks("{ \"a\": \"b c\"\r\n\t}".as_bytes()), r#"{"a":"bc"}"#);
    }

    #[test]
    fn texts_are_escaped_as_python_does() {
        let text = "a&b<c>\"d\"'\\\r\n\te\u{5546}";
        // xml.sax.saxutils.escape(text, {"\r": "&#13;"}), and with `"`, "\n" and "\t" in an attribute.
        assert_eq!(escape_xml(text.as_bytes()), "a&amp;b&lt;c&gt;\"d\"'\\&#13;\n\te\u{5546}");
        let attribute = "a&amp;b&lt;c&gt;&quot;d&quot;'\\&#13;&#10;&#9;e\u{5546}";
        assert_eq!(escape_xml_attribute(text.as_bytes()), attribute);
        // json.dumps(text, ensure_ascii=False)[1:-1]
        assert_eq!(escape_json(text.as_bytes()), r#"a&b<c>\"d\"'\\\r\n\te商"#);
        for byte in 0..0x80 {
            let character = char::from(byte);
            let quoted = serde_json::to_string(&character).unwrap_or_default();
            assert_eq!(format!("\"{}\"", escape_json(&[byte])), quoted, "{character:?}");
        }
        let plain: [fn(&[u8]) -> String; 3] = [escape_xml, escape_xml_attribute, escape_json];
        assert_eq!(plain.map(|escape| escape(b"plain")), ["plain"; 3]);
    }

    #[test]
    fn case_is_changed_beyond_ascii() {
        assert_eq!((lower("ÄA1".as_bytes()), upper("äa1".as_bytes())), ("äa1".to_owned(), "ÄA1".to_owned()));
    }
}
