//! Texts that a flow mapping split at a comma, as in `{ type: string(64, bytes) }`.

use super::key_fault::EQUALS;
use super::reader::shown;
use super::tree::{Node, NodeContent, Scalar};
use super::{homes, lookalike, page_type, respell, slip, types};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::Span;

/// Reports the split texts and drops the entries made of their rests.
pub(super) fn rejoin(entries: Vec<(Node, Node)>, text: &str, found: &mut Vec<Diagnostic>) -> Vec<(Node, Node)> {
    let mut joined: Vec<(Node, Node)> = Vec::with_capacity(entries.len());
    let mut open = 0;
    let mut quoted: Option<Span> = None;
    for (key, value) in entries {
        let end = key.span.end.max(value.span.end);
        if is_quoted_rest(end, &mut quoted, text, found) {
            continue;
        }
        let (key, value) = match glued(&key, &value, joined.last(), open) {
            Some((name, fault)) => {
                let in_quotes = text.get(fault.span.end..).is_some_and(|rest| rest.starts_with('"'));
                quoted = in_quotes.then_some(fault.span);
                found.push(fault);
                is_quoted_rest(end, &mut quoted, text, found);
                (name, Node { kind: NodeContent::Faulty, ..value })
            }
            None => (key, value),
        };
        match joined.last_mut() {
            Some((_, before)) if is_rest(&key, &value, before, open) => {
                open += parentheses(&key);
                before.span.end = key.span.end;
                before.kind = NodeContent::Split;
            }
            _ => {
                open = parentheses(&value);
                joined.push((key, value));
            }
        }
    }
    for (key, value) in joined.iter_mut().filter(|(_, value)| matches!(value.kind, NodeContent::Split)) {
        found.push(fault(key, value.span, text));
        value.kind = NodeContent::Faulty;
    }
    joined
}

/// Whether an entry is the rest of a text in quotes that follows its colon without a blank. The faults inside the text are
/// dropped at its end.
fn is_quoted_rest(end: usize, quoted: &mut Option<Span>, text: &str, found: &mut Vec<Diagnostic>) -> bool {
    let Some(begun) = *quoted else { return false };
    if text.get(..end).is_some_and(|text| text.ends_with('"')) {
        found.retain(|fault| fault.span.start <= begun.start || fault.span.end > end);
        *quoted = None;
    }
    true
}

/// A key without a value that holds its value behind a colon that YAML does not read as one: the key alone, and the
/// fault. A name that the language does not know has a single word as its value, and stands behind a single word.
fn glued(key: &Node, value: &Node, before: Option<&(Node, Node)>, open: isize) -> Option<(Node, Diagnostic)> {
    let NodeContent::Scalar(Scalar { text, plain: true, .. }) = &key.kind else { return None };
    // A text in quotes behind the colon holds a colon of its own.
    if !matches!(value.kind, NodeContent::Null) && !text.contains(":\"") {
        return None;
    }
    let words = before.is_none_or(|(_, value)| !is_prose(value));
    if let Some((name, rest)) = text.split_once(' ').filter(|(name, _)| words && open <= 0 && homes::is_key(name)) {
        if let Some(value) = rest.trim_start().strip_prefix('=') {
            let place = Span::new(key.span.start + text.len() - rest.trim_start().len(), key.span.end);
            let fault = Diagnostic::new(Code::UnknownKey, Span::new(place.start, place.start + 1), EQUALS);
            return Some((named(key, name), fault.help(format!("write `{name}: {}`", shown(value.trim())))));
        }
        let fault = Diagnostic::new(Code::UnknownKey, key.span, format!("`:` is missing after `{name}`"));
        return Some((named(key, name), fault.help(format!("write `{name}: {}`", shown(rest.trim())))));
    }
    let (at, colon) = text.char_indices().find(|(_, next)| matches!(next, ':' | '\u{FF1A}'))?;
    let (name, rest) = (text.get(..at)?, text.get(at + colon.len_utf8()..)?.trim());
    let is_name = !name.is_empty() && name.bytes().all(|next| next.is_ascii_alphanumeric() || b"_.-".contains(&next));
    let words = words && !rest.contains(char::is_whitespace);
    if open > 0 || !is_name || rest.is_empty() || rest.starts_with('/') || !(homes::is_key(name) || words) {
        return None;
    }
    let place = Span::new(key.span.start + at, key.span.start + at + colon.len_utf8());
    let message = match lookalike::of(colon) {
        Some(sign) => format!("the key holds {}", sign.shown()),
        None => "a space is missing after `:`".to_owned(),
    };
    let fault = Diagnostic::new(Code::UnknownKey, place, message).help(format!("write `{name}: {}`", shown(rest)));
    let blank = text.get(at + colon.len_utf8()..).is_some_and(|rest| rest.starts_with(' '));
    let sure = homes::is_key(name) && matches!(value.kind, NodeContent::Null) && place.end <= key.span.end;
    Some((named(key, name), fault.fix(sure.then(|| Edit::new(place, if blank { ":" } else { ": " })))))
}

