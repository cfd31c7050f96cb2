//! Reads values of the tree, collects every fault and continues.

use std::collections::HashMap;

use refundry_vocabulary::WordFamily;

use super::grammar::Mapping;
use super::shape_fault::{self, wrong_shape};
use super::suggest::{suggest, sure};
use super::syntax::{Entries, Spanned, Word};
use super::tree::{Node, NodeContent, Scalar};
use super::{lookalike, respell};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Reads one value; reports a faulty one and returns `None`.
pub(super) type Read<T> = fn(&Node, &mut Diagnostics) -> Option<T>;

/// A part of a word, if the word stands in the file as it is read; otherwise the whole word.
pub(super) fn within(word: &Word, at: usize, length: usize) -> Span {
    match respell::is_as_written(word) {
        true => Span::new(word.span.start + at, word.span.start + at + length),
        false => word.span,
    }
}

/// The help for a mapping with several keys that occur twice.
const ANOTHER_ENTRY: &str = "write `- ` before it if another entry begins here, or leave one of them out";

/// The entries of a mapping with keys of the author's.
pub(super) fn mapping<'t>(node: &'t Node, what: &str, out: &mut Diagnostics) -> Option<Vec<(Word, &'t Node)>> {
    match &node.kind {
        NodeContent::Map(entries) => Some(distinct(entries, out)),
        _ => wrong_shape(node, "a mapping", what, out),
    }
}

/// The entries of a mapping with fixed keys.
pub(super) fn members<'t>(node: &'t Node, of: &Mapping, out: &mut Diagnostics) -> Option<Vec<(Word, &'t Node)>> {
    match &node.kind {
        NodeContent::Map(entries) => Some(distinct(entries, out)),
        _ => shape_fault::without_keys(node, of, out),
    }
}

/// The entries with names of their own. Duplicate keys are reported and dropped.
fn distinct<'t>(entries: &'t [(Node, Node)], out: &mut Diagnostics) -> Vec<(Word, &'t Node)> {
    let mut seen: HashMap<&str, (Span, &Node)> = HashMap::with_capacity(entries.len());
    let mut repeated: Vec<Diagnostic> = Vec::new();
    let mut read = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let Some(text) = key_text(key, out) else { continue };
        let word = Spanned { value: text.to_owned(), span: key.span };
        match seen.get(text) {
            Some((first, other)) => repeated.push(twice(&word, *first, value.differs_from(other))),
            None => {
                seen.insert(text, (word.span, value));
                read.push((word, value));
            }
        }
    }
    // Several keys at once are most likely those of another entry.
    match (repeated.len(), repeated.into_iter().next()) {
        (0 | 1, fault) => fault.into_iter().for_each(|fault| out.push(fault)),
        (_, fault) => fault.into_iter().for_each(|fault| out.push(fault.help(ANOTHER_ENTRY))),
    }
    read
}

/// A key that is a plain name.
pub(super) fn key_word(key: &Node) -> Option<Word> {
    match &key.kind {
        NodeContent::Scalar(scalar) if !is_strange(key) => Some(Spanned { value: scalar.text.clone(), span: key.span }),
        _ => None,
    }
}

fn key_text<'t>(key: &'t Node, out: &mut Diagnostics) -> Option<&'t str> {
    let scalar = scalar(key, "a key", out)?;
    if is_strange(key) {
        let fault = Diagnostic::new(Code::Unsupported, key.span, "a merge key has no meaning in a spec");
        out.push(fault.help("write the whole value"));
        return None;
    }
    Some(&scalar.text)
}

/// Whether a key is not a plain name: a merge key, an alias, a list.
pub(super) fn is_strange(key: &Node) -> bool {
    !matches!(&key.kind, NodeContent::Scalar(scalar) if !(scalar.plain && scalar.text == "<<"))
}

fn twice(word: &Word, first: Span, differ: bool) -> Diagnostic {
    let help = match differ {
        true => "rename one of them, or leave it out: they differ",
        false => "leave one of them out",
    };
    Diagnostic::new(Code::DuplicateKey, word.span, format!("the key `{}` occurs twice", shown(&word.value)))
        .label("again here")
        .other(first, "first here")
        .help(help)
}

/// The scalar of a node; reports another shape.
pub(super) fn scalar<'t>(node: &'t Node, what: &str, out: &mut Diagnostics) -> Option<&'t Scalar> {
    match &node.kind {
        NodeContent::Scalar(scalar) => Some(scalar),
        _ => wrong_shape(node, "a text", what, out),
    }
}

/// An author's text for a message, cut to one short line.
pub(crate) fn shown(text: &str) -> String {
    const GREATEST: usize = 60;
    let mut shown: String =
        text.chars().take(GREATEST).map(|next| if next.is_control() { ' ' } else { next }).collect();
    if text.chars().nth(GREATEST).is_some() {
        shown.push('…');
    }
    shown
}

/// A text of any kind.
pub(super) fn text(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let scalar = scalar(node, "", out)?;
    Some(Spanned { value: scalar.text.clone(), span: node.span })
}

