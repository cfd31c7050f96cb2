//! Unencoded text of names and values.

use super::{Body, CAPACITY};
use crate::{Extras, PairSigns, SignError};

/// Writes `k=v&k=v`.
pub struct PairsWriter {
    body: Body,
    signs: PairSigns,
    /// The first member that would be read as something else.
    unwritable: Option<String>,
}

impl PairsWriter {
    /// An empty text.
    pub fn new(signs: PairSigns) -> Self {
        let body = Body { bytes: Vec::with_capacity(CAPACITY), secret: Vec::new() };
        Self { body, signs, unwritable: None }
    }

    /// Writes a member.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name, value);
        self.body.bytes.extend_from_slice(value.as_bytes());
    }

    /// Writes a member whose value is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        self.name(name, value);
        self.body.secret(|bytes| bytes.extend_from_slice(value.as_bytes()));
    }

    /// Writes an inner layer, as [`Body::into_text`](super::Body::into_text) gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Writes the caller's fields; their values are taken for secret.
    pub fn extras(&mut self, extras: &Extras) {
        extras.iter().for_each(|(name, value)| self.secret(name, value));
    }

    /// The text.
    ///
    /// # Errors
    /// [`SignError::Unwritable`] if a name or value holds a sign that would end it. Validation reports it before,
    /// wherever it looks at the value.
    pub fn finish(self) -> Result<Body, SignError> {
        match self.unwritable {
            Some(name) => Err(SignError::Unwritable { name }),
            None => Ok(self.body),
        }
    }

    fn name(&mut self, name: &str, value: &str) {
        if self.unwritable.is_none() && !(self.signs.names(name) && self.signs.carries(value)) {
            self.unwritable = Some(name.to_owned());
        }
        if !self.body.bytes.is_empty() {
            push(&mut self.body.bytes, self.signs.join);
        }
        self.body.bytes.extend_from_slice(name.as_bytes());
        push(&mut self.body.bytes, self.signs.pair);
    }
}

fn push(bytes: &mut Vec<u8>, sign: char) {
    bytes.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
}
