//! Where the parts of a thing stand in the spec: for diagnostics alone, no back end reads them.

use std::fmt;

use crate::source::Span;

/// The keys of a field; of a key that is not written, the field itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldSpans {
    /// The type.
    pub ty: Span,
    /// The source: `from:` or `constant:`.
    pub source: Span,
    /// The alphabet.
    pub alphabet: Span,
    /// The range.
    pub range: Span,
    /// The example.
    pub example: Span,
}

/// The keys of a layer.
#[derive(Clone, Default)]
pub struct LayerSpans {
    /// The name of its message.
    pub message: Span,
    /// Each of its steps.
    pub steps: Vec<Span>,
    /// The keys that are written and that only some codecs have, by their words.
    pub options: Vec<(&'static str, Span)>,
}

/// An option that says what holds anyway is no part of a layer: equal models print the same.
impl fmt::Debug for LayerSpans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LayerSpans")
    }
}

impl LayerSpans {
    /// Where an option is written, if it is.
    pub fn option(&self, word: &str) -> Option<Span> {
        self.options.iter().find(|(written, _)| *written == word).map(|(_, span)| *span)
    }
}

/// The keys of what an operation sends.
#[derive(Clone, Debug, Default)]
pub struct SendsSpans {
    /// The method.
    pub method: Span,
    /// The name of each fixed member of the query.
    pub query: Vec<Span>,
    /// The text of each constant.
    pub constants: Vec<Span>,
}

/// The keys of an echo.
#[derive(Clone, Debug, Default)]
pub struct EchoSpans {
    /// Each member of the answer.
    pub answers: Vec<Span>,
    /// The text that counts as sent; the field of the request where there is none.
    pub unsent: Span,
}

/// The keys of a signature.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignedSpans {
    /// The name of the value.
    pub value: Span,
    /// The length of the salt; the value where there is none.
    pub salt: Span,
}
