//! Examples, answers and refusals.

use std::sync::Arc;

use super::{Scope, fit, scope::names, text};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{
        Answer, Credential, CredentialType, Data, Example, Field, Layer, Message, Operation, Provider, Refused, Type,
        bound, example::CredentialData,
    },
    source::Span,
    spec::syntax::{self, Entries, Word},
};

/// Lowers the three sections into the provider.
pub(super) fn lower(scope: &mut Scope<'_>, provider: &mut Provider) {
    let spec = scope.spec;
    for (name, example) in &spec.examples {
        if let Some(example) = scope.example(name, example, provider) {
            provider.examples.push(Arc::new(example));
        }
    }
    for (name, answer) in &spec.answers {
        if let Some(answer) = scope.answer(name, answer, provider) {
            provider.answers.push(answer);
        }
    }
    for (name, refused) in &spec.refused {
        if let Some(refused) = scope.refused(name, refused, provider) {
            provider.refused.push(refused);
        }
    }
}

impl Scope<'_> {
    fn example(&mut self, name: &Word, syntax: &syntax::Example, provider: &Provider) -> Option<Example> {
        let like = match &syntax.like {
            Some(like) => Some(self.find_example(like, provider)?),
            None => None,
        };
        let operation = syntax
            .operation
            .clone()
            .or_else(|| like.as_ref().map(|like| Word { value: like.operation.clone(), span: name.span }));
        let Some(operation) = operation else {
            self.fault(Code::MissingKey, name.span, "the example does not say its operation");
            return None;
        };
        let found = self.find_operation(&operation, provider)?;
        let layers = &found.sends.as_ref()?.layers;
        let request = self.request(&syntax.request, layers);
        self.check_given(name, &syntax.request, layers);
        let given = self.given_credentials(&syntax.credentials);
        let credentials = merge(given, like.as_ref().map_or(&[][..], |like| &like.credentials));
        self.check_credentials(name, &credentials);
        let or = |word: &Option<Word>, inherited: fn(&Example) -> &String| {
            word.as_ref().map(|word| word.value.clone()).or_else(|| like.as_ref().map(|like| inherited(like).clone()))
        };
        let sent = syntax.sends.as_ref();
        Some(Example {
            name: name.value.clone(),
            operation: operation.value,
            source: text(syntax.source.as_ref()),
            credentials,
            now: syntax
                .now
                .as_ref()
                .map(|now| now.value.clone())
                .or_else(|| like.as_ref().and_then(|like| like.now.clone())),
            nonce: or(&syntax.nonce, |like| &like.nonce).unwrap_or_default(),
            salt: or(&syntax.salt, |like| &like.salt).unwrap_or_default(),
            server: self.server(syntax.server.as_ref()),
            request,
            extra: pairs(&syntax.extra),
            url: sent.and_then(|sent| sent.url.as_ref()).map(|url| url.value.clone()),
            headers: sent.map_or(Vec::new(), |sent| pairs(&sent.headers)),
            body: sent.and_then(|sent| sent.body.as_ref()).map(|body| body.value.clone()),
            signature: sent.and_then(|sent| sent.signature.as_ref()).map(|signature| signature.value.clone()),
            span: name.span,
        })
    }

    fn server(&mut self, word: Option<&Word>) -> String {
        let spec = self.spec;
        let first = spec.servers.first().map(|(name, _)| name.value.clone()).unwrap_or_default();
        let Some(word) = word else { return first };
        self.unknown("server", word, names(&spec.servers));
        word.value.clone()
    }

    fn find_example(&mut self, word: &Word, provider: &Provider) -> Option<Arc<Example>> {
        let found = provider.example(&word.value).cloned();
        if found.is_none() {
            let spec = self.spec;
            self.unknown("example", word, names(&spec.examples));
        }
        found
    }

    fn find_operation<'p>(&mut self, word: &Word, provider: &'p Provider) -> Option<&'p Operation> {
        let found = provider.operation(&word.value);
        if found.is_none() {
            let spec = self.spec;
            self.unknown("operation", word, names(&spec.operations));
        }
        found
    }

    fn given_credentials(&mut self, given: &Entries<syntax::CredentialData>) -> Vec<(Arc<Credential>, CredentialData)> {
        let mut out = Vec::new();
        for (name, data) in given {
            let Some(credential) = self.credential(name) else { continue };
            let data = match data {
                syntax::CredentialData::Text(text) => CredentialData::Text(text.value.clone()),
                syntax::CredentialData::Key(key) => match self.key(key) {
                    Some(key) => CredentialData::Key(key),
                    None => continue,
                },
            };
            self.check_credential(&credential, &data, name.span);
            out.push((credential, data));
        }
        out
    }

    fn check_credential(&mut self, credential: &Credential, data: &CredentialData, span: Span) {
        let fits = match (&credential.ty, data) {
            (CredentialType::RsaPrivateKey, CredentialData::Key(key)) => key.private,
            (CredentialType::RsaPublicKey, CredentialData::Key(_)) => true,
            (CredentialType::RsaPrivateKey | CredentialType::RsaPublicKey, CredentialData::Text(_)) => false,
            (_, CredentialData::Text(_)) => true,
            (_, CredentialData::Key(_)) => false,
        };
        if !fits {
            let text = format!("this is no value of credential `{}`", credential.name);
            self.fault_with(
                Code::KeyDoesNotFit,
                span,
                text,
                "RSA keys are given as `{ key: NAME }`, private ones with all eight numbers",
            );
        }
    }

    fn check_credentials(&mut self, name: &Word, given: &[(Arc<Credential>, CredentialData)]) {
        let missing: Vec<String> = self
            .credentials
            .iter()
            .filter(|credential| credential.required && !given.iter().any(|(other, _)| other.name == credential.name))
            .map(|credential| format!("`{}`", credential.name))
            .collect();
        if !missing.is_empty() {
            let text = format!("example `{}` lacks the credentials {}", name.value, missing.join(", "));
            self.fault_with(
                Code::MissingKey,
                name.span,
                text,
                "give them, or take them from another example with `like:`",
            );
        }
    }

    fn request(&mut self, given: &Entries<syntax::Data>, layers: &[Layer]) -> Vec<(Arc<Field>, Data)> {
        let mut out = Vec::new();
        for (name, data) in given {
            let fields = || layers.iter().rev().flat_map(|layer| layer.message.caller_fields());
            let Some(field) = fields().find(|field| field.wire == name.value).cloned() else {
                self.unknown_caller(name, layers);
                continue;
            };
            if let Some(data) = self.data(&field.ty, data, name.span) {
                out.push((field, data));
            }
        }
        out
    }

    /// A field that the caller does not supply, or that nobody declared.
    fn unknown_caller(&mut self, word: &Word, layers: &[Layer]) {
        let ours = layers.iter().flat_map(|layer| layer.message.fields.iter()).any(|field| field.wire == word.value);
        if ours {
            let text = format!("`{}` does not come from the caller", word.value);
            self.fault_with(Code::SourceDoesNotFit, word.span, text, "leave it out: the spec says who supplies it");
            return;
        }
        let known: Vec<String> = layers.iter().flat_map(|layer| self.field_names(&layer.message)).collect();
        self.unknown("field of the caller", word, known.iter().map(String::as_str));
    }

    /// A value in the shape of its type.
    fn data(&mut self, ty: &Type, data: &syntax::Data, span: Span) -> Option<Data> {
        match (ty.content(), data) {
            (Type::Object(message), syntax::Data::Map(entries, _)) => Some(Data::Object(self.object(message, entries))),
            (Type::List(inner), syntax::Data::List(items, _)) => {
                Some(Data::List(items.iter().filter_map(|item| self.data(inner, item, span)).collect()))
            }
            (Type::Map { .. }, syntax::Data::Map(entries, _)) => {
                let text = |data: &syntax::Data| {
                    if let syntax::Data::Text(text) = data { Some(text.value.clone()) } else { None }
                };
                Some(Data::Map(
                    entries.iter().filter_map(|(key, data)| Some((key.value.clone(), text(data)?))).collect(),
                ))
            }
            (scalar, syntax::Data::Text(text)) if !scalar.is_nested() => {
                if let Err(reason) = fit::parses(scalar, &text.value) {
                    self.fault_with(
                        Code::ValueDoesNotFit,
                        text.span,
                        reason,
                        "write the value as it stands on the wire",
                    );
                    return None;
                }
                Some(Data::Text(text.value.clone()))
            }
            (wanted, _) => {
                let shape = match wanted {
                    Type::Object(_) | Type::Map { .. } => "a mapping",
                    Type::List(_) => "a list",
                    _ => "a text",
                };
                self.fault(Code::ValueDoesNotFit, span, format!("the value must be {shape}"));
                None
            }
        }
    }

    fn object(&mut self, message: &Arc<Message>, entries: &Entries<syntax::Data>) -> Vec<(Arc<Field>, Data)> {
        let mut out = Vec::new();
        for (name, data) in entries {
            let Some(field) = message.field(&name.value).cloned() else {
                let known = self.field_names(message);
                self.unknown("field", name, known.iter().map(String::as_str));
                continue;
            };
            if let Some(data) = self.data(&field.ty, data, name.span) {
                out.push((field, data));
            }
        }
        out
    }

    /// The struct `Required` must be complete.
    fn check_given(&mut self, name: &Word, given: &Entries<syntax::Data>, layers: &[Layer]) {
        let missing: Vec<String> = layers
            .iter()
            .flat_map(|layer| layer.message.caller_fields())
            .filter(|field| field.is_plain() && !given.iter().any(|(other, _)| other.value == field.wire))
            .map(|field| format!("`{}`", field.wire))
            .collect();
        if !missing.is_empty() {
            let text = format!("`{}` leaves out required fields: {}", name.value, missing.join(", "));
            self.fault_with(Code::MissingKey, name.span, text, "give them under `request:`");
        }
    }

    fn answer(&mut self, name: &Word, syntax: &syntax::Answer, provider: &Provider) -> Option<Answer> {
        let to = self.find_example(syntax.to.as_ref()?, provider)?;
        let word = syntax.operation.clone().unwrap_or_else(|| Word { value: to.operation.clone(), span: name.span });
        let operation = self.find_operation(&word, provider)?;
        let layers = &operation.receives.as_ref()?.layers;
        self.check_verdict(name, syntax);
        let mut reads = Vec::new();
        for (path, expected) in &syntax.reads {
            let Some(path) = self.member(path, layers) else { continue };
            let expected = (expected.value != "absent").then(|| expected.value.clone());
            if let (Some(field), Some(text)) = (path.last(), &expected)
                && let Err(reason) = fit::parses(&field.ty, text)
            {
                self.fault(Code::ValueDoesNotFit, name.span, format!("`{}`: {reason}", field.wire));
                continue;
            }
            reads.push((path, expected));
        }
        Some(Answer {
            name: name.value.clone(),
            operation: word.value,
            source: text(syntax.source.as_ref()),
            status: syntax.status,
            headers: pairs(&syntax.headers),
            body: text(syntax.body.as_ref()),
            now: syntax.now.as_ref().map(|now| now.value.clone()),
            reads,
            outcome: syntax.outcome.as_ref().map(|outcome| outcome.value),
            on_repeat: syntax.on_repeat.as_ref().map(|outcome| outcome.value),
            fails: syntax.fails.as_ref().map(|fails| fails.value),
            to,
        })
    }

    fn check_verdict(&mut self, name: &Word, syntax: &syntax::Answer) {
        if syntax.fails.is_some() == syntax.outcome.is_some() {
            let fault = Diagnostic::new(
                Code::MissingKey,
                name.span,
                format!("answer `{}` needs either `outcome` or `fails`", name.value),
            );
            self.diagnostics.push(fault.help("say what reading it must yield"));
        }
    }

    fn refused(&mut self, name: &Word, syntax: &syntax::Refused, provider: &Provider) -> Option<Refused> {
        let like = self.find_example(syntax.like.as_ref()?, provider)?;
        let operation = provider.operation(&like.operation)?;
        let layers = &operation.sends.as_ref()?.layers;
        let (message, rule) = self.find_rule(syntax.rule.as_ref()?, layers, provider)?;
        let mut request = like.request.clone();
        for path in &syntax.unset {
            self.unset(&mut request, path, layers);
        }
        for (path, data) in &syntax.set {
            self.set(&mut request, path, data, layers);
        }
        let mut extra = like.extra.clone();
        extra.extend(pairs(&syntax.extra));
        Some(Refused { name: name.value.clone(), message, rule, like, request, extra, span: name.span })
    }

    /// The message and the name within it of a rule.
    fn find_rule(&mut self, word: &Word, layers: &[Layer], provider: &Provider) -> Option<(String, String)> {
        let mut known: Vec<(String, String)> = Vec::new();
        layers.iter().for_each(|layer| collect_rules(&layer.message, provider, &mut known));
        let hits: Vec<(String, String)> = known
            .iter()
            .filter(|(message, rule)| *rule == word.value || format!("{message}.{rule}") == word.value)
            .cloned()
            .collect();
        if hits.len() > 1 {
            let text = format!("`{}` is a rule of several messages", word.value);
            let help = format!("write `{}.{}`", hits.first()?.0, hits.first()?.1);
            self.fault_with(Code::UnknownReference, word.span, text, help);
            return None;
        }
        if hits.is_empty() {
            // A faulty rule was reported where it is declared.
            let declared = self.declared_rules();
            let faulty = declared.iter().filter(|name| **name == word.value);
            self.unknown("rule", word, known.iter().map(|(_, rule)| rule).chain(faulty).map(String::as_str));
        }
        hits.into_iter().next()
    }

    /// The names of every rule that the author wrote, the faulty ones included.
    fn declared_rules(&self) -> Vec<String> {
        let messages = || self.spec.messages.iter().map(|(_, message)| message);
        let named = messages().flat_map(|message| names(&message.rules)).map(str::to_owned);
        let fields = messages().flat_map(|message| names(&message.fields)).map(|field| format!("{field}.required"));
        named.chain(fields).collect()
    }

    fn unset(&mut self, request: &mut Vec<(Arc<Field>, Data)>, path: &Word, layers: &[Layer]) {
        let fields = || layers.iter().flat_map(|layer| layer.message.caller_fields());
        let (head, rest) = split(&path.value);
        let Some(field) = fields().find(|field| field.wire == head) else {
            self.unknown_caller(path, layers);
            return;
        };
        if rest.is_empty() {
            let plain = field.is_plain()
                && !matches!(
                    field.ty.content(),
                    Type::String { .. } | Type::Digits { .. } | Type::List(_) | Type::Map { .. }
                );
            if plain {
                let text = format!("`{}` cannot be left out: its type demands it", field.wire);
                self.fault(Code::ValueDoesNotFit, path.span, text);
            }
            request.retain(|(other, _)| other.wire != head);
            return;
        }
        if !request.iter_mut().any(|(field, data)| field.wire == head && remove(data, rest)) {
            self.fault(Code::UnknownReference, path.span, format!("the example has no `{}`", path.value));
        }
    }

    fn set(&mut self, request: &mut Vec<(Arc<Field>, Data)>, path: &Word, data: &syntax::Data, layers: &[Layer]) {
        let (head, rest) = split(&path.value);
        if rest.is_empty() {
            let one = vec![(path.clone(), data.clone())];
            for (field, data) in self.request(&one, layers) {
                request.retain(|(other, _)| other.wire != field.wire);
                request.push((field, data));
            }
            return;
        }
        let Some((field, held)) = request.iter_mut().find(|(field, _)| field.wire == head) else {
            self.fault(Code::UnknownReference, path.span, format!("the example has no `{head}`"));
            return;
        };
        let ty = field.ty.clone();
        if self.replace(&ty, held, rest, data, path.span).is_none() {
            self.fault(Code::UnknownReference, path.span, format!("the example has no `{}`", path.value));
        }
    }

    fn replace(&mut self, ty: &Type, held: &mut Data, path: &str, data: &syntax::Data, span: Span) -> Option<()> {
        let (head, rest) = split(path);
        match (ty.content(), held) {
            (Type::List(inner), Data::List(items)) => {
                let item = items.get_mut(head.parse::<usize>().ok()?)?;
                if rest.is_empty() {
                    *item = self.data(inner, data, span)?;
                    return Some(());
                }
                self.replace(inner, item, rest, data, span)
            }
            (Type::Object(message), Data::Object(fields)) => {
                let field = message.field(head)?;
                if rest.is_empty() {
                    let data = self.data(&field.ty, data, span)?;
                    fields.retain(|(other, _)| other.wire != head);
                    fields.push((Arc::clone(field), data));
                    return Some(());
                }
                let (_, inner) = fields.iter_mut().find(|(other, _)| other.wire == head)?;
                self.replace(&field.ty, inner, rest, data, span)
            }
            (Type::Map { .. }, Data::Map(entries)) => {
                let syntax::Data::Text(text) = data else { return None };
                entries.retain(|(key, _)| key != path);
                entries.push((path.to_owned(), text.value.clone()));
                Some(())
            }
            _ => None,
        }
    }
}

