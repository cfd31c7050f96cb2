//! Parts of texts and selections of members, bound to the message that they are taken from.

use std::sync::Arc;

use super::{scope::names, value::Binder};
use crate::{
    diagnostic::Code,
    model::{
        Codec, Credential, CredentialType, Direction, Field, KeyType, Layer, Message, Part, Selection, Type,
        value::Order,
    },
    source::Span,
    spec::syntax::{self, Place, Spanned, System, View, Word},
};

impl Binder<'_, '_> {
    pub(super) fn part(&mut self, part: &Spanned<syntax::Part>) -> Option<Part> {
        Some(match &part.value {
            syntax::Part::Literal(text) => Part::Literal(text.clone()),
            syntax::Part::Credential(word) => Part::Credential(self.text_credential(word)?),
            syntax::Part::Serial { certificate, form } => Part::Serial(self.certificate(certificate)?, *form),
            syntax::Part::Value(word) => Part::Value(self.text_part(word)?),
            syntax::Part::Field { path, view } => self.field(path, *view)?,
            syntax::Part::Fields(selection) => Part::Fields(self.selection(selection, part.span)?),
            syntax::Part::Optional(parts) => Part::Optional(self.optional(parts, part.span)?),
            syntax::Part::System(system) => Part::System(self.system(*system, part.span)?),
            syntax::Part::Header { name, parameter } => {
                Part::Header { name: self.header(name)?, parameter: self.parameter(parameter.as_ref()) }
            }
            syntax::Part::Now(format) => Part::Now(format.clone()),
        })
    }

    /// A credential that is a text, even if not every merchant has it.
    pub(super) fn any_text(&mut self, word: &Word) -> Option<Arc<Credential>> {
        let credential = self.scope.credential(word)?;
        if !matches!(credential.ty, CredentialType::Text(_)) {
            let text = format!("`{}` is a key, not a text", word.value);
            self.scope.fault_with(Code::KeyDoesNotFit, word.span, text, "use it as the key of a step");
            return None;
        }
        Some(credential)
    }

    fn text_credential(&mut self, word: &Word) -> Option<Arc<Credential>> {
        let credential = self.any_text(word)?;
        if !credential.required && !self.chosen {
            let text = format!("`{}` may be absent, so no text can rest on it", word.value);
            let help = "leave out its `required: false`, or use it in a value that `choose:` may pick";
            self.scope.fault_with(Code::KeyDoesNotFit, word.span, text, help);
        }
        Some(credential)
    }

    fn certificate(&mut self, word: &Word) -> Option<Arc<Credential>> {
        let credential = self.scope.credential(word)?;
        if !matches!(credential.ty, CredentialType::Key(KeyType::Certificate)) || !credential.required {
            let text = format!("`{}` is no certificate that every merchant has", word.value);
            let help = "name a credential of type `certificate` without `required: false`";
            self.scope.fault_with(Code::KeyDoesNotFit, word.span, text, help);
            return None;
        }
        Some(credential)
    }

    /// Parts that may be left out: something in them has to be able to be absent.
    fn optional(&mut self, parts: &[Spanned<syntax::Part>], span: Span) -> Option<Vec<Part>> {
        if parts.iter().all(|part| matches!(part.value, syntax::Part::Literal(_) | syntax::Part::Optional(_))) {
            let help = "put the member or the header into it whose absence leaves the text out";
            self.scope.fault_with(Code::SourceDoesNotFit, span, "nothing in these parts can be absent", help);
            return None;
        }
        Some(self.parts(parts))
    }

    /// The parameters of what we send are parts of its text.
    fn parameter(&mut self, word: Option<&Word>) -> Option<String> {
        let word = word?;
        if self.direction == Direction::Sent {
            let help = "take the value, credential or member that the header is made of";
            let text = "only the headers of what is received are read by their parameters";
            self.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
        }
        Some(word.value.clone())
    }

    fn header(&mut self, word: &Word) -> Option<String> {
        let known = self.headers.iter().find(|name| name.eq_ignore_ascii_case(&word.value)).cloned();
        if self.direction == Direction::Received {
            return Some(word.value.clone());
        }
        let field = |layer: &Layer| layer.message.field(&word.value).is_some_and(|field| field.place == Place::Header);
        if known.is_none() && self.layers.iter().any(field) {
            let text = format!("`{}` is a field that goes into the header", word.value);
            let help = format!("take `{{ field: {} }}`", word.value);
            self.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
        } else if known.is_none() {
            let headers = self.headers.clone();
            self.scope.unknown("header", word, headers.iter().map(String::as_str));
        }
        known
    }

