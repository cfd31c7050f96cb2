//! Edits of texts and names of a spec that keep everything around them.

use super::lookalike;
use super::slip::quoted;
use super::syntax::Word;
use super::tree::{Node, NodeContent};
use crate::diagnostic::Edit;
use crate::source::Span;

/// ASCII in the place of each lookalike of a text that stands at an offset of the file.
pub(super) fn signs(text: &str, origin: usize) -> Vec<Edit> {
    let found = text.char_indices().filter_map(|(at, next)| Some((at, lookalike::of(next)?)));
    let edits = found.map(|(at, sign)| {
        let start = origin + at;
        Edit::new(Span::new(start, start + sign.found.len_utf8()), sign.meant.map(String::from).unwrap_or_default())
    });
    edits.collect()
}

/// The removal of each invisible character.
pub(super) fn invisible(text: &str, origin: usize) -> Vec<Edit> {
    signs(text, origin).into_iter().filter(|edit| edit.text.is_empty()).collect()
}

/// [`signs`] of a scalar; empty if the file writes it with escapes.
pub(super) fn signs_of(node: &Node) -> Vec<Edit> {
    of_scalar(node, signs)
}

/// [`invisible`] of a scalar; empty if the file writes it with escapes.
pub(super) fn invisible_of(node: &Node) -> Vec<Edit> {
    of_scalar(node, invisible)
}

fn of_scalar(node: &Node, edits: fn(&str, usize) -> Vec<Edit>) -> Vec<Edit> {
    let NodeContent::Scalar(scalar) = &node.kind else { return Vec::new() };
    scalar.origin.map(|origin| edits(&scalar.text, origin)).unwrap_or_default()
}

/// Another text for a scalar of one line, in quotes if it needs them; `None` if the file writes it with escapes.
pub(super) fn whole(node: &Node, new: &str) -> Option<Edit> {
    let NodeContent::Scalar(scalar) = &node.kind else { return None };
    let origin = scalar.origin.filter(|_| !scalar.text.contains('\n') && !new.contains('\n'))?;
    let content = Span::new(origin, origin + scalar.text.len());
    Some(match (scalar.plain, is_plain(new)) {
        (true, true) => Edit::new(node.span, new),
        (false, _) if !new.contains(['"', '\'', '\\']) => Edit::new(content, new),
        _ => Edit::new(node.span, quoted(new)),
    })
}

/// A key in ASCII; a value that stands behind it without a blank gets one.
pub(super) fn key(word: &Word, plain: &str, meant: Option<&str>) -> Vec<Edit> {
    match (plain.split_once(':'), meant) {
        _ if !is_as_written(word) => Vec::new(),
        (Some((_, value)), Some(meant)) if plain != meant => {
            vec![Edit::new(word.span, format!("{meant}: {}", value.trim_start()))]
        }
        _ => signs(&word.value, word.span.start),
    }
}

/// The sign of a comment in the place of that of another language.
pub(super) fn comment(word: &Word) -> Option<Edit> {
    let rest = word.value.trim_start_matches(['/', '＃', '-']);
    let sign = Span::new(word.span.start, word.span.start + word.value.len() - rest.len());
    is_as_written(word).then(|| Edit::new(sign, if rest.starts_with(' ') { "#" } else { "# " }))
}

/// Whether a word stands in the file as it is read.
pub(super) fn is_as_written(word: &Word) -> bool {
    word.span.end - word.span.start == word.value.len()
}

/// The offset of a word's text in the file; `None` if the file writes it with escapes.
pub(super) fn origin(word: &Word) -> Option<usize> {
    match (word.span.end - word.span.start).checked_sub(word.value.len()) {
        Some(0) => Some(word.span.start),
        Some(2) => Some(word.span.start + 1),
        _ => None,
    }
}

/// Whether a text needs no quotes anywhere in a spec.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_alphanumeric() || first == '_' || first == '/');
    let breaks =
        text.contains([',', '[', ']', '{', '}', '"', '\'', '\\']) || text.contains(": ") || text.contains(" #");
    begins && !breaks && !text.ends_with([':', ' '])
}
