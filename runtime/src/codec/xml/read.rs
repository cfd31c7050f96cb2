//! Reads XML layer by layer: the elements of the root are split, and nested ones stay raw until they are read. Refuses
//! constructs that no answer needs: document types, declared entities, processing instructions.

mod attributes;
mod scan;

use std::borrow::Cow;

use quick_xml::events::BytesText;

use super::text;
use crate::ReadError;
use crate::codec::MAX_DEPTH;
use crate::codec::input::text_of;
use crate::codec::members::{Member, MemberKind, Members, Source, Value};
use attributes::attributes;
use scan::{Piece, Scanner};

const ODD_CHARACTER: &str = "a character that XML does not allow";

/// Reads an XML document whose root has this name. Attributes of the root are members with the prefix `@`.
///
/// # Errors
/// The body is too large, not UTF-8 or not well-formed; it has a document type, an entity beyond the five, a
/// processing instruction, an element without a name, text between the elements or a second root, or it nests too
/// deep; or a name occurs twice.
pub fn xml<'a>(body: &'a [u8], root: &str) -> Result<Members<'a>, ReadError> {
    xml_with_lists(body, root, &[])
}

/// [`xml`] in which elements of the names in `lists` may repeat, and are read as lists.
///
/// # Errors
/// The errors of [`xml`].
pub fn xml_with_lists<'a>(body: &'a [u8], root: &str, lists: &[&str]) -> Result<Members<'a>, ReadError> {
    let text = text_of(body, "xml")?;
    if !text::is_allowed(text) {
        return Err(refused(ODD_CHARACTER));
    }
    let mut document = Document { scanner: Scanner::new(text), lists };
    let members = document.root(root)?;
    document.end()?;
    Members::distinct(members, Source::xml(text))
}

/// The members of an element, from the text between its tags.
pub(in crate::codec) fn inside<'a>(source: &'a str, lists: &[&str]) -> Result<Members<'a>, ReadError> {
    let mut document = Document { scanner: Scanner::new(source), lists };
    let mut members = Vec::new();
    document.members(false, &mut members)?;
    Members::distinct(members, Source::xml(source))
}

/// [`inside`] that accepts repeated names and reads them as lists.
pub(in crate::codec) fn repeating(source: &str) -> Result<Members<'_>, ReadError> {
    let mut document = Document { scanner: Scanner::new(source), lists: &[] };
    let mut members = Vec::new();
    document.members(false, &mut members)?;
    Ok(Members::of(members))
}

struct Document<'a, 'l> {
    scanner: Scanner<'a>,
    lists: &'l [&'l str],
}

impl<'a> Document<'a, '_> {
    /// The members of the root, which must come next.
    fn root(&mut self, root: &str) -> Result<Vec<Member<'a>>, ReadError> {
        loop {
            match self.scanner.next()? {
                Piece::Open { name, .. } if name != root => return Err(refused("another root than expected")),
                Piece::Open { name, tag, empty } => {
                    let mut members = Vec::with_capacity(32);
                    for (name, value) in attributes(tag, name)? {
                        members.push(Member::attribute(name, value));
                    }
                    if !empty {
                        self.members(true, &mut members)?;
                    }
                    return Ok(members);
                }
                piece => between(&piece)?,
            }
        }
    }

    /// The elements up to the end of the enclosing element, or up to the end of the text.
    fn members(&mut self, in_element: bool, members: &mut Vec<Member<'a>>) -> Result<(), ReadError> {
        loop {
            self.scanner.skip_blanks(true);
            match self.scanner.next()? {
                Piece::Open { name, tag, empty } => {
                    attributes(tag, name)?;
                    let place = self.scanner.place();
                    let (value, source) = if empty {
                        (Value::Text("".into()), self.scanner.slice(place, place))
                    } else {
                        self.content()?
                    };
                    let kind = if self.lists.contains(&name) { MemberKind::Listed } else { MemberKind::Single };
                    members.push(Member { name: Cow::Borrowed(name), value, source: Some(source), taken: false, kind });
                }
                Piece::Close => return Ok(()),
                Piece::End if !in_element => return Ok(()),
                piece => between(&piece)?,
            }
        }
    }

    /// The content up to the element's end, either a text or elements, and its source.
    fn content(&mut self) -> Result<(Value<'a>, &'a str), ReadError> {
        self.scanner.skip_blanks(false);
        let start = self.scanner.place();
        let (mut text, mut blank, mut nested) = (Cow::Borrowed(""), true, false);
        loop {
            let end = self.scanner.place();
            match self.scanner.next()? {
                Piece::Text(piece) if nested => between(&Piece::Text(piece))?,
                Piece::Text(piece) => {
                    blank &= piece.bytes().all(is_blank);
                    append(&mut text, piece);
                }
                Piece::Data(piece) if !nested => {
                    blank = false;
                    append(&mut text, piece);
                }
                Piece::Reference(character) if !nested => {
                    blank = false;
                    text.to_mut().push(character);
                }
                Piece::Open { .. } if !blank => return Err(refused("an element beside text")),
                Piece::Open { name, tag, empty } => {
                    nested = true;
                    attributes(tag, name)?;
                    if !empty {
                        self.skip()?;
                    }
                }
                Piece::Close => {
                    let source = self.scanner.slice(start, end);
                    let value = if nested { Value::Element(source.into()) } else { Value::Text(text) };
                    return Ok((value, source));
                }
                piece => between(&piece)?,
            }
        }
    }

    /// Skips an element, and checks everything in it.
    fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1;
        while depth > 0 {
            match self.scanner.next()? {
                Piece::Open { name, tag, empty } => {
                    attributes(tag, name)?;
                    if depth == MAX_DEPTH {
                        return Err(refused("nested too deep"));
                    }
                    depth += usize::from(!empty);
                }
                Piece::Close => depth -= 1,
                Piece::Text(_) | Piece::Data(_) | Piece::Reference(_) => {}
                piece => between(&piece)?,
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ReadError> {
        loop {
            match self.scanner.next()? {
                Piece::End => return Ok(()),
                Piece::Open { .. } => return Err(refused("a second root")),
                piece => between(&piece)?,
            }
        }
    }
}

/// Accepts blank text and comments, which may surround the members, and refuses anything else.
fn between(piece: &Piece<'_>) -> Result<(), ReadError> {
    match piece {
        Piece::Nothing => Ok(()),
        Piece::Text(text) if text.bytes().all(is_blank) => Ok(()),
        Piece::End => Err(refused("the end comes too early")),
        _ => Err(refused("text between the elements")),
    }
}

/// Appends a piece, with its line ends normalised as XML demands.
fn append<'a>(text: &mut Cow<'a, str>, piece: &'a str) {
    if text.is_empty() && !piece.contains('\r') {
        *text = Cow::Borrowed(piece);
    } else {
        text.to_mut().push_str(&BytesText::from_escaped(piece).xml10_content());
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn refused(reason: &str) -> ReadError {
    ReadError::malformed("xml", reason)
}
