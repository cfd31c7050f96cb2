//! A list of words without brackets, which a flow mapping cuts at its commas: `{ at_least_one_of: a, b }`.

use super::grammar::Mapping;
use super::reader::shown;
use super::syntax::Word;
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::Span;

/// The keys that the list and its rest were read as, and the fault.
pub(super) fn cut_list(entries: &[(Word, &Node)], mapping: &Mapping) -> Option<(Vec<String>, Diagnostic)> {
    let is_rest = |(word, node): &(Word, &Node)| {
        matches!(node.kind, NodeContent::Null) && mapping.key(&word.value).is_none() && !word.value.contains([':', ' '])
    };
    entries.iter().enumerate().find_map(|(at, (key, node))| {
        let NodeContent::Scalar(first) = &node.kind else { return None };
        if !first.plain || !mapping.key(&key.value)?.shape.is_texts() {
            return None;
        }
        let rest: Vec<&Word> =
            entries.iter().skip(at + 1).take_while(|entry| is_rest(entry)).map(|(word, _)| word).collect();
        let end = rest.last()?.span.end;
        let words: Vec<&str> =
            [first.text.as_str()].into_iter().chain(rest.iter().map(|word| word.value.as_str())).collect();
        let list = format!("[{}]", words.join(", "));
        let span = Span::new(node.span.start, end);
        let fault = Diagnostic::new(Code::WrongShape, span, "a list stands in brackets")
            .label("within `{ }` a comma ends the value")
            .help(format!("write `{}: {}`", key.value, shown(&list)))
            .fix([Edit::new(span, list)]);
        Some(([&key.value].into_iter().chain(rest.iter().map(|word| &word.value)).cloned().collect(), fault))
    })
}
