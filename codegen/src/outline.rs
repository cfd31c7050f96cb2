//! Reads an unfinished spec: its messages, the layers of its operations, its error codes and its errata.
//!
//! `drift` compares them with a page while marks are left. Everything that needs the missing facts is left out: values,
//! sources, verification, outcomes, examples.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::model::Provider;
use crate::source::{Source, Span};
use crate::spec::syntax::{
    self, Codec, Entries, Expr, Field, Layer, Message, NodeKind, Operation, Presence, Receives, Scalar, Sends, Spanned,
    Spec, Type, Unit, Word,
};
use crate::{lower, spec};

/// The text of a condition that is still to be written.
pub const OPEN_CONDITION: &str = "EXPRESSION";

/// The written part of a spec whose only errors are marks; `None` if it has other errors, or no marks.
pub fn outline(source: &Source) -> Option<Provider> {
    let mut found = Diagnostics::default();
    let spec = spec::parse(source, &mut found)?;
    let faults = found.into_sorted();
    let mut errors = faults.iter().filter(|fault| fault.severity() == Severity::Error).peekable();
    errors.peek()?;
    let marks: Vec<Span> =
        errors.map(|fault| (fault.code == Code::Todo).then_some(fault.span)).collect::<Option<_>>()?;
    let open = marks.into_iter().filter(|mark| is_presence(&source.text, *mark));
    let open: Vec<OpenPresence> = open.map(|mark| OpenPresence::new(&source.text, mark)).collect();
    Some(lower::lower(&written(spec, &open), &mut Diagnostics::default()))
}

/// A presence that is still to be written.
#[derive(Clone, Copy)]
struct OpenPresence {
    mark: Span,
    /// Whether it is a condition whose expression is missing.
    conditional: bool,
}

impl OpenPresence {
    fn new(text: &str, mark: Span) -> Self {
        let written = text.get(mark.start..mark.end).unwrap_or_default();
        Self { mark, conditional: written.contains("when ") }
    }

    /// A presence with which the marks of a page are compared. One without any hint agrees with every mark.
    fn presence(self) -> Presence {
        let root = Spanned { value: Box::new(NodeKind::Boolean(true)), span: self.mark };
        let some = || Presence::When(Expr { text: OPEN_CONDITION.to_owned(), span: self.mark, root });
        if self.conditional { some() } else { Presence::OnSuccess }
    }
}

/// Whether a mark is the value of the key `required`.
fn is_presence(text: &str, mark: Span) -> bool {
    let before = text.get(..mark.start).unwrap_or_default();
    before.trim_end_matches(['"', '\'']).trim_end().ends_with("required:")
}

fn written(spec: Spec, open: &[OpenPresence]) -> Spec {
    let ends: Vec<usize> = spec.messages.iter().skip(1).map(|(name, _)| name.span.start).chain([usize::MAX]).collect();
    let messages = spec.messages.into_iter().zip(ends);
    // The amounts of a currency that is still to be written have two decimals, as those of most.
    let usual = Word { value: "EUR".to_owned(), span: Span::default() };
    let currency = spec.provider.currency.clone().unwrap_or(usual);
    Spec {
        provider: syntax::Provider { currency: Some(currency), ..spec.provider },
        enumerations: spec.enumerations,
        messages: messages.map(|((name, found), end)| (name, message(found, end, open))).collect(),
        operations: spec.operations.into_iter().map(|(name, found)| (name, operation(found))).collect(),
        errors: spec.errors,
        errata: spec.errata,
        ..Spec::default()
    }
}

/// A message that ends before the offset `end`.
fn message(message: Message, end: usize, open: &[OpenPresence]) -> Message {
    let ends: Vec<usize> = message.fields.iter().skip(1).map(|(wire, _)| wire.span.start).chain([end]).collect();
    let fields = message.fields.into_iter().zip(ends).map(|((wire, found), end)| {
        let within = |open: &&OpenPresence| open.mark.start > wire.span.end && open.mark.start < end;
        let found = field(found, wire.span, open.iter().find(within).copied());
        (wire, found)
    });
    Message { fields: fields.collect(), rules: message.rules, ..message }
}

/// A field without its source. A missing type is a text of any length.
fn field(field: Field, span: Span, open: Option<OpenPresence>) -> Field {
    let text = Type::Scalar(Scalar::String { min: 0, max: None, unit: Unit::Unstated });
    let layer = |from: &Spanned<syntax::Source>| matches!(from.value, syntax::Source::Layer);
    Field {
        ty: Some(field.ty.unwrap_or(Spanned { value: text, span })),
        required: open.map_or(field.required, |open| Spanned { value: open.presence(), span }),
        from: field.from.filter(layer),
        role: None,
        ..field
    }
}

fn operation(operation: Operation) -> Operation {
    Operation {
        sends: operation.sends.map(sends),
        receives: operation.receives.map(receives),
        acknowledge: None,
        ..operation
    }
}

fn sends(sends: Sends) -> Sends {
    let word = |value: &str| Word { value: value.to_owned(), span: sends.span };
    Sends {
        method: Some(word("POST")),
        path: Some(word("/")),
        query: Entries::default(),
        headers: Entries::default(),
        constants: Entries::default(),
        layers: sends.layers.into_iter().map(layer).collect(),
        ..sends
    }
}

fn receives(receives: Receives) -> Receives {
    Receives {
        layers: receives.layers.into_iter().map(layer).collect(),
        verify: None,
        echo: Vec::new(),
        outcome: Vec::new(),
        ..receives
    }
}

/// A layer of a codec that carries every type, without its steps.
fn layer(layer: Layer) -> Layer {
    Layer {
        codecs: vec![Spanned { value: Codec::Json, span: layer.span }],
        bodiless: false,
        steps: Vec::new(),
        when: Vec::new(),
        options: syntax::Options::default(),
        ..layer
    }
}
