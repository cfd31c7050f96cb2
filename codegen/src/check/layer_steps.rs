//! The steps of layers, and the values that undo them.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Codec, Direction, Field, Flow, Layer, Part, Provider, Stages, Step, System, Value},
    source::Span,
};

/// A carried layer is a text; the body may be bytes. A receiver can undo the steps of every layer.
pub(super) fn check_layer_steps(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for (index, layer) in flow.layers.iter().enumerate() {
            check_steps(layer, flow.direction, index == 0, diagnostics);
        }
    }
}

fn check_steps(layer: &Layer, direction: Direction, outermost: bool, diagnostics: &mut Diagnostics) {
    let steps = || layer.steps.iter().zip(layer.spans.steps.iter().copied());
    let decoded = |step: &Step| if let Step::Convert(conversion) = step { conversion.decoded() } else { None };
    if let Some((encoding, span)) = steps().find_map(|(step, span)| Some((decoded(step)?, span)))
        && direction == Direction::Received
    {
        let text = "the steps of a layer stand in the sender's order, and this one is a step of the receiver";
        let help = format!("write `{}` as the last step: the receiver undoes it first", encoding.word());
        diagnostics.push(Diagnostic::new(Code::StepDoesNotFit, span, text).help(help));
        return;
    }
    let encodes = |step: &Step| matches!(step, Step::Convert(conversion) if conversion.can_be_undone());
    if let Some((_, span)) = steps().next_back().filter(|(last, _)| !outermost && !encodes(last)) {
        let text = "a layer is carried as text, and this step does not encode bytes";
        let help = "end its steps in `hex_lower`, `hex_upper`, `base64` or `base64url`";
        diagnostics.push(Diagnostic::new(Code::StepDoesNotFit, span, text).help(help));
    }
    for (_, span) in steps().filter(|(step, _)| direction == Direction::Received && !step.can_be_undone()) {
        let text = "this step cannot be undone, and the layer is received";
        let help = "use ciphers, and ways of writing bytes as text such as `base64`";
        diagnostics.push(Diagnostic::new(Code::StepDoesNotFit, span, text).help(help));
    }
    if let Some((_, span)) = steps().next().filter(|_| layer.is_query()) {
        let text = "a query is part of the URL, and no step applies to it as a whole";
        diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help("use `form`, which is a body"));
    }
}

/// A value over the body needs a body that is text.
pub(super) fn check_signed_body(provider: &Provider, diagnostics: &mut Diagnostics) {
    let is_body = |part: &Part| matches!(part, Part::System(System::Body));
    for (_, sends) in provider.sent() {
        let last = sends.layers.first().and_then(|layer| layer.steps.last());
        if last.is_none_or(Step::yields_text) {
            continue;
        }
        for value in sends.values.iter().filter(|value| value.parts().into_iter().any(is_body)) {
            let text = format!("the body ends in bytes, and `{}` takes it as text", value.name);
            let help = "end the layer's steps in `base64` or `hex_lower`, or sign the fields";
            diagnostics.push(Diagnostic::new(Code::StepDoesNotFit, value.span, text).help(help));
        }
    }
}

/// A selection can look into an inner layer that is opened before the signature is verified, or is plain JSON without
/// steps.
pub(super) fn check_inner_selections(provider: &Provider, diagnostics: &mut Diagnostics) {
    let received = provider.flows().filter(|flow| flow.direction == Direction::Received);
    for (span, layer) in received.filter_map(closed_selection) {
        let text = format!(
            "the members of `{}` are not at hand when the signature is checked: it is encoded or no JSON",
            layer.message.name
        );
        let help = "let the layer say `opened: before_signature`, or sign the member that carries it in its wire form, as \
                    in `{ field: data, view: source }`";
        diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help(help));
    }
}

/// The first selection from a layer that cannot be looked into, with that layer.
fn closed_selection(Flow { layers, values, .. }: Flow<'_>) -> Option<(Span, &Layer)> {
    let open = |layer: &Layer| layer.early || layer.steps.is_empty() && layer.codecs == [Codec::Json];
    let closed = |part: &Part| {
        let selection = part.selection().filter(|selection| !selection.carriers.is_empty())?;
        layers.iter().take(selection.layer + 1).skip(1).find(|layer| !open(layer))
    };
    let of_values = values.iter().filter_map(|value| {
        let mut parts = value.parts().into_iter().chain(value.steps().flat_map(Step::texts));
        Some((value.span, parts.find_map(closed)?))
    });
    let of_layers = layers.iter().flat_map(|layer| &layer.steps).flat_map(Step::texts);
    let of_layers = of_layers.filter_map(|part| closed(part).map(|layer| (layer.message.span, layer)));
    of_values.chain(of_layers).next()
}

/// The values that decrypt the body take nothing from the body.
pub(super) fn check_opening(provider: &Provider, diagnostics: &mut Diagnostics) {
    let of_body = |part: &Part| {
        matches!(
            part,
            Part::Field { .. } | Part::Fields(_) | Part::Remainder(_) | Part::System(System::Body | System::Salt)
        )
    };
    for (_, receives) in provider.received() {
        let Stages { opening, inner, .. } = receives.stages();
        for (_, value) in opening.into_iter().filter(|(_, value)| value.parts().into_iter().any(of_body)) {
            let text = format!("`{}` is needed to read the body, and takes something of it", value.name);
            let help = "take the key from credentials or headers";
            diagnostics.push(Diagnostic::new(Code::Circular, value.span, text).help(help));
        }
        let inner = inner.iter().zip(receives.layers.iter().enumerate().skip(1));
        for (values, (index, layer)) in inner {
            values.iter().filter(|(_, value)| takes_from(value, index)).for_each(|(_, value)| {
                let name = &layer.message.name;
                let text = format!("`{}` is needed to open `{name}`, and takes something of it", value.name);
                let help = "take the key from credentials, headers, or the layers around";
                diagnostics.push(Diagnostic::new(Code::Circular, value.span, text).help(help));
            });
        }
    }
}

/// Whether a value takes members of the layer of that index or of one inside it, or the salt of the signature.
fn takes_from(value: &Value, index: usize) -> bool {
    let deep = |path: &[Arc<Field>]| path.iter().rev().skip(1).filter(|field| field.source.is_layer()).count() >= index;
    let takes = |part: &Part| match part {
        Part::Field { path, .. } => deep(path),
        Part::KeyOf { id, .. } => id.iter().any(|part| matches!(part, Part::Field { path, .. } if deep(path))),
        Part::Fields(selection) => selection.layer >= index,
        Part::Remainder(remainder) => remainder.layer >= index,
        Part::System(system) => *system == System::Salt,
        Part::Literal(_)
        | Part::Credential(_)
        | Part::Serial(..)
        | Part::Received(_)
        | Part::Sent(_)
        | Part::Value(_)
        | Part::Optional(_)
        | Part::Header { .. }
        | Part::Now(_) => false,
    };
    value.parts().into_iter().any(takes)
}
