//! Parts of texts and selections of members, bound to the message that they are taken from.

use std::sync::Arc;

use super::{ambiguous_name, binder::Binder, member, other_kind, remainder, scope::names, sent_part};
use crate::{
    diagnostic::Code,
    model::{
        Codec, Credential, CredentialType, Direction, Field, KeyType, Layer, Message, Part, Scalar, Selection, Source,
        Type, sent_fields, value::Order,
    },
    source::Span,
    spec::syntax::{self, Place, System, View, Word, WrittenPart},
};

pub(super) fn lower_part(binder: &mut Binder<'_, '_>, part: &WrittenPart) -> Option<Part> {
    let is_known = |path: &str| {
        let head = path.split('.').next().unwrap_or_default();
        binder.scope.names_in(binder.layers).any(|name| name == path || name == head)
    };
    let is_known = matches!(&part.value, syntax::Part::Field { path, .. } if is_known(&path.value));
    if let Some(fault) = other_kind::fault_of_part(binder.scope.spec, &part.value, is_known) {
        binder.scope.diagnostics.push(fault);
        return None;
    }
    Some(match &part.value {
        syntax::Part::Literal(text) => Part::Literal(text.clone()),
        syntax::Part::Credential(word) => Part::Credential(find_certain_text(binder, word)?),
        syntax::Part::Serial(certificate, form) => Part::Serial(find_certificate(binder, certificate)?, *form),
        syntax::Part::KeyOf { keys, id } => lower_key_of(binder, keys, id)?,
        syntax::Part::Value(word) => Part::Value(binder.text_part(word)?),
        syntax::Part::Field { path, view, .. } => lower_field_part(binder, path, *view)?,
        syntax::Part::Received(path) => Part::Received(find_acknowledged(binder, path)?),
        syntax::Part::Sent(word) => Part::Sent(sent_part::lower_sent_part(binder, word)?),
        syntax::Part::Fields(selection) => Part::Fields(lower_selection(binder, selection, part.span)?),
        syntax::Part::Remainder(remainder) => Part::Remainder(remainder::lower_remainder(binder, remainder)?),
        syntax::Part::Optional(parts) => Part::Optional(lower_optional(binder, parts, part.span)?),
        syntax::Part::System(system) => Part::System(lower_system(binder, *system, part.span)?),
        syntax::Part::Header { name, parameter } => {
            Part::Header { name: find_header(binder, name)?, parameter: lower_parameter(binder, parameter.as_ref()) }
        }
        syntax::Part::Now(format) => Part::Now(format.clone()),
    })
}

/// A member of the notification that the message acknowledges.
pub(super) fn find_acknowledged(binder: &mut Binder<'_, '_>, word: &Word) -> Option<Vec<Arc<Field>>> {
    let Some(layers) = binder.acknowledged else {
        let text = format!("`{}` is repeated, and this message acknowledges no notification", word.value);
        let help = "take a member of the message itself, as in `{ field: sign }`";
        binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
        return None;
    };
    member::find_scalar_member(binder.scope, word, layers)
}

/// A credential that is a text; it may be optional.
pub(super) fn find_text_credential(binder: &mut Binder<'_, '_>, word: &Word) -> Option<Arc<Credential>> {
    let credential = binder.scope.credential(word)?;
    if !matches!(credential.ty, CredentialType::Text(_)) {
        let text = format!("`{}` is a key, not a text", word.value);
        binder.scope.fault_with(Code::KeyDoesNotFit, word.span, text, "use it as the key of a step");
        return None;
    }
    Some(credential)
}

/// A credential that is a text, and that every merchant has.
pub(super) fn find_certain_text(binder: &mut Binder<'_, '_>, word: &Word) -> Option<Arc<Credential>> {
    let credential = find_text_credential(binder, word)?;
    if !credential.required && !binder.optional {
        let text = format!("`{}` may be absent, so no text can rest on it", word.value);
        let help = "leave out its `required: false`, or use it in a value that `choose:` may pick";
        binder.scope.fault_with(Code::KeyDoesNotFit, word.span, text, help);
    }
    Some(credential)
}

fn find_certificate(binder: &mut Binder<'_, '_>, word: &Word) -> Option<Arc<Credential>> {
    let credential = binder.scope.credential(word)?;
    if !matches!(credential.ty, CredentialType::Key(KeyType::Certificate)) || !credential.required {
        let text = format!("`{}` is no certificate that every merchant has", word.value);
        let help = "name a credential of type `certificate` without `required: false`";
        binder.scope.fault_with(Code::KeyDoesNotFit, word.span, text, help);
        return None;
    }
    Some(credential)
}

