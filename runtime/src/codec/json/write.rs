//! Writes compact JSON in the order of the calls, with UTF-8 unescaped.

use std::ops::Range;

use super::text;
use crate::codec::{Body, Format, Writer};

/// Writes one JSON document.
pub type JsonWriter = Writer<Json>;

/// Compact JSON.
pub struct Json {
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
        Self::after(&["{"], Json { end: b'}', nulls: false })
    }

    /// A bare list.
    pub fn list() -> Self {
        Self::after(&["["], Json { end: b']', nulls: false })
    }

    /// Writes absent fields as `null`, inside objects as well.
    #[must_use]
    pub fn with_nulls(mut self) -> Self {
        self.format.nulls = true;
        self
    }

    /// The document.
    pub fn finish(mut self) -> Body {
        self.end()
    }
}

impl Format for Json {
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, literal: bool) -> Range<usize> {
        open(out, name);
        let start = out.len();
        if literal {
            out.extend_from_slice(value.as_bytes())
        } else {
            text::escape(out, value)
        }
        start..out.len()
    }

    fn begin_object(&mut self, out: &mut Vec<u8>, name: Option<&str>) {
        open(out, name);
        out.push(b'{');
    }

    fn end_object(&mut self, out: &mut Vec<u8>) {
        out.push(b'}');
    }

    fn begin_list(&mut self, out: &mut Vec<u8>, name: &str) {
        open(out, Some(name));
        out.push(b'[');
    }

    fn end_list(&mut self, out: &mut Vec<u8>) {
        out.push(b']');
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.push(self.end);
    }

    fn is_literal(&self, value: &str) -> bool {
        text::is_value(value)
    }

    fn writes_nulls(&self) -> bool {
        self.nulls
    }
}

/// Appends the separator and the name before a value. No value ends in an opening bracket, so a bracket at the end
/// means that this value is the first in its object or list.
fn open(out: &mut Vec<u8>, name: Option<&str>) {
    if !matches!(out.last(), Some(b'{' | b'[')) {
        out.push(b',');
    }
    if let Some(name) = name {
        text::escape(out, name);
        out.push(b':');
    }
}
