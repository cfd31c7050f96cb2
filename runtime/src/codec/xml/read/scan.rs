//! Splits XML into tags and texts. The library also matches start and end tags; this module refuses what the library
//! accepts and XML forbids.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::attributes;
use super::doctype::is_plain_doctype;
use super::namespaces::Namespaces;
use super::{ODD_CHARACTER, XmlRules, refused};
use crate::ReadError;
use crate::codec::xml::text;

/// A piece of the document.
pub(super) enum Piece<'a> {
    /// A start tag whose attributes are well-formed: its name, and the text between `<` and `>` or `/>`.
    Open { name: &'a str, tag: &'a str, empty: bool },
    /// The end of the innermost open element.
    Close,
    /// Text up to a tag or a reference; its line ends are as received.
    Text(&'a str),
    /// The text of a CDATA section, which counts even if it is blank; its line ends are as received.
    Data(&'a str),
    /// The character of a reference, which counts even if it is blank.
    Reference(char),
    /// A comment, the XML declaration, or an allowed document type.
    Nothing,
    /// The end of the document.
    End,
}

pub(super) struct Scanner<'a, 'r> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// The prefixes of a whole document; `None` for an element of a document that was checked.
    namespaces: Option<Namespaces<'a, 'r>>,
    /// Whether a document type may come next.
    doctype: bool,
}

impl<'a, 'r> Scanner<'a, 'r> {
    /// A scanner of a whole document.
    pub(super) fn document(text: &'a str, rules: &XmlRules<'r>) -> Self {
        let namespaces = Some(Namespaces::new(rules.namespaces));
        Self { namespaces, doctype: rules.doctype, ..Self::element(text) }
    }

    /// A scanner of an element whose document was scanned.
    pub(super) fn element(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.enable_all_checks(true);
        config.allow_dangling_amp = false;
        config.allow_unmatched_ends = false;
        config.expand_empty_elements = false;
        config.trim_text(false);
        Self { text, reader, namespaces: None, doctype: false }
    }

    /// The location of the next piece, in bytes. The library's own count excludes a byte order mark.
    pub(super) fn place(&self) -> usize {
        self.text.len() - self.reader.get_ref().len()
    }

    /// The text between two locations.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Whether white space before a piece is skipped, which is right between elements.
    pub(super) fn skip_blanks(&mut self, skip: bool) {
        self.reader.config_mut().trim_text_start = skip;
    }

    /// The next piece.
    ///
    /// # Errors
    /// The piece is not well-formed, or is a construct that no answer needs.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, ReadError> {
        let at = self.place();
        match self.reader.read_event() {
            Ok(Event::Start(start)) => self.open(&start, ">"),
            Ok(Event::Empty(start)) => self.open(&start, "/>"),
            Ok(Event::End(_)) => {
                self.namespaces.iter_mut().for_each(Namespaces::close);
                Ok(Piece::Close)
            }
            Ok(Event::Text(text)) if text.contains("]]>") => Err(refused("the end of character data in a text")),
            Ok(Event::Text(text)) => Ok(Piece::Text(self.source(text.len(), ""))),
            Ok(Event::CData(data)) => Ok(Piece::Data(self.source(data.len(), "]]>"))),
            Ok(Event::GeneralRef(reference)) => referred(&reference).map(Piece::Reference),
            Ok(Event::Comment(_)) => Ok(Piece::Nothing),
            Ok(Event::Decl(declaration)) if at == 0 && declaration.version().is_ok() => Ok(Piece::Nothing),
            Ok(Event::Decl(_) | Event::PI(_)) => Err(refused("a processing instruction")),
            Ok(Event::DocType(doctype)) if self.doctype && is_plain_doctype(&doctype) => {
                self.doctype = false;
                Ok(Piece::Nothing)
            }
            Ok(Event::DocType(_)) => Err(refused("a document type")),
            Ok(Event::Eof) => Ok(Piece::End),
            Err(_) => Err(refused(&format!("not well-formed near byte {}", self.reader.error_position()))),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>, ends: &str) -> Result<Piece<'a>, ReadError> {
        let tag = self.source(start.len(), ends);
        let name = tag.get(..start.name().into_inner().len()).unwrap_or_default();
        let (plain, empty) = (text::is_name(name), ends == "/>");
        if !plain && !text::is_prefixed(name) {
            return Err(refused("an element without a proper name"));
        }
        self.doctype = false;
        let bare = plain && tag.len() == name.len();
        if let Some(namespaces) = &mut self.namespaces {
            namespaces.open();
            if !bare {
                namespaces.check(name, tag)?;
            }
            if empty {
                namespaces.close();
            }
        } else if !bare {
            attributes::every(tag, name)?;
        }
        Ok(Piece::Open { name, tag, empty })
    }

    /// The text of the event just read, sliced from the source: the event itself does not lend it for long enough.
    fn source(&self, length: usize, ends: &str) -> &'a str {
        let end = self.place().saturating_sub(ends.len());
        self.slice(end.saturating_sub(length), end)
    }
}

/// The character of a reference: one of the five predefined entities or a character number.
fn referred(reference: &BytesRef<'_>) -> Result<char, ReadError> {
    if let Some(character) = resolve_xml_entity(reference).and_then(|text| text.chars().next()) {
        return Ok(character);
    }
    match reference.resolve_char_ref() {
        Ok(Some(character)) if text::is_character(character) => Ok(character),
        Ok(Some(_)) => Err(refused(ODD_CHARACTER)),
        Ok(None) | Err(_) => Err(refused("an entity")),
    }
}
