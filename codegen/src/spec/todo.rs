//! Marks of what is still to be written: a value `TODO`, or `"TODO: what belongs here"`.
//!
//! A mark is reported where it stands and then read like a value that is faulty: it can stand wherever a text is
//! wanted, and nothing else is said about what it leaves open.

use super::reader::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

const MARK: &str = "TODO";

/// What the mark says, which may be nothing; `None` if the text is no mark.
pub(super) fn said(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix(MARK)?;
    match rest.strip_prefix(':') {
        Some(said) => Some(said.trim()),
        None => rest.is_empty().then_some(""),
    }
}

/// What is to be done: what the mark says, or else the comment at the end of its line.
pub(super) fn fault(span: Span, said: &str, key: Option<&str>, file: &str) -> Diagnostic {
    let name = key.map(|key| format!("`{}`", shown(key)));
    let message = format!("{} is still to be written", name.as_deref().unwrap_or("this"));
    let said = if said.is_empty() { comment(file.get(span.end..).unwrap_or_default()) } else { Some(said) };
    let help = match (said, name) {
        (Some(said), _) => format!("write {}", said.lines().next().unwrap_or_default()),
        (None, Some(name)) => format!("write what belongs to {name}"),
        (None, None) => "write what belongs here".to_owned(),
    };
    Diagnostic::new(Code::Todo, span, message).help(help)
}

/// The comment that ends the line, with nothing but brackets and commas before it.
fn comment(rest: &str) -> Option<&str> {
    let line = rest.lines().next().unwrap_or_default();
    let (before, comment) = line.split_once(" #")?;
    let ends = before.chars().all(|next| " ]},\"'".contains(next));
    Some(comment.trim()).filter(|comment| ends && !comment.is_empty())
}
