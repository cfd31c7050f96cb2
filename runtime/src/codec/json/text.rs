//! JSON text: validity, nesting depth, and escaping of strings.

use serde_json::value::RawValue;

use crate::codec::MAX_DEPTH;

/// Whether the text is one JSON value that nests no deeper than [`MAX_DEPTH`].
pub(crate) fn is_value(text: &str) -> bool {
    is_shallow(text) && serde_json::from_str::<&RawValue>(text).is_ok()
}

/// Whether objects and lists nest no deeper than [`MAX_DEPTH`]. Looks at brackets outside strings only.
pub(crate) fn is_shallow(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' if depth == MAX_DEPTH => return false,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    true
}

/// A JSON array with this value as its only item.
pub fn listed(json: &str) -> String {
    format!("[{json}]")
}

/// Appends a string with its quotes to a text.
pub(crate) fn push_string(out: &mut String, text: &str) {
    let mut bytes = std::mem::take(out).into_bytes();
    escape(&mut bytes, text);
    *out = String::from_utf8(bytes).unwrap_or_default();
}

/// Appends a string with its quotes. Only quotes, backslashes and control characters are escaped.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    // Most texts need no escapes. A scan without early exit lets the compiler check many bytes at once.
    if !rest.iter().fold(false, |found, byte| found | is_special(*byte)) {
        out.extend_from_slice(rest);
        out.push(b'"');
        return;
    }
    while let Some(at) = rest.iter().position(|byte| is_special(*byte)) {
        let (plain, special) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((byte, after)) = special.split_first() else {
            break;
        };
        escape_byte(out, *byte);
        rest = after;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1F)
}

fn escape_byte(out: &mut Vec<u8>, byte: u8) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        _ => {
            let digit = |value: u8| {
                if value < 10 { b'0' + value } else { b'a' + value - 10 }
            };
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 0xF)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}
