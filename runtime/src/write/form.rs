//! `application/x-www-form-urlencoded`, as the URL standard writes it.

use super::{Body, CAPACITY};
use crate::Extras;

/// Writes a form, or a URL's query.
pub struct FormWriter(Body);

impl Default for FormWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl FormWriter {
    /// An empty form.
    pub fn new() -> Self {
        Self(Body { bytes: Vec::with_capacity(CAPACITY), secret: Vec::new() })
    }

    /// Writes a field.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        encode(&mut self.0.bytes, value);
    }

    /// Writes a field whose value is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.secret(|bytes| encode(bytes, value));
    }

    /// Writes an inner layer, as [`Body::into_text`](super::Body::into_text) gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Writes the caller's fields; their values are taken for secret.
    pub fn extras(&mut self, extras: &Extras) {
        extras.iter().for_each(|(name, value)| self.secret(name, value));
    }

    /// The form.
    pub fn finish(self) -> Body {
        self.0
    }

    fn name(&mut self, name: &str) {
        if !self.0.bytes.is_empty() {
            self.0.bytes.push(b'&');
        }
        encode(&mut self.0.bytes, name);
        self.0.bytes.push(b'=');
    }
}

fn encode(bytes: &mut Vec<u8>, text: &str) {
    for piece in form_urlencoded::byte_serialize(text.as_bytes()) {
        bytes.extend_from_slice(piece.as_bytes());
    }
}
