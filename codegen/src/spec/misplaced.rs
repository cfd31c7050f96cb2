//! Keys that are indented too little or too far, which YAML reads as keys of another mapping.

use super::grammar::Mapping;
use super::lookalike;
use super::reader::{key_word, shown, within};
use super::syntax::Word;
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, nearest};

/// A key that is indented as an entry of a section, and is none: the section, and the fault. It is a key of the mapping,
/// indented too far, or of the entry before it, indented too little.
pub(super) fn misplaced(entries: &[(Word, &Node)], mapping: &'static Mapping) -> Option<(&'static str, Diagnostic)> {
    entries.iter().find_map(|(word, node)| {
        let (section, NodeContent::Map(inside)) = (mapping.key(&word.value)?, &node.kind) else { return None };
        let inner = section.shape.mappings();
        if !section.shape.is_several() || inner.is_empty() {
            return None;
        }
        let around = |key: &str| mapping.key(key).is_some() && entries.iter().all(|(other, _)| other.value != key);
        let mut keys = inside.iter().filter_map(|(key, value)| Some((key_word(key)?, value)));
        let deep = keys.clone().find(|(key, value)| around(&key.value) && !is_entry(value, &inner)).map(|(key, _)| key);
        let fault = match deep {
            Some(key) => too_deep(word, &key),
            None => too_shallow(&mut keys, &inner)?,
        };
        Some((section.name, fault))
    })
}

fn too_deep(section: &Word, key: &Word) -> Diagnostic {
    let message = format!("`{}` is indented as an entry of `{}`", key.value, section.value);
    let fault = Diagnostic::new(Code::WrongShape, key.span, message).label("indented too far");
    let help = format!("indent `{}` and what follows like `{}`", key.value, section.value);
    fault.other(section.span, "as far as this").help(help)
}

/// The first key of the entry before it, where that entry lacks the key.
fn too_shallow(keys: &mut dyn Iterator<Item = (Word, &Node)>, inner: &[&'static Mapping]) -> Option<Diagnostic> {
    let mut before: Option<(Word, &Node)> = None;
    for (key, value) in keys {
        let is_key = inner.iter().any(|mapping| mapping.key(&key.value).is_some());
        let lacks = |node: &Node| match &node.kind {
            NodeContent::Map(entries) => {
                entries.iter().filter_map(|(key, _)| key_word(key)).all(|other| other.value != key.value)
            }
            NodeContent::Null => true,
            NodeContent::Scalar(_) | NodeContent::List(_) | NodeContent::Split | NodeContent::Faulty => false,
        };
        if let Some((entry, _)) = before.as_ref().filter(|(_, node)| is_key && lacks(node) && !is_entry(value, inner)) {
            let message = format!("`{}` is indented like `{}`, whose key it is", key.value, entry.value);
            let fault = Diagnostic::new(Code::WrongShape, key.span, message).label("indented too little");
            let help = format!("indent `{}` and what follows by two spaces more", key.value);
            return Some(fault.other(entry.span, "the entry").help(help));
        }
        before = Some((key, value));
    }
    None
}

/// Whether a value is one of a section: it has a key of one.
fn is_entry(value: &Node, inner: &[&'static Mapping]) -> bool {
    match &value.kind {
        NodeContent::Map(keys) => {
            let known = |key: &Word| inner.iter().any(|mapping| mapping.key(&key.value).is_some());
            keys.iter().filter_map(|(key, _)| key_word(key)).any(|key| known(&key))
        }
        NodeContent::Null | NodeContent::List(_) => false,
        NodeContent::Scalar(_) | NodeContent::Split | NodeContent::Faulty => true,
    }
}

/// Entries that are not indented below their key: the fault, and the entries before it. Either the key is one of the
/// mapping and the next one is not, or it is none and what follows repeats a key of the mapping.
pub(super) fn outdented<'t>(node: &'t Node, mapping: &Mapping) -> Option<(Diagnostic, &'t [(Node, Node)])> {
    let NodeContent::Map(entries) = &node.kind else { return None };
    let known = |word: &Word| mapping.key(&word.value).is_some();
    for (at, pair) in entries.windows(2).enumerate() {
        let [(key, Node { kind: NodeContent::Null, .. }), (next, _)] = pair else { continue };
        let (Some(key), Some(next)) = (key_word(key), key_word(next)) else { continue };
        let before = entries.get(..at).unwrap_or_default();
        let repeats = before.iter().any(|(other, _)| key_word(other).is_some_and(|other| other.value == next.value));
        let (belongs, place) = match (known(&key), known(&next)) {
            (true, false) => (nearest(&next.value, mapping.keys.iter().map(|key| key.name)).is_none(), next.span),
            (false, true) => (repeats, key.span),
            _ => (false, key.span),
        };
        if belongs && let Some(fault) = strange_blank(&next) {
            return Some((fault, before));
        }
        if belongs {
            let message = format!("nothing is indented below `{}`", shown(&key.value));
            let fault = Diagnostic::new(Code::WrongShape, place, message);
            let help = match known(&key) {
                true => format!("indent `{}` and what follows by two spaces more", shown(&next.value)),
                false => format!("indent `{}` by two spaces less", shown(&key.value)),
            };
            return Some((fault.help(help), before));
        }
    }
    None
}

/// A blank that does not indent, at the beginning of a key.
fn strange_blank(word: &Word) -> Option<Diagnostic> {
    let sign =
        word.value.chars().next().and_then(lookalike::of).filter(|sign| sign.meant.is_none_or(|meant| meant == ' '))?;
    let place = within(word, 0, sign.found.len_utf8());
    let fault = Diagnostic::new(Code::Syntax, place, format!("YAML does not know the sign {}", sign.shown()));
    Some(fault.label("the line is not indented for the parser").help(sign.help()))
}
