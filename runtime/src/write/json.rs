//! Compact JSON in the order of the calls, UTF-8 unescaped.

use super::{Body, CAPACITY};
use crate::{Extras, json_text};

/// Writes one JSON document. The caller opens and closes what lies inside in matching pairs.
pub struct JsonWriter {
    body: Body,
    end: u8,
    nulls: bool,
}

impl Default for JsonWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl JsonWriter {
    /// An object.
    pub fn new() -> Self {
        Self::document(b'{', b'}')
    }

    /// An object whose absent fields are written as `null`.
    pub fn with_nulls() -> Self {
        Self { nulls: true, ..Self::new() }
    }

    /// A bare list.
    pub fn list() -> Self {
        Self::document(b'[', b']')
    }

    /// Writes a string.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        json_text::escape(&mut self.body.bytes, value);
    }

    /// Writes a string that is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        self.name(name);
        self.body.secret(|bytes| json_text::escape(bytes, value));
    }

    /// Writes an inner layer, as [`Body::into_text`](super::Body::into_text) gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Writes an inner layer that is JSON as it is, not as text.
    pub fn layer_object(&mut self, name: &str, (json, secret): &(String, bool)) {
        if *secret { self.secret_literal(name, json) } else { self.literal(name, json) }
    }

    /// Writes a number, `true`, `false` or other JSON as it is.
    pub fn literal(&mut self, name: &str, json: &str) {
        self.name(name);
        self.body.bytes.extend_from_slice(json.as_bytes());
    }

    /// Writes JSON that is secret as it is.
    pub fn secret_literal(&mut self, name: &str, json: &str) {
        self.name(name);
        self.body.secret(|bytes| bytes.extend_from_slice(json.as_bytes()));
    }

    /// Writes `null`.
    pub fn null(&mut self, name: &str) {
        self.literal(name, "null");
    }

    /// A field that is absent: `null` where absent fields are written, nothing elsewhere.
    pub fn absent(&mut self, name: &str) {
        if self.nulls {
            self.null(name);
        }
    }

    /// Opens an object.
    pub fn begin_object(&mut self, name: &str) {
        self.name(name);
        self.body.bytes.push(b'{');
    }

    /// Closes the object.
    pub fn end_object(&mut self) {
        self.body.bytes.push(b'}');
    }

    /// Opens a list.
    pub fn begin_list(&mut self, name: &str) {
        self.name(name);
        self.body.bytes.push(b'[');
    }

    /// Closes the list.
    pub fn end_list(&mut self) {
        self.body.bytes.push(b']');
    }

    /// Opens an object in a list.
    pub fn begin_item(&mut self) {
        self.comma();
        self.body.bytes.push(b'{');
    }

    /// Closes the object in the list.
    pub fn end_item(&mut self) {
        self.body.bytes.push(b'}');
    }

    /// Writes a string in a list.
    pub fn item_text(&mut self, value: &str) {
        self.comma();
        json_text::escape(&mut self.body.bytes, value);
    }

    /// Writes other JSON in a list as it is.
    pub fn item_literal(&mut self, json: &str) {
        self.comma();
        self.body.bytes.extend_from_slice(json.as_bytes());
    }

    /// Writes an object of strings.
    pub fn map(&mut self, name: &str, entries: &[(String, String)]) {
        self.begin_object(name);
        entries.iter().for_each(|(key, value)| self.text(key, value));
        self.end_object();
    }

    /// What follows is secret, names included; the answer goes into [`JsonWriter::end_secret`].
    pub fn begin_secret(&mut self) -> usize {
        self.body.bytes.len()
    }

    /// What follows is no longer secret.
    pub fn end_secret(&mut self, start: usize) {
        self.body.secret_since(start);
    }

    /// Writes the caller's fields; their values are taken for secret. A literal that is not JSON becomes a string:
    /// [`crate::Check::extras`] refuses it before.
    pub fn extras(&mut self, extras: &Extras) {
        for field in extras.fields() {
            if field.literal && json_text::is_value(&field.value) {
                self.secret_literal(&field.name, &field.value);
            } else {
                self.secret(&field.name, &field.value);
            }
        }
    }

    /// The document.
    pub fn finish(mut self) -> Body {
        self.body.bytes.push(self.end);
        self.body
    }

    fn document(begin: u8, end: u8) -> Self {
        let mut bytes = Vec::with_capacity(CAPACITY);
        bytes.push(begin);
        Self { body: Body { bytes, secret: Vec::new() }, end, nulls: false }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        json_text::escape(&mut self.body.bytes, name);
        self.body.bytes.push(b':');
    }

    /// No value ends in an opening bracket, so one at the end means that this value is the first inside.
    fn comma(&mut self) {
        if !matches!(self.body.bytes.last(), Some(b'{' | b'[')) {
            self.body.bytes.push(b',');
        }
    }
}
