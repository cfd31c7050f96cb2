//! Placement of fields: the limits of path, query and headers, and fields for signatures alone.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Field, Layer, Message, Part, PathPiece, Place, Provider, Sends, Source, Supplied, Value},
    source::Span,
};

/// The headers that the HTTP client sets.
const CLIENTS: &[&str] = &["connection", "content-length", "transfer-encoding"];

/// Only the outermost layer has fields outside the body, and each place can hold its fields.
pub(super) fn check_sent_places(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        let (taken, headers) = (taken(sends), headers_sent(sends));
        let layers = sends.layers.iter().enumerate();
        for (index, field) in layers.flat_map(|(index, layer)| layer.message.fields.iter().map(move |of| (index, of))) {
            match field.place {
                Place::Signature => check_signature_field(field, &taken, diagnostics),
                Place::Header | Place::Path | Place::Query if index > 0 => {
                    let text = format!("`{}` is in an inner layer, which is carried as a whole", field.wire);
                    let fault = Diagnostic::new(Code::SourceDoesNotFit, field.span, text);
                    diagnostics.push(fault.help("move it to the outermost layer"));
                }
                Place::Header => {
                    check_header(field, &headers, diagnostics);
                    check_content_type(field, diagnostics);
                }
                Place::Body | Place::Path | Place::Query | Place::Attribute | Place::Text => {}
            }
        }
    }
}

/// The operation sets no header that belongs to the client or to `content_type:`.
pub(super) fn check_operation_headers(provider: &Provider, diagnostics: &mut Diagnostics) {
    for header in provider.sent().flat_map(|(_, sends)| &sends.headers) {
        let is = |name: &&str| header.name.eq_ignore_ascii_case(name);
        if is(&"content-type") {
            let fault = Diagnostic::new(Code::NameCollision, header.span, "the content type has a key of its own");
            diagnostics.push(fault.help("use `content_type:` of `sends`"));
        }
        if CLIENTS.iter().any(is) {
            let text = format!("the HTTP client writes the header `{}`", header.name);
            diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, header.span, text).help("leave it out"));
        }
    }
}

/// A field of the path is a required text and no secret, and the path names every such field.
pub(super) fn check_path(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        let named =
            |piece: &PathPiece| if let PathPiece::Field(field) = piece { Some(Arc::clone(field)) } else { None };
        let named: Vec<Arc<Field>> = sends.path.iter().filter_map(named).collect();
        named.iter().for_each(|field| check_path_field(field, diagnostics));
        let outer = sends.layers.iter().take(1).flat_map(|layer| &layer.message.fields);
        for field in outer.filter(|field| field.place == Place::Path) {
            if !named.iter().any(|named| named.wire == field.wire) {
                let text = format!("`{}` goes into the path, and the path has no `{{{}}}`", field.wire, field.wire);
                let fault = Diagnostic::new(Code::SourceDoesNotFit, field.span, text);
                let help = format!("write `{{{}}}` in the `path:`, or leave out `in: path`", field.wire);
                diagnostics.push(fault.help(help));
            }
        }
    }
}

fn check_path_field(field: &Field, diagnostics: &mut Diagnostics) {
    let may_be_absent = field.source.is_caller() && !field.is_plain();
    if may_be_absent || field.ty.is_nested() {
        let text = format!("`{}` is in the path, so it must be a required text", field.wire);
        diagnostics.push(Diagnostic::new(Code::RuleDoesNotFit, field.span, text).help("add `required: true`"));
    }
    if field.shows_secret() {
        let text = format!("`{}` is secret, and servers log their paths", field.wire);
        let fault = Diagnostic::new(Code::SourceDoesNotFit, field.span, text);
        diagnostics.push(fault.help("send it in the body or in a header"));
    }
}

/// A fixed member of the query and a field of the query have different names.
pub(super) fn check_query(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        let Some(outer) = sends.layers.first() else { continue };
        for field in outer.query_fields() {
            let fixed = sends.query.iter().zip(&sends.spans.query).find(|((name, _), _)| *name == field.wire);
            if let Some((_, span)) = fixed {
                let text = format!("`{}` occurs twice in the query", field.wire);
                let fault = Diagnostic::new(Code::NameCollision, *span, text).other(field.span, "the field");
                diagnostics.push(fault.help("leave one of them out"));
            }
        }
    }
}

/// The members of an object have the place of the object.
pub(super) fn check_inside_objects(provider: &Provider, diagnostics: &mut Diagnostics) {
    let objects = provider.sent_messages().into_iter().map(|(message, _)| message).chain(provider.received_messages());
    let objects = objects.flat_map(|message| &message.fields);
    let inner = objects.filter_map(|object| object.ty.message()).flat_map(|message| &message.fields);
    let follows = |place: Place| matches!(place, Place::Body | Place::Attribute | Place::Text);
    for field in inner.filter(|field| !follows(field.place)) {
        let text = format!("`{}` is inside an object, and goes where the object goes", field.wire);
        diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, field.span, text).help("leave out `in`"));
    }
}

/// Received members stand in the body. A signature can also take constants and required credentials.
pub(super) fn check_received_places(provider: &Provider, diagnostics: &mut Diagnostics) {
    for message in provider.received_messages() {
        check_received(message, diagnostics);
    }
    for (_, receives) in provider.received() {
        receives.layers.iter().enumerate().for_each(|(index, layer)| check_received_headers(index, layer, diagnostics));
    }
}

