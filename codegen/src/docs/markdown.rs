//! Markdown from arbitrary texts: no text of a spec becomes markup by accident.

use serde::Serialize;

use crate::model::Prose;
pub(super) use crate::model::words::code;
use crate::phrases::Phrases;

/// A table in Markdown.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Table(String);

impl Table {
    /// A table with a heading and rows of Markdown cells; `None` without rows.
    pub(super) fn new<T: AsRef<str>>(head: &[T], rows: Vec<Vec<String>>) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
        let mut out = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
        for row in rows {
            for text in row {
                out.push_str("| ");
                push_cell(&mut out, &text);
                out.push(' ');
            }
            out.push_str("|\n");
        }
        Some(Self(out))
    }

    /// The table without its empty columns; the first column always stays.
    pub(super) fn dense<T: AsRef<str>>(head: &[T], rows: Vec<Vec<String>>) -> Option<Self> {
        let used =
            |column: usize| column == 0 || rows.iter().any(|row| row.get(column).is_some_and(|text| !text.is_empty()));
        let keep: Vec<bool> = (0..head.len()).map(used).collect();
        let thin =
            |row: Vec<String>| row.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(text, _)| text).collect();
        let head: Vec<&str> =
            head.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(text, _)| text.as_ref()).collect();
        Self::new(&head, rows.into_iter().map(thin).collect())
    }
}

/// Escapes a cell: a bar or a line break would end it, even within a code span.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_cell(&mut out, text);
    out
}

fn push_cell(out: &mut String, text: &str) {
    for (at, word) in text.split_whitespace().enumerate() {
        out.push_str(if at > 0 { " " } else { "" });
        match word.contains('|') {
            true => out.push_str(&word.replace('|', "\\|")),
            false => out.push_str(word),
        }
    }
}

/// Replaces each run of blanks and line breaks by one blank.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    out
}

/// Escapes a text in prose; code spans stay as they are.
pub(super) fn prose(text: &str) -> String {
    let line = one_line(text);
    // Most texts have nothing to escape.
    if !line.contains(MARKUP) {
        return line;
    }
    let spans = line.matches('`').count().is_multiple_of(2);
    let mut out = String::with_capacity(line.len() + 8);
    let mut code = false;
    for (index, c) in line.char_indices() {
        code ^= spans && c == '`';
        if !code && is_markup(&line, index, c, spans) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The characters that may be markup.
const MARKUP: &[char] = &['<', '>', '*', '[', ']', '\\', '~', '$', '_', '#', '+', '-', '`'];

fn is_markup(line: &str, index: usize, c: char, spans: bool) -> bool {
    let (before, after) = line.split_at(index);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '<' | '>' | '*' | '[' | ']' | '\\' | '~' | '$' => true,
        '_' => !(letter(before.chars().next_back()) && letter(after.chars().nth(1))),
        '#' | '+' | '-' => index == 0,
        '`' => !spans,
        _ => false,
    }
}

/// A text of the spec in a language, as prose with a full stop at its end.
pub(super) fn sentence(say: Phrases, text: &Prose) -> String {
    prose(&say.sentence(text))
}

/// The texts as code spans, as a list.
pub(super) fn codes<'a>(say: Phrases, texts: impl IntoIterator<Item = &'a str>) -> String {
    say.list(texts.into_iter().map(code))
}

/// A code block; its fence is longer than any run of backticks in the text.
pub(super) fn block(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}
