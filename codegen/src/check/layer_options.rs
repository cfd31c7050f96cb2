//! Options without effect for their codec or direction, and charsets that do not fit.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{BodyPresence, Charset, Codec, Direction, Field, Layer, Location, Place, Provider},
};

/// An option, the layers that use it, and the fault in other layers.
type Use = (&'static str, fn(&Layer, Direction) -> bool, &'static str);

const USES: &[Use] = &[
    ("percent", |layer, _| layer.is_form() || has_query(layer), "`percent` is for forms and queries"),
    ("nesting", |layer, _| layer.is_form(), "`nesting` is for forms and queries"),
    ("brackets", |layer, _| layer.is_form(), "`brackets` is for forms and queries"),
    ("pair", |layer, _| has(layer, Codec::Pairs), "`pair` is for pairs"),
    ("join", |layer, _| layer.separators().is_some() || layer.is_positional(), "`join` is for pairs and segments"),
    ("braces", |layer, _| has(layer, Codec::Pairs), "`braces` is for pairs"),
    ("trim", |layer, _| layer.is_form() || has(layer, Codec::Pairs), "`trim` is for forms and pairs"),
    ("trim", |_, way| way == Direction::Received, "a sent message has no white space around it"),
    ("absent", |layer, _| has(layer, Codec::Json), "`absent` is for JSON"),
    ("array", |layer, _| has(layer, Codec::Json), "`array` is for JSON"),
    ("array", |_, way| way == Direction::Received, "a sent JSON text is an object"),
    ("body", |_, way| way == Direction::Received, "only a received message may come without a body"),
    ("body", |layer, _| !layer.codecs.is_empty(), "`codec: none` has no body"),
    ("absent", |_, way| way == Direction::Sent, "a received message is read with and without `null`"),
    ("opened", |_, way| way == Direction::Received, "only a received layer is opened"),
    ("when", |_, way| way == Direction::Received, "a sent layer is always there"),
    ("declaration", |layer, _| has(layer, Codec::Xml), "`declaration` is for XML"),
    ("cdata", |layer, _| has(layer, Codec::Xml), "`cdata` is for XML"),
    ("doctype", |layer, _| has(layer, Codec::Xml), "`doctype` is for XML"),
    ("namespaces", |layer, _| has(layer, Codec::Xml), "`namespaces` is for XML"),
    ("empty", |layer, _| has(layer, Codec::Xml), "`empty` is for XML"),
    ("root", |layer, way| way == Direction::Received || layer.roots.len() < 2, "a sent document has one root"),
    ("root", |layer, _| !layer.element, ELEMENT),
    ("declaration", |layer, _| !layer.element, ELEMENT),
    ("doctype", |layer, _| !layer.element, ELEMENT),
    ("namespaces", |layer, _| !layer.element, ELEMENT),
    ("empty", |layer, _| !layer.element, ELEMENT),
    ("cdata", |layer, _| !layer.element, ELEMENT),
    ("doctype", |layer, way| (way == Direction::Received) == layer.allows_doctype(), DOCTYPE),
    ("empty", |_, way| way == Direction::Sent, "both ways to write an empty element are read"),
    ("declaration", |_, way| way == Direction::Sent, "only a sent message has a declaration"),
    ("cdata", |_, way| way == Direction::Sent, "only a sent message chooses how texts are written"),
    ("nesting", |_, way| way == Direction::Sent, "only a sent message nests in brackets"),
];

const DOCTYPE: &str = "a sent document type is written out, and a received one is `allowed`";

const ELEMENT: &str = "this layer is an element of the document around it, which has these options";

/// An option without effect is a fault.
pub(super) fn check_options(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for layer in flow.layers {
            for (word, _, text) in USES.iter().filter(|(_, is_used, _)| !is_used(layer, flow.direction)) {
                if let Some(span) = layer.spans.option(word) {
                    diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, *text).help("leave it out"));
                }
            }
        }
    }
}

