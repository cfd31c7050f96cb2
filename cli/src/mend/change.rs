//! The changes of a spec, as they are told.

use std::path::PathBuf;

use refundry_codegen::diagnostic::{Edit, Fix};
use refundry_codegen::render::Lines;
use refundry_codegen::source::Source;
use serde::Serialize;

/// One replaced text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The line, from one, in the text that the change was made in.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// The text that stood there; may be empty.
    pub from: String,
    /// The text that stands there now; may be empty.
    pub to: String,
}

/// The path of a mended spec, and its changes.
pub type Fixed = (PathBuf, Vec<Change>);

/// The changes that a fix makes.
pub fn all(source: &Source, fix: &Fix) -> Vec<Change> {
    let lines = Lines::new(source);
    let change = |edit: &Edit| {
        let (line, column) = lines.position(edit.span.start);
        let from = source.text.get(edit.span.start..edit.span.end).unwrap_or_default().to_owned();
        Change { line, column, from, to: edit.text.clone() }
    };
    fix.edits().iter().map(change).collect()
}

/// The change in words: `` `varchar(32)` -> `string(32)` ``.
pub fn told(change: &Change) -> String {
    match (change.from.as_str(), change.to.as_str()) {
        ("", to) => format!("inserted {}", quoted(to)),
        (from, "") => format!("removed {}", quoted(from)),
        (from, to) => format!("{} -> {}", quoted(from), quoted(to)),
    }
}

/// A text in back-ticks, cut to one short line; blanks that nobody sees are shown by their numbers.
fn quoted(text: &str) -> String {
    const GREATEST: usize = 60;
    let mut shown: String = text.chars().take(GREATEST).map(visible).collect();
    if text.chars().nth(GREATEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

fn visible(next: char) -> String {
    let strange = next != ' ' && (next.is_whitespace() || next.is_control()) || is_invisible(next);
    if strange { format!("<U+{:04X}>", u32::from(next)) } else { next.to_string() }
}

/// Whether a character has no width, or turns the direction of writing.
fn is_invisible(next: char) -> bool {
    unicode_width::UnicodeWidthChar::width(next) == Some(0) || crate::output::is_command(next)
}
