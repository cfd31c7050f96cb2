//! Operations, and what they send.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    Scope,
    plan::Graph,
    scope::{names, text},
    value::{Binder, Direction},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{
        Characters, Charset, Codec, Field, Kind, Layer, Message, Operation, PathPiece, Sends, Source, Type,
        operation::{Acknowledge, Header},
    },
    source::Span,
    spec::syntax::{self, Place, Word},
};

impl Scope<'_> {
    /// Every operation.
    pub(crate) fn operations(&mut self) -> Vec<Operation> {
        let spec = self.spec;
        let mut operations: Vec<Operation> = Vec::new();
        // Queries and notifications are compared with the requests of refunds, so they come later.
        for wanted in [Kind::Refund, Kind::Query, Kind::Notification] {
            for (name, syntax) in &spec.operations {
                let Some(kind) = syntax.kind.as_ref() else { continue };
                if kind.value == wanted {
                    check_keys(name, syntax, kind.value, self.diagnostics);
                    let operation = self.operation(name, syntax, kind.value, &operations);
                    operations.push(operation);
                }
            }
        }
        operations
    }

    fn operation(&mut self, name: &Word, syntax: &syntax::Operation, kind: Kind, others: &[Operation]) -> Operation {
        let sends = syntax.sends.as_ref().and_then(|sends| self.sends(sends));
        let of = self.requested(name, syntax, kind, others);
        if let Some(sends) = &sends {
            self.check_sent(sends, kind == Kind::Query && syntax.of.is_some(), of.as_deref());
        }
        let own = sends.as_ref().map(|sends| sends.layers.clone());
        let request = match kind {
            Kind::Notification => of,
            // A name means the refund's field, and the query's own where the refund has none.
            Kind::Query if syntax.of.is_some() => own.zip(of).map(|(own, of)| own.into_iter().chain(of).collect()),
            _ => own,
        };
        let receives = syntax.receives.as_ref().and_then(|receives| self.receives(receives, kind, request.as_deref()));
        Operation {
            name: name.value.clone(),
            kind,
            title: text(syntax.title.as_ref()),
            doc: text(syntax.doc.as_ref()),
            of: syntax.of.as_ref().map(|of| of.value.clone()),
            unnumbered: text(syntax.unnumbered.as_ref()),
            sends,
            receives,
            acknowledge: syntax.acknowledge.as_ref().map(|acknowledge| Acknowledge {
                status: acknowledge.status,
                content_type: acknowledge.content_type.as_ref().map(|content_type| content_type.value.clone()),
                body: acknowledge.body.value.clone(),
            }),
            span: name.span,
        }
    }

    /// The layers of the request that a notification belongs to, or a query asks about.
    fn requested(
        &mut self,
        name: &Word,
        syntax: &syntax::Operation,
        kind: Kind,
        others: &[Operation],
    ) -> Option<Vec<Layer>> {
        let Some(of) = &syntax.of else {
            self.without_of(name, kind, others);
            return None;
        };
        let found = others.iter().find(|operation| operation.name == of.value);
        if kind == Kind::Refund || found.is_some_and(|found| kind == Kind::Query && found.kind != Kind::Refund) {
            let text = format!("`{}` does not ask about `{}`", name.value, of.value);
            let help = "give a query the name of a refund, and leave `of:` out of a refund";
            self.fault_with(Code::RuleDoesNotFit, of.span, text, help);
            return None;
        }
        if found.is_none() {
            let spec = self.spec;
            self.unknown("operation", of, names(&spec.operations));
        }
        found?.sends.as_ref().map(|sends| sends.layers.clone())
    }

    fn without_of(&mut self, name: &Word, kind: Kind, others: &[Operation]) {
        let refund = others.iter().find(|operation| operation.kind == Kind::Refund);
        match (kind, refund) {
            (Kind::Notification, _) => {
                let text = format!("notification `{}` does not say whose request it belongs to", name.value);
                self.fault_with(Code::MissingKey, name.span, text, "add `of:` with the name of the operation");
            }
            (Kind::Query, Some(refund)) => {
                let text = format!("query `{}` does not say which refund it asks about", name.value);
                let help = format!("add `of:` with the name of the refund, such as `of: {}`", refund.name);
                self.fault_with(Code::MissingKey, name.span, text, help);
            }
            (Kind::Query, None) | (Kind::Refund, _) => {}
        }
    }

    fn sends(&mut self, syntax: &syntax::Sends) -> Option<Sends> {
        let layers: Vec<Layer> = self.layers(&syntax.layers, Direction::Sent);
        if layers.len() != syntax.layers.len() {
            return None;
        }
        self.check_nesting(&layers, &syntax.layers, Direction::Sent);
        self.check_charsets(&layers, &syntax.layers);
        self.check_constants(&layers, syntax);
        self.check_flat(&layers);
        self.check_method(syntax, &layers);
        for (name, _) in syntax.headers.iter().filter(|(name, _)| name.value.eq_ignore_ascii_case("content-type")) {
            let text = "the content type has a key of its own";
            self.fault_with(Code::NameCollision, name.span, text, "use `content_type:` of `sends`");
        }
        let path = self.path(syntax.path.as_ref()?, layers.first());
        let mut binder = Binder {
            scope: self,
            layers: &layers,
            headers: syntax.headers.iter().map(|(name, _)| name.value.clone()).collect(),
            direction: Direction::Sent,
            notified: false,
            layer: 0,
            chosen: false,
            salted: false,
            values: Vec::new(),
        };
        binder.field_values();
        let mut headers = binder.headers(syntax);
        let steps: Vec<_> = syntax.layers.iter().map(|layer| binder.steps(&layer.steps)).collect();
        binder.mark_keys(steps.iter().flatten());
        headers.iter_mut().for_each(|header| header.secret = binder.shows_secret(&header.parts));
        let values = binder.values;
        self.check_selected(&layers, &values);
        self.check_places(&layers, &values, &headers, syntax);
        let mut layers = layers;
        for (layer, steps) in layers.iter_mut().zip(steps) {
            layer.steps = steps;
        }
        self.check_body(&layers, &values);
        let graph = Graph { layers: &layers, values: &values, headers: &headers, path: &path };
        let plan = graph.plan(syntax.span).map_err(|fault| self.diagnostics.push(fault)).ok()?;
        Some(Sends {
            method: syntax.method.as_ref()?.value.clone(),
            query: syntax.query.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect(),
            content_type: content_type(syntax, &layers),
            constants: syntax.constants.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect(),
            path,
            headers,
            layers,
            values,
            plan,
            span: syntax.span,
        })
    }

    /// The layers that could be understood.
    pub(crate) fn layers(&mut self, syntax: &[syntax::Layer], direction: Direction) -> Vec<Layer> {
        let layers = syntax.iter().enumerate();
        layers.filter_map(|(index, layer)| self.layer(layer, direction, index == 0)).collect()
    }

    fn layer(&mut self, syntax: &syntax::Layer, direction: Direction, outermost: bool) -> Option<Layer> {
        self.check_steps(&syntax.steps, false);
        self.check_layer_steps(syntax, direction, outermost);
        let word = syntax.message.as_ref()?;
        self.use_message(&word.value);
        let message = self.message(word)?;
        let codecs: Vec<Codec> = syntax.codecs.iter().map(|codec| codec.value).collect();
        let codec = *codecs.first()?;
        if codecs.len() > 1 && direction == Direction::Sent {
            self.fault_with(Code::LayerMismatch, syntax.span, "a request has one codec a layer", "choose one");
        }
        if codecs.len() > 1 && !codecs.iter().all(|codec| matches!(codec, Codec::Form | Codec::Json)) {
            self.fault_with(
                Code::LayerMismatch,
                syntax.span,
                "only `form` and `json` can be alternatives",
                "choose one codec",
            );
        }
        if codecs.iter().any(|codec| codec.has_elements()) && syntax.root.is_none() {
            self.fault_with(
                Code::MissingKey,
                syntax.span,
                "the layer does not say its root element",
                "add `root:`, as in `root: xml`",
            );
        }
        if direction == Direction::Received && codecs.iter().any(|codec| codec.is_query()) {
            self.fault(Code::LayerMismatch, syntax.span, "an answer has no query");
        }
        self.check_xml(syntax, &message, direction);
        let style = self.style(syntax, &message, direction);
        self.check_carried(&message, &codecs, &style, word.span);
        self.check_sources(&message, direction);
        let characters = Characters {
            xml: codec == Codec::Xml,
            basic_plane: syntax.basic_plane,
            pairs: (codec == Codec::Pairs).then_some(style.signs),
            gbk: style.charset == Charset::Gbk,
            cp932: style.charset == Charset::Cp932,
            ..Characters::default()
        };
        let characters = characters.demanded();
        let root = syntax.root.as_ref().map(|root| root.value.clone()).unwrap_or_default();
        let declaration = text(syntax.options.declaration.as_ref());
        let (steps, charset_from) = (Vec::new(), self.charset_from(syntax, direction, outermost));
        Some(Layer { codecs, root, declaration, message, characters, steps, style, charset_from, span: syntax.span })
    }

    fn check_sources(&mut self, message: &Message, direction: Direction) {
        if direction == Direction::Received {
            self.check_received(message);
        }
        for field in &message.fields {
            if direction == Direction::Sent {
                self.check_flat_list_sent(field);
            }
            if direction == Direction::Sent && field.presence == crate::model::Presence::OnSuccess {
                let text = format!("`{}` is sent, so it cannot depend on success", field.wire);
                self.fault_with(
                    Code::RuleDoesNotFit,
                    field.span,
                    text,
                    "write `required: true`, or `when` and an expression",
                );
            }
            if let Some(inner) = field.ty.message() {
                let inner = Arc::clone(inner);
                self.check_sources(&inner, direction);
                self.check_inside(&inner);
                self.check_supplied(field, &inner);
            }
        }
    }

    /// Each layer but the last has a carrier, on what is received perhaps alternatives; the last has none.
    pub(crate) fn check_nesting(&mut self, layers: &[Layer], syntax: &[syntax::Layer], direction: Direction) {
        let last = layers.len().saturating_sub(1);
        for (index, (layer, written)) in layers.iter().zip(syntax).enumerate() {
            let carriers = layer.message.fields.iter().filter(|field| field.source.is_layer()).count();
            let name = &layer.message.name;
            let alternatives = direction == Direction::Received && carriers > 1;
            if index < last && carriers != 1 && !alternatives {
                let text = format!("message `{name}` has {carriers} fields that carry the next layer");
                self.fault_with(Code::LayerMismatch, written.span, text, "give one field `from: layer`");
            }
            if let Some((next, next_written)) = layers.get(index + 1).zip(syntax.get(index + 1)) {
                self.check_embedded(layer, next, next_written);
            }
            if index == last && carriers > 0 {
                let text = format!("message `{name}` carries another layer, and none follows");
                self.fault_with(
                    Code::LayerMismatch,
                    written.span,
                    text,
                    "add the inner layer, or leave out `from: layer`",
                );
            }
            if index > 0 && layer.is_query() {
                self.fault(Code::LayerMismatch, written.span, "the query is the outermost layer");
            }
        }
    }

    /// A layer that stands in another as an object is that object: JSON in JSON, of the message that is named.
    fn check_embedded(&mut self, outer: &Layer, next: &Layer, written: &syntax::Layer) {
        let Some((first, Type::Layer(message))) =
            outer.carriers().map(|field| (field, &field.ty)).find(|(_, ty)| matches!(ty, Type::Layer(_)))
        else {
            return;
        };
        let plain = |codecs: &[Codec]| codecs == [Codec::Json];
        let is_such = |field: &Field| {
            let same = matches!(&field.ty, Type::Layer(other) if other.name == message.name);
            same && field.sole == first.sole
        };
        let text = if message.name != next.message.name {
            format!("`{}` holds `{}`, and the next layer is `{}`", first.wire, message.name, next.message.name)
        } else if !plain(&outer.codecs) || !plain(&next.codecs) {
            format!("`{}` is an object, and only JSON has one in JSON", first.wire)
        } else if !written.steps.is_empty() {
            format!("`{}` is an object, and steps yield a text", first.wire)
        } else if outer.carriers().any(|field| !is_such(field)) {
            format!("`{}` is an object, and another carrier of the same layer is not such a one", first.wire)
        } else {
            return;
        };
        let fault = Diagnostic::new(Code::LayerMismatch, first.span, text);
        let help = "make the carrier a `string`, or let the layers agree";
        self.diagnostics.push(fault.other(written.span, "the next layer").help(help));
    }

    /// An object is the caller's, or it is made of what others supply.
    fn check_supplied(&mut self, object: &Field, inner: &Message) {
        let (strange, text, help) = if object.source.is_members() {
            let strange = inner.fields.iter().find(|field| matches!(field.source, Source::Caller | Source::Layer));
            let text = "is a member of an object `from: members`, and nothing there supplies it";
            (strange, text, "say where it comes from: `from:` or `constant:`")
        } else {
            let theirs = |field: &&Arc<Field>| !matches!(field.source, Source::Caller | Source::Constant(_));
            let text = "stands inside an object, where only the caller and constants supply values";
            let help = "where the spec supplies every member of the object, write `from: members` beside its type";
            (inner.fields.iter().find(theirs), text, help)
        };
        if let Some(field) = strange {
            self.fault_with(Code::SourceDoesNotFit, field.span, format!("`{}` {text}", field.wire), help);
        }
    }

    fn check_constants(&mut self, layers: &[Layer], syntax: &syntax::Sends) {
        let wanted: Vec<&Arc<Field>> = layers
            .iter()
            .flat_map(|layer| layer.message.sourced())
            .filter(|field| matches!(field.source, Source::Operation))
            .collect();
        for field in &wanted {
            if syntax.constants.entry(&field.wire).is_none() {
                let text = format!("the operation does not set `{}`", field.wire);
                let help = format!("add `constants: {{ {}: … }}`", field.wire);
                self.fault_with(Code::MissingKey, syntax.span, text, help);
            }
        }
        for (name, text) in &syntax.constants {
            let Some(field) = wanted.iter().find(|field| field.wire == name.value) else {
                self.unknown("field with `from: operation`", name, wanted.iter().map(|field| field.wire.as_str()));
                continue;
            };
            if let Err(reason) = super::fit::fits(field, &text.value) {
                let message = format!("`{}` cannot hold this: {reason}", field.wire);
                self.fault_with(Code::ValueDoesNotFit, text.span, message, "mend the constant, or the field");
            }
        }
    }

    /// The caller's fields of all layers form one struct.
    fn check_flat(&mut self, layers: &[Layer]) {
        let mut seen: HashMap<&str, &Arc<Field>> = HashMap::new();
        for layer in layers {
            for field in layer.message.caller_fields() {
                if let Some(first) = seen.get(field.rust.as_str()) {
                    let text = format!("`{}` comes from the caller in two layers", field.wire);
                    let fault = Diagnostic::new(Code::NameCollision, field.span, text);
                    let help = "let only one of them come from the caller";
                    self.diagnostics.push(fault.other(first.span, "the other").help(help));
                }
            }
            seen.extend(layer.message.caller_fields().map(|field| (field.rust.as_str(), field)));
        }
    }

    /// Servers and proxies drop the body of a GET request, and HTTP gives it no meaning.
    fn check_method(&mut self, syntax: &syntax::Sends, layers: &[Layer]) {
        let body = layers.first().is_some_and(|layer| !layer.is_query());
        if let Some(method) = syntax.method.as_ref().filter(|method| method.value == "GET" && body) {
            let help = "write `codec: query` in the outermost layer, or another method";
            self.fault_with(Code::LayerMismatch, method.span, "a GET request has no body", help);
        }
    }

    fn path(&mut self, word: &Word, outer: Option<&Layer>) -> Vec<PathPiece> {
        let mut pieces = Vec::new();
        let mut rest = word.value.as_str();
        while let Some((literal, tail)) = rest.split_once('{') {
            pieces.push(PathPiece::Literal(literal.to_owned()));
            let Some((name, tail)) = tail.split_once('}') else {
                self.fault(Code::BadWord, word.span, "a `{` of the path is not closed");
                return pieces;
            };
            pieces.extend(self.path_field(name, word.span, outer).map(PathPiece::Field));
            rest = tail;
        }
        pieces.push(PathPiece::Literal(rest.to_owned()));
        self.check_path_fields(word, outer);
        pieces
    }

    fn path_field(&mut self, name: &str, span: Span, outer: Option<&Layer>) -> Option<Arc<Field>> {
        let in_path = |field: &&Arc<Field>| field.place == Place::Path;
        let fields: Vec<Arc<Field>> =
            outer.into_iter().flat_map(|layer| layer.message.fields.iter()).filter(in_path).cloned().collect();
        let found = fields.iter().find(|field| field.wire == name).cloned();
        if found.is_none() {
            let word = Word { value: name.to_owned(), span };
            self.unknown("field with `in: path`", &word, fields.iter().map(|field| field.wire.as_str()));
        }
        let plain = |field: &Arc<Field>| !field.source.is_caller() || field.is_plain();
        if let Some(field) = found.as_ref().filter(|field| !plain(field) || field.ty.is_nested()) {
            let text = format!("`{}` stands in the path, so it must be a required text", field.wire);
            self.fault_with(Code::RuleDoesNotFit, field.span, text, "add `required: true`");
        }
        if let Some(field) = found.as_ref().filter(|field| field.shows_secret()) {
            let text = format!("`{}` is secret, and servers log their paths", field.wire);
            self.fault_with(Code::SourceDoesNotFit, field.span, text, "send it in the body or in a header");
        }
        found
    }

    fn check_path_fields(&mut self, word: &Word, outer: Option<&Layer>) {
        for field in outer.into_iter().flat_map(|layer| layer.message.fields.iter()) {
            if field.place == Place::Path && !word.value.contains(&format!("{{{}}}", field.wire)) {
                let text = format!("`{}` goes into the path, and the path has no `{{{}}}`", field.wire, field.wire);
                self.fault(Code::SourceDoesNotFit, field.span, text);
            }
        }
    }
}

