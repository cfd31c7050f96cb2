//! Flat XML: a root with one element a member. Anything that such an answer has no need of is refused.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::member::{Member, Value};
use super::{Members, text_of};
use crate::{ReadError, xml_text};

const ODD_CHARACTER: &str = "a character that XML does not allow";

/// Reads an XML document whose root has this name.
///
/// # Errors
/// The body is too large, not UTF-8 or not well-formed; it has a document type, an entity beyond the five, a
/// processing instruction, an attribute, an element without a name, deeper elements, text between the elements or a
/// second root; or a name occurs twice.
pub fn xml<'a>(body: &'a [u8], root: &str) -> Result<Members<'a>, ReadError> {
    let text = text_of(body, "xml")?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if !xml_text::is_allowed(text) {
        return Err(refused(ODD_CHARACTER));
    }
    let mut document = Document::new(text);
    let mut members = Vec::with_capacity(16);
    if document.open(root)? {
        while let Some(member) = document.member()? {
            members.push(member);
        }
    }
    document.end()?;
    Members::distinct(members)
}

struct Document<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
}

impl<'a> Document<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        Self { text, reader }
    }

    /// Whether the root, which must come next, has anything in it.
    fn open(&mut self, root: &str) -> Result<bool, ReadError> {
        loop {
            let at = self.position();
            match self.next()? {
                Event::Decl(_) if at == 0 => {}
                Event::Start(start) if self.name(at, &start)? == root => return Ok(true),
                Event::Empty(start) if self.name(at, &start)? == root => return Ok(false),
                Event::Start(_) | Event::Empty(_) => {
                    return Err(refused("another root than expected"));
                }
                event => between(&event)?,
            }
        }
    }

    /// The next element; `None` at the end of the root.
    fn member(&mut self) -> Result<Option<Member<'a>>, ReadError> {
        loop {
            let at = self.position();
            match self.next()? {
                Event::Start(start) => return self.content(self.name(at, &start)?).map(Some),
                Event::Empty(start) => {
                    let name = self.name(at, &start)?;
                    return Ok(Some(Member::new(name, Value::Text("".into()), "")));
                }
                Event::End(_) => return Ok(None),
                event => between(&event)?,
            }
        }
    }

    /// The text up to the element's end.
    fn content(&mut self, name: Cow<'a, str>) -> Result<Member<'a>, ReadError> {
        let start = self.position();
        let mut text = Cow::Borrowed("");
        loop {
            let end = self.position();
            match self.next()? {
                Event::Text(piece) => append(&mut text, piece.xml10_content()),
                Event::CData(piece) => append(&mut text, piece.xml10_content()),
                Event::GeneralRef(reference) => text.to_mut().push(character(&reference)?),
                Event::End(_) => {
                    let source = self.text.get(start..end).unwrap_or_default();
                    return Ok(Member::new(name, Value::Text(text), source));
                }
                Event::Start(_) | Event::Empty(_) => {
                    return Err(refused("an element inside a member"));
                }
                event => between(&event)?,
            }
        }
    }

    fn end(&mut self) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Start(_) | Event::Empty(_) => return Err(refused("a second root")),
                event => between(&event)?,
            }
        }
    }

    fn next(&mut self) -> Result<Event<'a>, ReadError> {
        let event = self.reader.read_event();
        event.map_err(|_| refused(&format!("not well-formed near byte {}", self.reader.error_position())))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The name of the tag that begins at this position.
    fn name(&self, at: usize, start: &BytesStart<'_>) -> Result<Cow<'a, str>, ReadError> {
        if !start.attributes_raw().trim_ascii().is_empty() {
            return Err(refused("an attribute"));
        }
        let name = start.name().into_inner();
        if !xml_text::is_name(name) {
            return Err(refused("an element without a proper name"));
        }
        let written = self.text.get(at + 1..).and_then(|rest| rest.get(..name.len()));
        Ok(written.filter(|written| *written == name).map_or_else(|| name.to_owned().into(), Cow::Borrowed))
    }
}

/// What may stand outside the members: blanks and comments.
fn between(event: &Event<'_>) -> Result<(), ReadError> {
    match event {
        Event::Comment(_) => Ok(()),
        Event::Text(text) if text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) => Ok(()),
        Event::Eof => Err(refused("the end comes too early")),
        Event::DocType(_) => Err(refused("a document type")),
        Event::Decl(_) | Event::PI(_) => Err(refused("a processing instruction")),
        _ => Err(refused("text between the elements")),
    }
}

fn append<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

fn character(reference: &BytesRef<'_>) -> Result<char, ReadError> {
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => match reference.resolve_char_ref() {
            Ok(Some(character)) if xml_text::is_character(character) => Ok(character),
            Ok(Some(_)) => Err(refused(ODD_CHARACTER)),
            Ok(None) | Err(_) => Err(refused("an entity")),
        },
    }
}

fn refused(reason: &str) -> ReadError {
    ReadError::malformed("xml", reason)
}
