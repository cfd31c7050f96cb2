//! Builds the tree from the parser's events, without recursion and within the bounds of size and depth.

use super::reader::shown;
use super::tree::{MAX_DEPTH, MAX_NODES, Node, NodeContent, Scalar, too_deep, too_large};
use super::{comment, lookalike, slip, split_scalar, todo};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::Span;

/// Builds one document.
pub(super) struct Builder<'a> {
    text: &'a str,
    found: &'a mut Vec<Diagnostic>,
    open: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
}

/// A list or mapping that is still open.
struct Frame {
    start: usize,
    flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<(Node, Node)>, key: Option<Node> },
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { text, found, open: Vec::new(), root: None, nodes: 0, documents: 0 }
    }

    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }

    /// Begins a document; a second one is the only fault, because the sections of both are those of one spec.
    pub(super) fn document(&mut self, span: Span) -> Result<(), Diagnostic> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        let fault = Diagnostic::new(Code::Unsupported, span, "a second document has no meaning in a spec");
        Err(fault.help("leave out the line `---`, or give the other spec a file of its own"))
    }

    /// A tag, an anchor or an alias: a text that begins with `!`, `&` or `*`.
    pub(super) fn reserved(&mut self, span: Span, what: &str) {
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        let fault = Diagnostic::new(Code::Unsupported, span, format!("{what} has no meaning in a spec"));
        self.found.push(match written.starts_with('&') && self.holds_more(span) {
            true => fault.help(format!("leave `{}` out", shown(written))),
            false => {
                let help = format!("put a text that begins with this sign in quotes: `\"{}…\"`", shown(written));
                fault.help(help).fix(self.text_of_sign(span))
            }
        });
    }

    /// Whether a list or a mapping follows an anchor.
    fn holds_more(&self, span: Span) -> bool {
        let rest = self.text.get(span.end..).unwrap_or_default();
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let line = self.text.get(..span.start).unwrap_or_default().lines().next_back().unwrap_or_default();
        let below = rest.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
        match rest.lines().next().unwrap_or_default().trim() {
            "" if line.trim_end().ends_with(':') => {
                indentation(below) > indentation(line) || below.trim_start().starts_with("- ")
            }
            here => here.starts_with(['{', '[']),
        }
    }

    /// The quotes round a text that is nothing but an anchor without an alias.
    fn text_of_sign(&self, span: Span) -> Option<Edit> {
        let name = self.text.get(span.start..span.end)?.strip_prefix('&')?;
        let rest = self.text.get(span.end..)?.lines().next().unwrap_or_default().trim();
        let ends = rest.is_empty() || self.open.last()?.flow && rest.starts_with([',', '}', ']']);
        let alone = ends && !name.is_empty() && !self.text.contains(&format!("*{name}"));
        alone.then(|| Edit::new(span, slip::quoted(&format!("&{name}"))))
    }

    pub(super) fn alias(&mut self, span: Span) -> Result<(), Diagnostic> {
        // The merge key in front of it is the fault.
        if self.key() != Some("<<") {
            self.reserved(span, "an alias");
        }
        self.faulty(span)
    }

    /// A value whose fault is reported elsewhere.
    pub(super) fn faulty(&mut self, span: Span) -> Result<(), Diagnostic> {
        self.add(Node { span, place: span, kind: NodeContent::Faulty })
    }

    pub(super) fn scalar(&mut self, text: String, plain: bool, span: Span) -> Result<(), Diagnostic> {
        if let Some(fault) = self.key().filter(|_| plain).and_then(|key| comment::behind(&text, span, key, self.text)) {
            self.found.push(fault);
            return self.faulty(span);
        }
        let behind_quote = self.key().is_some_and(|key| key.contains('"'));
        if plain
            && !behind_quote
            && let Some(fault) = half_written(&text, span, self.is_in_flow())
        {
            self.found.push(fault);
        }
        let kind = match todo::said(&text) {
            Some(said) if !self.wants_key() => {
                self.found.push(todo::fault(self.first_line(span), said, self.key(), self.text));
                NodeContent::Faulty
            }
            _ if plain && is_null(&text) => NodeContent::Null,
            _ => NodeContent::Scalar(Scalar { origin: self.origin(&text, span), text, plain }),
        };
        let place = if span.start == span.end { self.before(span.start) } else { self.first_line(span) };
        self.add(Node { span, place, kind })
    }

    pub(super) fn open(&mut self, map: bool, flow: bool, span: Span) -> Result<(), Diagnostic> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(self.first_line(Span::new(span.start, span.start + 1))));
        }
        let content = match map {
            true => Content::Map { entries: Vec::new(), key: None },
            false => Content::List(Vec::new()),
        };
        self.open.push(Frame { start: span.start, flow, content });
        Ok(())
    }

    pub(super) fn close(&mut self, end: Span) -> Result<(), Diagnostic> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let kind = match frame.content {
            Content::List(items) => NodeContent::List(items),
            Content::Map { entries, .. } if frame.flow => {
                NodeContent::Map(split_scalar::rejoin(entries, self.text, self.found))
            }
            Content::Map { entries, .. } => NodeContent::Map(entries),
        };
        let end = if frame.flow { end.end } else { last_end(&kind).unwrap_or(frame.start) };
        let span = Span::new(frame.start, end);
        self.add(Node { span, place: self.place(&kind, span), kind })
    }

    fn add(&mut self, mut node: Node) -> Result<(), Diagnostic> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(too_large(node.place, format!("the file has more than {MAX_NODES} keys and values")));
        }
        match self.open.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { key: key @ None, .. }) => *key = Some(node),
            Some(Content::Map { entries, key }) => {
                if let Some(key) = key.take() {
                    if !matches!(node.kind, NodeContent::Scalar(_)) {
                        node.place = key.place;
                    }
                    entries.push((key, node));
                }
            }
        }
        Ok(())
    }

    /// Whether the value is inside braces or brackets.
    fn is_in_flow(&self) -> bool {
        self.open.last().is_some_and(|frame| frame.flow)
    }

    /// Whether the next scalar is a key.
    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Frame { content: Content::Map { key: None, .. }, .. }))
    }

    /// The key whose value comes next; `None` outside of mappings.
    fn key(&self) -> Option<&str> {
        match &self.open.last()?.content {
            Content::Map { key: Some(Node { kind: NodeContent::Scalar(key), .. }), .. } => Some(&key.text),
            _ => None,
        }
    }

    /// The span to underline for a collection in a list or at the root: its first key, or its first line.
    fn place(&self, kind: &NodeContent, span: Span) -> Span {
        match kind {
            NodeContent::Map(entries) => entries.first().map_or_else(|| self.first_line(span), |(key, _)| key.place),
            _ => self.first_line(span),
        }
    }

    fn first_line(&self, span: Span) -> Span {
        let text = self.text.get(span.start..span.end).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        Span::new(span.start, span.start + line.trim_end().len())
    }

    /// The last non-blank character before an empty value: its dash, bracket or comma.
    fn before(&self, offset: usize) -> Span {
        let text = self.text.get(..offset).unwrap_or_default().trim_end();
        Span::new(text.len() - text.chars().next_back().map_or(0, char::len_utf8), text.len())
    }

    /// The offset of the text in the file; `None` if the file writes it with escapes.
    fn origin(&self, text: &str, span: Span) -> Option<usize> {
        let slice = self.text.get(span.start..span.end)?;
        let quote = usize::from(slice.starts_with(['"', '\'']));
        let inner = slice.get(quote..slice.len().checked_sub(quote)?)?;
        (inner == text).then_some(span.start + quote)
    }
}

