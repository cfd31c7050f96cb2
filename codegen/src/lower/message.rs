//! Messages, fields and types.

use std::sync::Arc;

use super::{
    Scope, brackets,
    scope::{Used, entry, names},
    text,
};
use crate::{
    diagnostic::Code,
    model::{
        Field, Layer, Message, Presence, Rule, RuleKind, Source, TimeFormat, Type, message::field_name,
        spans::FieldSpans,
    },
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
            _ => {}
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
        Some(Field {
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
            spans: spans(wire, written, syntax),
            ty,
        })
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
            Written::String { min, max, unit } => Type::String { min: *min, max: *max, unit: *unit },
            Written::Digits { min, max } => Type::Digits { min: *min, max: *max },
            Written::Integer { digits, text } => Type::Integer { digits: *digits, text: *text },
            Written::Amount { yuan, digits, text } => Type::Amount { yuan: *yuan, digits: *digits, text: *text },
            Written::DateTime(pattern) => Type::Time { format: TimeFormat::Pattern(pattern.clone()), text: true },
            Written::Epoch { millis: true, text } => Type::Time { format: TimeFormat::EpochMillis, text: *text },
            Written::Epoch { millis: false, text } => Type::Time { format: TimeFormat::EpochSeconds, text: *text },
            Written::HttpDate => Type::Time { format: TimeFormat::HttpDate, text: true },
            Written::Boolean(words) => Type::Boolean { words: words.clone() },
            Written::Enumeration { name, length } => {
                let mut enumeration = self.enumeration(name)?;
                Arc::make_mut(&mut enumeration).length = *length;
                Type::Enumeration(enumeration)
            }
            Written::ErrorCode => Type::ErrorCode,
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

/// Where the keys of a field stand.
fn spans(wire: &Word, written: &Spanned<syntax::Type>, field: &syntax::Field) -> FieldSpans {
    FieldSpans {
        ty: written.span,
        source: field.from.as_ref().map_or(wire.span, |from| from.span),
        alphabet: field.alphabet.as_ref().map_or(wire.span, |alphabet| alphabet.span),
        range: field.range.as_ref().map_or(wire.span, |range| range.span),
        example: field.example.as_ref().map_or(wire.span, |example| example.span),
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