/// The head of a path such as `goods[0].id`, and the rest (`0.id`).
fn split(path: &str) -> (&str, &str) {
    let path = path.trim_start_matches(['.', '[']);
    match path.find(['.', '[', ']']) {
        Some(at) => {
            let (head, rest) = path.split_at(at);
            (head, rest.trim_start_matches(['.', '[', ']']))
        }
        None => (path, ""),
    }
}

fn remove(data: &mut Data, path: &str) -> bool {
    let (head, rest) = split(path);
    match data {
        Data::List(items) => match head.parse::<usize>() {
            Ok(index) if rest.is_empty() && index < items.len() => {
                items.remove(index);
                true
            }
            Ok(index) => items.get_mut(index).is_some_and(|item| remove(item, rest)),
            Err(_) => false,
        },
        Data::Object(fields) if rest.is_empty() => {
            let before = fields.len();
            fields.retain(|(field, _)| field.wire != head);
            fields.len() < before
        }
        Data::Object(fields) => fields.iter_mut().any(|(field, data)| field.wire == head && remove(data, rest)),
        Data::Map(entries) => {
            let before = entries.len();
            entries.retain(|(key, _)| key != path);
            entries.len() < before
        }
        Data::Text(_) => false,
    }
}

/// Every rule of a message and of the objects inside it: message, name within the message.
pub(crate) fn collect_rules(message: &Message, provider: &Provider, out: &mut Vec<(String, String)>) {
    if out.iter().any(|(name, _)| *name == message.name) {
        return;
    }
    let characters = provider.characters.get(&message.name).copied();
    for field in &message.fields {
        for bound in bound::bounds(field, characters) {
            out.push((message.name.clone(), format!("{}.{}", field.wire, bound.suffix())));
        }
    }
    out.extend(message.rules.iter().map(|rule| (message.name.clone(), rule.name.clone())));
    for field in &message.fields {
        if let Some(inner) = field.ty.message() {
            collect_rules(inner, provider, out);
        }
    }
}

fn merge(
    mut given: Vec<(Arc<Credential>, CredentialData)>,
    inherited: &[(Arc<Credential>, CredentialData)],
) -> Vec<(Arc<Credential>, CredentialData)> {
    for (credential, data) in inherited {
        if !given.iter().any(|(other, _)| other.name == credential.name) {
            given.push((Arc::clone(credential), data.clone()));
        }
    }
    given
}

fn pairs(entries: &Entries<Word>) -> Vec<(String, String)> {
    entries.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect()
}
