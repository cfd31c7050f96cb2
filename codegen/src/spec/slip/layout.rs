//! The quoted texts, brackets and comments of a YAML source, found without the parser: a source with a slip has no tree.

use crate::source::Span;

/// The open brackets, quotes and comments of a source up to an offset.
#[derive(Default)]
pub(super) struct Layout {
    /// The quoted texts in order; the end of the last one is the offset if it is still open there.
    pub(super) quotes: Vec<Span>,
    /// The brackets that are open at the offset.
    pub(super) open: Vec<usize>,
    /// The comments behind a text on one line.
    pub(super) comments: Vec<Comment>,
}

/// A comment behind a text.
#[derive(Clone, Copy)]
pub(super) struct Comment {
    /// The offset of its `#`.
    pub(super) at: usize,
    /// Whether a bracket is open around it.
    pub(super) in_flow: bool,
}

impl Layout {
    /// Reads a source up to an offset.
    pub(super) fn of(text: &str, until: usize) -> Self {
        let bytes = text.as_bytes().get(..until).unwrap_or(text.as_bytes());
        let mut scan = Scan { bytes, at: 0, fresh: true, after_text: false, out: Self::default() };
        while let Some(byte) = scan.byte(scan.at) {
            scan.step(byte);
        }
        scan.out
    }

    /// The offsets of the commas directly inside the bracket at an offset, and of the bracket that closes it, rightly or
    /// not.
    pub(super) fn ends_inside(text: &str, open: usize) -> Vec<usize> {
        let mut scan = Scan { bytes: text.as_bytes(), at: open, fresh: true, after_text: false, out: Self::default() };
        let mut ends = Vec::new();
        while let Some(byte) = scan.byte(scan.at) {
            let (at, depth) = (scan.at, scan.out.open.len());
            scan.step(byte);
            let closed = depth == 1 && scan.out.open.is_empty();
            if closed || depth == 1 && byte == b',' {
                ends.push(at);
            }
            if closed {
                break;
            }
        }
        ends
    }

    /// The innermost bracket that is open.
    pub(super) fn bracket(&self) -> Option<usize> {
        self.open.last().copied()
    }
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Whether a quoted text or a bracket may begin here.
    fresh: bool,
    after_text: bool,
    out: Layout,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn is_blank(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte.is_ascii_whitespace())
    }

    fn is_after_blank(&self) -> bool {
        self.at.checked_sub(1).is_none_or(|before| self.is_blank(before))
    }

    fn step(&mut self, byte: u8) {
        let (flow, fresh) = (!self.out.open.is_empty(), self.fresh);
        match byte {
            b'\n' => (self.fresh, self.after_text) = (true, false),
            b' ' | b'\t' | b'\r' => {}
            b'#' if self.is_after_blank() => return self.comment(flow),
            b'"' | b'\'' if fresh => return self.quote(byte),
            b'{' | b'[' if fresh => self.out.open.push(self.at),
            b'}' | b']' if flow => {
                self.out.open.pop();
                self.fresh = false;
            }
            b',' if flow => self.fresh = true,
            b'-' if fresh && self.is_blank(self.at + 1) => {}
            b':' if self.is_blank(self.at + 1) => self.fresh = true,
            b'|' | b'>' if fresh && !flow => return self.block(),
            _ => (self.fresh, self.after_text) = (false, true),
        }
        self.at += 1;
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        rest.iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |length| from + length)
    }

    fn comment(&mut self, in_flow: bool) {
        if self.after_text {
            self.out.comments.push(Comment { at: self.at, in_flow });
        }
        self.at = self.line_end(self.at);
    }

    fn quote(&mut self, sign: u8) {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.byte(self.at) {
            let escaped = sign == b'"' && byte == b'\\' || sign == b'\'' && self.doubled(byte);
            match byte {
                _ if escaped => self.at += 1,
                _ if byte == sign => break,
                _ => {}
            }
            self.at += 1;
        }
        self.at = (self.at + 1).min(self.bytes.len());
        self.out.quotes.push(Span::new(start, self.at));
        (self.fresh, self.after_text) = (false, false);
    }

    fn doubled(&self, byte: u8) -> bool {
        byte == b'\'' && self.byte(self.at + 1) == Some(b'\'')
    }

    /// Skips a block text: the lines that are indented further than the line of its sign.
    fn block(&mut self) {
        let before = self.bytes.get(..self.at).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let around = self.indentation(start);
        let mut next = self.line_end(self.at) + 1;
        while next < self.bytes.len() && (self.is_empty_line(next) || self.indentation(next) > around) {
            next = self.line_end(next) + 1;
        }
        self.at = next.min(self.bytes.len());
        (self.fresh, self.after_text) = (true, false);
    }

    fn indentation(&self, start: usize) -> usize {
        self.bytes.get(start..).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count()
    }

    fn is_empty_line(&self, start: usize) -> bool {
        self.bytes.get(start..self.line_end(start)).unwrap_or_default().iter().all(u8::is_ascii_whitespace)
    }
}
