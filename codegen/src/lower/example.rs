//! Examples of requests and of answers.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use super::{
    Scope, example_spans, member, order,
    scope::{entry, names, text_or_empty},
};
use crate::{
    diagnostic::{Cause, Code, Diagnostic},
    model::{
        Acknowledged, Answer, Credential, CredentialData, CredentialType, Data, Example, Field, KeyType, Layer,
        Message, Operation, OperationKind, Provider, Structure, Type, literal,
    },
    source::Span,
    spec::syntax::{self, Entries, Spanned, Word},
};

/// Lowers the examples and the answers to them into the provider.
pub(super) fn lower_examples(scope: &mut Scope<'_>, provider: &mut Provider) {
    let spec = scope.spec;
    let (order, circles) = order::by_reference(&spec.examples);
    circles.iter().for_each(|circle| report_circle(scope, circle));
    // `order` puts an example after those that it names; the model has the order of the page.
    let mut lowered: Vec<(usize, Arc<Example>)> = Vec::new();
    for at in order {
        let Some((name, example)) = spec.examples.get(at) else { continue };
        if let Some(example) = lower_example(scope, name, example, provider) {
            let example = Arc::new(example);
            provider.examples.push(Arc::clone(&example));
            lowered.push((at, example));
        }
    }
    lowered.sort_by_key(|(at, _)| *at);
    provider.examples = lowered.into_iter().map(|(_, example)| example).collect();
    for (name, answer) in &spec.answers {
        if let Some(answer) = lower_answer(scope, name, answer, provider) {
            provider.answers.push(answer);
        }
    }
}

/// The shape of an entry that must be a text, for messages, and the help.
const A_TEXT: (&str, &str) = ("a text", "write one text, without brackets or braces");

/// Reports examples that name each other with `like:` or `of:` in a circle.
fn report_circle(scope: &mut Scope<'_>, circle: &[&Word]) {
    const TOLD: usize = 8;
    let Some((first, rest)) = circle.split_first() else { return };
    let names = rest.iter().chain([first]).take(TOLD).map(|name| format!("`{}`", name.value));
    let more = if circle.len() > TOLD { " …" } else { "" };
    let chain = names.collect::<Vec<_>>().join(", which rests on ");
    let text = format!("the example `{}` rests on {chain}{more}", first.value);
    scope.fault_with(Code::Circular, first.span, text, "write the whole content in one of them");
}

fn lower_example(scope: &mut Scope<'_>, name: &Word, syntax: &syntax::Example, provider: &Provider) -> Option<Example> {
    let like = match &syntax.like {
        Some(like) => Some(find_example(scope, like, provider)?),
        None => None,
    };
    let operation = syntax.operation.as_ref()?;
    let found = find_operation(scope, operation, provider)?;
    let Some(sends) = &found.sends else {
        check_direction(scope, operation, "sends", |syntax| syntax.sends.is_some());
        return None;
    };
    let of = asked_about(scope, name, syntax, found, like.as_ref(), provider)?;
    let given = lower_credentials(scope, &syntax.credentials);
    let like = like.as_deref();
    let (now, now_at) = clock(name, syntax, like);
    let sent = syntax.sends.as_ref();
    let expected = |of: fn(&syntax::Sent) -> &Option<Word>| Some(of(sent?).as_ref()?.value.clone());
    Some(Example {
        name: name.value.clone(),
        operation: operation.value.clone(),
        source: syntax.source.clone(),
        credentials: merge(given, like.map_or(&[][..], |like| &like.credentials)),
        now,
        now_at,
        nonce: or_inherited(&syntax.nonce, like.map(|like| &like.nonce)),
        salt: or_inherited(&syntax.salt, like.map(|like| &like.salt)),
        server: lower_server(scope, syntax.server.as_ref()),
        request: lower_request(scope, &syntax.request, &sends.layers),
        extra: pairs(&syntax.extra),
        url: expected(|sent| &sent.url),
        headers: sent.map_or(Vec::new(), |sent| pairs(&sent.headers)),
        body: expected(|sent| &sent.body),
        signature: expected(|sent| &sent.signature),
        span: name.span,
        spans: example_spans::of_example(name, syntax, like, of.as_deref()),
        of,
    })
}