impl Binder<'_, '_> {
    /// Binds the values that fields take.
    fn field_values(&mut self) {
        let layers = self.layers;
        for field in layers.iter().flat_map(|layer| layer.message.sourced()) {
            if let Source::Value(name) = &field.source {
                let span = self.source_span(&field.wire).unwrap_or(field.span);
                let value = self.text_value(&Word { value: name.clone(), span });
                if let Some(value) = value.and_then(|index| self.values.get(index)) {
                    self.scope.check_capacity(field, value, span);
                }
            }
        }
    }

    fn source_span(&self, wire: &str) -> Option<Span> {
        let messages = self.layers.iter().filter_map(|layer| self.scope.message_syntax(&layer.message.name));
        let mut fields = messages.filter_map(|message| message.fields.entry(wire));
        fields.next().and_then(|(_, field)| field.from.as_ref()).map(|from| from.span)
    }

    fn headers(&mut self, syntax: &syntax::Sends) -> Vec<Header> {
        let mut out = Vec::new();
        for (name, parts) in &syntax.headers {
            if CLIENTS.iter().any(|header| name.value.eq_ignore_ascii_case(header)) {
                let text = format!("the HTTP client writes the header `{}`", name.value);
                self.scope.fault_with(Code::SourceDoesNotFit, name.span, text, "leave it out");
            }
            let parts = self.parts(parts);
            out.push(Header { name: name.value.clone(), parts, secret: false, span: name.span });
        }
        out
    }
}

