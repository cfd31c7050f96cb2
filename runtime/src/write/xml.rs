//! XML: a root with its attributes, elements, and elements inside elements, without white space.

use super::{Body, CAPACITY};
use crate::{Extras, xml_text};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlStyle {
    /// What stands in front of the root, as it is; may be empty.
    pub declaration: &'static str,
    /// Whether texts stand in sections of character data, instead of being escaped.
    pub cdata: bool,
}

impl XmlStyle {
    /// No declaration, and texts escaped.
    pub const DEFAULT: Self = Self { declaration: "", cdata: false };
}

/// Writes an XML document. Values are escaped, so none of them can add an element. The caller opens and closes what
/// lies inside in matching pairs.
pub struct XmlWriter {
    body: Body,
    root: &'static str,
    cdata: bool,
    /// Whether the tag of the root still takes attributes.
    in_tag: bool,
    /// Names of what is open: of elements and of lists, whose entries have the list's name.
    open: Vec<String>,
}

impl XmlWriter {
    /// A document with this root, in the default style.
    pub fn new(root: &'static str) -> Self {
        Self::styled(root, XmlStyle::DEFAULT)
    }

    /// A document with this root.
    pub fn styled(root: &'static str, style: XmlStyle) -> Self {
        let mut bytes = Vec::with_capacity(CAPACITY);
        for piece in [style.declaration, "<", root] {
            bytes.extend_from_slice(piece.as_bytes());
        }
        let body = Body { bytes, secret: Vec::new() };
        Self { body, root, cdata: style.cdata, in_tag: true, open: Vec::new() }
    }

    /// Writes an attribute of the root: before every element.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.attribute_name(name);
        xml_text::escape_attribute(&mut self.body.bytes, value);
        self.body.bytes.push(b'"');
    }

    /// Writes an attribute of the root whose value is secret.
    pub fn secret_attribute(&mut self, name: &str, value: &str) {
        self.attribute_name(name);
        self.body.secret(|bytes| xml_text::escape_attribute(bytes, value));
        self.body.bytes.push(b'"');
    }

    /// Writes an element.
    pub fn text(&mut self, name: &str, value: &str) {
        self.open(name);
        text(&mut self.body.bytes, value, self.cdata);
        self.close(name);
    }

    /// Writes an element whose content is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        self.open(name);
        let cdata = self.cdata;
        self.body.secret(|bytes| text(bytes, value, cdata));
        self.close(name);
    }

    /// Writes a number, `true` or `false`, which needs no character data.
    pub fn literal(&mut self, name: &str, value: &str) {
        self.open(name);
        text(&mut self.body.bytes, value, false);
        self.close(name);
    }

    /// Writes a number, `true` or `false` that is secret.
    pub fn secret_literal(&mut self, name: &str, value: &str) {
        self.open(name);
        self.body.secret(|bytes| text(bytes, value, false));
        self.close(name);
    }

    /// A field that is absent: nothing.
    pub fn absent(&mut self, _: &str) {}

    /// Writes an inner layer, as [`Body::into_text`](super::Body::into_text) gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Opens an element with elements inside.
    pub fn begin_object(&mut self, name: &str) {
        self.open(name);
        self.open.push(name.to_owned());
    }

    /// Closes the element.
    pub fn end_object(&mut self) {
        if let Some(name) = self.open.pop() {
            self.close(&name);
        }
    }

    /// Opens a list: each entry is an element of this name.
    pub fn begin_list(&mut self, name: &str) {
        self.open.push(name.to_owned());
    }

    /// Closes the list.
    pub fn end_list(&mut self) {
        self.open.pop();
    }

    /// Opens an entry with elements inside.
    pub fn begin_item(&mut self) {
        let name = self.entry();
        self.begin_object(&name);
    }

    /// Closes the entry.
    pub fn end_item(&mut self) {
        self.end_object();
    }

    /// Writes a text as an entry.
    pub fn item_text(&mut self, value: &str) {
        let name = self.entry();
        self.text(&name, value);
    }

    /// Writes a number, `true` or `false` as an entry.
    pub fn item_literal(&mut self, value: &str) {
        let name = self.entry();
        self.literal(&name, value);
    }

    /// Writes an element with a text for each key. A key that is no XML name is left out: a spec has no maps in XML.
    pub fn map(&mut self, name: &str, entries: &[(String, String)]) {
        self.begin_object(name);
        let named = entries.iter().filter(|(key, _)| xml_text::is_name(key));
        named.for_each(|(key, value)| self.text(key, value));
        self.end_object();
    }

    /// What follows is secret, names included; the answer goes into [`XmlWriter::end_secret`].
    pub fn begin_secret(&mut self) -> usize {
        self.end_tag();
        self.body.bytes.len()
    }

    /// What follows is no longer secret.
    pub fn end_secret(&mut self, start: usize) {
        self.body.secret_since(start);
    }

    /// Writes the caller's fields; their values are taken for secret. A name that is no XML name is left out:
    /// [`crate::Check::extras`] refuses it before.
    pub fn extras(&mut self, extras: &Extras) {
        for (name, value) in extras.iter().filter(|(name, _)| xml_text::is_name(name)) {
            self.secret(name, value);
        }
    }

    /// The document.
    pub fn finish(mut self) -> Body {
        self.end_tag();
        self.close(self.root);
        self.body
    }

    /// The name of the entries of the list that is open.
    fn entry(&self) -> String {
        self.open.last().cloned().unwrap_or_default()
    }

    fn attribute_name(&mut self, name: &str) {
        self.body.bytes.push(b' ');
        self.body.bytes.extend_from_slice(name.as_bytes());
        self.body.bytes.extend_from_slice(b"=\"");
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.body.bytes.push(b'>');
        }
    }

    fn open(&mut self, name: &str) {
        self.end_tag();
        self.body.bytes.push(b'<');
        self.body.bytes.extend_from_slice(name.as_bytes());
        self.body.bytes.push(b'>');
    }

    fn close(&mut self, name: &str) {
        self.body.bytes.extend_from_slice(b"</");
        self.body.bytes.extend_from_slice(name.as_bytes());
        self.body.bytes.push(b'>');
    }
}

fn text(bytes: &mut Vec<u8>, value: &str, cdata: bool) {
    if cdata { xml_text::character_data(bytes, value) } else { xml_text::escape(bytes, value) }
}