/// The clock of an example, its own or the one of `like:`, with its place in the spec.
fn clock(name: &Word, syntax: &syntax::Example, like: Option<&Example>) -> (Option<String>, Span) {
    match (&syntax.now, like) {
        (Some(now), _) => (Some(now.value.clone()), now.span),
        (None, Some(like)) => (like.now.clone(), like.now_at),
        (None, None) => (None, name.span),
    }
}

/// The text of an example, or the text of `like:`; empty if neither states one.
fn or_inherited(word: &Option<Word>, inherited: Option<&String>) -> String {
    word.as_ref().map(|word| &word.value).or(inherited).cloned().unwrap_or_default()
}

/// The example of the refund that a query asks about. Without `of:`, it is the one of `like:`, or `like:` itself.
fn asked_about(
    scope: &mut Scope<'_>,
    name: &Word,
    syntax: &syntax::Example,
    operation: &Operation,
    like: Option<&Arc<Example>>,
    provider: &Provider,
) -> Option<Option<Arc<Example>>> {
    let wanted = provider.asked_about(operation).map(|(refund, _)| refund.name.as_str());
    let Some(wanted) = wanted else {
        // A refund that could not be found was reported where the operation names it.
        let unnamed = operation.of.is_none() && operation.kind == OperationKind::Query;
        let faulty = (unnamed || operation.of.is_some()) && scope.diagnostics.has_errors();
        if let Some(of) = syntax.of.as_ref().filter(|_| !faulty) {
            let text = format!("`{}` is not asked about: `{}` is no query of a refund", of.value, operation.name);
            scope.fault_with(Code::UnknownReference, of.span, text, "leave out `of:`");
        }
        return Some(None);
    };
    let found = match &syntax.of {
        Some(of) => Some(find_example(scope, of, provider)?),
        None => like.map(|like| like.of.clone().unwrap_or_else(|| Arc::clone(like))),
    };
    let fits = found.filter(|example| example.operation == wanted);
    if fits.is_none() {
        let span = syntax.of.as_ref().map_or(name.span, |of| of.span);
        let text = format!("example `{}` does not say which refund it asks about", name.value);
        scope.fault_with(Code::MissingKey, span, text, format!("add `of:` with an example of `{wanted}`"));
    }
    fits.map(Some)
}

/// Reports an operation without the direction of the example, unless its faulty declaration was reported.
fn check_direction(scope: &mut Scope<'_>, operation: &Word, verb: &str, declared: fn(&syntax::Operation) -> bool) {
    let mut operations = scope.spec.operations.iter();
    let syntax = operations.find(|(name, _)| name.value == operation.value).map(|(_, syntax)| syntax);
    if syntax.is_some_and(|syntax| !declared(syntax)) {
        let text = format!("`{}` {verb} nothing", operation.value);
        let help = format!("name an operation with `{verb}:`");
        scope.fault_with(Code::UnknownReference, operation.span, text, help);
    }
}

fn lower_server(scope: &mut Scope<'_>, word: Option<&Word>) -> String {
    let spec = scope.spec;
    let first = spec.servers.first().map(|(name, _)| name.value.clone()).unwrap_or_default();
    let Some(word) = word else { return first };
    if entry(&spec.servers, &word.value).is_none() {
        scope.unknown("server", word, names(&spec.servers));
    }
    word.value.clone()
}

pub(super) fn find_example(scope: &mut Scope<'_>, word: &Word, provider: &Provider) -> Option<Arc<Example>> {
    let found = provider.example(&word.value).cloned();
    if found.is_none() {
        let spec = scope.spec;
        scope.unknown("example", word, names(&spec.examples));
    }
    found
}

fn find_operation<'p>(scope: &mut Scope<'_>, word: &Word, provider: &'p Provider) -> Option<&'p Operation> {
    let found = provider.operation(&word.value);
    if found.is_none() {
        let spec = scope.spec;
        scope.unknown("operation", word, names(&spec.operations));
    }
    found
}

