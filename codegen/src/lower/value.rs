//! Values: their steps checked once, their parts bound to each message they are used with.

use std::sync::Arc;

use super::{
    Scope,
    scope::{entry, names},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Codec, Credential, CredentialType, Field, Layer, Part, Selection, Source, Step, Value, value::KeySource},
    source::Span,
    spec::syntax::{self, Spanned, System, View, Word},
};

impl Scope<'_> {
    /// The syntax of a value; an unknown one is reported.
    pub(crate) fn declared_value(&mut self, word: &Word) -> Option<&syntax::Value> {
        let spec = self.spec;
        self.use_value(&word.value);
        let found = entry(&spec.values, &word.value);
        if found.is_none() {
            self.unknown("value", word, names(&spec.values));
        }
        found
    }

    /// Where a value is declared.
    fn declared_at(&self, name: &str) -> Option<Span> {
        self.spec.values.iter().find(|(word, _)| word.value == name).map(|(word, _)| word.span)
    }

    /// What can be said of a value without a message: its steps and keys.
    pub(crate) fn check_values(&mut self) {
        let spec = self.spec;
        for (_, value) in &spec.values {
            self.check_steps(&value.steps);
        }
    }

    pub(crate) fn check_steps(&mut self, steps: &[Spanned<syntax::Step>]) {
        let mut text = true;
        for step in steps {
            self.check_keys(&step.value);
            let case = matches!(step.value, syntax::Step::Lower | syntax::Step::Upper);
            if case && !text {
                self.fault_with(
                    Code::StepDoesNotFit,
                    step.span,
                    "this step needs a text, and the step before yields bytes",
                    "put `hex_lower`, `hex_upper` or `base64` before it",
                );
            }
            text = yields_text(&step.value);
        }
    }

    fn check_keys(&mut self, step: &syntax::Step) {
        match step {
            syntax::Step::HmacSha256(key) | syntax::Step::HmacSha512(key) | syntax::Step::Aes256Ecb(key) => {
                self.check_key(key)
            }
            syntax::Step::RsaSha256 { sign, verify } => {
                self.rsa_key(sign.as_ref(), &CredentialType::RsaPrivateKey);
                self.rsa_key(verify.as_ref(), &CredentialType::RsaPublicKey);
            }
            _ => {}
        }
    }

    fn check_key(&mut self, key: &Word) {
        if entry(&self.spec.values, &key.value).is_some() {
            self.use_value(&key.value);
            return;
        }
        let spec = self.spec;
        let declared = names(&spec.credentials).chain(names(&spec.values)).any(|name| name == key.value);
        if !declared {
            self.unknown("credential or value", key, names(&spec.credentials).chain(names(&spec.values)));
            return;
        }
        let Some(credential) = self.credential(key) else { return };
        if matches!(credential.ty, CredentialType::RsaPrivateKey | CredentialType::RsaPublicKey) {
            let text = format!("`{}` is an RSA key, and this step needs a shared one", key.value);
            self.fault_with(
                Code::KeyDoesNotFit,
                key.span,
                text,
                "name a credential of type `string(…)`, `hex` or `base64`",
            );
        }
        self.check_held(&credential, key);
    }

    /// Nothing can be signed with a key that a merchant may not have.
    fn check_held(&mut self, credential: &Credential, key: &Word) {
        if !credential.required {
            let text = format!("`{}` may be absent, so no signature can rest on it", key.value);
            self.fault_with(Code::KeyDoesNotFit, key.span, text, "leave out its `required: false`");
        }
    }

    fn rsa_key(&mut self, key: Option<&Word>, wanted: &CredentialType) -> Option<Arc<Credential>> {
        let key = key?;
        let credential = self.credential(key)?;
        if credential.ty == *wanted {
            self.check_held(&credential, key);
            return Some(credential);
        }
        let name = if *wanted == CredentialType::RsaPrivateKey { "rsa_private_key" } else { "rsa_public_key" };
        let text = format!("`{}` is not a credential of type `{name}`", key.value);
        self.fault_with(
            Code::KeyDoesNotFit,
            key.span,
            text,
            "RSA signs with a private key and verifies with a public one",
        );
        None
    }
}