/// Members in headers belong to the outermost layer, and each is one text.
fn check_received_headers(index: usize, layer: &Layer, diagnostics: &mut Diagnostics) {
    for field in layer.header_fields() {
        if index > 0 {
            let text = format!("`{}` is in an inner layer, which is carried as a whole", field.wire);
            let fault = Diagnostic::new(Code::SourceDoesNotFit, field.span, text);
            diagnostics.push(fault.help("move it to the outermost layer"));
        } else {
            // Two names that differ in case alone have one name in Rust, which is reported.
            check_header(field, &HashMap::new(), diagnostics);
        }
    }
}

fn check_received(message: &Message, diagnostics: &mut Diagnostics) {
    for field in &message.fields {
        let supplied = match field.source.supplied() {
            Some(Supplied::Credential(credential)) => credential.required,
            Some(Supplied::Constant(_)) => true,
            Some(Supplied::Nonce | Supplied::Salt | Supplied::Now) | None => false,
        };
        let (text, help) = match (field.place, &field.source) {
            (Place::Body | Place::Attribute | Place::Text, Source::Caller | Source::Layer | Source::Tag)
            | (Place::Header, Source::Caller) => {
                continue;
            }
            (Place::Header, Source::Tag) => (
                format!("`{}` is a header, and the tag of a layer is a member beside its carrier", field.wire),
                "leave out `in: header`",
            ),
            (Place::Body | Place::Attribute | Place::Text | Place::Header, _) => (
                format!("`{}` is received, so nothing of ours supplies it", field.wire),
                "leave out `from` and `constant`, or use another message for the answer",
            ),
            (Place::Signature, _) if supplied => continue,
            (Place::Signature, _) => (
                format!("`{}` is not received, so something of ours has to supply it", field.wire),
                "take it from a credential that every merchant has, or a constant",
            ),
            (Place::Path | Place::Query, _) => (
                format!("`{}` is received, and members are in the body or in headers", field.wire),
                "leave out `in`, or write `in: header`",
            ),
        };
        diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, field.span, text).help(help));
    }
}

fn check_header(field: &Field, sent: &HashMap<String, Vec<Span>>, diagnostics: &mut Diagnostics) {
    if !is_token(&field.wire) {
        let text = format!("`{}` is not the name of a header", field.wire);
        diagnostics.push(Diagnostic::new(Code::BadName, field.span, text).help("use letters, digits and dashes"));
    }
    if field.ty.content().is_nested() {
        let text = format!("`{}` is nested, and a header holds one text", field.wire);
        diagnostics.push(Diagnostic::new(Code::NotCarried, field.span, text).help("send it in the body"));
    }
    let name = field.wire.to_ascii_lowercase();
    if let Some(first) = sent.get(&name).into_iter().flatten().find(|span| **span != field.span) {
        let text = format!("the header `{}` occurs twice", field.wire);
        let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(*first, "the other");
        diagnostics.push(fault.help("leave one of them out"));
    }
}

fn check_content_type(field: &Field, diagnostics: &mut Diagnostics) {
    if field.wire.eq_ignore_ascii_case("content-type") {
        let text = "the content type has a key of its own";
        diagnostics.push(Diagnostic::new(Code::NameCollision, field.span, text).help("use `content_type:` of `sends`"));
    }
}

fn check_signature_field(field: &Field, taken: &HashSet<Span>, diagnostics: &mut Diagnostics) {
    if field.source.is_layer() {
        let text = format!("`{}` carries the next layer, so it has to be sent", field.wire);
        diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, field.span, text).help("leave out `in: signature`"));
    }
    if !taken.contains(&field.span) {
        let text = format!("`{}` is not sent, and no value or condition of this operation takes it", field.wire);
        diagnostics.push(
            Diagnostic::new(Code::SourceDoesNotFit, field.span, text).help("let a value take it, or leave it out"),
        );
    }
}

/// The fields that values, headers and the conditions of texts refer to.
fn taken(sends: &Sends) -> HashSet<Span> {
    let (values, headers) = (&sends.values, &sends.headers);
    let parts = values.iter().flat_map(Value::parts).chain(headers.iter().flat_map(|header| &header.parts));
    let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
    let compared = fields.filter_map(|field| field.source.conditional()).flat_map(|text| text.when.root.fields());
    parts.flat_map(Part::fields).map(|(_, field)| field).chain(compared).map(|field| field.span).collect()
}

/// The sources of each header, by its name in lower case; those of the operation come first.
fn headers_sent(sends: &Sends) -> HashMap<String, Vec<Span>> {
    let written = sends.headers.iter().map(|header| (header.name.as_str(), header.span));
    let fields = sends.layers.iter().take(1).flat_map(Layer::header_fields);
    let fields = fields.map(|field| (field.wire.as_str(), field.span));
    let mut out: HashMap<String, Vec<Span>> = HashMap::new();
    written.chain(fields).for_each(|(name, span)| out.entry(name.to_ascii_lowercase()).or_default().push(span));
    out
}

/// A token of RFC 9110.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