fn lower_credentials(
    scope: &mut Scope<'_>,
    given: &Entries<Spanned<syntax::CredentialData>>,
) -> Vec<(Arc<Credential>, CredentialData)> {
    let mut out = Vec::new();
    for (name, Spanned { value: data, span }) in given {
        let Some(credential) = scope.credential(name) else { continue };
        let data = match data {
            syntax::CredentialData::Text(text) => CredentialData::Text(text.clone()),
            syntax::CredentialData::Key(key) => match scope.key(key) {
                Some(key) => CredentialData::Key(key),
                None => continue,
            },
            syntax::CredentialData::Keys(keys) => CredentialData::Keys(
                keys.iter().filter_map(|(serial, key)| Some((serial.clone(), scope.key(key)?))).collect(),
            ),
            syntax::CredentialData::Shared(keys) => CredentialData::Shared(keys.clone()),
            syntax::CredentialData::Anchors(keys) => {
                CredentialData::Anchors(keys.iter().filter_map(|key| scope.key(key)).collect())
            }
        };
        check_credential(scope, &credential, &data, *span);
        out.push((credential, data));
    }
    out
}

fn check_credential(scope: &mut Scope<'_>, credential: &Credential, data: &CredentialData, span: Span) {
    let CredentialType::Key(ty) = credential.ty else {
        if !matches!(data, CredentialData::Text(_)) {
            report_credential(scope, credential, "write the text itself", span);
        }
        return;
    };
    let fits = match data {
        CredentialData::Text(_) => matches!(ty, KeyType::Hex | KeyType::Base64),
        CredentialData::Key(key) => ty.member().is_none() && ty != KeyType::TrustAnchors && key.kind.fits(ty),
        CredentialData::Keys(keys) => ty.member().is_some() && keys.iter().all(|(_, key)| key.kind.fits(ty)),
        CredentialData::Shared(keys) => ty == KeyType::SharedSet && !keys.is_empty(),
        CredentialData::Anchors(keys) => ty == KeyType::TrustAnchors && keys.iter().all(|key| key.kind.fits(ty)),
    };
    let help = match ty {
        KeyType::Hex | KeyType::Base64 => "write the text itself",
        KeyType::RsaPublicSet | KeyType::P256PublicSet => "give public keys by serial, as `{ keys: { SERIAL: NAME } }`",
        KeyType::SharedSet => "give keys by name, as `{ shared: { NAME: text } }`",
        KeyType::TrustAnchors => "give certificates, as `{ anchors: [NAME] }`",
        KeyType::Sm2Private => "name a key as `{ key: NAME }`, and give it as `sm2_private:` under `keys:`",
        KeyType::Sm2Public => "name a key as `{ key: NAME }`, and give it as `sm2_public:` under `keys:`",
        KeyType::P256Private => "name a key as `{ key: NAME }`, and give it as `p256_private:` under `keys:`",
        KeyType::P256Public => {
            "name a key as `{ key: NAME }`, and give it as `p256_public:` or `certificate:` under `keys:`"
        }
        KeyType::P384Private => "name a key as `{ key: NAME }`, and give it as `p384_private:` under `keys:`",
        KeyType::P384Public => {
            "name a key as `{ key: NAME }`, and give it as `p384_public:` or `certificate:` under `keys:`"
        }
        KeyType::Certificate => "name a key as `{ key: NAME }`, and give it as `certificate:` under `keys:`",
        KeyType::RsaPrivate | KeyType::RsaPublic | KeyType::WeakRsaPrivate | KeyType::WeakRsaPublic => {
            "keys are given as `{ key: NAME }`, private RSA ones with all eight numbers"
        }
    };
    if !fits {
        report_credential(scope, credential, help, span);
    }
}

fn report_credential(scope: &mut Scope<'_>, credential: &Credential, help: &str, span: Span) {
    let text = format!("this is no value of credential `{}`", credential.name);
    let fault = Diagnostic::new(Code::KeyDoesNotFit, span, text).help(help);
    scope.diagnostics.push(fault.cause(Cause::CredentialValue(credential.name.clone())));
}

pub(super) fn lower_request(
    scope: &mut Scope<'_>,
    given: &[(Word, syntax::Data)],
    layers: &[Layer],
) -> Vec<(Arc<Field>, Data)> {
    let mut out = Vec::new();
    for (name, data) in given {
        let mut fields = layers.iter().rev().filter_map(|layer| layer.message.field(&name.value));
        let Some(field) = fields.find(|field| field.source.is_caller()).cloned() else {
            report_caller_field(scope, name, layers);
            continue;
        };
        if let Some(data) = lower_data(scope, &ty_beside(&field, given), data, name.span) {
            out.push((field, data));
        }
    }
    out
}

