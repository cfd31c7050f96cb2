//! Writes XML: elements with attributes, texts and nested elements, without white space.

use std::borrow::Cow;
use std::ops::Range;

use super::text;
use crate::codec::{Format, Writer};

/// The style of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlStyle<'a> {
    /// The text before the root, written unchanged; may be empty.
    pub declaration: &'a str,
    /// Whether texts are written as CDATA sections instead of escaped.
    pub cdata: bool,
    /// Whether an element without content is written as `<a/>` instead of `<a></a>`.
    pub self_closing: bool,
    /// The prefixes that the root declares, each with its namespace.
    pub namespaces: &'a [(&'a str, &'a str)],
}

impl XmlStyle<'_> {
    /// No declaration and no namespaces, escaped texts, and two tags for an empty element.
    pub const DEFAULT: Self = Self { declaration: "", cdata: false, self_closing: false, namespaces: &[] };
}

/// Writes an XML document. Values are escaped, so a value cannot add an element.
pub type XmlWriter = Writer<Xml>;

/// The XML format: an object is an element with nested elements, and each entry of a list is an element of the list's
/// name.
pub struct Xml {
    root: Cow<'static, str>,
    cdata: bool,
    self_closing: bool,
    /// The length of the text after the last start tag.
    started: usize,
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
        let (cdata, self_closing) = (style.cdata, style.self_closing);
        let started = start.iter().map(|piece| piece.len()).sum();
        let format = Xml { root: root.clone(), cdata, self_closing, started, open: Vec::new() };
        let mut writer = Self::after(&start, format);
        for (prefix, namespace) in style.namespaces {
            writer.attribute(&["xmlns:", prefix].concat(), namespace);
        }
        writer
    }
}

impl Format for Xml {
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, literal: bool) -> Range<usize> {
        let name = name.unwrap_or_default();
        self.start_tag(out, name);
        let value = self.content(out, value, literal);
        self.end_tag(out, name);
        value
    }

    fn content(&mut self, out: &mut Vec<u8>, value: &str, literal: bool) -> Range<usize> {
        let start = out.len();
        if self.self_closing && value.is_empty() {
            return start..start;
        }
        // A literal needs no CDATA section.
        if self.cdata && !literal {
            text::character_data(out, value)
        } else {
            text::escape(out, value)
        }
        start..out.len()
    }

    fn attribute(&mut self, out: &mut Vec<u8>, name: &str, value: &str) -> Range<usize> {
        // The start tag was written last: drop its `>` and add the attribute.
        out.pop();
        out.push(b' ');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"=\"");
        let start = out.len();
        text::escape_attribute(out, value);
        let end = out.len();
        out.extend_from_slice(b"\">");
        self.started = out.len();
        start..end
    }

    fn layer(&mut self, out: &mut Vec<u8>, _: &str, layer: &str) -> Range<usize> {
        let start = out.len();
        out.extend_from_slice(layer.as_bytes());
        start..out.len()
    }

    fn begin_object(&mut self, out: &mut Vec<u8>, name: Option<&str>) {
        let name = name.unwrap_or_default();
        self.start_tag(out, name);
        self.open.push(name.to_owned());
    }

    fn end_object(&mut self, out: &mut Vec<u8>) {
        if let Some(name) = self.open.pop() {
            self.end_tag(out, &name);
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
        let root = std::mem::take(&mut self.root);
        self.end_tag(out, &root);
    }

    fn carries(&self, _: &str, value: &str) -> bool {
        text::is_allowed(value)
    }

    fn is_name(&self, name: &str) -> bool {
        text::is_name(name)
    }
}

impl Xml {
    fn start_tag(&mut self, out: &mut Vec<u8>, name: &str) {
        out.push(b'<');
        out.extend_from_slice(name.as_bytes());
        out.push(b'>');
        self.started = out.len();
    }

    fn end_tag(&self, out: &mut Vec<u8>, name: &str) {
        if self.self_closing && out.len() == self.started {
            out.pop();
            return out.extend_from_slice(b"/>");
        }
        out.extend_from_slice(b"</");
        out.extend_from_slice(name.as_bytes());
        out.push(b'>');
    }
}