fn yields_text(step: &syntax::Step) -> bool {
    use syntax::Step as S;
    matches!(step, S::HexLower | S::HexUpper | S::Base64 | S::Base64Url | S::Lower | S::Upper)
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Sent,
    Received,
}

/// Binds values to the layers of one message.
pub(crate) struct Binder<'b, 'a> {
    pub(crate) scope: &'b mut Scope<'a>,
    pub(crate) layers: &'b [Layer],
    pub(crate) headers: Vec<String>,
    pub(crate) direction: Direction,
    pub(crate) values: Vec<Value>,
}

impl Binder<'_, '_> {
    /// The index of a value, bound now if it is not yet.
    pub(crate) fn value(&mut self, word: &Word) -> Option<usize> {
        let syntax = self.scope.declared_value(word)?.clone();
        if let Some(index) = self.values.iter().position(|value| value.name == word.value) {
            return Some(index);
        }
        let index = self.values.len();
        let doc = super::text(syntax.doc.as_ref());
        let span = self.scope.declared_at(&word.value).unwrap_or(word.span);
        self.values.push(Value {
            name: word.value.clone(),
            doc,
            parts: Vec::new(),
            steps: Vec::new(),
            secret: false,
            span,
        });
        let parts = self.parts(&syntax.text);
        let steps = self.steps(&syntax.steps);
        let secret = self.shows_secret(&parts) && !steps.iter().any(Step::is_one_way);
        if let Some(value) = self.values.get_mut(index) {
            value.parts = parts;
            value.steps = steps;
            value.secret = secret;
        }
        Some(index)
    }

    /// A value that is placed where only a text can stand.
    pub(crate) fn text_value(&mut self, word: &Word) -> Option<usize> {
        let index = self.value(word)?;
        let bytes = self.values.get(index).and_then(|value| value.steps.last()).is_some_and(|step| !step.yields_text());
        if bytes {
            let text = format!("`{}` ends in bytes, and a text is needed here", word.value);
            self.scope.fault_with(
                Code::StepDoesNotFit,
                word.span,
                text,
                "end its steps in `hex_lower`, `hex_upper` or `base64`",
            );
        }
        Some(index)
    }

    pub(crate) fn parts(&mut self, parts: &[Spanned<syntax::Part>]) -> Vec<Part> {
        parts.iter().filter_map(|part| self.part(part)).collect()
    }

    fn part(&mut self, part: &Spanned<syntax::Part>) -> Option<Part> {
        Some(match &part.value {
            syntax::Part::Literal(text) => Part::Literal(text.clone()),
            syntax::Part::Credential(word) => Part::Credential(self.text_credential(word)?),
            syntax::Part::Value(word) => Part::Value(self.text_value(word)?),
            syntax::Part::Field { path, view } => self.field(path, *view)?,
            syntax::Part::Fields(selection) => Part::Fields(self.selection(selection, part.span)?),
            syntax::Part::System(system) => Part::System(self.system(*system, part.span)?),
            syntax::Part::Header(word) => Part::Header(self.header(word)?),
            syntax::Part::Now(format) => Part::Now(format.clone()),
        })
    }

    fn text_credential(&mut self, word: &Word) -> Option<Arc<Credential>> {
        let credential = self.scope.credential(word)?;
        if !matches!(credential.ty, CredentialType::Text(_)) {
            let text = format!("`{}` is a key, not a text", word.value);
            self.scope.fault_with(Code::KeyDoesNotFit, word.span, text, "use it as the key of a step");
            return None;
        }
        if !credential.required {
            let text = format!("`{}` may be absent, so no text can rest on it", word.value);
            self.scope.fault_with(Code::KeyDoesNotFit, word.span, text, "leave out its `required: false`");
        }
        Some(credential)
    }

