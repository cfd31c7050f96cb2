//! One line of a source, and the texts that are taken out of it for a repair.

use crate::source::Span;

/// A line without its line break.
#[derive(Clone, Copy)]
pub(super) struct SourceLine<'t> {
    text: &'t str,
    pub(super) span: Span,
}

impl<'t> SourceLine<'t> {
    /// The line around an offset.
    pub(super) fn around(text: &'t str, offset: usize) -> Self {
        let offset = offset.min(text.len());
        let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let end = text.get(offset..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| offset + length);
        Self { text, span: Span::new(start, end) }
    }

    pub(super) fn text(self) -> &'t str {
        let blanks = |next: char| next.is_ascii_whitespace();
        self.text.get(self.span.start..self.span.end).unwrap_or_default().trim_end_matches(blanks)
    }

    /// The nearest line before it that is neither blank nor a comment.
    pub(super) fn before(self) -> Option<Self> {
        let mut line = self;
        while line.span.start > 0 {
            line = Self::around(self.text, line.span.start - 1);
            if line.has_content() {
                return Some(line);
            }
        }
        None
    }

    /// The nearest line after it that is neither blank nor a comment.
    pub(super) fn after(self) -> Option<Self> {
        let mut line = self;
        while line.span.end < self.text.len() {
            line = Self::around(self.text, line.span.end + 1);
            if line.has_content() {
                return Some(line);
            }
        }
        None
    }

    fn has_content(self) -> bool {
        !matches!(self.text().trim_start().as_bytes().first(), None | Some(b'#'))
    }

    /// The spaces at its beginning.
    pub(super) fn indentation(self) -> usize {
        self.text().bytes().take_while(|byte| *byte == b' ').count()
    }

    /// The indentations that the line may have, the likeliest first: that of a block that the line before it opens, that
    /// of the line after it, and those of the blocks around it.
    pub(super) fn levels(self) -> Vec<usize> {
        let (before, after) = (self.before(), self.after());
        let opened = before.filter(|before| before.text().ends_with(':')).map(|before| before.indentation());
        let below = after.filter(|_| self.text().ends_with(':')).map(|after| after.indentation());
        let mut out: Vec<usize> = after.map(Self::indentation).into_iter().collect();
        // The keys of an item stand behind its dash.
        let item = before.filter(|before| before.content().1.starts_with("- "));
        out.extend(item.map(|before| before.indentation() + 2));
        let (mut line, mut least) = (before, usize::MAX);
        while let Some(around) = line.filter(|_| least > 0) {
            if around.indentation() < least {
                least = around.indentation();
                out.push(least);
            }
            line = around.before();
        }
        out.retain(|spaces| opened.is_none_or(|key| *spaces > key) && below.is_none_or(|below| *spaces < below));
        if let Some(key) = opened.filter(|_| out.is_empty()) {
            out.push(key + 2);
        }
        out
    }

    /// The text without the blanks around it, and the offset where it begins.
    pub(super) fn content(self) -> (usize, &'t str) {
        let content = self.text().trim_start();
        (self.span.start + self.text().len() - content.len(), content)
    }

    /// The first character of the content.
    pub(super) fn first_character(self) -> Option<Span> {
        let (start, content) = self.content();
        content.chars().next().map(|first| Span::new(start, start + first.len_utf8()))
    }

    /// The span from an offset to the end of its text.
    pub(super) fn rest(self, from: usize) -> Span {
        Span::new(from, (self.span.start + self.text().len()).max(from))
    }

    /// The name at the beginning of the content, with its dash left out: the key of the line.
    pub(super) fn first_word(self) -> Option<Span> {
        let (start, content) = self.content();
        let name = content.strip_prefix("- ").unwrap_or(content);
        let start = start + content.len() - name.len();
        let length = name.find(|next: char| !is_of_name(next)).unwrap_or(name.len());
        (length > 0).then(|| Span::new(start, start + length))
    }
}

/// Whether a character may stand in a key.
pub(super) fn is_of_name(next: char) -> bool {
    next.is_ascii_alphanumeric() || next == '_' || next == '.' || next == '-'
}

/// The key in front of a value that begins at an offset.
pub(super) fn key_before(text: &str, value: usize) -> &str {
    let before = text.get(..value).unwrap_or_default().trim_end();
    let name = before.strip_suffix(':').unwrap_or_default();
    name.get(name.trim_end_matches(is_of_name).len()..).unwrap_or_default()
}

/// Whether a key has a text for people, which means the same with and without quotes.
pub(in crate::spec) fn is_prose(key: &str) -> bool {
    let keys = ["because", "doc", "does", "limit", "meaning", "name", "remedy", "says", "section", "source", "title"];
    keys.contains(&key)
}

/// A text in the quotes that need no change of the text, if there are any.
pub(in crate::spec) fn quoted(text: &str) -> String {
    match (text.contains('"') || text.contains('\\'), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("'{}'", text.replace('\'', "''")),
    }
}

/// The end of a value that begins at `from`: the end of the line, or in brackets the comma or bracket after `beyond`.
pub(super) fn value_end(text: &str, from: usize, beyond: usize, in_flow: bool) -> usize {
    let line = SourceLine::around(text, from);
    let end = line.rest(from).end;
    if !in_flow {
        return end;
    }
    let rest = text.get(beyond..end).unwrap_or_default();
    let stop = [", ", " }", "}", " ]", "]"].iter().filter_map(|sign| rest.find(sign)).min();
    let end = stop.map_or(end, |length| beyond + length);
    let value = text.get(from..end).unwrap_or_default().trim_end();
    from + value.strip_suffix(',').unwrap_or(value).len()
}