/// A text for people in one language, such as words of the provider's page, without blanks at its end.
pub(super) fn quotation(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let mut word = text(node, out)?;
    word.value.truncate(word.value.trim_end().len());
    if let Some(control) = word.value.chars().find(|next| next.is_control() && !matches!(next, '\n' | '\r' | '\t')) {
        let message = format!("this text holds the control character U+{:04X}", u32::from(control));
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help("leave it out"));
        return None;
    }
    // Drop bidirectional control characters: rustc rejects them in comments.
    word.value.retain(|next| !matches!(next, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    Some(word)
}

/// `true` or `false`.
pub(super) fn boolean(node: &Node, out: &mut Diagnostics) -> Option<Spanned<bool>> {
    choose(node, "a truth value", &[("true", true), ("false", false)], out)
}

/// Reads one of a list of words.
pub(super) fn choose<T: Copy>(
    node: &Node,
    what: &str,
    words: &[(&'static str, T)],
    out: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let text = &scalar(node, what, out)?.text;
    match words.iter().find(|(word, _)| word == text) {
        Some((_, value)) => Some(Spanned { value: *value, span: node.span }),
        None => {
            let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            if let Some(pieces) = pieces(text, &names) {
                let fault = Diagnostic::new(Code::WrongShape, node.place, "these words are one text, without brackets");
                out.push(fault.help(format!("write them as a list: `[{}]`", pieces.join(", "))));
                return None;
            }
            // The words are ASCII, so any lookalike is the fault, also one that separates two words.
            if let Some(fault) = spoilt(node, text, |_| true) {
                let bare = text.trim_end_matches(|next: char| lookalike::of(next).is_some());
                let visible = text.chars().next_back().and_then(lookalike::of).is_some_and(|sign| sign.meant.is_some());
                let is_end = visible && names.contains(&bare);
                out.push(if is_end { Diagnostic { fix: None, ..fault.help("leave it out") } } else { fault });
                return None;
            }
            let fault = Diagnostic::new(Code::BadWord, node.place, format!("`{}` is not {what}", shown(text)));
            let word = sure(text, &names).and_then(|word| respell::whole(node, word));
            out.push(suggest(fault, text, &names).fix(word));
            None
        }
    }
}

/// The words of a text that lists several of them.
fn pieces(text: &str, words: &[&'static str]) -> Option<Vec<&'static str>> {
    [",", "->", "→", "=>", ">", "|", "+"].iter().find_map(|sign| {
        let pieces = text.split(sign).map(str::trim);
        let found: Vec<_> =
            pieces.map(|piece| words.iter().find(|word| **word == piece).copied()).collect::<Option<_>>()?;
        (found.len() > 1).then_some(found)
    })
}

/// The fault of a text that is valid without a lookalike in it.
pub(super) fn spoilt(node: &Node, text: &str, valid: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let (at, sign) = lookalike::spoils(text, valid)?;
    let origin = match &node.kind {
        NodeContent::Scalar(scalar) => scalar.origin,
        _ => None,
    };
    let place = origin.map_or(node.place, |origin| Span::new(origin + at, origin + at + sign.found.len_utf8()));
    let fault = Diagnostic::new(Code::BadWord, place, format!("`{}` holds {}", shown(text), sign.shown()));
    Some(fault.help(sign.help()).fix(respell::signs_of(node)))
}

/// [`choose`] between words that decide about money: no change of such a word is offered.
pub(super) fn decide<T: Copy>(
    node: &Node,
    what: &str,
    words: &[(&'static str, T)],
    out: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let mut found = Diagnostics::default();
    let word = choose(node, what, words, &mut found);
    found.into_iter().for_each(|fault| out.push(Diagnostic { fix: None, ..fault }));
    word
}

/// [`decide`] between the words of a family.
pub(super) fn decide_word<T: WordFamily>(node: &Node, what: &str, out: &mut Diagnostics) -> Option<Spanned<T>> {
    decide(node, what, &words_of(), out)
}

fn words_of<T: WordFamily>() -> Vec<(&'static str, T)> {
    T::ALL.iter().map(|value| (value.word(), *value)).collect()
}

/// Reads one word of a family.
pub(super) fn choose_word<T: WordFamily>(node: &Node, what: &str, out: &mut Diagnostics) -> Option<Spanned<T>> {
    choose(node, what, &words_of(), out)
}

/// A mapping whose keys the author chooses.
pub(super) fn entries<T>(
    node: &Node,
    what: &'static str,
    name: fn(&Word, &mut Diagnostics) -> bool,
    read: Read<T>,
    out: &mut Diagnostics,
) -> Entries<T> {
    let entries = mapping(node, what, out).unwrap_or_default();
    // A faulty name is reported and kept, because other parts of the spec refer to it.
    let sound = entries.into_iter().filter_map(|(word, node)| {
        name(&word, out);
        Some((word, read(node, out)?))
    });
    sound.collect()
}

/// A list.
pub(super) fn list<T>(node: &Node, what: &str, read: Read<T>, out: &mut Diagnostics) -> Option<Vec<T>> {
    match &node.kind {
        NodeContent::List(items) => Some(items.iter().filter_map(|item| read(item, out)).collect()),
        _ => wrong_shape(node, "a list", what, out),
    }
}

/// A list, or a single item.
pub(super) fn one_or_more<T>(node: &Node, read: Read<T>, out: &mut Diagnostics) -> Vec<T> {
    match &node.kind {
        NodeContent::List(items) => items.iter().filter_map(|item| read(item, out)).collect(),
        _ => read(node, out).into_iter().collect(),
    }
}
