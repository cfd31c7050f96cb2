//! The place in a spec where a wrong text of a request comes from.

use refundry_codegen::{
    model::{Example, Field, Provider, Source as FieldSource},
    source::{Source, Span},
};

use super::difference::Difference;

/// The origin of a text that several requests share, or of a member.
pub struct Origin<'o> {
    pub source: &'o Source,
    pub provider: &'o Provider,
    pub example: &'o Example,
    /// Whether the failures of a group show the same words.
    pub same: bool,
    /// Whether every request of the spec fails for this cause.
    pub all: bool,
}

impl Origin<'_> {
    /// The place of the text's origin; `None` if it is not known.
    pub fn find(&self, what: &str, member: Option<&str>, found: &str, difference: &Difference<'_>) -> Option<Span> {
        if let Some(header) = self.header(what) {
            return Some(header);
        }
        if what == "url" {
            return self.declared(found, difference.at);
        }
        let input = self.same.then(|| self.input(difference.found)).flatten();
        input.or_else(|| member.and_then(|name| self.field(name)))
    }

    /// The header of the operation.
    fn header(&self, name: &str) -> Option<Span> {
        let sends = self.provider.operation(&self.example.operation)?.sends.as_ref()?;
        sends.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.span)
    }

    /// The input of the example that holds the word.
    fn input(&self, word: &str) -> Option<Span> {
        let inputs = &self.example.spans.inputs;
        let found = inputs.iter().find(|(text, _)| text == word);
        found.or_else(|| inputs.iter().find(|(text, _)| word.len() > 3 && text.contains(word))).map(|(_, span)| *span)
    }

    /// The member's declaration: its constant, the clock of a time, or the field itself.
    fn field(&self, name: &str) -> Option<Span> {
        let operation = self.provider.operation(&self.example.operation)?;
        let layers = &operation.sends.as_ref()?.layers;
        let field: &Field = layers.iter().find_map(|layer| layer.message.field(name))?;
        let zone = || self.line_of("time_zone:").filter(|_| self.all);
        Some(match &field.source {
            FieldSource::Now => zone().unwrap_or(self.example.now_at),
            FieldSource::Constant(_) | FieldSource::Conditional(_) => field.spans.source,
            FieldSource::Caller
            | FieldSource::Credential(_)
            | FieldSource::Value(_)
            | FieldSource::Nonce
            | FieldSource::Salt
            | FieldSource::Operation
            | FieldSource::Layer
            | FieldSource::Tag
            | FieldSource::Members
            | FieldSource::Sent(_)
            | FieldSource::Received(_) => field.span,
        })
    }

    fn line_of(&self, key: &str) -> Option<Span> {
        self.source.text.find(key).map(|at| Span::new(at, at + key.len() - 1))
    }

    /// The place before the examples that declares the segments of a URL around an offset.
    fn declared(&self, url: &str, at: usize) -> Option<Span> {
        let text = &self.source.text;
        let declared = text.get(..text.find("\nexamples:").unwrap_or(text.len()))?;
        segments(url, at).into_iter().find_map(|part| {
            let places = declared.match_indices(part).map(|(at, _)| Span::new(at, at + part.len()));
            places.into_iter().find(|span| is_whole(declared, *span))
        })
    }
}

/// The runs of whole segments of a URL that hold an offset, the longest first.
fn segments(url: &str, at: usize) -> Vec<&str> {
    let slashes: Vec<usize> = url.match_indices('/').map(|(place, _)| place).collect();
    let starts = slashes.iter().copied().chain([0]).filter(|start| *start <= at);
    let mut out: Vec<&str> = starts
        .flat_map(|start| {
            let ends = slashes.iter().copied().chain([url.len()]).filter(move |end| *end > at.max(start));
            ends.filter_map(move |end| url.get(start..end)).collect::<Vec<_>>()
        })
        .collect();
    out.sort_by_key(|part| std::cmp::Reverse(part.len()));
    out
}

fn is_whole(text: &str, span: Span) -> bool {
    let of_word = |next: char| next.is_alphanumeric() || "_/".contains(next);
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    !before.is_some_and(of_word) && !after.is_some_and(of_word)
}