/// The name at the beginning of a key, as the key.
fn named(key: &Node, name: &str) -> Node {
    let span = Span::new(key.span.start, key.span.start + name.len());
    let scalar = Scalar { text: name.to_owned(), plain: true, origin: Some(span.start) };
    Node { span, place: span, kind: NodeContent::Scalar(scalar) }
}

/// Whether a value is a plain text of several words, whose commas and colons are its own.
fn is_prose(value: &Node) -> bool {
    match &value.kind {
        NodeContent::Scalar(scalar) => {
            scalar.plain && scalar.text.contains(|next: char| next == ' ' || !next.is_ascii())
        }
        NodeContent::Split => true,
        NodeContent::Null | NodeContent::List(_) | NodeContent::Map(_) | NodeContent::Faulty => false,
    }
}

/// Whether a key without a value continues the text before it: parentheses are open, or it does not look like a key of
/// the language. Behind several words, another word of small letters is no key either.
fn is_rest(key: &Node, value: &Node, before: &Node, open: isize) -> bool {
    let (NodeContent::Scalar(rest), NodeContent::Scalar(Scalar { plain: true, .. }) | NodeContent::Split) =
        (&key.kind, &before.kind)
    else {
        return false;
    };
    let like_key = rest.text.bytes().all(|next| next.is_ascii_lowercase() || next == b'_');
    value.span.start == value.span.end
        && matches!(value.kind, NodeContent::Null)
        && rest.plain
        && (open > 0 || !like_key || is_prose(before) && !homes::is_like_key(&rest.text))
}

/// The number of parentheses, and of brackets of a Chinese keyboard, that a plain text leaves open; negative if it closes more than it opens.
fn parentheses(node: &Node) -> isize {
    match &node.kind {
        NodeContent::Scalar(scalar) if scalar.plain => scalar.text.chars().fold(0, |depth, next| match next {
            '(' | '\u{FF08}' | '\u{3010}' | '\u{FF3B}' => depth + 1,
            ')' | '\u{FF09}' | '\u{3011}' | '\u{FF3D}' => depth - 1,
            _ => depth,
        }),
        _ => 0,
    }
}

/// Whether a split text has the parentheses or the brackets of a type: a member may be called `type`, too.
fn is_type(text: &str, span: Span) -> bool {
    let signs = ['(', ')', '<', '[', '\u{FF08}', '\u{3010}', '\u{FF3B}'];
    text.get(span.start..span.end).is_some_and(|written| written.contains(signs))
}

fn fault(key: &Node, span: Span, text: &str) -> Diagnostic {
    let (name, code) = match &key.kind {
        NodeContent::Scalar(key) if key.text == "type" && is_type(text, span) => ("type", Code::BadType),
        NodeContent::Scalar(key) if key.text == "check" || key.text == "required" => {
            ("expression", Code::BadExpression)
        }
        _ => ("text", Code::WrongShape),
    };
    let written = text.get(span.start..span.end).unwrap_or_default();
    if let Some((at, sign)) = lookalike::spoils(written, |plain| plain.starts_with(['[', '{', '"'])) {
        let place = Span::new(span.start + at, span.start + at + sign.found.len_utf8());
        let fault = Diagnostic::new(code, place, format!("the {name} holds {}", sign.shown())).help(sign.help());
        return fault.fix(respell::signs(written, span.start));
    }
    let page = page_type::spelling(written, false).filter(|_| name == "type" && !types::is_sound(written));
    if let Some(page) = page {
        let message = format!("there is no type `{}`", shown(written));
        return Diagnostic::new(code, span, message).help(page.help);
    }
    Diagnostic::new(code, span, format!("this {name} is cut at its comma"))
        .label("within `{ }` a comma ends the value")
        .help(format!("put it in quotes: `{}`", slip::quoted(&shown(written))))
        .fix((!written.contains('\n')).then(|| Edit::new(span, slip::quoted(written))))
}
