//! Texts that a flow mapping split at a comma, as in `{ type: string(64, bytes) }`.

use super::reader::shown;
use super::tree::{Node, NodeContent, Scalar};
use super::{lookalike, respell, slip};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::Span;

/// Reports the split texts and drops the entries made of their rests.
pub(super) fn rejoin(entries: Vec<(Node, Node)>, text: &str, found: &mut Vec<Diagnostic>) -> Vec<(Node, Node)> {
    let mut joined: Vec<(Node, Node)> = Vec::with_capacity(entries.len());
    let mut open = 0;
    for (key, value) in entries {
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

/// Whether a key without a value continues the text before it: parentheses are open, or it does not look like a key of
/// the language.
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
        && (open > 0 || !like_key)
}

/// The number of parentheses that a plain text leaves open; negative if it closes more than it opens.
fn parentheses(node: &Node) -> isize {
    match &node.kind {
        NodeContent::Scalar(scalar) if scalar.plain => scalar.text.chars().fold(0, |depth, next| match next {
            '(' => depth + 1,
            ')' => depth - 1,
            _ => depth,
        }),
        _ => 0,
    }
}

fn fault(key: &Node, span: Span, text: &str) -> Diagnostic {
    let (name, code) = match &key.kind {
        NodeContent::Scalar(key) if key.text == "type" => ("type", Code::BadType),
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
    Diagnostic::new(code, span, format!("this {name} is cut at its comma"))
        .label("within `{ }` a comma ends the value")
        .help(format!("put it in quotes: `{}`", slip::quoted(&shown(written))))
        .fix((!written.contains('\n')).then(|| Edit::new(span, slip::quoted(written))))
}