/// The type of a field beside other values of an example: an amount has the decimals of the given currency.
fn ty_beside<'f>(field: &'f Field, given: &[(Word, syntax::Data)]) -> Cow<'f, Type> {
    let named = |wire: &str| match given.iter().find(|(name, _)| name.value == wire) {
        Some((_, syntax::Data::Text(text))) => Some(text.value.clone()),
        _ => None,
    };
    match field.ty.currency().and_then(|member| named(&member.wire)) {
        Some(code) => field.ty.beside(|_| Some(code)),
        None => Cow::Borrowed(&field.ty),
    }
}

/// Reports a field that the caller does not supply, or that is not declared.
pub(super) fn report_caller_field(scope: &mut Scope<'_>, word: &Word, layers: &[Layer]) {
    let ours = layers.iter().any(|layer| layer.message.field(&word.value).is_some());
    if ours {
        let text = format!("`{}` does not come from the caller", word.value);
        let fault = Diagnostic::new(Code::SourceDoesNotFit, word.span, text.as_str());
        let fault = fault.help("leave it out: the spec names its source");
        scope.diagnostics.push(fault.cause(Cause::Shared(text)));
        return;
    }
    let known = scope.names_in(layers);
    scope.unknown("field of the caller", word, known);
}

/// The value in the shape of its type.
pub(super) fn lower_data(scope: &mut Scope<'_>, ty: &Type, data: &syntax::Data, span: Span) -> Option<Data> {
    match (ty.content(), data) {
        (Type::Object(message), syntax::Data::Map(entries, _)) => {
            Some(Data::Object(lower_object(scope, message, entries)))
        }
        (Type::List(inner), syntax::Data::List(items, _)) => {
            Some(Data::List(items.iter().filter_map(|item| lower_data(scope, inner, item, span)).collect()))
        }
        (Type::Map { .. }, syntax::Data::Map(entries, _)) => {
            Some(Data::Map(entries.iter().filter_map(|(key, data)| lower_entry(scope, key, data)).collect()))
        }
        (scalar, syntax::Data::Text(text)) if !scalar.is_nested() => {
            if let Err(reason) = literal::parses(scalar, &text.value) {
                let is_minor = scalar.amount().is_some_and(|form| matches!(form.unit, syntax::AmountUnit::Minor));
                let help = match is_minor && text.value.contains('.') {
                    true => "write a whole number of the smallest unit: 8.88 with two decimals is `888`",
                    false => "write the value in its wire form",
                };
                let fault = Diagnostic::new(Code::ValueDoesNotFit, text.span, reason).help(help);
                let form = scalar.amount().map(|form| Cause::Shared(literal::described_amount(form)));
                scope.diagnostics.push(Diagnostic { cause: form.map(Box::new), ..fault });
                return None;
            }
            Some(Data::Text(text.value.clone()))
        }
        (wanted, _) => {
            let (shape, help) = match wanted.structure() {
                Some(Structure::Object(_) | Structure::Map) => ("a mapping", "write `{ NAME: VALUE }`"),
                Some(Structure::Objects(_) | Structure::Scalars(_)) => ("a list", "write `[VALUE]`"),
                None => A_TEXT,
            };
            scope.fault_with(Code::ValueDoesNotFit, span, format!("the value must be {shape}"), help);
            None
        }
    }
}

/// An entry of a map; its value must be a text.
fn lower_entry(scope: &mut Scope<'_>, key: &Word, data: &syntax::Data) -> Option<(String, String)> {
    if let syntax::Data::Text(text) = data {
        return Some((key.value.clone(), text.value.clone()));
    }
    let (shape, help) = A_TEXT;
    scope.fault_with(Code::ValueDoesNotFit, key.span, format!("the value must be {shape}"), help);
    None
}

fn lower_object(
    scope: &mut Scope<'_>,
    message: &Arc<Message>,
    entries: &Entries<syntax::Data>,
) -> Vec<(Arc<Field>, Data)> {
    let mut out = Vec::new();
    for (name, data) in entries {
        let Some(field) = message.field(&name.value).cloned() else {
            let known = scope.field_names(message);
            scope.unknown("field", name, known);
            continue;
        };
        if let Some(data) = lower_data(scope, &ty_beside(&field, entries), data, name.span) {
            out.push((field, data));
        }
    }
    out
}

