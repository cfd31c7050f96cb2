//! Runs a case with the interpreter, and writes the same JSON as the generated code.

use std::{collections::HashMap, rc::Rc};

use refundry_codegen::model::{CredentialType, Family, Field, KeyType, Message, Operation, Provider, Type};
use refundry_equal::shared::{self, at, items, text, texts};
use refundry_interpreter::{Answer, CredentialValue, Credentials, Interpreter, Object, Request, Server, Value};
use refundry_runtime as rt;
use serde_json::{Map, Value as Json, json};

use crate::sets::Sets;

/// A provider's interpreter with its caches.
pub struct Mirror<'m> {
    pub provider: &'m Provider,
    pub interpreter: Interpreter<'m>,
    servers: HashMap<&'m str, Server>,
    pub sets: Sets,
}

impl<'m> Mirror<'m> {
    pub fn new(provider: &'m Provider) -> Self {
        let servers = provider.servers.iter();
        let servers = servers.map(|server| (server.name.as_str(), Server::custom(&server.url).expect("a base URL")));
        Self { provider, interpreter: Interpreter::new(provider), servers: servers.collect(), sets: Sets::default() }
    }

    /// The result of a case from the generated code.
    pub fn compiled(&self, case: &Json) -> Json {
        refundry_equal::run(case, &|number| self.sets.get(number))
    }

    /// The result of a case from the interpreter.
    pub fn run(&self, case: &Json) -> Json {
        let operation = self.operation(at(case, "operation"));
        let request = self.request(operation, case);
        self.result(operation, &request, self.sign(operation, &request, case), case)
    }

    /// The result of a case whose request is signed already.
    pub fn result(
        &self,
        operation: &Operation,
        request: &Request,
        signed: Result<rt::Call<rt::Record>, rt::SignError>,
        case: &Json,
    ) -> Json {
        let mut out = Map::new();
        out.insert("validated".to_owned(), shared::validated(self.interpreter.validate(operation, request)));
        match signed {
            Err(error) => {
                out.insert("unsigned".to_owned(), shared::unsigned(&error));
            }
            Ok(call) => {
                out.insert("call".to_owned(), shared::call(&call, &call.sent().to_text()));
                let new = operation.counts_attempts() && shared::boolean(at(case, "first"));
                let sent = call
                    .into_parts()
                    .1
                    .store(|text| Ok::<_, rt::ReadError>((!new).then(|| text.to_owned())))
                    .expect("a store");
                let answers = items(at(case, "answers")).iter();
                let answers = answers.map(|answer| self.answer(&sent, answer, case));
                out.insert("answers".to_owned(), answers.collect());
            }
        }
        Json::Object(out)
    }

    pub fn operation(&self, name: &Json) -> &'m Operation {
        self.provider.operation(&text(name)).expect("an operation")
    }

    pub fn sign(
        &self,
        operation: &Operation,
        request: &Request,
        case: &Json,
    ) -> Result<rt::Call<rt::Record>, rt::SignError> {
        let credentials = self.credentials(at(case, "credentials"));
        self.in_context(case, |context| self.interpreter.sign(operation, request, &credentials, context))
    }

    /// Runs a function with the context of a case.
    fn in_context<T>(&self, case: &Json, run: impl FnOnce(&refundry_interpreter::Context<'_>) -> T) -> T {
        let server = self.servers.get(text(at(case, "server")).as_str()).expect("a server");
        let (nonce, salt) = (text(at(case, "nonce")), text(at(case, "salt")));
        run(&rt::Context { server, now: shared::time(at(case, "now")), nonce: &nonce, salt: &salt })
    }

    pub fn request(&self, operation: &Operation, case: &Json) -> Request {
        let layers = operation.sends.iter().flat_map(|sends| &sends.layers);
        let mut request = Request::default();
        layers.for_each(|layer| fill(&mut request.object, &layer.message, at(case, "request")));
        for extra in items(at(case, "extras")) {
            let (name, value) = (text(&extra[0]), text(&extra[1]));
            match shared::boolean(&extra[2]) {
                true => request.extras.insert_literal(name, value),
                false => request.extras.insert(name, value),
            }
        }
        let rule = |name: &Json| match (text(&name[0]).as_str(), text(&name[1])) {
            ("", local) => self.interpreter.rule_of_credentials(&local).expect("a rule of credentials"),
            (message, local) => self.interpreter.rule_of(message, &local).expect("a rule"),
        };
        if let Some((refund, _)) = self.provider.asked_about(operation) {
            let stored = text(at(case, "sent"));
            request.sent = Some(self.interpreter.stored(refund, &stored).expect("a record"));
        }
        request.lifted = items(at(case, "lifted")).iter().map(rule).cloned().collect();
        request
    }

    /// Reads an answer; without credentials of its own, it uses those of its request.
    fn answer(&self, sent: &rt::Record, case: &Json, request: &Json) -> Json {
        let held = case.get("credentials").unwrap_or(at(request, "credentials"));
        match self.read(sent, case, held) {
            Ok(answer) => {
                let outcome = answer.outcome(answer.evidence.echoed.attempt);
                let found = shared::answer(object_json(&answer.object), answer.evidence, (outcome, answer.advice()));
                if self.operation(at(case, "operation")).reply().is_none() {
                    return found;
                }
                let now = shared::time(at(case, "now"));
                let written = self.in_context(request, |context| {
                    self.interpreter.acknowledge(&answer, &self.credentials(held), &rt::Context { now, ..*context })
                });
                shared::acknowledged(found, written)
            }
            Err(error) => shared::unread(&error),
        }
    }

    fn read(&self, sent: &rt::Record, case: &Json, held: &Json) -> Result<Answer<'m>, rt::ReadError> {
        let operation = self.operation(at(case, "operation"));
        let (credentials, now) = (self.credentials(held), shared::time(at(case, "now")));
        if operation.sends.is_some() {
            return self.interpreter.read(operation, sent, &shared::response(case), &credentials, now);
        }
        let found = self.interpreter.receive(operation, &shared::delivery(case), &credentials, now);
        found.and_then(|answer| answer.compare(sent))
    }

    /// The credentials with an index.
    pub fn credentials(&self, number: &Json) -> Rc<Credentials> {
        self.sets.credentials(number, |json| {
            let mut out = Credentials::default();
            for credential in &self.provider.credentials {
                if let Some(json) = json.get(&credential.name) {
                    out.set(&credential.name, credential_value(&credential.ty, json));
                }
            }
            out
        })
    }
}