    fn system(&mut self, system: System, span: Span) -> Option<System> {
        let fault = match (system, self.direction) {
            (System::Status, Direction::Sent) => ("a request has no status", "take it in the value of an answer only"),
            (System::Salt, Direction::Received) if self.salted => return Some(system),
            (System::Salt, Direction::Received) => (
                "what is received has no salt of ours",
                "take the member or header that carries it, or say that the signature shows it: `salt: { last: 4 }`",
            ),
            (System::Nonce, Direction::Received) => {
                ("what is received has no nonce of ours", "take the member or header that carries it")
            }
            (System::Method | System::Url | System::Path | System::Query | System::Target, Direction::Received)
                if !self.notified =>
            {
                (
                    "an answer has no method and no address",
                    "write what the provider signs as a text of its own, in a value for answers",
                )
            }
            _ => return Some(system),
        };
        self.scope.fault_with(Code::SourceDoesNotFit, span, fault.0, fault.1);
        None
    }

    fn field(&mut self, word: &Word, view: View) -> Option<Part> {
        if self.direction == Direction::Sent && view == View::Source {
            self.scope.fault_with(
                Code::SourceDoesNotFit,
                word.span,
                "only what is received has a source",
                "leave out the `view`, or say `encoded`",
            );
        }
        let part = match self.direction {
            Direction::Sent => self.sent_field(word, view),
            Direction::Received => self.received_field(word, view),
        };
        if let Some(Part::Field { path, .. }) = &part {
            match view {
                View::Number => self.check_number(path, word.span),
                View::Encoded => self.check_encoded(path, word.span),
                View::Value | View::Source => {}
            }
        }
        part
    }

    /// A nested type is encoded; a scalar is its own text.
    fn check_encoded(&mut self, path: &[Arc<Field>], span: Span) {
        let Some(field) = path.last() else { return };
        let nested = field.ty.is_nested() || matches!(field.ty, Type::Json(_) | Type::Layer(_));
        if !nested && !field.source.is_layer() {
            let text = format!("`{}` holds nothing that is encoded, so `view: encoded` is its value", field.wire);
            self.scope.fault_with(Code::SourceDoesNotFit, span, text, "leave out `view: encoded`");
        }
    }

    /// A number may travel as text.
    fn check_number(&mut self, path: &[Arc<Field>], span: Span) {
        let Some(field) = path.last() else { return };
        let number =
            matches!(field.ty, Type::Integer { .. } | Type::Amount { .. } | Type::String { .. } | Type::Digits { .. });
        if !number || field.source.is_layer() {
            let text = format!("`{}` is no number", field.wire);
            self.scope.fault_with(Code::SourceDoesNotFit, span, text, "leave out `view: number`");
        }
    }

    /// What is received is signed at one layer, objects inside it included.
    fn received_field(&mut self, word: &Word, view: View) -> Option<Part> {
        let layer = self.layers.get(self.layer)?;
        let head = word.value.split('.').next().unwrap_or_default();
        if layer.message.field(head).is_none() {
            self.unknown_field(word);
            return None;
        }
        let path = self.scope.member(word, std::slice::from_ref(layer))?;
        Some(Part::Field { layer: self.layer, path, view })
    }

    /// Where layers have the same field, the innermost one.
    fn sent_field(&mut self, word: &Word, view: View) -> Option<Part> {
        self.scope.check_twofold(word, self.layers);
        let find = |layer: usize| self.layers.get(layer).and_then(|found| found.message.field(&word.value));
        let mut layers = (0..self.layers.len()).rev();
        let found = layers.find_map(|layer| find(layer).map(|field| (layer, Arc::clone(field))));
        if found.is_none() {
            match word
                .value
                .split_once('.')
                .filter(|(head, _)| (0..self.layers.len()).any(|layer| self.has(layer, head)))
            {
                Some((head, _)) => {
                    let text =
                        format!("`{}` stands inside `{head}`, and a request is signed by whole fields", word.value);
                    self.scope.fault_with(Code::SourceDoesNotFit, word.span, text, format!("take `{head}`"));
                }
                None => self.unknown_field(word),
            }
        }
        let (layer, field) = found?;
        Some(Part::Field { layer, path: vec![field], view })
    }

