//! Types of fields that the codec of a layer can carry.

use refundry_vocabulary::Nests;

use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    model::{Codec, Direction, Field, Layer, Message, Part, Provider, Type},
};

/// Members of text codecs are texts. XML nests elements, and has no maps.
pub(super) fn check_carried_types(provider: &Provider, diagnostics: &mut Diagnostics) {
    for layer in provider.flows().flat_map(|flow| flow.layers) {
        check_message(layer, &layer.message, diagnostics);
    }
}

fn check_message(layer: &Layer, message: &Message, diagnostics: &mut Diagnostics) {
    let nested = |codec: &Codec| matches!(codec.row().nests, Nests::All | Nests::Elements);
    let xml = layer.has_elements() && layer.codecs.iter().all(nested);
    for field in &message.fields {
        match &field.ty {
            Type::Indexed { message, .. } => check_message(layer, message, diagnostics),
            Type::Parallel { .. } => {}
            Type::Object(message) if xml => check_message(layer, message, diagnostics),
            Type::List(inner) if xml => {
                if let Some(message) = inner.message() {
                    check_message(layer, message, diagnostics);
                }
            }
            Type::Object(_) | Type::List(_) | Type::Map { .. } => check_nested(layer, field, diagnostics),
            Type::Scalar(_) | Type::Json(_) | Type::Layer(_) => {}
        }
    }
}

fn check_nested(layer: &Layer, field: &Field, diagnostics: &mut Diagnostics) {
    let carried = |codec: &Codec| match codec.row().nests {
        Nests::All => true,
        Nests::Elements => false,
        Nests::Brackets | Nests::Never => layer.style.nests,
    };
    if layer.codecs.iter().all(carried) {
        return;
    }
    let text = if layer.has_elements() {
        format!("`{}` is a map, and keys are no names of elements", field.wire)
    } else {
        format!("`{}` is nested, and this layer's members are texts", field.wire)
    };
    let help = if layer.codecs.iter().any(|codec| codec.row().nests == Nests::Brackets) {
        "write the type as `json(…)`, let the layer nest in brackets, or change the codec"
    } else {
        "write the type as `json(…)`, or change the codec"
    };
    let fault = Diagnostic::new(Code::NotCarried, field.span, text).other(layer.spans.message, "the layer").help(help);
    // A layer that does not nest has this fault at each nested field.
    let shared = || Cause::Shared(format!("nested at {}", layer.spans.message.start));
    diagnostics.push(if layer.has_elements() { fault } else { fault.cause(shared()) });
}

/// A value joins texts: a field that is written as several pairs or as elements has no text. The element that is the
/// next layer is one text, from its start tag to its end tag.
pub(super) fn check_selected_types(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows().filter(|flow| flow.direction == Direction::Sent) {
        let layer = |index: usize| flow.layers.get(index);
        let nests = |index: usize| layer(index).is_some_and(|layer| layer.style.nests || layer.has_elements());
        for value in flow.values {
            for part in value.parts() {
                let whole = matches!(part, Part::Field { .. });
                let nested = |field: &Field| field.ty.is_nested() || field.ty.is_layer() && !whole;
                let fields = part.fields().into_iter();
                let in_pieces = fields.filter(|(at, field)| field.source.is_members() || nests(*at) && nested(field));
                for (at, field) in in_pieces {
                    let text = format!(
                        "`{}` is written in several pieces, so value `{}` has no text of it",
                        field.wire, value.name
                    );
                    let fault = Diagnostic::new(Code::NotCarried, value.span, text).other(field.span, "nested");
                    diagnostics.push(fault.help(help(part, field, layer(at))));
                }
            }
        }
    }
}

/// The text that a value can take in the place of a field in pieces.
fn help(part: &Part, field: &Field, layer: Option<&Layer>) -> String {
    let whole = match layer {
        Some(layer) if layer.has_elements() => {
            format!("`{{ layer: {}, without: sign }}`, the document without its signature", layer.message.name)
        }
        Some(_) | None => "`{ system: body }`".to_owned(),
    };
    match part.selection() {
        Some(_) if field.ty.is_layer() => {
            format!("leave it out with `except:`, and take the element as `{{ field: {} }}`", field.wire)
        }
        Some(_) => format!("leave it out with `except:`, or take {whole}"),
        None => format!("name another field, or take {whole}"),
    }
}
