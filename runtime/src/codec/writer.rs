//! The writer of a message: members in the order of the calls, and where in the bytes the secrets are.

use std::ops::Range;

use super::Body;
use crate::{Extras, SignError};

/// Room for the body of an ordinary request.
const CAPACITY: usize = 1024;

/// How a codec writes one member, and what stands around others. A codec that does not nest writes members alone.
pub trait Format {
    /// Appends a member, or an entry of a list where it has no name; the answer is where the value stands. A literal is a
    /// number, `true`, `false` or JSON as it is.
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, literal: bool) -> Range<usize>;

    /// Appends an attribute of the root, which only XML has.
    fn attribute(&mut self, out: &mut Vec<u8>, name: &str, value: &str) -> Range<usize> {
        self.member(out, Some(name), value, false)
    }

    /// Opens an object, or one in a list where it has no name.
    fn begin_object(&mut self, _out: &mut Vec<u8>, _name: Option<&str>) {}

    /// Closes the object.
    fn end_object(&mut self, _out: &mut Vec<u8>) {}

    /// Opens a list.
    fn begin_list(&mut self, _out: &mut Vec<u8>, _name: &str) {}

    /// Closes the list.
    fn end_list(&mut self, _out: &mut Vec<u8>) {}

    /// The name of the next entry of the list that is open, in codecs that name entries.
    fn entry(&mut self) -> Option<String> {
        None
    }

    /// Appends what ends the text.
    fn end(&mut self, _out: &mut Vec<u8>) {}

    /// Whether the text can hold this member so that it is read as it was.
    fn carries(&self, _name: &str, _value: &str) -> bool {
        true
    }

    /// Whether a name that the caller chose can stand in the text.
    fn is_name(&self, _name: &str) -> bool {
        true
    }

    /// Whether a value that the caller gave as JSON can stand as it is.
    fn is_literal(&self, _value: &str) -> bool {
        false
    }

    /// Whether absent fields are written as `null`.
    fn writes_nulls(&self) -> bool {
        false
    }
}

/// Writes one text in a format. The caller opens and closes what lies inside in matching pairs.
pub struct Writer<F: ?Sized> {
    body: Body,
    /// The first member that the format does not carry.
    unwritable: Option<String>,
    pub(super) format: F,
}

impl<F: Format> Writer<F> {
    pub(super) fn of(format: F) -> Self {
        Self::after(&[], format)
    }

    /// A text that begins so.
    pub(super) fn after(start: &[&str], format: F) -> Self {
        let mut bytes = Vec::with_capacity(CAPACITY);
        start.iter().for_each(|piece| bytes.extend_from_slice(piece.as_bytes()));
        Self { body: Body { bytes, secret: Vec::new() }, unwritable: None, format }
    }
}

impl<F: Format + ?Sized> Writer<F> {
    /// Writes a text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.member(Some(name), value, false);
    }

    /// Writes a text that is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        let value = self.member(Some(name), value, false);
        self.body.secret.push(value);
    }

    /// Writes a number, `true`, `false` or, where the codec is JSON, other JSON as it is.
    pub fn literal(&mut self, name: &str, value: &str) {
        self.member(Some(name), value, true);
    }

    /// Writes such a literal that is secret.
    pub fn secret_literal(&mut self, name: &str, value: &str) {
        let value = self.member(Some(name), value, true);
        self.body.secret.push(value);
    }

    /// Writes an attribute of the root: before every element.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.format.attribute(&mut self.body.bytes, name, value);
    }

    /// Writes an attribute of the root whose value is secret.
    pub fn secret_attribute(&mut self, name: &str, value: &str) {
        let value = self.format.attribute(&mut self.body.bytes, name, value);
        self.body.secret.push(value);
    }

    /// A field that is absent: `null` where absent fields are written, nothing elsewhere.
    pub fn absent(&mut self, name: &str) {
        if self.format.writes_nulls() {
            self.literal(name, "null");
        }
    }

    /// Writes an inner layer, as [`Body::into_text`] gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Writes an inner layer that is JSON as it is, not as text.
    pub fn layer_object(&mut self, name: &str, (json, secret): &(String, bool)) {
        if *secret { self.secret_literal(name, json) } else { self.literal(name, json) }
    }

    /// Opens an object.
    pub fn begin_object(&mut self, name: &str) {
        self.format.begin_object(&mut self.body.bytes, Some(name));
    }

    /// Closes the object.
    pub fn end_object(&mut self) {
        self.format.end_object(&mut self.body.bytes);
    }

    /// Opens a list.
    pub fn begin_list(&mut self, name: &str) {
        self.format.begin_list(&mut self.body.bytes, name);
    }

    /// Closes the list.
    pub fn end_list(&mut self) {
        self.format.end_list(&mut self.body.bytes);
    }

    /// Opens an object in a list.
    pub fn begin_item(&mut self) {
        let name = self.format.entry();
        self.format.begin_object(&mut self.body.bytes, name.as_deref());
    }

    /// Closes the object in the list.
    pub fn end_item(&mut self) {
        self.end_object();
    }

    /// Writes a text in a list.
    pub fn item_text(&mut self, value: &str) {
        let name = self.format.entry();
        self.member(name.as_deref(), value, false);
    }

    /// Writes a literal in a list.
    pub fn item_literal(&mut self, value: &str) {
        let name = self.format.entry();
        self.member(name.as_deref(), value, true);
    }

    /// Writes an object of texts. A key that cannot stand in the text is left out: a spec has no maps in XML.
    pub fn map(&mut self, name: &str, entries: &[(String, String)]) {
        self.begin_object(name);
        for (key, value) in entries {
            if self.format.is_name(key) {
                self.text(key, value);
            }
        }
        self.end_object();
    }

    /// What follows is secret, names included; the answer goes into [`Writer::end_secret`].
    pub fn begin_secret(&mut self) -> usize {
        self.body.bytes.len()
    }

    /// What follows is no longer secret.
    pub fn end_secret(&mut self, start: usize) {
        self.body.secret_since(start);
    }

    /// Writes the caller's fields; their values are taken for secret. A name that cannot stand in the text is left out,
    /// and a literal that cannot becomes a text: [`crate::Check::extras`] refuses both before.
    pub fn extras(&mut self, extras: &Extras) {
        for field in extras.fields() {
            if self.format.is_name(&field.name) {
                let literal = field.literal && self.format.is_literal(&field.value);
                let value = self.member(Some(&field.name), &field.value, literal);
                self.body.secret.push(value);
            }
        }
    }

    /// Ends the text and takes it out, where the format does not carry everything.
    ///
    /// # Errors
    /// [`SignError::Unwritable`] if a name or value would be read as something else. Validation reports it before,
    /// wherever it looks at the value.
    pub fn try_finish(&mut self) -> Result<Body, SignError> {
        match self.unwritable.take() {
            Some(name) => Err(SignError::Unwritable { name }),
            None => Ok(self.end()),
        }
    }

    pub(super) fn end(&mut self) -> Body {
        self.format.end(&mut self.body.bytes);
        std::mem::take(&mut self.body)
    }

    fn member(&mut self, name: Option<&str>, value: &str, literal: bool) -> Range<usize> {
        if self.unwritable.is_none() && !self.format.carries(name.unwrap_or_default(), value) {
            self.unwritable = name.map(str::to_owned);
        }
        self.format.member(&mut self.body.bytes, name, value, literal)
    }
}
