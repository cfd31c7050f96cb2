//! Names of elements and attributes of XML.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Direction, Field, Layer, Message, Place, Provider, Type},
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
                None if layer.has_elements() && !layer.element => {
                    let fault =
                        Diagnostic::new(Code::MissingKey, layer.span, "the layer does not say its root element");
                    diagnostics.push(fault.help("add `root:`, as in `root: xml`"));
                }
                Some(_) | None => {}
            }
            // The names of an element are those of the document around it.
            if layer.has_elements() && !layer.element {
                check_namespaces(layer, diagnostics);
                let prefixes = layer.namespaces.iter().map(|(prefix, _)| prefix.as_str()).collect();
                let names = Names { direction: flow.direction, prefixes };
                let inside = names.within(&layer.message);
                for (index, (root, span)) in layer.roots.iter().zip(layer.spans.all("root")).enumerate() {
                    inside.check_name(root, span, diagnostics);
                    if layer.roots.iter().take(index).any(|other| other == root) {
                        let fault =
                            Diagnostic::new(Code::NameCollision, span, format!("the root `{root}` occurs twice"));
                        diagnostics.push(fault.help("leave one of them out"));
                    }
                }
                names.check_elements(&layer.message, diagnostics);
            }
        }
    }
}

/// Each prefix is a name, and no two have the same namespace: a reader takes a namespace by its one prefix.
fn check_namespaces(layer: &Layer, diagnostics: &mut Diagnostics) {
    let Some(span) = layer.spans.option("namespaces") else { return };
    for (index, (prefix, namespace)) in layer.namespaces.iter().enumerate() {
        let twice = layer.namespaces.iter().take(index).any(|(_, other)| other == namespace);
        let (text, help) = if !is_plain(prefix) || prefix.to_ascii_lowercase().starts_with("xml") {
            (format!("`{prefix}` is not a prefix of XML"), "choose a name that does not begin with `xml`")
        } else if twice || namespace.is_empty() {
            (format!("`{prefix}` has no namespace of its own"), "write one prefix for each namespace")
        } else {
            continue;
        };
        diagnostics.push(Diagnostic::new(Code::BadName, span, text).help(help));
    }
}

/// The prefixes of the names in a message.
struct Names<'m> {
    direction: Direction,
    prefixes: Vec<&'m str>,
}

impl<'m> Names<'m> {
    /// The prefixes inside the element of a message: a sent element may declare some.
    fn within(&self, message: &'m Message) -> Self {
        let attributes = message.fields.iter().filter(|field| field.place == Place::Attribute);
        let declared = attributes.filter_map(|field| field.wire.strip_prefix("xmlns:"));
        let sent = declared.filter(|_| self.direction == Direction::Sent);
        Self { prefixes: self.prefixes.iter().copied().chain(sent).collect(), ..*self }
    }

    fn check_elements(&self, message: &'m Message, diagnostics: &mut Diagnostics) {
        let inside = self.within(message);
        for field in &message.fields {
            match (field.place, declared_prefix(&field.wire)) {
                (Place::Attribute, Some(prefix)) => self.check_declaration(field, prefix, diagnostics),
                (Place::Attribute, None) => inside.check_name(&field.wire, field.span, diagnostics),
                (Place::Body, _) => {
                    // An element declares prefixes for its own name as well.
                    let own = element(field).map(|inner| inside.within(inner));
                    own.as_ref().unwrap_or(&inside).check_name(&field.wire, field.span, diagnostics);
                }
                (Place::Path | Place::Query | Place::Header | Place::Signature | Place::Text, _) => {}
            }
            if let Some(inner) = element(field) {
                inside.check_elements(inner, diagnostics);
            }
        }
    }

    /// A sent message may declare a namespace, once for each prefix.
    fn check_declaration(&self, field: &Field, prefix: &str, diagnostics: &mut Diagnostics) {
        let (text, help) = if self.direction == Direction::Received {
            (format!("`{}` declares a namespace, and is not read", field.wire), "leave the field out")
        } else if self.prefixes.contains(&prefix) || !(prefix.is_empty() || is_plain(prefix)) {
            (format!("`{}` declares a prefix that the layer has, or none", field.wire), "leave the field out")
        } else {
            return;
        };
        diagnostics.push(Diagnostic::new(Code::BadName, field.span, text).help(help));
    }

    fn check_name(&self, name: &str, span: Span, diagnostics: &mut Diagnostics) {
        let (prefix, local) = name.split_once(':').map_or((None, name), |(prefix, local)| (Some(prefix), local));
        if !is_plain(local) || !prefix.is_none_or(is_plain) {
            let text = format!("`{name}` is not a name in XML");
            diagnostics.push(Diagnostic::new(Code::BadName, span, text).help(HELP));
        } else if let Some(prefix) = prefix.filter(|prefix| *prefix != "xml" && !self.prefixes.contains(prefix)) {
            let text = format!("`{name}` has a prefix without a namespace");
            let help = format!("add `{prefix}` to the layer's `namespaces:`");
            diagnostics.push(Diagnostic::new(Code::BadName, span, text).help(help));
        }
    }
}

/// The message of the elements that a field is; the JSON text in an element has its own names.
fn element(field: &Field) -> Option<&Message> {
    match &field.ty {
        Type::Json(_) => None,
        Type::Layer(next) => Some(next),
        Type::Object(_) | Type::List(_) | Type::Scalar(_) | Type::Map { .. } => field.ty.message().map(AsRef::as_ref),
        Type::Indexed { .. } | Type::Parallel { .. } => field.ty.message().map(AsRef::as_ref),
    }
}

/// The prefix that an attribute declares; empty for the default namespace.
fn declared_prefix(name: &str) -> Option<&str> {
    if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") }
}

/// Whether the text is a name without a prefix.
fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(starts) && characters.all(continues)
}

/// `NameStartChar` of XML 1.0 without the colon, which separates a prefix.
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
