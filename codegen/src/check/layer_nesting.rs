//! Nested layers, their carriers, and codecs that fit together.

use std::{collections::HashMap, sync::Arc};

use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    model::{BodyPresence, Codec, Condition, Direction, Field, Layer, OperationKind, Place, Provider, Sends, Type},
};

/// A layer of a request has one codec. A received body may be in one of several. A query is outermost.
pub(super) fn check_codecs(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for (index, layer) in flow.layers.iter().enumerate() {
            let fault = |text: &str| Diagnostic::new(Code::LayerMismatch, layer.span, text);
            if layer.codecs.len() > 1 && flow.direction == Direction::Sent {
                diagnostics.push(fault("a request has one codec a layer").help("choose one"));
            }
            let shown = |codec: &Codec| matches!(codec, Codec::Json | Codec::Xml);
            let twice = layer
                .codecs
                .iter()
                .enumerate()
                .any(|(at, codec)| layer.codecs.iter().take(at).any(|other| other == codec));
            if layer.codecs.iter().filter(|codec| !shown(codec)).count() > 1 || twice {
                let text = "no first character tells these codecs apart";
                diagnostics.push(fault(text).help("choose `json`, `xml`, and one of the others"));
            }
            if layer.is_query() && index > 0 {
                diagnostics.push(fault("the query is the outermost layer").help("put it first, or write `form`"));
            }
        }
    }
}

/// A notification is a request, so it may come in the query of its address. An answer has none.
pub(super) fn check_received_queries(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received() {
        let answers = operation.kind != OperationKind::Notification;
        for layer in receives.layers.iter().filter(|layer| answers && layer.is_query()) {
            let fault = Diagnostic::new(Code::LayerMismatch, layer.span, "an answer has no query");
            diagnostics.push(fault.help("write `form`, which is a body"));
        }
    }
}

/// A GET request has no body: servers and proxies drop it, and HTTP gives it no meaning.
pub(super) fn check_method(provider: &Provider, diagnostics: &mut Diagnostics) {
    // `check_bodies` reports a request whose outermost layer says that it has none.
    let silent = |sends: &Sends| sends.layers.first().is_some_and(|layer| layer.body == BodyPresence::Never);
    let of_get = |sends: &Sends| sends.method == "GET" && sends.has_body() && !silent(sends);
    for (_, sends) in provider.sent().filter(|(_, sends)| of_get(sends)) {
        let fault = Diagnostic::new(Code::LayerMismatch, sends.spans.method, "a GET request has no body");
        diagnostics.push(fault.help("write `codec: query` in the outermost layer, or another method"));
    }
}

/// The fault of two layers of which the inner one carries the outer one.
fn exchanged(layers: &[Layer]) -> Option<Diagnostic> {
    let [outer, inner] = layers else { return None };
    let turned = outer.carriers().next().is_none() && inner.carriers().next().is_some();
    turned.then(|| {
        let text = format!("`{}` carries a layer, and `{}` does not", inner.message.name, outer.message.name);
        let fault = Diagnostic::new(Code::LayerMismatch, inner.span, text);
        fault.other(outer.span, "the layer outside it").help("exchange them: the outermost layer comes first")
    })
}

/// Each layer but the last has a carrier; in received messages, alternatives are allowed. The last has none.
pub(super) fn check_carriers(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        let last = flow.layers.len().saturating_sub(1);
        if let Some(fault) = exchanged(flow.layers) {
            diagnostics.push(fault);
            continue;
        }
        for (index, layer) in flow.layers.iter().enumerate() {
            let (carriers, name) = (layer.carriers().count(), &layer.message.name);
            let alternatives = flow.direction == Direction::Received && carriers > 1;
            if index < last && carriers != 1 && !alternatives {
                let text = format!("message `{name}` has {carriers} fields that carry the next layer");
                let fault = Diagnostic::new(Code::LayerMismatch, layer.span, text.as_str());
                let fault = fault.help("give one field `from: layer`");
                diagnostics.push(if carriers == 0 { fault.cause(Cause::Shared(text)) } else { fault });
            }
            if index == last && carriers > 0 {
                let text = format!("message `{name}` carries another layer, and none follows");
                let fault = Diagnostic::new(Code::LayerMismatch, layer.span, text);
                diagnostics.push(fault.help("add the inner layer, or leave out `from: layer`"));
            }
        }
    }
}

