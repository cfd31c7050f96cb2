//! Messages, fields and types.

use std::{collections::HashMap, sync::Arc};

use super::{
    Scope, brackets, fit,
    scope::{Used, entry, names},
    text,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Family, Field, Layer, Message, Presence, Rule, RuleKind, Scalar, Source, Type, message::field_name},
    source::Span,
    spec::syntax::{self, Place, Spanned, Word},
};

impl<'a> Scope<'a> {
    /// Lowers every message, objects inside them first.
    pub(crate) fn lower_messages(&mut self) {
        let spec = self.spec;
        self.bracketed = brackets::messages(spec);
        for (name, _) in &spec.messages {
            self.message(name);
        }
    }

    /// The message of that name, lowered now if it is not yet.
    pub(crate) fn message(&mut self, word: &Word) -> Option<Arc<Message>> {
        let place = self.places.get(&Used::Message(word.value.clone()));
        if let Some(done) = place.and_then(|place| self.messages.get(*place)) {
            return Some(Arc::clone(done));
        }
        let spec = self.spec;
        let Some((name, syntax)) = spec.messages.entry(&word.value) else {
            self.unknown("message", word, names(&spec.messages));
            return None;
        };
        if self.open.contains(&word.value) {
            let message = format!("message `{}` contains itself", word.value);
            self.fault_with(Code::Circular, word.span, message, "refer to another message here");
            return None;
        }
        if !self.may_open("objects", word) {
            return None;
        }
        self.open.push(word.value.clone());
        let mut message = self.lower_message(name, syntax);
        self.open.pop();
        let inner = message.fields.iter().filter_map(|field| field.ty.message());
        let inner: usize = inner.map(|inner| self.size(&Used::Message(inner.name.clone()))).sum();
        let size = inner + message.fields.len();
        if !self.may_hold(Used::Message(name.value.clone()), size, "message", name) {
            message.fields.clear();
        }
        let message = Arc::new(message);
        self.places.insert(Used::Message(word.value.clone()), self.messages.len());
        self.messages.push(Arc::clone(&message));
        Some(message)
    }

    fn lower_message(&mut self, name: &Word, syntax: &syntax::Message) -> Message {
        let mut message = Message {
            name: name.value.clone(),
            section: text(syntax.section.as_ref()),
            doc: text(syntax.doc.as_ref()),
            fields: Vec::new(),
            rules: Vec::new(),
            span: name.span,
            places: Default::default(),
        };
        let mut fields: Vec<Field> =
            syntax.fields.iter().filter_map(|(wire, field)| self.lower_field(wire, field)).collect();
        if self.bracketed.contains(&name.value) {
            brackets::reserve_keys(&mut fields);
        }
        message.fields = fields.into_iter().map(Arc::new).collect();
        self.check_names(&message);
        self.check_flat_lists(&message);
        // Conditions need the other fields, so they come second.
        for (wire, field) in &syntax.fields {
            if let syntax::Presence::When(condition) = &field.required.value {
                let condition = self.condition(&message, syntax, condition);
                set_presence(&mut message, &wire.value, condition.map_or(Presence::Optional, Presence::When));
            }
        }
        message.rules =
            syntax.rules.iter().filter_map(|(name, rule)| self.rule(&message, syntax, name, rule)).collect();
        message
    }

    /// Types that no field can have.
    fn check_type(&mut self, written: &Spanned<syntax::Type>) {
        use syntax::Type as T;
        let content = if let T::Json(inner) = &written.value { inner } else { &written.value };
        match content {
            T::Key(_) => {
                self.fault_with(Code::BadType, written.span, "a field is no key", "declare keys under `credentials:`");
            }
            T::List(inner) if matches!(**inner, T::Key(_)) => {
                let help = "list objects of a message, or scalars such as `string(…)`";
                self.fault_with(Code::BadType, written.span, "a list cannot hold this", help);
            }
            T::Scalar(_)
            | T::Object(_)
            | T::Sole(_)
            | T::List(_)
            | T::Map { .. }
            | T::Json(_)
            | T::Indexed { .. }
            | T::Parallel { .. } => {}
        }
    }