    fn header(&mut self, word: &Word) -> Option<String> {
        let known = self.headers.iter().find(|name| name.eq_ignore_ascii_case(&word.value)).cloned();
        if self.direction == Direction::Received {
            return Some(word.value.clone());
        }
        if known.is_none() {
            let headers = self.headers.clone();
            self.scope.unknown("header", word, headers.iter().map(String::as_str));
        }
        known
    }

    fn system(&mut self, system: System, span: Span) -> Option<System> {
        if system == System::Status && self.direction == Direction::Sent {
            self.scope.fault_with(
                Code::SourceDoesNotFit,
                span,
                "a request has no status",
                "take it in the value of an answer only",
            );
            return None;
        }
        if matches!(system, System::Nonce | System::Salt) && self.direction == Direction::Received {
            self.scope.fault_with(
                Code::SourceDoesNotFit,
                span,
                "what is received has no nonce of ours",
                "take the member or header that carries it",
            );
            return None;
        }
        Some(system)
    }

    fn field(&mut self, path: &Word, view: View) -> Option<Part> {
        if self.direction == Direction::Sent && view == View::Source {
            self.scope.fault_with(
                Code::SourceDoesNotFit,
                path.span,
                "only what is received has a source",
                "leave out the `view`, or say `encoded`",
            );
        }
        let layers: Vec<usize> = match self.direction {
            // The innermost layer that has the field wins; what is received is signed at the outermost.
            Direction::Sent => (0..self.layers.len()).rev().collect(),
            Direction::Received => (0..1).collect(),
        };
        let find = |layer: usize| self.layers.get(layer).and_then(|found| found.message.field(&path.value));
        let found = layers.into_iter().find_map(|layer| find(layer).map(|field| (layer, Arc::clone(field))));
        let Some((layer, field)) = found else {
            let known: Vec<String> = self.wires();
            self.scope.unknown("field", path, known.iter().map(String::as_str));
            return None;
        };
        Some(Part::Field { layer, wire: path.value.clone(), field: Some(field), view })
    }

    fn wires(&self) -> Vec<String> {
        self.layers.iter().flat_map(|layer| self.scope.field_names(&layer.message)).collect()
    }

    fn selection(&mut self, written: &syntax::Selection, span: Span) -> Option<Selection> {
        let layer = match &written.of {
            None => 0,
            Some(of) => match self.layers.iter().position(|layer| layer.message.name == of.value) {
                Some(layer) => layer,
                None => {
                    let known: Vec<String> = self.layers.iter().map(|layer| layer.message.name.clone()).collect();
                    self.scope.unknown("layer with the message", of, known.iter().map(String::as_str));
                    return None;
                }
            },
        };
        if self.direction == Direction::Received && layer > 0 {
            self.scope.fault(Code::LayerMismatch, span, "what is received is signed at its outermost layer");
            return None;
        }
        self.check_names(written, layer);
        let message = Arc::clone(&self.layers.get(layer)?.message);
        let except: Vec<String> = written.except.iter().map(|name| name.value.clone()).collect();
        let only: Option<Vec<String>> =
            written.only.as_ref().map(|only| only.iter().map(|name| name.value.clone()).collect());
        let mut fields: Vec<Arc<Field>> = match &only {
            Some(only) => only.iter().filter_map(|name| message.field(name).cloned()).collect(),
            None => message.fields.clone(),
        };
        fields.retain(|field| !except.contains(&field.wire) && field.place.is_selected());
        if !written.declared_order {
            fields.sort_by(|left, right| left.wire.cmp(&right.wire));
        }
        Some(Selection {
            layer,
            fields,
            only,
            except,
            keep_empty: written.keep_empty,
            declared_order: written.declared_order,
            pair: written.pair.clone(),
            join: written.join.clone(),
        })
    }

