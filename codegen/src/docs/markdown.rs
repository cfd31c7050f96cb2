//! Markdown from texts that hold anything: nothing in a spec becomes markup by accident.

use serde::Serialize;

/// A table; the cells are Markdown without line breaks.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of rows as wide as the head; `None` without rows.
    pub(super) fn new(head: &[&str], rows: Vec<Vec<String>>) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let head = head.iter().map(|text| (*text).to_owned()).collect();
        let cells = |row: Vec<String>| row.iter().map(|text| cell(text)).collect();
        Some(Self { head, rows: rows.into_iter().map(cells).collect() })
    }

    /// The table without the columns in which no row has a text; the first one stays.
    pub(super) fn dense(head: &[&str], rows: Vec<Vec<String>>) -> Option<Self> {
        let used =
            |column: usize| column == 0 || rows.iter().any(|row| row.get(column).is_some_and(|text| !text.is_empty()));
        let keep: Vec<bool> = (0..head.len()).map(used).collect();
        let thin =
            |row: Vec<String>| row.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(text, _)| text).collect();
        let head: Vec<&str> = head.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(text, _)| *text).collect();
        Self::new(&head, rows.into_iter().map(thin).collect())
    }
}

/// A cell ends at a bar or a line break, even within a code span.
pub(super) fn cell(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").replace('|', "\\|")
}

/// A text in prose: code spans stay, all else that would be markup is escaped.
pub(super) fn prose(text: &str) -> String {
    let spans = text.matches('`').count().is_multiple_of(2);
    let text: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut code = false;
    for (index, c) in text.iter().enumerate() {
        code ^= spans && *c == '`';
        if !code && is_markup(&text, index, spans) {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

fn is_markup(text: &[char], index: usize, spans: bool) -> bool {
    let letter = |place: Option<usize>| place.and_then(|place| text.get(place)).is_some_and(|c| c.is_alphanumeric());
    match text.get(index) {
        Some('<' | '>' | '*' | '[' | ']' | '\\' | '~' | '$') => true,
        Some('_') => !(letter(index.checked_sub(1)) && letter(Some(index + 1))),
        Some('#' | '+' | '-') => index == 0,
        Some('`') => !spans,
        _ => false,
    }
}

/// A text in prose that ends like a sentence.
pub(super) fn sentence(text: &str) -> String {
    prose(&crate::model::words::sentence(text))
}

/// Sentences in a row, the empty ones left out.
pub(super) fn sentences(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A code span. Line breaks, tabs and the like are shown by their escapes.
pub(super) fn code(text: &str) -> String {
    let shown: String =
        text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect();
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let (ticks, pad) = ("`".repeat(longest + 1), if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" });
    if shown.is_empty() { "nothing".to_owned() } else { format!("{ticks}{pad}{shown}{pad}{ticks}") }
}

/// Code spans as a list of words.
pub(super) fn codes<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// A block of code that no text inside can end.
pub(super) fn block(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}
