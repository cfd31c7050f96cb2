//! Splits XML into tags and texts. The library also matches start and end tags; this module refuses what the library
//! accepts and XML forbids.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{ODD_CHARACTER, refused};
use crate::ReadError;
use crate::codec::xml::text;

/// A piece of the document.
pub(super) enum Piece<'a> {
    /// A start tag: its name, and the text between `<` and `>` or `/>`.
    Open { name: &'a str, tag: &'a str, empty: bool },
    /// The end of the innermost open element.
    Close,
    /// Text up to a tag or a reference.
    Text(Cow<'a, str>),
    /// Text that counts even if it is blank: a CDATA section or a reference.
    Data(Cow<'a, str>),
    /// A comment, or the XML declaration.
    Nothing,
    /// The end of the document.
    End,
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.enable_all_checks(true);
        config.allow_dangling_amp = false;
        config.allow_unmatched_ends = false;
        config.expand_empty_elements = false;
        config.trim_text(false);
        Self { text, reader }
    }

    /// The location of the next piece, in bytes. The library's own count excludes a byte order mark.
    pub(super) fn place(&self) -> usize {
        self.text.len() - self.reader.get_ref().len()
    }

    /// The text between two locations.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The next piece.
    ///
    /// # Errors
    /// The piece is not well-formed, or is a construct that no answer needs.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, ReadError> {
        let at = self.place();
        match self.event()? {
            Event::Start(start) => self.open(&start, ">"),
            Event::Empty(start) => self.open(&start, "/>"),
            Event::End(_) => Ok(Piece::Close),
            Event::Text(text) if text.contains("]]>") => Err(refused("the end of character data in a text")),
            Event::Text(text) => Ok(Piece::Text(text.xml10_content())),
            Event::CData(data) => Ok(Piece::Data(data.xml10_content())),
            Event::GeneralRef(reference) => referred(&reference).map(Piece::Data),
            Event::Comment(_) => Ok(Piece::Nothing),
            Event::Decl(declaration) if at == 0 && declaration.version().is_ok() => Ok(Piece::Nothing),
            Event::Decl(_) | Event::PI(_) => Err(refused("a processing instruction")),
            Event::DocType(_) => Err(refused("a document type")),
            Event::Eof => Ok(Piece::End),
        }
    }

    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        let event = self.reader.read_event();
        event.map_err(|_| refused(&format!("not well-formed near byte {}", self.reader.error_position())))
    }

    /// The start tag just read, sliced from the source: the library's event does not lend its text for long enough.
    fn open(&self, start: &BytesStart<'_>, ends: &str) -> Result<Piece<'a>, ReadError> {
        let end = self.place().saturating_sub(ends.len());
        let tag = self.slice(end.saturating_sub(start.len()), end);
        let name = tag.get(..start.name().into_inner().len()).unwrap_or_default();
        if text::is_name(name) {
            Ok(Piece::Open { name, tag, empty: ends == "/>" })
        } else {
            Err(refused("an element without a proper name"))
        }
    }
}

/// The text of a reference: one of the five predefined entities or a character number.
fn referred(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, ReadError> {
    if let Some(text) = resolve_xml_entity(reference) {
        return Ok(Cow::Borrowed(text));
    }
    match reference.resolve_char_ref() {
        Ok(Some(character)) if text::is_character(character) => Ok(Cow::Owned(character.into())),
        Ok(Some(_)) => Err(refused(ODD_CHARACTER)),
        Ok(None) | Err(_) => Err(refused("an entity")),
    }
}
