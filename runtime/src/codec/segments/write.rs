//! Writes members without their names.

use std::ops::Range;

use crate::codec::{Format, Writer};

/// Writes `a.b.c`.
pub type SegmentsWriter = Writer<Segments>;

/// The format of members that have places and no names.
pub struct Segments {
    join: char,
    begun: bool,
}

impl SegmentsWriter {
    /// An empty text.
    pub fn new(join: char) -> Self {
        Self::of(Segments { join, begun: false })
    }
}

impl Format for Segments {
    fn member(&mut self, out: &mut Vec<u8>, _: Option<&str>, value: &str, _: bool) -> Range<usize> {
        if std::mem::replace(&mut self.begun, true) {
            out.extend_from_slice(self.join.encode_utf8(&mut [0; 4]).as_bytes());
        }
        out.extend_from_slice(value.as_bytes());
        out.len() - value.len()..out.len()
    }

    fn carries(&self, _: &str, value: &str) -> bool {
        !value.contains(self.join)
    }

    /// A further member would be one segment too many.
    fn is_name(&self, _: &str) -> bool {
        false
    }
}
