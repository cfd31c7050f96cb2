//! Operations, and what they send.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Scope,
    plan::Graph,
    scope::names,
    text,
    value::{Binder, Direction},
};
use crate::{
    diagnostic::Code,
    model::{
        Characters, Codec, Field, Kind, Layer, Message, Operation, PathPiece, Sends, Source, Type,
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
        // Notifications are compared with the requests of others, so they come last.
        for notifications in [false, true] {
            for (name, syntax) in &spec.operations {
                let Some(kind) = syntax.kind.as_ref() else { continue };
                if (kind.value == Kind::Notification) == notifications {
                    let operation = self.operation(name, syntax, kind.value, &operations);
                    operations.push(operation);
                }
            }
        }
        operations
    }

    fn operation(&mut self, name: &Word, syntax: &syntax::Operation, kind: Kind, others: &[Operation]) -> Operation {
        let sends = syntax.sends.as_ref().and_then(|sends| self.sends(sends));
        let request = match kind {
            Kind::Notification => self.requested(name, syntax, others),
            _ => sends.as_ref().map(|sends| sends.layers.clone()),
        };
        let receives = syntax.receives.as_ref().and_then(|receives| self.receives(receives, request.as_deref()));
        Operation {
            name: name.value.clone(),
            kind,
            title: text(syntax.title.as_ref()),
            doc: text(syntax.doc.as_ref()),
            of: syntax.of.as_ref().map(|of| of.value.clone()),
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

    /// The layers of the request that a notification belongs to.
    fn requested(&mut self, name: &Word, syntax: &syntax::Operation, others: &[Operation]) -> Option<Vec<Layer>> {
        let Some(of) = &syntax.of else {
            let text = format!("notification `{}` does not say whose request it belongs to", name.value);
            self.fault_with(Code::MissingKey, name.span, text, "add `of:` with the name of the operation");
            return None;
        };
        let found = others.iter().find(|operation| operation.name == of.value);
        if found.is_none() {
            let spec = self.spec;
            self.unknown("operation", of, names(&spec.operations));
        }
        found?.sends.as_ref().map(|sends| sends.layers.clone())
    }

    fn sends(&mut self, syntax: &syntax::Sends) -> Option<Sends> {
        let layers: Vec<Layer> = syntax.layers.iter().filter_map(|layer| self.layer(layer, Direction::Sent)).collect();
        if layers.len() != syntax.layers.len() {
            return None;
        }
        self.check_nesting(&layers, &syntax.layers);
        self.check_constants(&layers, syntax);
        self.check_flat(&layers);
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
            layer: 0,
            chosen: false,
            values: Vec::new(),
        };
        binder.field_values();
        let headers = binder.headers(syntax);
        let steps: Vec<_> = syntax.layers.iter().map(|layer| binder.steps(&layer.steps)).collect();
        let values = binder.values;
        let mut layers = layers;
        for (layer, steps) in layers.iter_mut().zip(steps) {
            layer.steps = steps;
        }
        let graph = Graph { layers: &layers, values: &values, headers: &headers, path: &path };
        let plan = graph.plan(syntax.span).map_err(|fault| self.diagnostics.push(fault)).ok()?;
        Some(Sends {
            method: syntax.method.as_ref()?.value.clone(),
            content_type: content_type(syntax, &layers),
            constants: syntax.constants.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect(),
            path,
            headers,
            layers,
            values,
            plan,
        })
    }

    pub(crate) fn layer(&mut self, syntax: &syntax::Layer, direction: Direction) -> Option<Layer> {
        self.check_steps(&syntax.steps, false);
        self.check_layer_steps(syntax, direction);
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
        if codecs.contains(&Codec::Xml) && syntax.root.is_none() {
            self.fault_with(
                Code::MissingKey,
                syntax.span,
                "the layer does not say its root element",
                "add `root:`, as in `root: xml`",
            );
        }
        if direction == Direction::Received && codecs.contains(&Codec::Query) {
            self.fault(Code::LayerMismatch, syntax.span, "an answer has no query");
        }
        self.check_carried(&message, &codecs, word.span);
        self.check_sources(&message, direction);
        let characters = match (codec, syntax.basic_plane) {
            (Codec::Xml, true) => Some(Characters::XmlBasicPlane),
            (Codec::Xml, false) => Some(Characters::Xml),
            (_, true) => Some(Characters::BasicPlane),
            (_, false) => None,
        };
        let root = syntax.root.as_ref().map(|root| root.value.clone()).unwrap_or_default();
        Some(Layer { codecs, root, message, characters, steps: Vec::new() })
    }

    /// A carried layer is a text, and what is received has to be undone.
    fn check_layer_steps(&mut self, syntax: &syntax::Layer, direction: Direction) {
        use syntax::Step as S;
        let text = |step: &S| matches!(step, S::Convert(conversion) if conversion.can_be_undone());
        if let Some(last) = syntax.steps.last().filter(|last| !text(&last.value)) {
            self.fault_with(
                Code::StepDoesNotFit,
                last.span,
                "a layer is carried as text, and this step does not encode bytes",
                "end its steps in `hex_lower`, `hex_upper`, `base64` or `base64url`",
            );
        }
        let undone = |step: &S| text(step) || matches!(step, S::Encrypt(_));
        for step in syntax.steps.iter().filter(|step| direction == Direction::Received && !undone(&step.value)) {
            self.fault(Code::StepDoesNotFit, step.span, "this step cannot be undone, and the layer is received");
        }
    }

    /// Members of text codecs are texts.
    fn check_carried(&mut self, message: &Message, codecs: &[Codec], span: Span) {
        let text_only = codecs.iter().any(|codec| *codec != Codec::Json);
        for field in message.fields.iter().filter(|field| text_only && field.ty.is_nested()) {
            self.diagnostics.push(
                crate::diagnostic::Diagnostic::new(
                    Code::NotCarried,
                    field.span,
                    format!("`{}` is nested, and this layer's members are texts", field.wire),
                )
                .other(span, "the layer")
                .help("write the type as `json(…)`, or change the codec"),
            );
        }
    }

    fn check_sources(&mut self, message: &Message, direction: Direction) {
        for field in &message.fields {
            let received_fault =
                direction == Direction::Received && !matches!(field.source, Source::Caller | Source::Layer);
            if received_fault {
                let text = format!("`{}` is received, so nothing of ours supplies it", field.wire);
                self.fault_with(
                    Code::SourceDoesNotFit,
                    field.span,
                    text,
                    "leave out `from` and `constant`, or use another message for the answer",
                );
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
                if let Some(carrier) = inner
                    .fields
                    .iter()
                    .find(|field| field.source != Source::Caller && !matches!(field.source, Source::Constant(_)))
                {
                    let text = format!(
                        "`{}` stands inside an object, where only the caller and constants supply values",
                        carrier.wire
                    );
                    self.fault(Code::SourceDoesNotFit, carrier.span, text);
                }
            }
        }
    }

    /// Each layer but the last has one carrier, the last has none.
    pub(crate) fn check_nesting(&mut self, layers: &[Layer], syntax: &[syntax::Layer]) {
        let last = layers.len().saturating_sub(1);
        for (index, (layer, written)) in layers.iter().zip(syntax).enumerate() {
            let carriers = layer.message.fields.iter().filter(|field| field.source == Source::Layer).count();
            let name = &layer.message.name;
            if index < last && carriers != 1 {
                let text = format!("message `{name}` has {carriers} fields that carry the next layer");
                self.fault_with(Code::LayerMismatch, written.span, text, "give one field `from: layer`");
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
            if index > 0 && layer.codecs.contains(&Codec::Query) {
                self.fault(Code::LayerMismatch, written.span, "the query is the outermost layer");
            }
        }
    }

    fn check_constants(&mut self, layers: &[Layer], syntax: &syntax::Sends) {
        let wanted: Vec<&Arc<Field>> = layers
            .iter()
            .flat_map(|layer| layer.message.fields.iter())
            .filter(|field| field.source == Source::Operation)
            .collect();
        for field in &wanted {
            if !syntax.constants.iter().any(|(name, _)| name.value == field.wire) {
                let text = format!("the operation does not set `{}`", field.wire);
                let help = format!("add `constants: {{ {}: … }}`", field.wire);
                self.fault_with(Code::MissingKey, syntax.span, text, help);
            }
        }
        for (name, _) in &syntax.constants {
            self.unknown("field with `from: operation`", name, wanted.iter().map(|field| field.wire.as_str()));
        }
    }

    /// The caller's fields of all layers form one struct.
    fn check_flat(&mut self, layers: &[Layer]) {
        let mut seen: Vec<&Arc<Field>> = Vec::new();
        for layer in layers {
            for field in layer.message.caller_fields() {
                if let Some(first) = seen.iter().find(|other| other.rust == field.rust) {
                    let text = format!("`{}` comes from the caller in two layers", field.wire);
                    let fault = crate::diagnostic::Diagnostic::new(Code::NameCollision, field.span, text);
                    let help = "let only one of them come from the caller";
                    self.diagnostics.push(fault.other(first.span, "the other").help(help));
                }
            }
            seen.extend(layer.message.caller_fields());
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
        let plain = |field: &Arc<Field>| field.source != Source::Caller || field.is_plain();
        if let Some(field) = found.as_ref().filter(|field| !plain(field) || field.ty.is_nested()) {
            let text = format!("`{}` stands in the path, so it must be a required text", field.wire);
            self.fault_with(Code::RuleDoesNotFit, field.span, text, "add `required: true`");
        }
        if let Some(field) = found.as_ref().filter(|field| shows_secret(field)) {
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

fn shows_secret(field: &Field) -> bool {
    field.secret || matches!(&field.source, Source::Credential(credential) if credential.secret)
}

impl Binder<'_, '_> {
    /// Binds the values that fields take.
    fn field_values(&mut self) {
        let layers = self.layers;
        for field in layers.iter().flat_map(|layer| layer.message.fields.iter()) {
            if let Source::Value(name) = &field.source {
                let span = self.source_span(&field.wire).unwrap_or(field.span);
                self.text_value(&Word { value: name.clone(), span });
            }
        }
    }

    fn source_span(&self, wire: &str) -> Option<Span> {
        let messages = self.layers.iter().filter_map(|layer| self.scope.message_syntax(&layer.message.name));
        let mut fields = messages.flat_map(|message| message.fields.iter());
        fields.find(|(name, _)| name.value == wire).and_then(|(_, field)| field.from.as_ref()).map(|from| from.span)
    }

    fn headers(&mut self, syntax: &syntax::Sends) -> Vec<Header> {
        let mut out = Vec::new();
        for (name, parts) in &syntax.headers {
            let parts = self.parts(parts);
            let secret = self.shows_secret(&parts);
            out.push(Header { name: name.value.clone(), parts, secret });
        }
        out
    }
}

fn content_type(syntax: &syntax::Sends, layers: &[Layer]) -> Option<String> {
    if let Some(given) = &syntax.content_type {
        return Some(given.value.clone());
    }
    let default = match layers.first()?.codecs.first()? {
        Codec::Form => "application/x-www-form-urlencoded",
        Codec::Json => "application/json",
        Codec::Xml => "text/xml; charset=utf-8",
        Codec::Query => return None,
    };
    Some(default.to_owned())
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
    let strictest = match (out.get(&message.name), characters) {
        (Some(Characters::XmlBasicPlane), _) => Characters::XmlBasicPlane,
        (Some(Characters::Xml), Characters::BasicPlane) | (Some(Characters::BasicPlane), Characters::Xml) => {
            Characters::XmlBasicPlane
        }
        _ => characters,
    };
    out.insert(message.name.clone(), strictest);
    for field in &message.fields {
        if let Some(inner) = nested(&field.ty) {
            spread(inner, characters, out);
        }
    }
}

fn nested(ty: &Type) -> Option<&Arc<Message>> {
    ty.message()
}
