//! Attributes and texts of elements: only XML has them, and each one is a short text.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Codec, Field, Layer, Message, Place, Provider, Type},
};

/// An attribute or a text is inside an element of XML, and a text has no elements beside it.
pub(super) fn check_element_places(provider: &Provider, diagnostics: &mut Diagnostics) {
    for layer in provider.flows().flat_map(|flow| flow.layers) {
        let walk = Walk { layer, in_xml: layer.codecs == [Codec::Xml], is_root: !layer.element };
        walk.message(&layer.message, diagnostics);
    }
}

#[derive(Clone, Copy)]
struct Walk<'l> {
    layer: &'l Layer,
    /// Whether the message is an element of XML.
    in_xml: bool,
    /// Whether the message is the root.
    is_root: bool,
}

impl Walk<'_> {
    fn message(self, message: &Message, diagnostics: &mut Diagnostics) {
        for field in &message.fields {
            match field.place {
                Place::Attribute => self.attribute(field, diagnostics),
                Place::Text => self.text(message, field, diagnostics),
                Place::Body | Place::Path | Place::Query | Place::Header | Place::Signature => {}
            }
            let is_element = !matches!(field.ty, Type::Json(_) | Type::Indexed { .. } | Type::Parallel { .. });
            if let Some(inner) = field.ty.message() {
                Self { in_xml: self.in_xml && is_element, is_root: false, ..self }.message(inner, diagnostics);
            }
        }
    }

    fn attribute(self, field: &Field, diagnostics: &mut Diagnostics) {
        let (code, text) = if !self.in_xml {
            (Code::LayerMismatch, format!("`{}` is an attribute, and only elements of XML have some", field.wire))
        } else if !is_short(field) {
            (Code::NotCarried, format!("`{}` is an attribute, which holds one short text", field.wire))
        } else {
            return;
        };
        self.report(code, field, text, "leave out `in: attribute`", diagnostics);
    }

    fn text(self, message: &Message, field: &Field, diagnostics: &mut Diagnostics) {
        let beside = |other: &&std::sync::Arc<Field>| other.place != Place::Attribute && other.wire != field.wire;
        let (code, text) = if !self.in_xml {
            (Code::LayerMismatch, format!("`{}` is the text of an element, and only XML has elements", field.wire))
        } else if self.is_root {
            (Code::LayerMismatch, format!("`{}` is a text of the root, which holds elements", field.wire))
        } else if !is_short(field) {
            (Code::NotCarried, format!("`{}` is the text of an element, and holds none itself", field.wire))
        } else if message.fields.iter().any(|other| beside(&other)) {
            (Code::NotCarried, format!("`{}` is the text of an element that holds others beside it", field.wire))
        } else {
            return;
        };
        self.report(code, field, text, "leave out `in: text`", diagnostics);
    }

    fn report(self, code: Code, field: &Field, text: String, help: &str, diagnostics: &mut Diagnostics) {
        let fault = Diagnostic::new(code, field.span, text).other(self.layer.spans.message, "the layer");
        diagnostics.push(fault.help(help));
    }
}

fn is_short(field: &Field) -> bool {
    !field.ty.content().is_nested() && !field.source.is_layer() && !field.source.is_members()
}
