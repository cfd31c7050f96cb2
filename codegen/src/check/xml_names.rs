//! Names of elements and attributes of XML.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Direction, Message, Place, Provider, Type},
    source::Span,
};

/// The syntax of a name.
const HELP: &str = "begin it with a letter or `_`, and go on with letters, digits, `-`, `_` and `.`";

/// The names of a layer's elements and attributes, including its root.
pub(super) fn check_xml_names(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for layer in flow.layers {
            let root = layer.spans.option("root");
            match root {
                Some(span) if !layer.has_elements() => {
                    let text = "`root` is for XML, so nothing writes or reads it";
                    diagnostics.push(Diagnostic::new(Code::LayerMismatch, span, text).help("leave it out"));
                }
                Some(span) => check_name(&layer.root, span, diagnostics),
                None if layer.has_elements() => {
                    let fault =
                        Diagnostic::new(Code::MissingKey, layer.span, "the layer does not say its root element");
                    diagnostics.push(fault.help("add `root:`, as in `root: xml`"));
                }
                None => {}
            }
            if layer.has_elements() {
                check_elements(&layer.message, flow.direction, diagnostics);
            }
        }
    }
}

fn check_elements(message: &Message, direction: Direction, diagnostics: &mut Diagnostics) {
    for field in &message.fields {
        match field.place {
            // A sent message may declare a namespace.
            Place::Attribute if direction == Direction::Received && field.wire == "xmlns" => {
                let text = "`xmlns` declares a namespace, and is not read";
                diagnostics.push(Diagnostic::new(Code::BadName, field.span, text).help("leave the field out"));
            }
            Place::Body | Place::Attribute => check_name(&field.wire, field.span, diagnostics),
            Place::Path | Place::Query | Place::Header | Place::Signature => {}
        }
        // The JSON text in an element has its own names.
        let inner = if matches!(field.ty, Type::Json(_)) { None } else { field.ty.message() };
        if let Some(inner) = inner {
            check_elements(inner, direction, diagnostics);
        }
    }
}

fn check_name(name: &str, span: Span, diagnostics: &mut Diagnostics) {
    let mut characters = name.chars();
    if !(characters.next().is_some_and(starts) && characters.all(continues)) {
        let text = format!("`{name}` is not a name in XML");
        diagnostics.push(Diagnostic::new(Code::BadName, span, text).help(HELP));
    }
}

/// `NameStartChar` of XML 1.0 without the colon: readers of members do not resolve namespaces.
fn starts(next: char) -> bool {
    match next {
        'A'..='Z' | 'a'..='z' | '_' => true,
        '\u{C0}'..='\u{2FF}' => !matches!(next, '\u{D7}' | '\u{F7}'),
        '\u{370}'..='\u{1FFF}' => next != '\u{37E}',
        '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' => true,
        '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' => true,
        '\u{10000}'..='\u{EFFFF}' => true,
        _ => false,
    }
}

/// `NameChar` of XML 1.0.
fn continues(next: char) -> bool {
    let inner = matches!(next, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}');
    inner || starts(next)
}