/// One of several shared keys, which a member, a header or a credential names.
fn lower_key_of(binder: &mut Binder<'_, '_>, word: &Word, id: &[WrittenPart]) -> Option<Part> {
    let keys = binder.scope.credential(word)?;
    if !matches!(keys.ty, CredentialType::Key(KeyType::SharedSet)) || !keys.required {
        let text = format!("`{}` is no set of shared keys that every merchant has", word.value);
        let help = "name a credential of type `shared_keys` without `required: false`";
        binder.scope.fault_with(Code::KeyDoesNotFit, word.span, text, help);
        return None;
    }
    let names = |part: &syntax::Part<syntax::Written>| {
        use syntax::Part;
        matches!(part, Part::Field { .. } | Part::Header { .. } | Part::Credential(_) | Part::Literal(_))
    };
    if let Some(other) = id.iter().find(|part| !names(&part.value)) {
        let help = "name a member, a header or a credential";
        binder.scope.fault_with(Code::SourceDoesNotFit, other.span, "this cannot name a key", help);
        return None;
    }
    Some(Part::KeyOf { keys, id: binder.parts(id) })
}

/// Parts that are left out together: one of them must be able to be absent.
fn lower_optional(binder: &mut Binder<'_, '_>, parts: &[WrittenPart], span: Span) -> Option<Vec<Part>> {
    if parts.iter().all(|part| matches!(part.value, syntax::Part::Literal(_) | syntax::Part::Optional(_))) {
        let help = "put the member or the header into it whose absence leaves the text out";
        binder.scope.fault_with(Code::SourceDoesNotFit, span, "nothing in these parts can be absent", help);
        return None;
    }
    Some(binder.parts(parts))
}

/// Reports a parameter of a sent header: the parts of its text are known.
fn lower_parameter(binder: &mut Binder<'_, '_>, word: Option<&Word>) -> Option<String> {
    let word = word?;
    if binder.direction == Direction::Sent {
        let help = "take the value, credential or member that the header is made of";
        let text = "only the headers of a received message are read by their parameters";
        binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
    }
    Some(word.value.clone())
}

fn find_header(binder: &mut Binder<'_, '_>, word: &Word) -> Option<String> {
    let known = binder.headers.iter().find(|name| name.eq_ignore_ascii_case(&word.value)).cloned();
    if binder.direction == Direction::Received {
        return Some(word.value.clone());
    }
    let field = |layer: &Layer| layer.message.field(&word.value).is_some_and(|field| field.place == Place::Header);
    if known.is_none() && binder.layers.iter().any(field) {
        let text = format!("`{}` is a field that goes into the header", word.value);
        let help = format!("take `{{ field: {} }}`", word.value);
        binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
    } else if known.is_none() {
        let headers = binder.headers.clone();
        binder.scope.unknown("header", word, headers.iter().map(String::as_str));
    }
    known
}

fn lower_system(binder: &mut Binder<'_, '_>, system: System, span: Span) -> Option<System> {
    let fault = match (system, binder.direction) {
        (
            System::Method | System::Url | System::Path | System::Query | System::Target | System::Status,
            Direction::Sent,
        ) if binder.acknowledged.is_some() => {
            ("an acknowledgement has no method and no address, and its status is fixed", "write the text itself")
        }
        (System::Status, Direction::Sent) => ("a request has no status", "take it in the value of an answer only"),
        (System::Salt, Direction::Received) if binder.salted => return Some(system),
        (System::Salt, Direction::Received) => (
            "a received message has no salt of the sender",
            "take the member or header that carries it, or say that the signature shows it: `salt: { last: 4 }`",
        ),
        (System::Nonce, Direction::Received) => {
            ("a received message has no nonce of the sender", "take the member or header that carries it")
        }
        (System::Method | System::Url | System::Path | System::Query | System::Target, Direction::Received)
            if !binder.notified =>
        {
            (
                "an answer has no method and no address",
                "write the text that the provider signs in a value of its own, for answers",
            )
        }
        _ => return Some(system),
    };
    binder.scope.fault_with(Code::SourceDoesNotFit, span, fault.0, fault.1);
    None
}