    fn has(&self, layer: usize, name: &str) -> bool {
        self.layers.get(layer).is_some_and(|layer| layer.message.field(name).is_some())
    }

    fn unknown_field(&mut self, word: &Word) {
        let known = self.scope.names_in(self.layers);
        let messages: Vec<String> = self.layers.iter().map(|layer| format!("`{}`", layer.message.name)).collect();
        let place = format!(" in {}", messages.join(" and "));
        self.scope.unknown_in("field", &place, word, known);
    }

    fn selection(&mut self, written: &syntax::Selection, span: Span) -> Option<Selection> {
        if let Some(object) = written.of.as_ref().and_then(|of| self.received_object(of)) {
            return self.selection_of_object(written, &object);
        }
        let layer = self.layer_of(written.of.as_ref())?;
        let inner = self.layer == 0 && layer > 0;
        if self.direction == Direction::Received && layer != self.layer && !inner {
            self.scope.fault(Code::LayerMismatch, span, "what is received is signed at its outermost layer");
            return None;
        }
        let message = Arc::clone(&self.layers.get(layer)?.message);
        self.check_names(written, &message);
        let through = if self.direction == Direction::Received { self.layer..layer } else { 0..0 };
        let carriers = self.layers.get(through).unwrap_or_default().iter();
        let carriers = carriers.map(|layer| layer.carriers().map(|field| field.wire.clone()).collect()).collect();
        Some(select(written, layer, carriers, &message))
    }

    /// The object of the outermost layer that holds this message, where no layer does.
    fn received_object(&self, of: &Word) -> Option<Arc<Field>> {
        let outer = self.layers.first().filter(|_| self.direction == Direction::Received && self.layer == 0)?;
        let is_layer = self.layers.iter().any(|layer| layer.message.name == of.value);
        let holds =
            |field: &&Arc<Field>| !field.sole && matches!(&field.ty, Type::Object(message) if message.name == of.value);
        let mut objects = outer.message.fields.iter().filter(holds);
        objects.next().filter(|_| !is_layer && outer.codecs == [Codec::Json] && objects.next().is_none()).cloned()
    }

    fn selection_of_object(&mut self, written: &syntax::Selection, object: &Field) -> Option<Selection> {
        let message = Arc::clone(object.ty.message()?);
        self.check_names(written, &message);
        Some(select(written, 0, vec![vec![object.wire.clone()]], &message))
    }

    fn layer_of(&mut self, of: Option<&Word>) -> Option<usize> {
        let Some(of) = of else { return Some(self.layer) };
        let found = self.layers.iter().position(|layer| layer.message.name == of.value);
        if found.is_none() {
            let known: Vec<String> = self.layers.iter().map(|layer| layer.message.name.clone()).collect();
            self.scope.unknown("layer with the message", of, known.iter().map(String::as_str));
        }
        found
    }

    /// What is left out must be a field of some message, what is listed a field of this one.
    fn check_names(&mut self, written: &syntax::Selection, message: &Message) {
        let spec = self.scope.spec;
        let declared =
            |word: &Word| spec.messages.iter().any(|(_, message)| message.fields.entry(&word.value).is_some());
        for word in written.except.iter().filter(|word| !word.value.ends_with('*') && !declared(word)) {
            let all = spec.messages.iter().flat_map(|(_, message)| names(&message.fields));
            self.scope.unknown("field", word, all);
        }
        let syntax = self.scope.message_syntax(&message.name);
        let declared = |word: &Word| syntax.is_some_and(|message| message.fields.entry(&word.value).is_some());
        for word in written.only.iter().flatten().filter(|word| !declared(word)) {
            let known = self.scope.field_names(message);
            self.scope.unknown("member of the signed message", word, known);
        }
    }
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

/// The listed fields that a selection takes, in its order where names settle it.
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

/// Names that differ in case alone stand by their bytes.
fn folded(wire: &str) -> (String, String) {
    (wire.to_ascii_lowercase(), wire.to_owned())
}
