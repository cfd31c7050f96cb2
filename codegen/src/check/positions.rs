//! Members that have places and no names, and texts that are decoded where a message arrives.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Direction, Field, Place, Provider},
};

/// A segment that is left out would move those after it, and a flat list has several texts.
pub(super) fn check_segments(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for layer in flow.layers.iter().filter(|layer| layer.is_positional()) {
            for field in layer.message.fields.iter().filter(|field| field.place == Place::Body) {
                let (text, help) = if flow.direction == Direction::Sent && !field.is_always_there() {
                    let text = format!("`{}` may be left out, and a segment has a place and no name", field.wire);
                    (text, "write `required: true`")
                } else if field.ty.is_flat_list() {
                    (
                        format!("`{}` is no single text, and a segment is one", field.wire),
                        "write `json(list(…))` or `string`",
                    )
                } else {
                    continue;
                };
                let fault = Diagnostic::new(Code::NotCarried, field.span, text).other(layer.span, "the layer");
                diagnostics.push(fault.help(help));
            }
        }
    }
}

/// A receiver decodes the members of a layer; everything inside is what they decode to.
pub(super) fn check_encoded(provider: &Provider, diagnostics: &mut Diagnostics) {
    let sent = provider.sent_messages().into_iter().map(|(message, _)| message);
    for field in sent.flat_map(|message| encoded(&message.fields)) {
        let text = format!("`{}` is sent, and `encoded(…)` is for received messages", field.wire);
        let fault = Diagnostic::new(Code::NotCarried, field.spans.ty, text);
        diagnostics.push(fault.help("write `from: value NAME`, and let the steps of that value encode the text"));
    }
    let layers: Vec<&str> = provider
        .received()
        .flat_map(|(_, receives)| &receives.layers)
        .map(|layer| layer.message.name.as_str())
        .collect();
    let inside = provider.received_messages().into_iter().filter(|message| !layers.contains(&message.name.as_str()));
    for field in inside.flat_map(|message| encoded(&message.fields)) {
        let text = format!("`{}` is inside an object, and only a member of a layer is decoded", field.wire);
        let fault = Diagnostic::new(Code::NotCarried, field.spans.ty, text);
        diagnostics.push(fault.help("write `string`"));
    }
}

fn encoded(fields: &[Arc<Field>]) -> impl Iterator<Item = &Arc<Field>> {
    fields.iter().filter(|field| field.encoded.is_some())
}