fn lower_field_part(binder: &mut Binder<'_, '_>, word: &Word, view: View) -> Option<Part> {
    if binder.direction == Direction::Sent && view == View::Source {
        binder.scope.fault_with(
            Code::SourceDoesNotFit,
            word.span,
            "only a received member has a source",
            "leave out the `view`, or say `encoded`",
        );
    }
    let mut part = match binder.direction {
        Direction::Sent => find_sent_field(binder, word, view),
        Direction::Received => find_received_field(binder, word, view),
    };
    if let Some(Part::Field { layer, path, view }) = &mut part {
        match view {
            View::Number | View::Decimals(_) => check_number(binder, path, word.span),
            View::Encoded => check_encoded(binder, path, word.span),
            View::Source => check_source(binder, path, word),
            View::Value | View::Element => {}
        }
        if binder.layers.get(*layer).is_some_and(Layer::has_elements) {
            *view = element_view(binder, path, *view, word.span)?;
        }
    }
    part
}

/// The view of a member of XML. The source of an object is its whole element; its value would be without its
/// attributes. Several elements of one name have no single text.
fn element_view(binder: &mut Binder<'_, '_>, path: &[Arc<Field>], view: View, span: Span) -> Option<View> {
    let field = path.last().filter(|_| binder.direction == Direction::Received);
    let (text, help) = match (field.map(|field| (&field.ty, field)), view) {
        (Some((Type::Object(_) | Type::Layer(_), _)), View::Source) => return Some(View::Element),
        (Some((Type::Layer(_), field)), _) => (
            format!("the value of `{}` is without its tags", field.wire),
            "take its `view: source`, or its members one by one",
        ),
        (Some((Type::Object(message), field)), _) if message.has_attributes() || message.has_text() => (
            format!("the value of `{}` is without its attributes", field.wire),
            "take its `view: source`, or its members one by one",
        ),
        (Some((Type::List(_), field)), View::Source) => (
            format!("`{}` is several elements, which have no single source", field.wire),
            "sign the element around them",
        ),
        _ => return Some(view),
    };
    binder.scope.fault_with(Code::SourceDoesNotFit, span, text, help);
    None
}

/// Reports `view: encoded` of a scalar: only a nested type has an encoded form.
fn check_encoded(binder: &mut Binder<'_, '_>, path: &[Arc<Field>], span: Span) {
    let Some(field) = path.last() else { return };
    let nested = field.ty.is_nested() || matches!(field.ty, Type::Json(_) | Type::Layer(_));
    if !nested && !field.source.is_layer() {
        let text = format!("`{}` holds nothing that is encoded, so `view: encoded` is its value", field.wire);
        binder.scope.fault_with(Code::SourceDoesNotFit, span, text, "leave out `view: encoded`");
    }
}

/// Reports `view: source` of a member inside an encoded text: the bytes that came are those of the whole text.
fn check_source(binder: &mut Binder<'_, '_>, path: &[Arc<Field>], word: &Word) {
    let Some((_, around)) = path.split_last() else { return };
    if let Some(encoded) = around.iter().find(|field| field.encoded.is_some()) {
        let text = format!("`{}` is inside an encoded text, and has no source of its own", word.value);
        let help = format!("take `{}`, or leave out `view: source`", encoded.wire);
        binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
    }
}

/// Reports `view: number` of a field that is neither a number nor a text.
fn check_number(binder: &mut Binder<'_, '_>, path: &[Arc<Field>], span: Span) {
    let Some(field) = path.last() else { return };
    let number = field.ty.is_string() || field.ty.scalar().is_some_and(Scalar::is_number);
    if !number || field.source.is_layer() {
        let text = format!("`{}` is no number", field.wire);
        binder.scope.fault_with(Code::SourceDoesNotFit, span, text, "leave out `view: number`");
    }
}

/// Finds a field of the layer that the received text is made of, a member of its objects, or a member of a layer that
/// is opened before verification.
fn find_received_field(binder: &mut Binder<'_, '_>, word: &Word, view: View) -> Option<Part> {
    let layer = binder.layers.get(binder.layer)?;
    if layer.message.along(&word.value).is_none() {
        let head = word.value.split('.').next().unwrap_or_default();
        if !report_inner_field(binder, word, head) {
            report_field(binder, word);
        }
        return None;
    }
    let read = if binder.layer == 0 { Layer::before_signature(binder.layers) } else { std::slice::from_ref(layer) };
    let path = member::find_body_member(binder.scope, word, read)?;
    Some(Part::Field { layer: binder.layer, path, view })
}

