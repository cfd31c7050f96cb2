//! Marks of unfinished facts: a value `TODO`, or `"TODO: the reason"`.
//!
//! A mark is reported at its location and then read as a faulty value. It is valid wherever a text is expected, and
//! causes no further errors.

use super::reader::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

const MARK: &str = "TODO";

/// The text of a mark, which may be empty; `None` if the text is not a mark.
pub(super) fn said(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix(MARK)?;
    match rest.strip_prefix(':') {
        Some(said) => Some(said.trim()),
        None => rest.is_empty().then_some(""),
    }
}

/// The fault of a mark: the help comes from its text, or else from the comment at the end of its line.
pub(super) fn fault(span: Span, said: &str, key: Option<&str>, file: &str) -> Diagnostic {
    let name = key.map(|key| format!("`{}`", shown(key)));
    let message = format!("{} is still to be written", name.as_deref().unwrap_or("this"));
    let said = if said.is_empty() { comment(file.get(span.end..).unwrap_or_default()) } else { Some(said) };
    let help = match (said, name) {
        (Some(said), _) => format!("write {}", said.lines().next().unwrap_or_default()),
        (None, Some(name)) => format!("write the value of {name}"),
        (None, None) => "write the value".to_owned(),
    };
    Diagnostic::new(Code::Todo, span, message).help(help)
}

/// The comment at the end of the line, if only brackets, quotes and commas precede it.
fn comment(rest: &str) -> Option<&str> {
    let line = rest.lines().next().unwrap_or_default();
    let (before, comment) = line.split_once(" #")?;
    let ends = before.chars().all(|next| " ]},\"'".contains(next));
    Some(comment.trim()).filter(|comment| ends && !comment.is_empty())
}