    fn check_names(&mut self, message: &Message) {
        let mut known: HashMap<&str, &Field> = HashMap::with_capacity(message.fields.len());
        for field in &message.fields {
            let first = *known.entry(&field.rust).or_insert(field);
            if first.wire == field.wire {
                continue;
            }
            let text = format!("`{}` and `{}` are both `{}` in Rust", first.wire, field.wire, field.rust);
            let fault = Diagnostic::new(Code::NameCollision, field.span, text).other(first.span, "the first");
            self.diagnostics.push(fault.help("put them into different messages"));
        }
    }

    fn lower_field(&mut self, wire: &Word, syntax: &syntax::Field) -> Option<Field> {
        let written = syntax.ty.as_ref()?;
        self.check_type(written);
        let source = self.source(wire, syntax.from.as_ref())?;
        let ty = match (self.lower_type(&written.value)?, &source) {
            (Type::Object(next), Source::Layer) => Type::Layer(next),
            (ty, _) => ty,
        };
        let field = Field {
            wire: wire.value.clone(),
            rust: field_name(&wire.value),
            name: text(syntax.name.as_ref()),
            page: syntax.page.as_ref().map(|page| page.value.clone()),
            doc: text(syntax.doc.as_ref()),
            sole: matches!(written.value, syntax::Type::Sole(_)),
            presence: presence(&syntax.required.value),
            source,
            role: syntax.role.as_ref().map(|role| role.value),
            taken: None,
            alphabet: syntax.alphabet.as_ref().map(|alphabet| alphabet.value.clone()),
            range: syntax.range.as_ref().map(|range| range.value),
            place: syntax.place.as_ref().map_or(Place::Body, |place| place.value),
            secret: syntax.secret,
            confidence: syntax.confidence,
            example: syntax.example.as_ref().map(|example| example.value.clone()),
            span: wire.span,
            ty,
        };
        self.check_limits(&field, written, syntax);
        self.check_source(&field, syntax);
        Some(field)
    }

    /// Limits that make no sense for the type.
    fn check_limits(&mut self, field: &Field, written: &Spanned<syntax::Type>, syntax: &syntax::Field) {
        if let Some(alphabet) =
            syntax.alphabet.as_ref().filter(|_| !field.ty.scalar().is_some_and(Scalar::has_alphabet))
        {
            self.fault_with(
                Code::RuleDoesNotFit,
                alphabet.span,
                format!("`{}` is not a string, so it has no alphabet", field.wire),
                "leave out `alphabet`, or make the type `string(…)`",
            );
        }
        let number = field.ty.scalar().is_some_and(Scalar::is_number);
        if let Some(range) = syntax.range.as_ref().filter(|_| !number) {
            self.fault_with(
                Code::RuleDoesNotFit,
                range.span,
                format!("`{}` is not a number, so it has no range", field.wire),
                "state a length in the type, as in `string(1..32)`",
            );
        }
        let empty = |range: &syntax::Range| matches!((range.min, range.max), (Some(min), Some(max)) if min > max);
        if let Some(range) = syntax.range.as_ref().filter(|range| empty(&range.value)) {
            self.fault_with(Code::RuleDoesNotFit, range.span, "no number lies in this range", "swap its ends");
        }
        self.check_listed_values(field, written);
        // The example of a list is one of its members.
        let shown = Field { ty: field.ty.content().item().clone(), ..field.clone() };
        let example = syntax.example.as_ref().filter(|_| !shown.ty.content().is_nested());
        if let Some((example, reason)) =
            example.and_then(|example| Some((example, fit::fits(&shown, &example.value).err()?)))
        {
            let text = format!("the example of `{}` breaks its own limits: {reason}", field.wire);
            self.fault_with(Code::ValueDoesNotFit, example.span, text, "mend the example, or the limit");
        }
    }

    /// Values of an enumeration that the field's own length does not let through.
    fn check_listed_values(&mut self, field: &Field, written: &Spanned<syntax::Type>) {
        let Some(enumeration) = field.ty.enumeration() else { return };
        for (value, reason) in fit::misfits(field, enumeration) {
            let text = format!("`{}` cannot hold the value `{}`: {reason}", field.wire, value.wire);
            let fault = Diagnostic::new(Code::ValueDoesNotFit, written.span, text).other(value.span, "the value");
            self.diagnostics.push(fault.help("mend the length, or the value"));
        }
    }