/// Reports a field that only an inner layer has: a received text names it by its path.
fn report_inner_field(binder: &mut Binder<'_, '_>, word: &Word, head: &str) -> bool {
    let inner = binder.layers.iter().skip(binder.layer + 1).position(|layer| layer.message.field(head).is_some());
    let Some(inner) = inner else { return false };
    let around = binder.layers.iter().skip(binder.layer).take(inner + 1);
    let carriers: Vec<&str> = around.filter_map(|layer| Some(layer.carriers().next()?.wire.as_str())).collect();
    let text = format!("`{}` is in an inner layer, and a received text names it by its path", word.value);
    let path = format!("{}.{}", carriers.join("."), word.value);
    let help = format!("take `{{ field: {path} }}`, and let that layer say `opened: before_signature`");
    binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
    true
}

/// Finds the field in the innermost layer that has it, or by its path through the carriers.
fn find_sent_field(binder: &mut Binder<'_, '_>, word: &Word, view: View) -> Option<Part> {
    ambiguous_name::check_ambiguous_name(binder.scope, word, binder.layers);
    let found = sent_fields(&word.value, binder.layers).into_iter().rfind(|(_, path)| path.len() == 1);
    if found.is_none() {
        match word
            .value
            .split_once('.')
            .filter(|(head, _)| (0..binder.layers.len()).any(|layer| has(binder, layer, head)))
        {
            Some((head, _)) => {
                let text = format!("`{}` is inside `{head}`, and a request is signed by whole fields", word.value);
                let help = format!("take `{head}`, or let it be the next layer: `from: layer`");
                binder.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
            }
            None => report_field(binder, word),
        }
    }
    let (layer, path) = found?;
    Some(Part::Field { layer, path, view })
}

fn has(binder: &Binder<'_, '_>, layer: usize, name: &str) -> bool {
    binder.layers.get(layer).is_some_and(|layer| layer.message.field(name).is_some())
}

fn report_field(binder: &mut Binder<'_, '_>, word: &Word) {
    let known = binder.scope.names_in(binder.layers);
    let messages: Vec<String> = binder.layers.iter().map(|layer| format!("`{}`", layer.message.name)).collect();
    let place = format!(" in {}", messages.join(" and "));
    binder.scope.unknown_in("field", &place, word, known);
}

fn lower_selection(binder: &mut Binder<'_, '_>, written: &syntax::Selection, span: Span) -> Option<Selection> {
    if let Some(path) = written.of.as_ref().and_then(|of| find_received_object(binder, of)) {
        return lower_object_selection(binder, written, &path);
    }
    let layer = find_layer(binder, written.of.as_ref())?;
    let inner = binder.layer == 0 && layer > 0;
    if binder.direction == Direction::Received && layer != binder.layer && !inner {
        let text = "this value opens a layer, and takes members of another one";
        let help = "leave out `of`: the members are those of the layer around the opened one";
        binder.scope.fault_with(Code::LayerMismatch, span, text, help);
        return None;
    }
    let message = Arc::clone(&binder.layers.get(layer)?.message);
    check_names(binder, written, &message);
    let through = if binder.direction == Direction::Received { binder.layer..layer } else { 0..0 };
    let carriers = binder.layers.get(through).unwrap_or_default().iter();
    let carriers = carriers.map(|layer| layer.carriers().map(|field| field.wire.clone()).collect()).collect();
    Some(select(written, layer, carriers, &message))
}

/// The path to the object in the outermost layer that holds this message, if no layer has the message.
fn find_received_object(binder: &Binder<'_, '_>, of: &Word) -> Option<Vec<Arc<Field>>> {
    let outer = binder.layers.first().filter(|_| binder.direction == Direction::Received && binder.layer == 0)?;
    let is_layer = binder.layers.iter().any(|layer| layer.message.name == of.value);
    let mut objects = Vec::new();
    reach_objects(&outer.message, &of.value, &[], &mut objects);
    let mut objects = objects.into_iter();
    objects.next().filter(|_| !is_layer && outer.codecs == [Codec::Json] && objects.next().is_none())
}

/// The paths to the objects of the message `name`, through objects alone.
fn reach_objects(message: &Message, name: &str, around: &[Arc<Field>], out: &mut Vec<Vec<Arc<Field>>>) {
    for field in message.fields.iter().filter(|field| !field.sole) {
        let Type::Object(inner) = &field.ty else { continue };
        // A recursive message is followed once.
        if around.iter().any(|outer| Arc::ptr_eq(outer, field)) {
            continue;
        }
        let path = [around, std::slice::from_ref(field)].concat();
        if inner.name == name {
            out.push(path.clone());
        }
        reach_objects(inner, name, &path, out);
    }
}

