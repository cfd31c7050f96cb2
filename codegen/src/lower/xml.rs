//! What XML demands of names.

use super::{Scope, value::Direction};
use crate::{
    diagnostic::Code,
    model::{Message, Type},
    source::Span,
    spec::syntax::{self, Place},
};

/// How a name is written.
const HELP: &str = "begin it with a letter or `_`, and go on with letters, digits, `-`, `_` and `.`";

impl Scope<'_> {
    /// The names of a layer's elements and attributes, its root among them.
    pub(super) fn check_xml(&mut self, layer: &syntax::Layer, message: &Message, direction: Direction) {
        let xml = layer.codecs.iter().any(|codec| codec.value.has_elements());
        match &layer.root {
            Some(root) if !xml => {
                let text = "`root` is for XML, so nothing writes or reads it";
                self.fault_with(Code::LayerMismatch, root.span, text, "leave it out");
            }
            Some(root) => self.check_xml_name(&root.value, root.span),
            None => {}
        }
        if xml {
            self.check_elements(message, direction);
        }
    }

    fn check_elements(&mut self, message: &Message, direction: Direction) {
        for field in &message.fields {
            match field.place {
                Place::Body => self.check_xml_name(&field.wire, field.span),
                // A sent message may declare a namespace.
                Place::Attribute if direction == Direction::Received && field.wire == "xmlns" => {
                    let text = "`xmlns` declares a namespace, and is not read";
                    self.fault_with(Code::BadName, field.span, text, "leave the field out");
                }
                Place::Attribute => self.check_xml_name(&field.wire, field.span),
                Place::Path | Place::Query | Place::Header | Place::Signature => {}
            }
            // JSON text has names of its own.
            let inner = if matches!(field.ty, Type::Json(_)) { None } else { field.ty.message() };
            if let Some(inner) = inner {
                self.check_elements(inner, direction);
            }
        }
    }

    fn check_xml_name(&mut self, name: &str, span: Span) {
        let mut characters = name.chars();
        if !(characters.next().is_some_and(starts) && characters.all(continues)) {
            let text = format!("`{name}` is not a name in XML");
            self.fault_with(Code::BadName, span, text, HELP);
        }
    }
}

/// `NameStartChar` of XML 1.0, without the colon of namespaces, which readers of members do not follow.
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
