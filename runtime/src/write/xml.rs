//! Flat XML: a root and one element a member, without declaration and white space.

use super::{Body, CAPACITY};
use crate::{Extras, xml_text};

/// Writes an XML document. Values are escaped, so none of them can add an element.
pub struct XmlWriter {
    body: Body,
    root: &'static str,
}

impl XmlWriter {
    /// A document with this root.
    pub fn new(root: &'static str) -> Self {
        let mut writer = Self { body: Body { bytes: Vec::with_capacity(CAPACITY), secret: Vec::new() }, root };
        writer.open(root);
        writer
    }

    /// Writes an element.
    pub fn text(&mut self, name: &str, value: &str) {
        self.open(name);
        xml_text::escape(&mut self.body.bytes, value);
        self.close(name);
    }

    /// Writes an element whose content is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        self.open(name);
        self.body.secret(|bytes| xml_text::escape(bytes, value));
        self.close(name);
    }

    /// Writes an inner layer, as [`Body::into_text`](super::Body::into_text) gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
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
        self.close(self.root);
        self.body
    }

    fn open(&mut self, name: &str) {
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
