//! Tests as text: there are hundreds of short tests, and tokens cost ten times as much.

use unicode_width::UnicodeWidthStr as _;

use crate::{emit::print, model::Charset};

/// A test of these statements, with its doc wrapped.
pub(in crate::emit) fn test(doc: &str, name: &str, statements: &[String]) -> String {
    let lines = doc.lines().flat_map(|line| line.split('\r')).map(str::trim_end).filter(|line| !line.is_empty());
    let doc: String = lines.map(|line| format!("/// {line}\n")).collect();
    let mut out = format!("{doc}#[test]\nfn {name}() {{\n");
    for statement in statements {
        out.push_str("    ");
        match statement.starts_with(BODY) || fits(statement, INDENT) {
            true => out.push_str(statement),
            false => out.push_str(&print::statement(statement, INDENT)),
        }
        out.push('\n');
    }
    out.push_str("}\n");
    out
}

const INDENT: usize = 4;

/// The start of a statement that names a long body.
const BODY: &str = "let body =";

/// The statement that names a body. A body that is too long for the line starts on the next one.
pub(in crate::emit) fn body(text: &str) -> String {
    let literal = literal(text);
    let below = !fits(&literal, INDENT + BODY.len() + 2) && fits(&literal, INDENT + print::STEP + 1);
    format!("{BODY}{}{literal};", if below { "\n        " } else { " " })
}

/// The statement that encodes a body in another charset than UTF-8.
pub(super) fn in_charset(charset: Charset) -> Option<String> {
    let name = crate::emit::style::charset(charset).to_string().replace(' ', "");
    (charset != Charset::Utf8).then(|| format!("{BODY} rt::reshape::charset({name}, body.as_bytes()).unwrap();"))
}

/// Whether a line has room for the text and `more` columns.
fn fits(text: &str, more: usize) -> bool {
    // A character is never wider than its byte count; very long texts are not measured.
    more + text.len() <= print::COLUMNS || text.len() <= 4 * print::COLUMNS && more + text.width() <= print::COLUMNS
}

/// The text as a literal; raw if it would need escapes.
pub(in crate::emit) fn literal(text: &str) -> String {
    let ascii = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let plain = |c: char| c == ' ' || c.is_ascii_graphic() || !c.is_ascii() && c.escape_debug().len() == 1;
    if text.contains("\"#") || !text.bytes().all(ascii) && !text.chars().all(plain) {
        return format!("{text:?}");
    }
    match (text.contains('"'), text.contains('\\')) {
        (true, _) => format!("r#\"{text}\"#"),
        (false, true) => format!("r\"{text}\""),
        (false, false) => format!("\"{text}\""),
    }
}
