//! The change of a spec that mends a fault. A fault has one only if no other change is right.

use crate::source::Span;

/// A text in the place of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The span that is replaced; an empty one inserts.
    pub span: Span,
    /// The replacement; line ends are line feeds.
    pub text: String,
}

impl Edit {
    /// A text in the place of a span.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// The edits that mend one fault together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    edits: Vec<Edit>,
}

impl Fix {
    /// The fix of these edits; `None` if there are none, or two of them overlap.
    pub fn new(edits: impl IntoIterator<Item = Edit>) -> Option<Self> {
        let mut edits: Vec<Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let apart = edits.windows(2).all(|pair| matches!(pair, [one, next] if one.span.end <= next.span.start));
        (apart && !edits.is_empty()).then_some(Self { edits })
    }

    /// The edits in the order of the file.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The text with the edits; `None` if a span is not inside it. Its line ends are those of the text.
    pub fn applied(&self, text: &str) -> Option<String> {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for Edit { span, text: new } in &self.edits {
            out += text.get(at..span.start)?;
            text.get(span.start..span.end)?;
            out += &new.replace('\n', line_end);
            at = span.end;
        }
        out += text.get(at..)?;
        Some(out)
    }

    /// The edits of both fixes; `None` if they overlap or touch.
    #[must_use]
    pub fn with(&self, other: &Self) -> Option<Self> {
        let meets = |one: &Edit, other: &Edit| one.span.start <= other.span.end && other.span.start <= one.span.end;
        let apart = self.edits.iter().all(|one| !other.edits.iter().any(|other| meets(one, other)));
        apart.then(|| Self::new(self.edits.iter().chain(&other.edits).cloned())).flatten()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Edit, Fix};
    use crate::source::Span;

    fn fix(edits: &[(usize, usize, &str)]) -> Option<Fix> {
        Fix::new(edits.iter().map(|(start, end, text)| Edit::new(Span::new(*start, *end), *text)))
    }

    #[test]
    fn edits_are_applied_in_the_order_of_the_file() {
        let fix = fix(&[(4, 5, "E"), (0, 1, "A"), (2, 2, "\n")]).unwrap();
        assert_eq!(fix.applied("abcde").unwrap(), "Ab\ncdE");
        assert_eq!(fix.applied("a\r\nde").unwrap(), "A\r\r\n\ndE");
        assert_eq!(fix.applied("abc"), None);
        assert_eq!(fix.applied("极").map(|_| ()), None);
    }

    #[test]
    fn edits_that_meet_are_no_fix() {
        assert_eq!((fix(&[]), fix(&[(0, 2, ""), (1, 3, "")])), (None, None));
        let one = fix(&[(0, 2, "x")]).unwrap();
        assert_eq!(one.with(&fix(&[(2, 3, "y")]).unwrap()), None);
        assert_eq!(one.with(&fix(&[(3, 3, "y")]).unwrap()), fix(&[(0, 2, "x"), (3, 3, "y")]));
    }
}
