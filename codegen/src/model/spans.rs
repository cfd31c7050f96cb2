//! Places of a thing's keys in the spec: for diagnostics alone, no back end reads them.

use std::fmt;

use crate::source::Span;

/// The keys of a field; a key that is not written has the place of the field.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldSpans {
    /// The type.
    pub ty: Span,
    /// The member by which an item is picked.
    pub pick: Span,
    /// The source: `from:` or `constant:`.
    pub source: Span,
    /// The role.
    pub role: Span,
    /// The alphabet.
    pub alphabet: Span,
    /// The pattern.
    pub pattern: Span,
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
    /// The written keys that only some codecs have, each with its word; there is one for each root.
    pub options: Vec<(&'static str, Span)>,
}

/// An option with its default value is no part of a layer: equal models print the same.
impl fmt::Debug for LayerSpans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LayerSpans")
    }
}

impl LayerSpans {
    /// The place of an option, if it is written.
    pub fn option(&self, word: &str) -> Option<Span> {
        self.all(word).next()
    }

    /// The places of an option that may be written several times.
    pub fn all(&self, word: &str) -> impl Iterator<Item = Span> {
        self.options.iter().filter(move |(written, _)| *written == word).map(|(_, span)| *span)
    }
}

/// The keys of a request.
#[derive(Clone, Debug, Default)]
pub struct SendsSpans {
    /// The method.
    pub method: Span,
    /// The name of each fixed member of the query.
    pub query: Vec<Span>,
    /// The text of each constant.
    pub constants: Vec<Span>,
}

/// The places of an example's expectations and inputs; an absent one has the place of the example.
#[derive(Clone, Debug, Default)]
pub struct ExampleSpans {
    /// The expected URL.
    pub url: Span,
    /// Each expected header.
    pub headers: Vec<Span>,
    /// The expected body.
    pub body: Span,
    /// The expected signature.
    pub signature: Span,
    /// The texts that the request is made of, each with its place: credentials, nonce, clock and the caller's fields.
    pub inputs: Vec<(String, Span)>,
    /// The key of the credentials.
    pub given: Span,
    /// The key of the caller's fields.
    pub request: Span,
    /// Each credential by its name, wherever it is given.
    pub credentials: Vec<(String, Span)>,
}

impl ExampleSpans {
    /// The place of the first input that a message quotes, or of the first credential that it names: its text is secret.
    pub fn quoted_in(&self, message: &str) -> Option<Span> {
        let quoted = |(text, _): &&(String, Span)| !text.is_empty() && message.contains(&format!("`{text}`"));
        let named = |(name, _): &&(String, Span)| message.contains(&format!("`credentials.{name}`"));
        let found = self.inputs.iter().find(quoted).or_else(|| self.credentials.iter().find(named));
        found.map(|(_, span)| *span)
    }
}

/// The places of a refused request's keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct RefusedSpans {
    /// The name of the rule.
    pub rule: Span,
    /// The only changed value, or the key of several; the request itself if nothing is changed.
    pub changed: Span,
}

/// The places of an answer's expectations; an absent one has the place of the answer.
#[derive(Clone, Debug, Default)]
pub struct AnswerSpans {
    /// Each member that must be read.
    pub reads: Vec<Span>,
    /// The expected outcome.
    pub outcome: Span,
    /// The expected outcome on a repeated attempt.
    pub on_repeat: Span,
    /// The expected failure.
    pub fails: Span,
}
