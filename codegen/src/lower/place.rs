//! Where fields go: what a header can carry, and what only takes part in signatures.

use std::collections::{HashMap, HashSet};

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Field, Layer, Message, Part, Source, Value, operation::Header},
    source::Span,
    spec::syntax::{self, Place},
};

impl Scope<'_> {
    /// Places beside the body are for the outermost layer, and each can hold what goes there.
    pub(super) fn check_places(
        &mut self,
        layers: &[Layer],
        values: &[Value],
        headers: &[Header],
        syntax: &syntax::Sends,
    ) {
        self.check_query(layers, syntax);
        let signed = signed(values, headers);
        let sent = headers_sent(layers, syntax);
        for (index, layer) in layers.iter().enumerate() {
            for field in &layer.message.fields {
                match field.place {
                    Place::Body => {}
                    Place::Signature => self.check_signature(field, &signed),
                    Place::Header | Place::Path | Place::Query if index > 0 => {
                        let text = format!("`{}` stands in an inner layer, which is carried as a whole", field.wire);
                        self.fault_with(Code::SourceDoesNotFit, field.span, text, "move it to the outermost layer");
                    }
                    Place::Header => self.check_header(field, &sent),
                    Place::Path | Place::Query | Place::Attribute => {}
                }
            }
        }
    }

    /// What is inside an object goes where the object goes.
    pub(super) fn check_inside(&mut self, message: &Message) {
        for field in message.fields.iter().filter(|field| field.place != Place::Body) {
            let text = format!("`{}` stands inside an object, and goes where the object goes", field.wire);
            self.fault_with(Code::SourceDoesNotFit, field.span, text, "leave out `in`");
        }
    }

    fn check_header(&mut self, field: &Field, sent: &HashMap<String, Vec<Span>>) {
        if !is_token(&field.wire) {
            let text = format!("`{}` is not the name of a header", field.wire);
            self.fault_with(Code::BadName, field.span, text, "use letters, digits and dashes");
        }
        if field.ty.content().is_nested() {
            let text = format!("`{}` is nested, and a header holds one text", field.wire);
            self.fault_with(Code::NotCarried, field.span, text, "send it in the body");
        }
        let name = field.wire.to_ascii_lowercase();
        if let Some(first) = sent.get(&name).into_iter().flatten().find(|span| **span != field.span) {
            let text = format!("the header `{}` stands there twice", field.wire);
            let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(*first, "the other");
            self.diagnostics.push(fault.help("leave one of them out"));
        }
        if name == "content-type" {
            let text = "the content type has a key of its own";
            self.fault_with(Code::NameCollision, field.span, text, "use `content_type:` of `sends`");
        }
    }

    /// A fixed member of the query is no field of the query as well.
    fn check_query(&mut self, layers: &[Layer], syntax: &syntax::Sends) {
        let Some(outer) = layers.first() else { return };
        for field in outer.query_fields() {
            if let Some((fixed, _)) = syntax.query.entry(&field.wire) {
                let text = format!("`{}` stands twice in the query", field.wire);
                let fault = Diagnostic::new(Code::NameCollision, fixed.span, text).other(field.span, "the field");
                self.diagnostics.push(fault.help("leave one of them out"));
            }
        }
    }

    fn check_signature(&mut self, field: &Field, signed: &HashSet<Span>) {
        if field.source.is_layer() {
            let text = format!("`{}` carries the next layer, so it has to be sent", field.wire);
            self.fault_with(Code::SourceDoesNotFit, field.span, text, "leave out `in: signature`");
        }
        if !signed.contains(&field.span) {
            let text = format!("`{}` is not sent, and no value of this operation takes it", field.wire);
            self.fault_with(Code::SourceDoesNotFit, field.span, text, "let a value take it, or leave it out");
        }
    }

    /// Of what is received only the members of the body are members; a signature can take what we hold.
    pub(super) fn check_received(&mut self, message: &Message) {
        for field in &message.fields {
            let held = match &field.source {
                Source::Credential(credential) => credential.required,
                Source::Constant(_) => true,
                Source::Caller
                | Source::Value(_)
                | Source::Nonce
                | Source::Salt
                | Source::Now
                | Source::Operation
                | Source::Layer
                | Source::Members
                | Source::Sent(_) => false,
            };
            let (text, help) = match (field.place, &field.source) {
                (Place::Body | Place::Attribute, Source::Caller | Source::Layer) => continue,
                (Place::Body | Place::Attribute, _) => (
                    format!("`{}` is received, so nothing of ours supplies it", field.wire),
                    "leave out `from` and `constant`, or use another message for the answer",
                ),
                (Place::Signature, _) if held => continue,
                (Place::Signature, _) => (
                    format!("`{}` is not received, so something of ours has to supply it", field.wire),
                    "take it from a credential that every merchant has, or a constant",
                ),
                (Place::Header | Place::Path | Place::Query, _) => (
                    format!("`{}` is received, and members stand in the body", field.wire),
                    "leave out `in`; a value takes headers as `{ header: … }`",
                ),
            };
            self.fault_with(Code::SourceDoesNotFit, field.span, text, help);
        }
    }
}

/// The fields that values and headers take.
fn signed(values: &[Value], headers: &[Header]) -> HashSet<Span> {
    let parts = values.iter().flat_map(Value::parts).chain(headers.iter().flat_map(|header| &header.parts));
    let mut out = HashSet::new();
    for part in parts {
        match part {
            Part::Fields(selection) => out.extend(selection.fields.iter().map(|field| field.span)),
            Part::Field { path, .. } => out.extend(path.first().map(|field| field.span)),
            Part::Literal(_)
            | Part::Credential(_)
            | Part::Serial(..)
            | Part::Value(_)
            | Part::Optional(_)
            | Part::System(_)
            | Part::Header { .. }
            | Part::Now(_) => {}
        }
    }
    out
}

/// Where each header comes from, by its name in lower case: those of the operation first.
fn headers_sent(layers: &[Layer], syntax: &syntax::Sends) -> HashMap<String, Vec<Span>> {
    let written = syntax.headers.iter().map(|(name, _)| (name.value.as_str(), name.span));
    let fields = layers.iter().take(1).flat_map(Layer::header_fields);
    let fields = fields.map(|field| (field.wire.as_str(), field.span));
    let mut out: HashMap<String, Vec<Span>> = HashMap::new();
    written.chain(fields).for_each(|(name, span)| out.entry(name.to_ascii_lowercase()).or_default().push(span));
    out
}

/// A token of RFC 9110.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