    /// Sources that the type cannot hold.
    fn check_source(&mut self, field: &Field, syntax: &syntax::Field) {
        let Some(from) = &syntax.from else { return };
        let text = field.ty.is_string();
        let fault = match &field.source {
            Source::Layer if matches!(field.ty, Type::Layer(_)) => None,
            Source::Constant(constant) => {
                fit::fits(field, constant).err().map(|reason| (Code::ValueDoesNotFit, reason))
            }
            Source::Now if !matches!(field.ty.family(), Some(Family::Time(_))) => {
                Some((Code::SourceDoesNotFit, "the clock needs a `datetime(…)`, `epoch_ms` or `epoch_s`".to_owned()))
            }
            Source::Credential(credential) if !matches!(credential.ty, crate::model::CredentialType::Text(_)) => {
                Some((Code::SourceDoesNotFit, format!("credential `{}` is a key, not a text", credential.name)))
            }
            Source::Credential(credential) if !credential.required && field.presence == Presence::Required => Some((
                Code::SourceDoesNotFit,
                format!("it is required, and credential `{}` may be absent", credential.name),
            )),
            Source::Members if !matches!(field.ty, Type::Object(_)) || field.sole => {
                Some((Code::SourceDoesNotFit, "only an `object(…)` has members".to_owned()))
            }
            Source::Members if field.presence != Presence::Required => {
                Some((Code::SourceDoesNotFit, "its members are always there, so it is `required: true`".to_owned()))
            }
            Source::Credential(_) | Source::Value(_) | Source::Nonce | Source::Salt | Source::Layer if !text => {
                Some((Code::SourceDoesNotFit, "this source yields a text".to_owned()))
            }
            Source::Caller
            | Source::Credential(_)
            | Source::Value(_)
            | Source::Nonce
            | Source::Salt
            | Source::Now
            | Source::Operation
            | Source::Layer
            | Source::Members
            | Source::Sent(_) => None,
        };
        if let Some((code, reason)) = fault {
            let text = format!("`{}` cannot hold this: {reason}", field.wire);
            self.fault_with(code, from.span, text, "change the type, or where the value comes from");
        }
    }

    fn source(&mut self, wire: &Word, from: Option<&Spanned<syntax::Source>>) -> Option<Source> {
        Some(match from.map(|from| (&from.value, from.span)) {
            None | Some((syntax::Source::Caller, _)) => Source::Caller,
            Some((syntax::Source::Credential(name), span)) => {
                let word = name.clone().unwrap_or_else(|| Word { value: wire.value.clone(), span });
                Source::Credential(self.credential(&word)?)
            }
            Some((syntax::Source::Value(name), _)) => {
                self.declared_value(name)?;
                Source::Value(name.value.clone())
            }
            Some((syntax::Source::Nonce, _)) => Source::Nonce,
            Some((syntax::Source::Salt, _)) => Source::Salt,
            Some((syntax::Source::Now, _)) => Source::Now,
            Some((syntax::Source::Operation, _)) => Source::Operation,
            Some((syntax::Source::Layer, _)) => Source::Layer,
            Some((syntax::Source::Members, _)) => Source::Members,
            Some((syntax::Source::Sent(name), _)) => {
                Source::Sent(name.as_ref().map_or(&wire.value, |name| &name.value).clone())
            }
            Some((syntax::Source::Constant(text), _)) => Source::Constant(text.clone()),
        })
    }

    pub(crate) fn lower_type(&mut self, ty: &syntax::Type) -> Option<Type> {
        use syntax::Type as Written;
        Some(match ty {
            Written::Scalar(scalar) => Type::Scalar(scalar.resolved(|listed| {
                let mut enumeration = self.enumeration(&listed.name)?;
                Arc::make_mut(&mut enumeration).length = listed.length;
                Some(enumeration)
            })?),
            Written::Object(name) | Written::Sole(name) => {
                self.use_message(&name.value);
                Type::Object(self.message(name)?)
            }
            Written::Indexed { message, from } => {
                self.use_message(&message.value);
                Type::Indexed { message: self.message(message)?, from: *from }
            }
            Written::Parallel { message, join } => {
                self.use_message(&message.value);
                Type::Parallel { message: self.message(message)?, join: join.clone() }
            }
            Written::List(inner) => Type::List(Box::new(self.lower_type(inner)?)),
            Written::Map { entries, key, value } => Type::Map { entries: *entries, key: *key, value: *value },
            Written::Json(inner) => Type::Json(Box::new(self.lower_type(inner)?)),
            Written::Key(_) => return None,
        })
    }