/// Each kind of operation has keys of its own, and each message has layers.
fn check_keys(name: &Word, syntax: &syntax::Operation, kind: Kind, diagnostics: &mut Diagnostics) {
    let layers = [syntax.sends.as_ref().map(|sends| &sends.layers), syntax.receives.as_ref().map(|read| &read.layers)];
    let sender = matches!(kind, Kind::Refund | Kind::Query);
    let lacks = [
        ("receives", syntax.receives.is_none()),
        ("acknowledge", kind == Kind::Notification && syntax.acknowledge.is_none()),
        ("sends", sender && syntax.sends.is_none()),
        ("layers", layers.into_iter().flatten().any(Vec::is_empty)),
    ];
    for (key, _) in lacks.into_iter().filter(|(_, lacks)| *lacks) {
        let text = format!("operation `{}` has no `{key}`", name.value);
        diagnostics.push(Diagnostic::new(Code::MissingKey, name.span, text).help(format!("add `{key}:`")));
    }
}

/// Headers that tell of the connection and of the bytes that are sent.
const CLIENTS: &[&str] = &["connection", "content-length", "transfer-encoding"];

fn content_type(syntax: &syntax::Sends, layers: &[Layer]) -> Option<String> {
    if let Some(given) = &syntax.content_type {
        return Some(given.value.clone());
    }
    layers.first()?.codecs.first()?.row().content_type.map(str::to_owned)
}

/// What the layers of each sent message can carry, objects inside included.
pub(super) fn characters(operations: &[Operation]) -> BTreeMap<String, Characters> {
    let mut out = BTreeMap::new();
    let layers =
        operations.iter().filter_map(|operation| operation.sends.as_ref()).flat_map(|sends| sends.layers.iter());
    for layer in layers {
        if let Some(characters) = layer.characters {
            spread(&layer.message, characters, &mut out);
        }
    }
    out
}

fn spread(message: &Message, characters: Characters, out: &mut BTreeMap<String, Characters>) {
    let others = out.get(&message.name).copied().unwrap_or_default();
    out.insert(message.name.clone(), characters.and(others));
    for field in &message.fields {
        if let Some(inner) = nested(&field.ty) {
            spread(inner, characters, out);
        }
    }
}

fn nested(ty: &Type) -> Option<&Arc<Message>> {
    ty.message()
}
