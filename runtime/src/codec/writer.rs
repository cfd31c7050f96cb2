//! Writes a message: members in the order of the calls, and the ranges of the secrets in the bytes.

use std::ops::Range;

use super::Body;
use crate::{Extras, SignError};

/// The initial capacity in bytes: enough for the body of an ordinary request.
const CAPACITY: usize = 1024;

/// The syntax of a codec. A codec without nesting implements `member` only.
pub trait Format {
    /// Appends a member, or an entry of a list if `name` is `None`; returns the range of the value. A literal is a
    /// number, `true`, `false` or JSON, and is written unchanged.
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, literal: bool) -> Range<usize>;

    /// Appends an attribute of the root or of the object just opened; XML only.
    fn attribute(&mut self, out: &mut Vec<u8>, name: &str, value: &str) -> Range<usize> {
        self.member(out, Some(name), value, false)
    }

    /// Appends the text of the object just opened; XML only.
    fn content(&mut self, out: &mut Vec<u8>, value: &str, literal: bool) -> Range<usize> {
        self.member(out, None, value, literal)
    }

    /// Appends a member whose value is an inner layer in the same syntax; an element of XML has its name already.
    fn layer(&mut self, out: &mut Vec<u8>, name: &str, layer: &str) -> Range<usize> {
        self.member(out, Some(name), layer, true)
    }

    /// Opens an object, or an object in a list if the name is `None`.
    fn begin_object(&mut self, _out: &mut Vec<u8>, _name: Option<&str>) {}

    /// Closes the object.
    fn end_object(&mut self, _out: &mut Vec<u8>) {}

    /// Opens a list.
    fn begin_list(&mut self, _out: &mut Vec<u8>, _name: &str) {}

    /// Closes the list.
    fn end_list(&mut self, _out: &mut Vec<u8>) {}

    /// The name of the next entry of the open list, in codecs that name entries.
    fn entry(&mut self) -> Option<String> {
        None
    }

    /// Appends the end of the text.
    fn end(&mut self, _out: &mut Vec<u8>) {}

    /// Whether this member is read back unchanged.
    fn carries(&self, _name: &str, _value: &str) -> bool {
        true
    }

    /// Whether the text can contain a name that the caller chose.
    fn is_name(&self, _name: &str) -> bool {
        true
    }

    /// Whether JSON from the caller can be written unchanged.
    fn is_literal(&self, _value: &str) -> bool {
        false
    }

    /// Whether absent fields are written as `null`.
    fn writes_nulls(&self) -> bool {
        false
    }
}

/// Writes one text in a format. The caller must close every object and list that it opens.
pub struct Writer<F: ?Sized> {
    body: Body,
    /// The name of the first member that the format cannot carry.
    unwritable: Option<String>,
    pub(super) format: F,
}

impl<F: Format> Writer<F> {
    pub(super) fn of(format: F) -> Self {
        Self::after(&[], format)
    }

    /// A text that begins with `start`.
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

    /// Writes a text if it is there.
    pub fn optional(&mut self, name: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// Writes a text that is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        let value = self.member(Some(name), value, false);
        self.body.secret.push(value);
    }

    /// Writes a number, `true`, `false` or, in the JSON codec, any JSON unchanged.
    pub fn literal(&mut self, name: &str, value: &str) {
        self.member(Some(name), value, true);
    }

    /// Writes a literal that is secret.
    pub fn secret_literal(&mut self, name: &str, value: &str) {
        let value = self.member(Some(name), value, true);
        self.body.secret.push(value);
    }

    /// Writes an attribute of the root or of the object just opened; call it before anything is written inside.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.check(Some(name), value);
        self.format.attribute(&mut self.body.bytes, name, value);
    }

    /// Writes an attribute whose value is secret; see [`Writer::attribute`].
    pub fn secret_attribute(&mut self, name: &str, value: &str) {
        self.check(Some(name), value);
        let value = self.format.attribute(&mut self.body.bytes, name, value);
        self.body.secret.push(value);
    }

    /// Writes the text of the object just opened, which has attributes and no members beside it. The name is for errors
    /// alone.
    pub fn content(&mut self, name: &str, value: &str, literal: bool) {
        self.check(Some(name), value);
        self.format.content(&mut self.body.bytes, value, literal);
    }

    /// [`Writer::content`] of a secret text.
    pub fn secret_content(&mut self, name: &str, value: &str, literal: bool) {
        self.check(Some(name), value);
        let value = self.format.content(&mut self.body.bytes, value, literal);
        self.body.secret.push(value);
    }

    /// Writes an absent field: `null` if the codec writes nulls, otherwise nothing.
    pub fn absent(&mut self, name: &str) {
        if self.format.writes_nulls() {
            self.literal(name, "null");
        }
    }

    /// Writes an inner layer, as [`Body::into_text`] gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Writes an inner layer as an object of JSON or as an element of XML, not as a text.
    pub fn layer_object(&mut self, name: &str, (layer, secret): &(String, bool)) {
        let layer = self.format.layer(&mut self.body.bytes, name, layer);
        if *secret {
            self.body.secret.push(layer);
        }
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

    /// Writes an object of texts. A key that the format cannot carry is left out: a spec has no maps in XML.
    pub fn map(&mut self, name: &str, entries: &[(String, String)]) {
        self.begin_object(name);
        for (key, value) in entries {
            if self.format.is_name(key) {
                self.text(key, value);
            }
        }
        self.end_object();
    }

    /// Marks everything that follows as secret, names included. Pass the result to [`Writer::end_secret`].
    pub fn begin_secret(&mut self) -> usize {
        self.body.bytes.len()
    }

    /// Ends the secret range that began at `start`.
    pub fn end_secret(&mut self, start: usize) {
        self.body.secret_since(start);
    }

    /// Writes the caller's extra fields; their values count as secret. A name that the format cannot carry is left out,
    /// and an invalid literal becomes a text: [`crate::Check::extras`] reports both earlier.
    pub fn extras(&mut self, extras: &Extras) {
        for field in extras.fields() {
            if self.format.is_name(&field.name) {
                let literal = field.literal && self.format.is_literal(&field.value);
                let value = self.member(Some(&field.name), &field.value, literal);
                self.body.secret.push(value);
            }
        }
    }

    /// Ends the text and returns it. Use this if the format cannot carry every value.
    ///
    /// # Errors
    /// [`SignError::Unwritable`] if a name or value would be read back changed. Validation reports this earlier for the
    /// values that it checks.
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
        self.check(name, value);
        self.format.member(&mut self.body.bytes, name, value, literal)
    }

    /// Remembers the first member that the format cannot carry.
    fn check(&mut self, name: Option<&str>, value: &str) {
        if self.unwritable.is_none() && !self.format.carries(name.unwrap_or_default(), value) {
            self.unwritable = name.map(str::to_owned);
        }
    }
}