/// The fault of a plain text that ends in the only quote of it, or in a comma of a Chinese keyboard.
fn half_written(text: &str, span: Span, in_flow: bool) -> Option<Diagnostic> {
    if in_flow && text.ends_with('\u{FF0C}') {
        let place = Span::new(span.end.saturating_sub('\u{FF0C}'.len_utf8()), span.end);
        let fault = Diagnostic::new(Code::Syntax, place, "YAML does not know the sign `，` (U+FF0C)");
        return Some(fault.label("the parser reads it as part of a text").help("leave it out, or write `,`"));
    }
    if !text.ends_with('"') || text.matches('"').count() != 1 {
        return None;
    }
    let opening = text.chars().next().and_then(lookalike::of).filter(|sign| sign.meant == Some('"'));
    if let Some(sign) = opening {
        let place = Span::new(span.start, span.start + sign.found.len_utf8());
        let fault = Diagnostic::new(Code::Syntax, place, format!("YAML does not know the sign {}", sign.shown()));
        return Some(fault.help(sign.help()));
    }
    let place = Span::new(span.end.saturating_sub(1), span.end);
    let fault = Diagnostic::new(Code::Syntax, place, "this text ends in a quote that is not opened");
    let fault = fault.help(format!("write `\"{}`", shown(text)));
    let opened = Edit::new(Span::new(span.start, span.start), "\"");
    Some(fault.fix(Some(opened).filter(|_| !text.contains('\\'))))
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn last_end(kind: &NodeContent) -> Option<usize> {
    match kind {
        NodeContent::List(items) => items.last().map(|item| item.span.end),
        NodeContent::Map(entries) => entries.last().map(|(key, value)| value.span.end.max(key.span.end)),
        _ => None,
    }
}
