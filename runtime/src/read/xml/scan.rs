//! XML cut into tags and texts, as slices of a text that was checked as a whole before.

use super::refused;
use crate::{ReadError, xml_text};

/// What comes next.
pub(super) enum Piece<'a> {
    /// `<name attributes>`, or with a slash at its end.
    Open { name: &'a str, attributes: &'a str, empty: bool },
    /// `</name>`
    Close(&'a str),
    /// Text with its references.
    Text(&'a str),
    /// What stands in a section of character data.
    Data(&'a str),
    /// A comment, or the declaration at the beginning.
    Nothing,
    /// The end of the text.
    End,
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next piece begins.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The text between two places.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The next piece.
    ///
    /// # Errors
    /// It is not well-formed, or something that an answer has no need of.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, ReadError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(tag) = rest.strip_prefix('<') else {
            return Ok(if rest.is_empty() { Piece::End } else { Piece::Text(self.until_tag(rest)) });
        };
        match tag.as_bytes().first() {
            Some(b'/') => self.close(tag.get(1..).unwrap_or_default()),
            Some(b'!') => self.special(tag.get(1..).unwrap_or_default()),
            Some(b'?') => self.declaration(tag.get(1..).unwrap_or_default()),
            _ => self.open(tag),
        }
    }

    fn until_tag(&mut self, rest: &'a str) -> &'a str {
        let end = rest.bytes().position(|byte| byte == b'<').unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// What is left when `ends` was found: the scanner goes on behind it.
    fn until(&mut self, rest: &'a str, ends: &str) -> Result<&'a str, ReadError> {
        let (inside, after) = rest.split_once(ends).ok_or_else(|| refused("the end comes too early"))?;
        self.at = self.text.len() - after.len();
        Ok(inside)
    }

    fn open(&mut self, tag: &'a str) -> Result<Piece<'a>, ReadError> {
        let end = tag_end(tag).ok_or_else(|| refused("a tag that does not end"))?;
        self.at += end + 2;
        let inside = tag.get(..end).unwrap_or_default();
        let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let name_end = inside.bytes().position(is_blank).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at_checked(name_end).unwrap_or((inside, ""));
        Ok(Piece::Open { name: named(name)?, attributes, empty })
    }

    fn close(&mut self, tag: &'a str) -> Result<Piece<'a>, ReadError> {
        let name = self.until(tag, ">")?;
        named(name.trim_end_matches([' ', '\t', '\r', '\n'])).map(Piece::Close)
    }

    fn special(&mut self, tag: &'a str) -> Result<Piece<'a>, ReadError> {
        if let Some(comment) = tag.strip_prefix("--") {
            self.until(comment, "--")?;
            let ended = self.text.get(self.at..).is_some_and(|rest| rest.starts_with('>'));
            self.at += 1;
            return if ended { Ok(Piece::Nothing) } else { Err(refused("two dashes in a comment")) };
        }
        match tag.strip_prefix("[CDATA[") {
            Some(data) => self.until(data, "]]>").map(Piece::Data),
            None => Err(refused("a document type")),
        }
    }

    fn declaration(&mut self, tag: &'a str) -> Result<Piece<'a>, ReadError> {
        let declares = tag.strip_prefix("xml").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
        if self.at > 0 || !declares {
            return Err(refused("a processing instruction"));
        }
        self.until(tag, "?>").map(|_| Piece::Nothing)
    }
}

/// Where the tag ends: the first `>` that no quotes hold.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })
}

fn named(name: &str) -> Result<&str, ReadError> {
    if xml_text::is_name(name) { Ok(name) } else { Err(refused("an element without a proper name")) }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
