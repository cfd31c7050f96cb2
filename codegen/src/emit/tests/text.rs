//! Tests as text: there are hundreds of a few statements each, and tokens cost ten times as much.

use unicode_width::UnicodeWidthStr as _;

use crate::emit::print;

/// A test of these statements; what they say stands on as many lines as they need.
pub(super) fn test(doc: &str, name: &str, statements: &[String]) -> String {
    let doc: String = doc.lines().map(|line| format!("/// {line}\n")).collect();
    let mut out = format!("{doc}#[test]\nfn {name}() {{\n");
    for statement in statements {
        out.push_str("    ");
        match INDENT + statement.width() <= print::COLUMNS || statement.starts_with(BODY) {
            true => out.push_str(statement),
            false => out.push_str(&print::statement(statement, INDENT)),
        }
        out.push('\n');
    }
    out.push_str("}\n");
    out
}

const INDENT: usize = 4;

/// What a test begins with whose text is long.
const BODY: &str = "let body =";

/// The statement that names a body: below the name if it fits there, and no line can hold most of them.
pub(super) fn body(text: &str) -> String {
    let literal = literal(text);
    let columns = INDENT + literal.width() + 1;
    let below = columns + BODY.len() + 1 > print::COLUMNS && columns + INDENT <= print::COLUMNS;
    format!("{BODY}{}{literal};", if below { "\n        " } else { " " })
}

/// The text as a literal: a raw one where it would need escapes.
pub(super) fn literal(text: &str) -> String {
    let plain = |c: char| c == ' ' || c.is_ascii_graphic() || !c.is_ascii() && c.escape_debug().len() == 1;
    if text.contains("\"#") || !text.chars().all(plain) {
        return format!("{text:?}");
    }
    match (text.contains('"'), text.contains('\\')) {
        (true, _) => format!("r#\"{text}\"#"),
        (false, true) => format!("r\"{text}\""),
        (false, false) => format!("\"{text}\""),
    }
}