fn credential_value(ty: &CredentialType, json: &Json) -> CredentialValue {
    let CredentialType::Key(key) = ty else { return CredentialValue::Text(shared::secret(json)) };
    match key {
        KeyType::Hex => CredentialValue::Bytes(shared::hex_key(json)),
        KeyType::Base64 => CredentialValue::Bytes(shared::base64_key(json)),
        KeyType::SharedSet => CredentialValue::SharedSet(shared::shared_set(json)),
        KeyType::RsaPrivate => CredentialValue::RsaPrivate(shared::rsa_private(json)),
        KeyType::RsaPublic => CredentialValue::RsaPublic(shared::rsa_public(json)),
        KeyType::RsaPublicSet => CredentialValue::RsaPublicSet(shared::rsa_public_set(json)),
        KeyType::WeakRsaPrivate => CredentialValue::WeakRsaPrivate(shared::weak_private(json)),
        KeyType::WeakRsaPublic => CredentialValue::WeakRsaPublic(shared::weak_public(json)),
        KeyType::Sm2Private => CredentialValue::Sm2Private(shared::sm2_private(json)),
        KeyType::Sm2Public => CredentialValue::Sm2Public(shared::sm2_public(json)),
        KeyType::P256Private => CredentialValue::P256Private(shared::p256_private(json)),
        KeyType::P256Public => CredentialValue::P256Public(shared::p256_public(json)),
        KeyType::P256PublicSet => CredentialValue::P256PublicSet(shared::p256_public_set(json)),
        KeyType::P384Private => CredentialValue::P384Private(shared::p384_private(json)),
        KeyType::P384Public => CredentialValue::P384Public(shared::p384_public(json)),
        KeyType::Certificate => CredentialValue::Certificate(shared::certificate(json)),
        KeyType::TrustAnchors => CredentialValue::TrustAnchors(shared::trust_anchors(json)),
    }
}

fn fill(object: &mut Object, message: &Message, json: &Json) {
    for field in message.caller_fields() {
        if let Some(json) = json.get(&field.rust) {
            object.set(&field.rust, value(&field.ty, json));
        }
    }
}

fn value(ty: &Type, json: &Json) -> Value {
    match ty {
        Type::Scalar(scalar) => match scalar.family() {
            Family::Integer => Value::Integer(shared::integer(json)),
            Family::Amount(_) => Value::Amount(shared::fen(json)),
            Family::Time(_) => Value::Time(shared::time(json)),
            Family::Boolean(_) => Value::Boolean(shared::boolean(json)),
            Family::Text | Family::Enumeration(_) | Family::ErrorCode => Value::Text(text(json)),
        },
        Type::Object(message) => {
            let mut object = Object::default();
            fill(&mut object, message, json);
            Value::Object(object)
        }
        Type::List(inner) => Value::List(items(json).iter().map(|json| value(inner, json)).collect()),
        Type::Map { .. } => Value::Map(texts(json)),
        Type::Json(inner) => value(inner, json),
        _ => Value::Text(text(json)),
    }
}

/// An object in the JSON of cases and results.
pub fn object_json(object: &Object) -> Json {
    let mut out: Map<String, Json> =
        object.fields().map(|(name, value)| (name.to_owned(), value_json(value))).collect();
    out.insert(" extra".to_owned(), shared::extra(&object.extra));
    Json::Object(out)
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Amount(amount) => json!(amount.minor()),
        Value::Time(time) => json!(time.epoch_ms()),
        Value::Boolean(boolean) => json!(boolean),
        Value::Object(object) => object_json(object),
        Value::List(items) => items.iter().map(value_json).collect(),
        Value::Map(entries) => json!(entries),
    }
}

/// The caller's fields of an operation, with their messages.
pub fn caller_fields(operation: &Operation) -> Vec<(&Message, &Field)> {
    let layers = operation.sends.iter().flat_map(|sends| &sends.layers);
    let fields = layers.flat_map(|layer| layer.message.caller_fields().map(|field| (&*layer.message, &**field)));
    fields.collect()
}