/// A layer that stands in another as an object is JSON in JSON or XML in XML, with the message that the carrier names.
pub(super) fn check_embedded(provider: &Provider, diagnostics: &mut Diagnostics) {
    for pair in provider.flows().flat_map(|flow| flow.layers.windows(2)) {
        let [outer, next] = pair else { continue };
        if let Some((first, text)) = misfit(outer, next) {
            let fault = Diagnostic::new(Code::LayerMismatch, first.span, text).other(next.span, "the next layer");
            diagnostics.push(fault.help("make the carrier a `string`, or let the layers agree"));
        }
    }
}

fn misfit<'l>(outer: &'l Layer, next: &Layer) -> Option<(&'l Field, String)> {
    let mut carriers = outer.carriers().map(|field| (field, &field.ty));
    let (first, Type::Layer(message)) = carriers.find(|(_, ty)| matches!(ty, Type::Layer(_)))? else { return None };
    let nests = |codecs: &[Codec]| codecs == [Codec::Json] || codecs == [Codec::Xml];
    let is_such = |field: &Field| {
        let same = matches!(&field.ty, Type::Layer(other) if other.name == message.name);
        same && field.sole == first.sole
    };
    let text = if message.name != next.message.name {
        format!("`{}` holds `{}`, and the next layer is `{}`", first.wire, message.name, next.message.name)
    } else if outer.codecs != next.codecs || !nests(&outer.codecs) {
        format!("`{}` is an object, and only JSON has one in JSON, or XML in XML", first.wire)
    } else if first.sole && outer.has_elements() {
        format!("`{}` is an object in a list, and XML has elements alone", first.wire)
    } else if !next.steps.is_empty() {
        format!("`{}` is an object, and steps yield a text", first.wire)
    } else if outer.carriers().any(|field| !is_such(field)) {
        format!("`{}` is an object, and another carrier of the same layer is not such a one", first.wire)
    } else {
        return None;
    };
    Some((first, text))
}

/// A layer is opened before the signature only inside a layer that is, and only where a signature is verified.
pub(super) fn check_openings(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let read = Layer::before_signature(&receives.layers).len();
        for (index, layer) in receives.layers.iter().enumerate().filter(|(_, layer)| layer.early) {
            let (text, help) = if index == 0 {
                ("the outermost layer is always read before the signature", "leave it out")
            } else if index >= read {
                ("the layer around this one is opened after the signature", "let it say `opened: before_signature` too")
            } else if receives.signatures().is_empty() {
                ("nothing is signed, so no layer is opened before the signature", "leave it out")
            } else {
                continue;
            };
            let span = layer.spans.option("opened").unwrap_or(layer.span);
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help(help));
        }
    }
}

/// The conditions of a layer are about members of the layer around it.
pub(super) fn check_conditions(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        for (index, layer) in receives.layers.iter().enumerate() {
            let carriers = |path: &[Arc<Field>]| path.iter().take_while(|field| field.source.is_layer()).count();
            let beside = |condition: &&Condition| {
                index > 0 && !condition.path.is_empty() && carriers(&condition.path) + 1 == index
            };
            let in_header = |condition: &&Condition| condition.path.iter().any(|field| field.place == Place::Header);
            for condition in layer.when.iter().filter(in_header) {
                let text = "a header does not tell whether a layer is there";
                let fault = Diagnostic::new(Code::LayerMismatch, condition.span, text);
                diagnostics.push(fault.help("name a member of the body around the layer"));
            }
            for condition in layer.when.iter().filter(|condition| !beside(condition)) {
                let text = "a layer is told by members of the layer around it";
                let help =
                    if index == 0 { "leave it out: the outermost layer is always there" } else { "name one of them" };
                diagnostics.push(Diagnostic::new(Code::LayerMismatch, condition.span, text).help(help));
            }
        }
    }
}

/// The caller's fields of all layers form one struct, so their names differ.
pub(super) fn check_caller_fields(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        let mut seen: HashMap<&str, &Arc<Field>> = HashMap::new();
        for layer in &sends.layers {
            for field in layer.message.caller_fields() {
                if let Some(first) = seen.get(field.rust.as_str()) {
                    let text = format!("`{}` comes from the caller in two layers", field.wire);
                    let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(first.span, "the other");
                    diagnostics.push(fault.help("let only one of them come from the caller"));
                }
            }
            seen.extend(layer.message.caller_fields().map(|field| (field.rust.as_str(), field)));
        }
    }
}
