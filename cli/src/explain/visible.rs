//! Makes invisible characters visible.

use std::fmt::Write;

/// Writes spaces, tabs and line ends as symbols.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            ' ' => out.push('·'),
            '\t' => out.push('␉'),
            '\r' => out.push('␍'),
            '\n' => out.push_str("␊\n"),
            '\u{a0}' | '\u{3000}' | '\u{200b}' | '\u{feff}' => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}
