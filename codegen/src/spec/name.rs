//! Names: those that the spec declares, and those on the wire.

use super::shape::Shape;
use super::syntax::{CodeClass, Spanned, Word};
use super::tree::{Node, NodeContent, Scalar};
use super::{lookalike, reader, respell};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use crate::source::Span;

/// Checks a declared name: `snake_case`, and not a keyword of Rust.
pub(super) fn declared(word: &Word, out: &mut Diagnostics) -> bool {
    let Some(fault) = fault(&word.value) else { return true };
    let fault = Diagnostic::new(Code::BadName, word.span, format!("`{}` {fault}", reader::shown(&word.value)));
    out.push(match suggestion(&word.value) {
        Some(name) => fault.help(format!("write `{name}`")).fix([Edit::new(word.span, name)]),
        None => fault.help("choose another name, such as `refund_order`"),
    });
    false
}

/// Checks a wire name: any visible characters.
pub(super) fn wire(word: &Word, out: &mut Diagnostics) -> bool {
    if word.value.is_empty() || word.value.contains(char::is_control) {
        let fault =
            Diagnostic::new(Code::BadName, word.span, "a name on the wire is empty or holds control characters");
        out.push(fault.help("write the name as the provider's page spells it"));
        return false;
    }
    let Some(fault) = with_lookalike(word) else { return true };
    out.push(fault);
    false
}

/// The fault of a wire name with a lookalike in it.
fn with_lookalike(word: &Word) -> Option<Diagnostic> {
    let lookalike = lookalike::first(&word.value)?;
    let fault = Diagnostic::new(Code::BadName, word.span, format!("a name on the wire holds {}", lookalike.shown()));
    let signs = if lookalike.meant.is_some() { respell::signs } else { respell::invisible };
    let edits = respell::origin(word).map(|origin| signs(&word.value, origin)).unwrap_or_default();
    Some(fault.help(lookalike.help()).fix(edits))
}

/// Checks a code or a class of codes. No change of a code is offered.
pub(super) fn code(word: &Word, out: &mut Diagnostics) -> bool {
    let mut found = Diagnostics::default();
    if !wire(word, &mut found) {
        found.into_iter().for_each(|fault| out.push(Diagnostic { fix: None, ..fault }));
        return false;
    }
    if CodeClass::new(&word.value).is_some() {
        return true;
    }
    let fault = format!("`{}` is no class of codes", reader::shown(&word.value));
    let help = "write a prefix such as `\"05*\"`, or a range of codes with equally many digits such as \
                `\"100..=199\"`; a code that looks like a class has a backslash in front";
    out.push(Diagnostic::new(Code::BadName, word.span, fault).help(help));
    false
}

/// Reads a declared name that is a value: `id: acme_pay`.
pub(super) fn identifier(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    reader::text(node, out).filter(|word| declared(word, out))
}

/// Reads a reference: any text that is not empty.
pub(super) fn reference(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    if let Some(fault) = folded(node) {
        out.push(fault);
        return None;
    }
    reader::text(node, out).filter(|word| wire(word, out))
}

/// The fault of a plain name that goes on in the next line.
fn folded(node: &Node) -> Option<Diagnostic> {
    let NodeContent::Scalar(Scalar { text, plain: true, origin: None }) = &node.kind else { return None };
    let (first, next) = text.split_once(' ')?;
    let fault = Diagnostic::new(
        Code::BadName,
        node.place,
        format!("`{}` and the next line are one text", reader::shown(first)),
    );
    Some(fault.help(match next.starts_with("- ") {
        true => format!("indent `{}` like the item before it", reader::shown(next)),
        false => format!("write `- ` before `{}`", reader::shown(next)),
    }))
}

pub(super) static REFERENCES: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]);

/// Reads one reference or a list of them.
pub(super) fn references(node: &Node, out: &mut Diagnostics) -> Option<Vec<Word>> {
    Some(reader::one_or_more(node, reference, out))
}

/// Reads a text that is sent, or compared with a text on the wire.
pub(super) fn literal(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let word = reader::text(node, out)?;
    copied(&word, out);
    Some(word)
}

/// Reports a lookalike in a text on the wire: a warning if it is visible, since a provider may want it.
pub(super) fn copied(word: &Word, out: &mut Diagnostics) {
    let Some(lookalike) = lookalike::first(&word.value) else { return };
    let is_quote = |sign: Option<char>| sign.and_then(lookalike::of).is_some_and(|sign| sign.meant == Some('"'));
    let in_quotes = word.value.chars().count() > 1
        && is_quote(word.value.chars().next())
        && is_quote(word.value.chars().next_back());
    let code = if lookalike.meant.is_some() && !in_quotes { Code::Lookalike } else { Code::BadWord };
    let message = format!("a text on the wire holds {}", lookalike.shown());
    let invisible = respell::origin(word).filter(|_| lookalike.meant.is_none());
    let edits = invisible.map(|origin| respell::invisible(&word.value, origin)).unwrap_or_default();
    out.push(Diagnostic::new(code, word.span, message).help(lookalike.help()).fix(edits));
}

/// The part of a word from a byte offset on, with its span.
pub(super) fn part(node: &Node, text: &str, start: usize) -> Word {
    let origin = match &node.kind {
        NodeContent::Scalar(scalar) => scalar.origin,
        _ => None,
    };
    let value = text.get(start..).unwrap_or_default().to_owned();
    let span = origin.map_or(node.span, |origin| Span::new(origin + start, origin + start + value.len()));
    Spanned { value, span }
}

fn fault(name: &str) -> Option<&'static str> {
    let begins = name.starts_with(|first: char| first.is_ascii_lowercase());
    let consists = name.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_');
    if !(begins && consists) || name.ends_with('_') || name.contains("__") {
        return Some("is not a name in snake_case");
    }
    is_keyword(name).then_some("is a keyword of Rust")
}

/// Whether the word is a keyword of Rust. Length and letters rule out most names without parsing.
pub fn is_keyword(name: &str) -> bool {
    let short = name.len() <= "abstract".len() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `syn` knows the editions up to 2021, which do not reserve `gen`.
    short && (name == "gen" || syn::parse_str::<syn::Ident>(name).is_err())
}

/// The name in snake_case; `None` if the result is not a valid name.
fn suggestion(name: &str) -> Option<String> {
    let mut words = String::new();
    let mut after_lower = false;
    // `variable "api_key"` of another format is the name in quotes.
    let mut letters = name.split('"').nth(1).unwrap_or(name).chars().peekable();
    while let Some(next) = letters.next() {
        // The last of several capitals begins a word: `APIError`.
        let begins = after_lower || !words.is_empty() && letters.peek().is_some_and(char::is_ascii_lowercase);
        if next.is_ascii_uppercase() && begins && !words.ends_with('_')
            || !next.is_ascii_alphanumeric() && !words.ends_with('_')
        {
            words.push('_');
        }
        words.extend(next.is_ascii_alphanumeric().then(|| next.to_ascii_lowercase()));
        after_lower = next.is_ascii_lowercase() || next.is_ascii_digit();
    }
    let words = words.trim_matches('_').trim_start_matches(|first: char| first.is_ascii_digit());
    (words.len() < 64 && fault(words).is_none()).then(|| words.to_owned())
}
