//! A location in the text of a type, and the small tokens read there.

use super::syntax::{FieldType, KeyType, Spanned, Word};
use crate::diagnostic::nearest;
use crate::source::Span;

/// A fault in a type.
pub(super) enum Fault {
    /// The name of an unknown type.
    Name(String),
    /// A fault at these offsets within the text.
    At { start: usize, end: usize, message: String, help: String },
}

pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// The offset at which the last word or number began.
    last: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, last: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// The letters, digits and underscores at the cursor; may be empty.
    pub(super) fn word(&mut self) -> &'a str {
        self.skip_blanks();
        let rest = self.rest();
        let end = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
        self.last = self.at;
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn peek_word(&self) -> &'a str {
        Self { text: self.text, at: self.at, last: self.at }.word()
    }

    fn sign(&mut self, sign: &str) -> bool {
        let rest = self.rest().trim_start();
        let found = rest.starts_with(sign);
        if found {
            self.last = self.text.len() - rest.len();
            self.at = self.last + sign.len();
        }
        found
    }

    pub(super) fn open(&mut self) -> bool {
        self.sign("(")
    }

    pub(super) fn comma(&mut self) -> bool {
        self.sign(",")
    }

    pub(super) fn expect_open(&mut self, like: &str) -> Result<(), Fault> {
        match self.open() {
            true => Ok(()),
            false => Err(self.fault("the type needs to say more in parentheses", &format!("write it like `{like}`"))),
        }
    }

    pub(super) fn close(&mut self) -> Result<(), Fault> {
        match self.sign(")") {
            true => Ok(()),
            false if self.rest().trim().is_empty() => Err(self.fault("the closing parenthesis is missing", CLOSE)),
            false => Err(self.here("`)` is expected here")),
        }
    }

    /// Reads the content of a pair of parentheses.
    pub(super) fn inside<T>(
        &mut self,
        like: &str,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.expect_open(like)?;
        let inner = read(self)?;
        self.close()?;
        Ok(inner)
    }

    /// Demands the end of the text.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        match self.rest().trim().is_empty() {
            true => Ok(()),
            false => Err(self.here("nothing is expected after the type")),
        }
    }

    pub(super) fn at_digit(&self) -> bool {
        self.peek_word().starts_with(|next: char| next.is_ascii_digit())
    }

    pub(super) fn at_letter(&self) -> bool {
        self.peek_word().starts_with(char::is_alphabetic)
    }

    /// Whether the next word begins a type.
    pub(super) fn at_type(&self) -> bool {
        let word = self.peek_word();
        FieldType::of_word(word).is_some() || KeyType::of_word(word).is_some()
    }

    /// Whether the next word has no parentheses after it.
    pub(super) fn at_lone_word(&self) -> bool {
        let mut ahead = Self { text: self.text, at: self.at, last: self.at };
        !ahead.word().is_empty() && !ahead.open()
    }

    /// The name of another item of the spec. Its span is within this text.
    pub(super) fn name(&mut self) -> Result<Word, Fault> {
        let name = self.word();
        match name {
            "" => Err(self.here("a name is expected here")),
            _ => Ok(Spanned { value: name.to_owned(), span: Span::new(self.last, self.at) }),
        }
    }

    /// The wire name of a field: every character up to a blank, a comma or a parenthesis, or a text in double quotes. Its
    /// span is within this text.
    pub(super) fn wire_name(&mut self) -> Result<Word, Fault> {
        self.skip_blanks();
        let start = self.at;
        if self.rest().starts_with('"') {
            return Ok(Spanned { value: self.text()?, span: Span::new(start, self.at) });
        }
        let ends = |next: char| next.is_whitespace() || ",()\"".contains(next);
        let name = self.rest().split(ends).next().unwrap_or_default();
        if name.is_empty() {
            return Err(self.here("a name is expected here"));
        }
        (self.last, self.at) = (start, start + name.len());
        Ok(Spanned { value: name.to_owned(), span: Span::new(start, self.at) })
    }

    /// The first index of indexed names.
    pub(super) fn index(&mut self) -> Result<usize, Fault> {
        self.number_from(0)
    }

    pub(super) fn expect_comma(&mut self, like: &str) -> Result<(), Fault> {
        match self.comma() {
            true => Ok(()),
            false => Err(self.fault("`,` and more are expected after this", &format!("write it like `{like}`"))),
        }
    }

    /// A word, or a text in double quotes.
    pub(super) fn text(&mut self) -> Result<String, Fault> {
        if !self.sign("\"") {
            let word = self.word();
            return match word {
                "" => Err(self.here("a word, or a text in double quotes, is expected here")),
                _ => Ok(word.to_owned()),
            };
        }
        let rest = self.rest();
        let Some((text, _)) = rest.split_once('"').filter(|(text, _)| !text.is_empty()) else {
            return Err(self.here("a text and `\"` are expected here"));
        };
        self.at += text.len() + 1;
        Ok(text.to_owned())
    }

    /// A length or a number of entries, at least one.
    pub(super) fn number(&mut self) -> Result<usize, Fault> {
        self.number_from(1)
    }

    fn number_from(&mut self, least: usize) -> Result<usize, Fault> {
        if !self.at_digit() {
            return Err(self.here("a number is expected here"));
        }
        match self.word().parse() {
            Ok(number) if number >= least && number <= GREATEST => Ok(number),
            _ => Err(self.fault("this is not a sound length", &format!("write a number from {least} to {GREATEST}"))),
        }
    }

    /// `32` or `1..32`
    pub(super) fn length(&mut self) -> Result<(usize, usize), Fault> {
        let start = self.at;
        let first = self.number_from(0)?;
        if !self.sign("..") {
            return if first > 0 {
                Ok((0, first))
            } else {
                Err(self.fault("nothing fits into this length", "write a number from 1"))
            };
        }
        let max = self.number()?;
        if first > max {
            self.last = start;
            let help = format!("write the smaller number first: `{max}..{first}`");
            return Err(self.fault("the least length is greater than the greatest", &help));
        }
        Ok((first, max))
    }

    pub(super) fn choose<T: Copy>(&mut self, what: &str, words: &[(&'static str, T)]) -> Result<T, Fault> {
        let word = self.word();
        if let Some((_, value)) = words.iter().find(|(name, _)| *name == word) {
            return Ok(*value);
        }
        let names: Vec<_> = words.iter().map(|(name, _)| format!("`{name}`")).collect();
        let near = nearest(word, words.iter().map(|(name, _)| *name)).map(|name| format!(", such as `{name}`"));
        Err(self.fault(
            &format!("{what} is expected here{}", near.unwrap_or_default()),
            &format!("use one of {}", names.join(", ")),
        ))
    }

    /// The text up to its last closing parenthesis, and its offset.
    pub(super) fn until_close(&mut self) -> Result<(&'a str, usize), Fault> {
        let start = self.at;
        let end = self.rest().find(')').map(|end| start + end);
        self.at = end.unwrap_or(self.text.len());
        self.close()?;
        Ok((self.text.get(start..end.unwrap_or(start)).unwrap_or_default(), start))
    }

    /// A fault in the token that was read last.
    pub(super) fn fault(&self, message: &str, help: &str) -> Fault {
        self.fault_since(self.last, message, help)
    }

    /// The offset of the next word.
    pub(super) fn place(&mut self) -> usize {
        self.skip_blanks();
        self.at
    }

    /// A fault in everything read since an offset.
    pub(super) fn fault_since(&self, start: usize, message: &str, help: &str) -> Fault {
        Fault::At { start, end: self.at.max(start), message: message.to_owned(), help: help.to_owned() }
    }

    /// A fault in the next token.
    pub(super) fn here(&self, message: &str) -> Fault {
        let start = self.text.len() - self.rest().trim_start().len();
        let end = start + self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Fault::At { start, end, message: message.to_owned(), help: HELP.to_owned() }
    }
}

const GREATEST: usize = 1_000_000;
/// The beginning of a help that shows an example of the type.
pub(super) const LIKE: &str = "write it like";
/// The help for a parenthesis that is not closed.
pub(super) const CLOSE: &str = "close it; within `{ }` a type with a comma needs quotes: `\"string(64, bytes)\"`";
/// The beginning of a help that lists words.
pub(super) const ONE_OF: &str = "use one of";
pub(super) const HELP: &str = "see the table of types in the description of the language";