/// The outermost layer of a received message is the body, which may be missing. A message that never has one has its
/// members in headers.
pub(super) fn check_bodies(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for (index, layer) in flow.layers.iter().enumerate() {
            let never = layer.body == BodyPresence::Never;
            let outer = index == 0 && flow.direction == Direction::Received;
            if never && !outer {
                let fault = Diagnostic::new(Code::LayerMismatch, layer.span, "only an answer has `codec: none`");
                diagnostics.push(fault.help("write `codec: query` for a request without a body"));
            } else if let Some(span) = layer.spans.option("body").filter(|_| index > 0) {
                let fault = Diagnostic::new(Code::LayerMismatch, span, "an inner layer is no body");
                diagnostics.push(fault.help("write `body` in the outermost layer"));
            }
            let inside = |field: &&Arc<Field>| !matches!(field.place, Place::Header | Place::Signature);
            for field in layer.message.fields.iter().filter(inside).filter(|_| never && outer) {
                let text = format!("`{}` is a member of the body, and the message has none", field.wire);
                let fault = Diagnostic::new(Code::LayerMismatch, field.span, text).other(layer.span, "the layer");
                diagnostics.push(fault.help("write `in: header`, or choose a codec"));
            }
        }
    }
}

fn has(layer: &Layer, codec: Codec) -> bool {
    layer.codecs.contains(&codec)
}

fn has_query(layer: &Layer) -> bool {
    layer.message.fields.iter().any(|field| field.place == Place::Query)
}

/// The declaration of XML names the charset that the layer is written in.
pub(super) fn check_declarations(provider: &Provider, diagnostics: &mut Diagnostics) {
    for layer in provider.flows().flat_map(|flow| flow.layers) {
        let Some(span) = layer.spans.option("declaration") else { continue };
        let stated = layer.declaration.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
        let named = stated.map(|rest| rest.split(['"', '\'']).next().unwrap_or_default());
        let charset = layer.style.charset;
        if !named.map_or(charset == Charset::Utf8, |name| Charset::of_message(name) == Some(charset)) {
            let text = "the declaration names another encoding than the layer has";
            let help = "let `charset:` and the declaration agree";
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help(help));
        }
    }
}

/// The separators of pairs differ, and no name contains one.
pub(super) fn check_separators(provider: &Provider, diagnostics: &mut Diagnostics) {
    for layer in provider.flows().flat_map(|flow| flow.layers) {
        let Some(separators) = layer.separators() else { continue };
        if separators.pair == separators.join {
            let span = layer.spans.option("join").or(layer.spans.option("pair")).unwrap_or(layer.span);
            let text = format!("`{}` separates members, and also name and value", separators.join);
            let fault = Diagnostic::new(Code::LayerMismatch, span, text);
            diagnostics.push(fault.help("write two different signs"));
        }
        let ends =
            |next: char| next == separators.pair || next == separators.join || separators.braces && "{}".contains(next);
        let body = layer.message.fields.iter().filter(|field| field.place == Place::Body);
        for field in body.filter(|field| field.wire.contains(ends)) {
            let text = format!("`{}` holds a sign that ends a name", field.wire);
            let fault = Diagnostic::new(Code::BadName, field.span, text);
            diagnostics.push(fault.help("choose other signs with `pair:` and `join:`"));
        }
    }
}

/// A charset applies to bytes: to a body, to percent-encoded text, and to the input of steps.
pub(super) fn check_charsets(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (index, layer) in provider.flows().flat_map(|flow| flow.layers.iter().enumerate()) {
        let written = layer.spans.option("charset");
        let Some(span) = written.filter(|_| layer.style.charset != Charset::Utf8) else { continue };
        if index > 0 && !layer.is_form() && layer.steps.is_empty() {
            let text = "this layer is carried as text, and text has no charset";
            let help = "give the outermost layer the charset";
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help(help));
        }
        if layer.codecs.len() > 1 {
            let text = "alternatives are told apart by their first bytes, in UTF-8";
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help("choose one codec"));
        }
    }
}

/// A message can name its charset only in a text that is readable without it: in a header, or in a member of a form,
/// whose names and escapes are ASCII.
pub(super) fn check_named_charsets(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for (index, layer) in flow.layers.iter().enumerate() {
            let Some((from, span)) = layer.charset_from.as_ref().zip(layer.spans.option("charset_from")) else {
                continue;
            };
            let member = matches!(from, Location::Member(_));
            let (text, help) = if flow.direction == Direction::Sent || index > 0 {
                ("only the outermost layer of a received message names its charset", "give the layer a `charset`")
            } else if layer.codecs.len() > 1 {
                ("alternatives are told apart by their first bytes, in UTF-8", "choose one codec")
            } else if member && layer.codecs != [Codec::Form] {
                ("a member is not read before its charset is known, but for one of a form", "name a header")
            } else {
                continue;
            };
            diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help(help));
        }
    }
}
