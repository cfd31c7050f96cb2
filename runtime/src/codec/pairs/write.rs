//! Writes unencoded text of names and values.

use std::ops::Range;

use super::separators::{carries, is_name};
use crate::Separators;
use crate::codec::{Format, Writer};

/// Writes `k=v&k=v`.
pub type PairsWriter = Writer<PairText>;

/// The format of unencoded names and values.
pub struct PairText {
    separators: Separators,
}

impl PairsWriter {
    /// An empty text.
    pub fn new(separators: Separators) -> Self {
        Self::of(PairText { separators })
    }
}

impl Format for PairText {
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, _: bool) -> Range<usize> {
        if !out.is_empty() {
            push(out, self.separators.join);
        }
        out.extend_from_slice(name.unwrap_or_default().as_bytes());
        push(out, self.separators.pair);
        out.extend_from_slice(value.as_bytes());
        out.len() - value.len()..out.len()
    }

    fn carries(&self, name: &str, value: &str) -> bool {
        is_name(self.separators, name) && carries(self.separators, value)
    }
}

fn push(bytes: &mut Vec<u8>, sign: char) {
    bytes.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
}