fn lower_object_selection(
    binder: &mut Binder<'_, '_>,
    written: &syntax::Selection,
    path: &[Arc<Field>],
) -> Option<Selection> {
    let message = Arc::clone(path.last()?.ty.message()?);
    check_names(binder, written, &message);
    let carriers = path.iter().map(|field| vec![field.wire.clone()]).collect();
    Some(select(written, 0, carriers, &message))
}

pub(super) fn find_layer(binder: &mut Binder<'_, '_>, of: Option<&Word>) -> Option<usize> {
    let Some(of) = of else { return Some(binder.layer) };
    let found = binder.layers.iter().position(|layer| layer.message.name == of.value);
    if found.is_none() {
        let known: Vec<String> = binder.layers.iter().map(|layer| layer.message.name.clone()).collect();
        binder.scope.unknown("layer with the message", of, known.iter().map(String::as_str));
    }
    found
}

/// A name in `except` must be a field of some message, a name in `only` a field of this one.
fn check_names(binder: &mut Binder<'_, '_>, written: &syntax::Selection, message: &Message) {
    let spec = binder.scope.spec;
    let declared = |word: &Word| spec.messages.iter().any(|(_, message)| message.fields.entry(&word.value).is_some());
    for word in written.except.iter().filter(|word| !word.value.ends_with('*') && !declared(word)) {
        binder.scope.selects_unknown = true;
        let all = spec.messages.iter().flat_map(|(_, message)| names(&message.fields));
        let fault = binder.scope.without_name("field", "", word, all);
        let own = holder_of_value(binder);
        let fault =
            fault.map(|fault| match own.filter(|_| fault.undeclared().is_some_and(|name| name.near.is_none())) {
                Some(own) => fault.help(format!("write `{own}`, which holds this value")),
                None => fault,
            });
        binder.scope.push_unknown(word, fault);
    }
    let syntax = binder.scope.message_syntax(&message.name);
    let declared = |word: &Word| syntax.is_some_and(|message| message.fields.entry(&word.value).is_some());
    for word in written.only.iter().flatten().filter(|word| !declared(word)) {
        let known = binder.scope.field_names(message);
        binder.scope.unknown("member of the signed message", word, known);
    }
}

/// The field of the message that holds the value being bound: a signed text leaves its own signature out.
fn holder_of_value(binder: &Binder<'_, '_>) -> Option<String> {
    let value = binder.scope.open.last()?;
    let holds = |field: &Arc<Field>| matches!(&field.source, Source::Value(name) if name == value);
    let mut fields = binder.layers.iter().flat_map(|layer| &layer.message.fields);
    fields.find(|field| holds(field)).map(|field| field.wire.clone())
}

fn select(written: &syntax::Selection, layer: usize, carriers: Vec<Vec<String>>, message: &Message) -> Selection {
    let mut selection = Selection {
        layer,
        carriers,
        fields: Vec::new(),
        only: written.only.as_ref().map(|only| only.iter().map(|name| name.value.clone()).collect()),
        except: written.except.iter().map(|name| name.value.clone()).collect(),
        keep_empty: written.keep_empty,
        keep_nested: written.keep_nested,
        order: written.order,
        style: written.style.clone(),
        join: written.join.clone(),
        percent: written.percent,
    };
    selection.fields = taken(&selection, &message.fields);
    selection
}

/// The fields that a selection takes, in the selection's order if names decide it.
fn taken(selection: &Selection, fields: &[Arc<Field>]) -> Vec<Arc<Field>> {
    let whole = |field: &Field| selection.keep_nested || !(field.ty.is_nested() || field.source.is_members());
    let taken = |field: &&Arc<Field>| field.place.is_selected() && selection.takes(&field.wire) && whole(field);
    let mut taken: Vec<Arc<Field>> = fields.iter().filter(taken).cloned().collect();
    match (selection.order, &selection.only) {
        (Order::Name, _) => taken.sort_by(|left, right| left.wire.cmp(&right.wire)),
        (Order::NameIgnoringCase, _) => taken.sort_by_key(|field| folded(&field.wire)),
        (Order::Declared, Some(only)) => taken.sort_by_key(|field| only.iter().position(|name| *name == field.wire)),
        (Order::Declared, None) | (Order::Value | Order::Pair, _) => {}
    }
    taken
}

/// Sorts names that differ only in case by their bytes.
fn folded(wire: &str) -> (String, String) {
    (wire.to_ascii_lowercase(), wire.to_owned())
}