    fn rule(&mut self, message: &Message, syntax: &syntax::Message, name: &Word, rule: &syntax::Rule) -> Option<Rule> {
        let kind = match rule.kind.as_ref()? {
            syntax::RuleKind::AtLeastOneOf(fields) => {
                RuleKind::AtLeastOneOf(self.rule_fields(message, syntax, fields)?)
            }
            syntax::RuleKind::ExactlyOneOf(fields) => {
                RuleKind::ExactlyOneOf(self.rule_fields(message, syntax, fields)?)
            }
            syntax::RuleKind::Check(expr) => RuleKind::Check(self.condition(message, syntax, expr)?),
        };
        Some(Rule {
            name: name.value.clone(),
            kind,
            section: text(rule.section.as_ref()),
            doc: text(rule.doc.as_ref()),
            confidence: rule.confidence,
            span: name.span,
        })
    }

    fn rule_fields(&mut self, message: &Message, syntax: &syntax::Message, fields: &[Word]) -> Option<Vec<Arc<Field>>> {
        let found: Vec<Option<Arc<Field>>> =
            fields.iter().map(|word| self.caller_field(message, syntax, &word.value, word.span)).collect();
        let plain = |field: &Arc<Field>| field.is_plain();
        for (field, word) in found.iter().zip(fields) {
            if field.as_ref().is_some_and(plain) {
                let text = format!("`{}` is always there", word.value);
                self.fault_with(Code::RuleDoesNotFit, word.span, text, "leave out its `required: true`, or the rule");
            }
        }
        found.into_iter().collect()
    }

    /// A field of the message that the caller supplies.
    pub(crate) fn caller_field(
        &mut self,
        message: &Message,
        syntax: &syntax::Message,
        name: &str,
        span: Span,
    ) -> Option<Arc<Field>> {
        let word = Word { value: name.to_owned(), span };
        let Some(field) = message.field(name).cloned() else {
            self.unknown("field", &word, names(&syntax.fields));
            return None;
        };
        if !field.source.is_caller() {
            let text = format!("`{name}` does not come from the caller, so no rule can speak of it");
            self.fault_with(Code::SourceDoesNotFit, span, text, "name a field without `from` or `constant`");
            return None;
        }
        Some(field)
    }

    /// The names of a message's fields, the faulty ones included.
    pub(crate) fn field_names(&self, message: &Message) -> impl Iterator<Item = &'a str> + use<'a> {
        self.message_syntax(&message.name).into_iter().flat_map(|syntax| names(&syntax.fields))
    }

    /// The same for the messages of several layers.
    pub(crate) fn names_in(&self, layers: &[Layer]) -> impl Iterator<Item = &'a str> + use<'a> {
        let messages = layers.iter().filter_map(|layer| self.message_syntax(&layer.message.name));
        messages.collect::<Vec<_>>().into_iter().flat_map(|message| names(&message.fields))
    }

    /// The syntax of a message that was declared.
    pub(crate) fn message_syntax(&self, name: &str) -> Option<&'a syntax::Message> {
        entry(&self.spec.messages, name)
    }
}

fn presence(written: &syntax::Presence) -> Presence {
    match written {
        syntax::Presence::Optional | syntax::Presence::When(_) => Presence::Optional,
        syntax::Presence::Required => Presence::Required,
        syntax::Presence::OnSuccess => Presence::OnSuccess,
    }
}

fn set_presence(message: &mut Message, wire: &str, presence: Presence) {
    if let Some(field) = message.fields.iter_mut().find(|field| field.wire == wire) {
        *field = Arc::new(Field { presence, ..Field::clone(field) });
    }
}