fn lower_answer(scope: &mut Scope<'_>, name: &Word, syntax: &syntax::Answer, provider: &Provider) -> Option<Answer> {
    let Some(to) = &syntax.to else {
        let text = format!("answer `{}` does not name the request that it answers", name.value);
        scope.fault_with(Code::MissingKey, name.span, text, "add `to:` with the name of an example");
        return None;
    };
    let to = find_example(scope, to, provider)?;
    let word = syntax.operation.clone().unwrap_or_else(|| Word { value: to.operation.clone(), span: name.span });
    let operation = find_operation(scope, &word, provider)?;
    let Some(receives) = &operation.receives else {
        check_direction(scope, &word, "receives", |syntax| syntax.receives.is_some());
        return None;
    };
    if let Some(target) = &syntax.target {
        check_target(scope, target, operation.kind);
    }
    let reads = lower_reads(scope, &syntax.reads, &receives.layers);
    Some(Answer {
        name: name.value.clone(),
        operation: word.value,
        source: syntax.source.clone(),
        status: syntax.status,
        headers: pairs(&syntax.headers),
        target: syntax.target.as_ref().map(|target| target.value.clone()),
        body: text_or_empty(syntax.body.as_ref()),
        now: syntax.now.as_ref().map(|now| now.value.clone()),
        now_at: syntax.now.as_ref().map_or(name.span, |now| now.span),
        reads,
        outcome: syntax.outcome,
        on_repeat: syntax.on_repeat,
        fails: syntax.fails.as_ref().map(|fails| fails.value),
        acknowledged: syntax.acknowledged.as_ref().map(|expected| Acknowledged {
            headers: pairs(&expected.headers),
            body: expected.body.as_ref().map(|body| body.value.clone()),
            span: expected.span,
        }),
        span: name.span,
        spans: example_spans::of_answer(name, syntax),
        to,
    })
}

/// Only a notification has a target: a path, and a query if there is one.
fn check_target(scope: &mut Scope<'_>, target: &Word, kind: OperationKind) {
    let sound = |next: char| next.is_ascii_alphanumeric() || "-._~:/?[]@!$&'()*+,;=%".contains(next);
    if kind != OperationKind::Notification {
        let help = "leave out `target`, or name the notification with `operation:`";
        scope.fault_with(Code::RuleDoesNotFit, target.span, "an answer has no target", help);
    } else if !target.value.starts_with('/') || !target.value.chars().all(sound) {
        let text = format!("`{}` is not the target of a request", target.value);
        scope.fault_with(Code::BadWord, target.span, text, "write a path and a query as they come, `/hook?a=1%202`");
    }
}

/// The members that must be read from an answer, with their texts.
fn lower_reads(
    scope: &mut Scope<'_>,
    syntax: &Entries<Word>,
    layers: &[Layer],
) -> Vec<(Vec<Arc<Field>>, Option<String>)> {
    let mut reads = Vec::new();
    for (path, expected) in syntax {
        let Some(path) = member::find_member(scope, path, layers) else { continue };
        let text = (expected.value != "absent").then(|| expected.value.clone());
        if let (Some(field), Some(text)) = (path.last(), &text)
            && let Err(reason) = literal::parses(&field.ty, text)
        {
            let fault = format!("`{}`: {reason}", field.wire);
            let help = "write the value in its wire form, or `absent`";
            scope.fault_with(Code::ValueDoesNotFit, expected.span, fault, help);
            continue;
        }
        reads.push((path, text));
    }
    reads
}

fn merge(
    mut given: Vec<(Arc<Credential>, CredentialData)>,
    inherited: &[(Arc<Credential>, CredentialData)],
) -> Vec<(Arc<Credential>, CredentialData)> {
    let known: HashSet<String> = given.iter().map(|(credential, _)| credential.name.clone()).collect();
    for (credential, data) in inherited {
        if !known.contains(&credential.name) {
            given.push((Arc::clone(credential), data.clone()));
        }
    }
    given
}

pub(super) fn pairs(entries: &Entries<Word>) -> Vec<(String, String)> {
    entries.iter().map(|(name, text)| (name.value.clone(), text.value.clone())).collect()
}