    /// What is left out must be a field of some message, what is listed a field of this one.
    fn check_names(&mut self, written: &syntax::Selection, layer: usize) {
        let spec = self.scope.spec;
        let all = || spec.messages.iter().flat_map(|(_, message)| names(&message.fields));
        for word in &written.except {
            self.scope.unknown("field", word, all());
        }
        let message = self.layers.get(layer).map(|layer| Arc::clone(&layer.message));
        let known = message.map_or(Vec::new(), |message| self.scope.field_names(&message));
        for word in written.only.iter().flatten() {
            self.scope.unknown("member of the signed message", word, known.iter().map(String::as_str));
        }
    }

    pub(crate) fn steps(&mut self, steps: &[Spanned<syntax::Step>]) -> Vec<Step> {
        steps.iter().filter_map(|step| self.step(step)).collect()
    }

    fn step(&mut self, step: &Spanned<syntax::Step>) -> Option<Step> {
        use syntax::Step as Written;
        Some(match &step.value {
            Written::Md5 => Step::Md5,
            Written::Sha256 => Step::Sha256,
            Written::Sha512 => Step::Sha512,
            Written::HmacSha256(key) => Step::HmacSha256(self.key(key)?),
            Written::HmacSha512(key) => Step::HmacSha512(self.key(key)?),
            Written::Aes256Ecb(key) => Step::Aes256Ecb(self.key(key)?),
            Written::RsaSha256 { sign, verify } => self.rsa(sign.as_ref(), verify.as_ref(), step.span)?,
            Written::HexLower => Step::HexLower,
            Written::HexUpper => Step::HexUpper,
            Written::Base64 => Step::Base64,
            Written::Base64Url => Step::Base64Url,
            Written::Lower => Step::Lower,
            Written::Upper => Step::Upper,
        })
    }

    fn rsa(&mut self, sign: Option<&Word>, verify: Option<&Word>, span: Span) -> Option<Step> {
        let (needed, word) = match self.direction {
            Direction::Sent => (sign, "sign"),
            Direction::Received => (verify, "verify"),
        };
        if needed.is_none() {
            let text = format!("this direction needs the key `{word}:`");
            self.scope.diagnostics.push(Diagnostic::new(Code::KeyDoesNotFit, span, text));
            return None;
        }
        Some(Step::RsaSha256 {
            sign: self.scope.rsa_key(sign, &CredentialType::RsaPrivateKey),
            verify: self.scope.rsa_key(verify, &CredentialType::RsaPublicKey),
        })
    }

    fn key(&mut self, word: &Word) -> Option<KeySource> {
        if entry(&self.scope.spec.values, &word.value).is_some() {
            return Some(KeySource::Value(self.value(word)?));
        }
        Some(KeySource::Credential(
            self.scope.credentials.iter().find(|credential| credential.name == word.value).cloned()?,
        ))
    }

    /// Whether a secret can be read in a text of these parts.
    pub(crate) fn shows_secret(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| match part {
            Part::Credential(credential) => credential.secret,
            Part::Value(index) => self.values.get(*index).is_some_and(|value| value.secret),
            Part::Field { field: Some(field), .. } => self.is_secret(field),
            Part::Fields(selection) => selection.fields.iter().any(|field| self.is_secret(field)),
            Part::System(System::Body) => {
                self.layers.iter().any(|layer| layer.message.fields.iter().any(|field| self.is_secret(field)))
            }
            Part::System(System::Query | System::Url) => self.layers.iter().any(|layer| {
                layer.codecs.contains(&Codec::Query) && layer.message.fields.iter().any(|field| self.is_secret(field))
            }),
            _ => false,
        })
    }

    /// Whether a field shows a secret on the wire.
    pub(crate) fn is_secret(&self, field: &Field) -> bool {
        field.holds_secret()
            || match &field.source {
                Source::Credential(credential) => credential.secret,
                Source::Value(name) => self.values.iter().any(|value| value.name == *name && value.secret),
                _ => false,
            }
    }
}
