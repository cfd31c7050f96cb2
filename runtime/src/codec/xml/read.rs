//! Reads XML layer by layer: the elements of the root are split, and nested ones stay raw until they are read. Refuses
//! constructs that no answer needs: document types with declarations, declared entities, processing instructions.

mod attributes;
mod doctype;
mod namespaces;
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

/// The differences between the documents of providers, for the reader.
#[derive(Clone, Copy, Debug)]
pub struct XmlRules<'r> {
    /// Other names that the root may have.
    pub others: &'r [&'r str],
    /// The names of elements in the root that may repeat, and are read as lists.
    pub lists: &'r [&'r str],
    /// The prefixes of the spec's names, each with its namespace. A document may use other prefixes for other namespaces.
    pub namespaces: &'r [(&'r str, &'r str)],
    /// Whether a document type without declarations may stand before the root.
    pub doctype: bool,
}

impl XmlRules<'_> {
    /// One root, no lists, no namespaces and no document type.
    pub const DEFAULT: Self = Self { others: &[], lists: &[], namespaces: &[], doctype: false };
}

/// Reads an XML document whose root has this name. Attributes of the root are members with the prefix `@`.
///
/// # Errors
/// The body is too large, not UTF-8 or not well-formed; it has a document type, an entity beyond the five, a
/// processing instruction, an element without a name, text between the elements or a second root, or it nests too
/// deep; a prefix is not declared; or a name occurs twice.
pub fn xml<'a>(body: &'a [u8], root: &str) -> Result<Members<'a>, ReadError> {
    xml_by(body, root, XmlRules::DEFAULT)
}

/// [`xml`] in which elements of the names in `lists` may repeat, and are read as lists.
///
/// # Errors
/// The errors of [`xml`].
pub fn xml_with_lists<'a>(body: &'a [u8], root: &str, lists: &[&str]) -> Result<Members<'a>, ReadError> {
    xml_by(body, root, XmlRules { lists, ..XmlRules::DEFAULT })
}

/// [`xml`] by these rules.
///
/// # Errors
/// The errors of [`xml`], but for a document type that the rules allow; or a prefix or a namespace of the rules has
/// another partner in the document.
pub fn xml_by<'a>(body: &'a [u8], root: &str, rules: XmlRules<'_>) -> Result<Members<'a>, ReadError> {
    let text = text_of(body, "xml")?;
    if !text::is_allowed(text) {
        return Err(refused(ODD_CHARACTER));
    }
    let mut document = Document { scanner: Scanner::document(text, &rules), lists: rules.lists };
    let members = document.root(&|name| name == root || rules.others.contains(&name))?;
    document.end()?;
    Members::distinct(members, Source::xml(text))
}

/// Reads the element that [`Members::carried_element`] gives: a part of a document that was read before, which has the
/// declarations of its prefixes. `lists` are the names of elements in it that may repeat.
///
/// # Errors
/// The text is not one element, or a name in it occurs twice.
pub fn element<'a>(text: &'a [u8], lists: &[&str]) -> Result<Members<'a>, ReadError> {
    let text = text_of(text, "xml")?;
    let mut document = Document { scanner: Scanner::element(text), lists: &[] };
    let mut elements = Vec::new();
    document.members(false, &mut elements)?;
    let [element] = elements.as_slice() else { return Err(refused("another number of elements than one")) };
    Members::distinct(content(element, lists)?, Source::xml(text))
}

/// The attributes of an element with the prefix `@`, and its content: elements, or the text as [`TEXT`].
pub(in crate::codec) fn inside<'a>(element: &Member<'a>, lists: &[&str]) -> Result<Members<'a>, ReadError> {
    Members::distinct(content(element, lists)?, Source::xml(element.source.unwrap_or_default()))
}

/// [`inside`] that accepts repeated names and reads them as lists.
pub(in crate::codec) fn repeating<'a>(element: &Member<'a>) -> Result<Members<'a>, ReadError> {
    content(element, &[]).map(Members::of)
}

fn content<'a>(element: &Member<'a>, lists: &[&str]) -> Result<Vec<Member<'a>>, ReadError> {
    let source = element.element.unwrap_or_default();
    let mut document = Document { scanner: Scanner::element(source), lists };
    let mut members = Vec::new();
    if let Piece::Open { name, tag, .. } = document.scanner.next()? {
        members.extend(attributes(tag, name)?.into_iter().map(|(name, value)| Member::attribute(name, value)));
    }
    match &element.value {
        Value::Element(_) => document.members(true, &mut members)?,
        Value::Text(text) if !text.is_empty() => members.push(Member { source: element.source, ..Member::text(text) }),
        _ => {}
    }
    Ok(members)
}

/// The attributes of an element, with their names.
pub(in crate::codec) fn attributes_of(source: &str) -> Vec<(&str, Cow<'_, str>)> {
    match Scanner::element(source).next() {
        Ok(Piece::Open { name, tag, .. }) => attributes(tag, name).unwrap_or_default(),
        _ => Vec::new(),
    }
}

struct Document<'a, 'l> {
    scanner: Scanner<'a, 'l>,
    lists: &'l [&'l str],
}

impl<'a> Document<'a, '_> {
    /// The members of the root, which must come next.
    fn root(&mut self, is_root: &dyn Fn(&str) -> bool) -> Result<Vec<Member<'a>>, ReadError> {
        loop {
            match self.scanner.next()? {
                Piece::Open { name, .. } if !is_root(name) => return Err(refused("another root than expected")),
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
                    let start = self.scanner.place().saturating_sub(tag.len() + if empty { 3 } else { 2 });
                    let place = self.scanner.place();
                    let (value, source) = if empty {
                        (Value::Text("".into()), self.scanner.slice(place, place))
                    } else {
                        self.content()?
                    };
                    let element = Some(self.scanner.slice(start, self.scanner.place()));
                    let kind = if self.lists.contains(&name) { MemberKind::Listed } else { MemberKind::Single };
                    members.push(Member { element, kind, ..Member::new(Cow::Borrowed(name), value, source) });
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
                Piece::Open { empty, .. } => {
                    nested = true;
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
                Piece::Open { empty, .. } => {
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
