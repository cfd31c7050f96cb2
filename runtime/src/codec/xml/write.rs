//! Writes XML: a root with its attributes, and nested elements, without white space.

use std::borrow::Cow;
use std::ops::Range;

use super::text;
use crate::codec::{Body, Format, Writer};

/// The style of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlStyle<'a> {
    /// The text before the root, written unchanged; may be empty.
    pub declaration: &'a str,
    /// Whether texts are written as CDATA sections instead of escaped.
    pub cdata: bool,
}

impl XmlStyle<'_> {
    /// No declaration, and escaped texts.
    pub const DEFAULT: Self = Self { declaration: "", cdata: false };
}

/// Writes an XML document. Values are escaped, so a value cannot add an element.
pub type XmlWriter = Writer<Xml>;

/// The XML format: an object is an element with nested elements, and each entry of a list is an element of the list's
/// name.
pub struct Xml {
    root: Cow<'static, str>,
    cdata: bool,
    /// The names of the open elements and lists.
    open: Vec<String>,
}

impl XmlWriter {
    /// A document with this root, in the default style.
    pub fn new(root: impl Into<Cow<'static, str>>) -> Self {
        Self::styled(root, XmlStyle::DEFAULT)
    }

    /// A document with this root.
    pub fn styled(root: impl Into<Cow<'static, str>>, style: XmlStyle<'_>) -> Self {
        let root = root.into();
        let start = [style.declaration, "<", &root, ">"];
        Self::after(&start, Xml { root: root.clone(), cdata: style.cdata, open: Vec::new() })
    }

    /// The document.
    pub fn finish(mut self) -> Body {
        self.end()
    }
}

impl Format for Xml {
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, literal: bool) -> Range<usize> {
        let name = name.unwrap_or_default();
        start_tag(out, name);
        let start = out.len();
        // A literal needs no CDATA section.
        if self.cdata && !literal {
            text::character_data(out, value)
        } else {
            text::escape(out, value)
        }
        let end = out.len();
        end_tag(out, name);
        start..end
    }

    fn attribute(&mut self, out: &mut Vec<u8>, name: &str, value: &str) -> Range<usize> {
        // The start tag of the root was written last: drop its `>` and add the attribute.
        out.pop();
        out.push(b' ');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"=\"");
        let start = out.len();
        text::escape_attribute(out, value);
        let end = out.len();
        out.extend_from_slice(b"\">");
        start..end
    }

    fn begin_object(&mut self, out: &mut Vec<u8>, name: Option<&str>) {
        let name = name.unwrap_or_default();
        start_tag(out, name);
        self.open.push(name.to_owned());
    }

    fn end_object(&mut self, out: &mut Vec<u8>) {
        if let Some(name) = self.open.pop() {
            end_tag(out, &name);
        }
    }

    fn begin_list(&mut self, _: &mut Vec<u8>, name: &str) {
        self.open.push(name.to_owned());
    }

    fn end_list(&mut self, _: &mut Vec<u8>) {
        self.open.pop();
    }

    fn entry(&mut self) -> Option<String> {
        self.open.last().cloned()
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        end_tag(out, &self.root);
    }

    fn is_name(&self, name: &str) -> bool {
        text::is_name(name)
    }
}

fn start_tag(out: &mut Vec<u8>, name: &str) {
    out.push(b'<');
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}

fn end_tag(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b"</");
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}
