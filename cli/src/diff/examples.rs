//! Compares examples, answers, refused requests, and their throw-away keys.

use std::sync::Arc;

use refundry_codegen::model::{
    Answer, Credential, CredentialData, Example, Failure, Key, KeyKind, Provider, Refused, operation::dotted,
};
use refundry_codegen::source::Span;

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::pair::{Pair, by_name, reordered};
use super::receives::meaning;
use super::words::{joined, maybe, maybe_quoted, members, pairs, quoted};

/// Compares all test data.
pub fn compare_examples(old: &Provider, new: &Provider, changes: &mut Changes) {
    let keys = |keys: &[Arc<Key>]| keys.iter().map(|item| key(item)).collect::<Vec<_>>();
    list(old, new, (keys(&old.keys), keys(&new.keys)), changes);
    let examples = |examples: &[Arc<Example>]| examples.iter().map(|item| example(item)).collect::<Vec<_>>();
    list(old, new, (examples(&old.examples), examples(&new.examples)), changes);
    let answers = |answers: &[Answer]| answers.iter().map(answer).collect::<Vec<_>>();
    list(old, new, (answers(&old.answers), answers(&new.answers)), changes);
    let refusals = |refusals: &[Refused]| refusals.iter().map(refused).collect::<Vec<_>>();
    list(old, new, (refusals(&old.refused), refusals(&new.refused)), changes);
}

/// The name, location and text of an example.
type Piece = (String, Span, String);

fn list(old: &Provider, new: &Provider, (before, after): (Vec<Piece>, Vec<Piece>), changes: &mut Changes) {
    let around = Both::section("examples", (&before, old.span), (&after, new.span), |(_, span, _)| *span);
    for pair in by_name(&before, &after, |(name, ..)| name) {
        match pair {
            Pair::Both((name, at, text), (_, place, other)) => {
                changes.differ(ChangeKind::Example, &Both::new(name, *at, *place), text, other);
            }
            Pair::Gone((name, at, text)) => {
                changes.gone(ChangeKind::Example, name, ChangeState::new(*at, text), around.new)
            }
            Pair::Come((name, at, text)) => {
                changes.come(ChangeKind::Example, name, around.old, ChangeState::new(*at, text))
            }
        }
    }
    if let Some((before, after)) = reordered(&before, &after, |(name, ..)| name) {
        changes.differ(ChangeKind::DeclarationOrder, &around, before, after);
    }
}

fn key(key: &Key) -> Piece {
    let Key { name, kind, span } = key;
    let text = match kind {
        KeyKind::Rsa(numbers) => {
            numbers.iter().map(|(name, number)| format!("{name} {number}")).collect::<Vec<_>>().join(", ")
        }
        KeyKind::Sm2Private(hex) => format!("sm2_private {hex}"),
        KeyKind::Sm2Public(hex) => format!("sm2_public {hex}"),
        KeyKind::P256Private(hex) => format!("p256_private {hex}"),
        KeyKind::P256Public(hex) => format!("p256_public {hex}"),
        KeyKind::P384Private(hex) => format!("p384_private {hex}"),
        KeyKind::P384Public(hex) => format!("p384_public {hex}"),
        KeyKind::Certificate(pem) => format!("certificate {}", quoted(pem)),
    };
    (format!("key {name}"), *span, text)
}

fn example(example: &Example) -> Piece {
    let Example {
        name,
        operation,
        of,
        source,
        credentials,
        now,
        now_at: _,
        nonce,
        salt,
        server,
        request,
        extra,
        url,
        headers,
        body,
        signature,
        span,
        spans: _,
    } = example;
    let words = [
        format!(
            "operation {operation}, of {}, source {}",
            maybe(of.as_deref().map(|of| &of.name)),
            quoted(&source.written())
        ),
        format!("credentials {}", written_credentials(credentials)),
        format!(
            "now {}, nonce {}, salt {}, server {server}",
            maybe_quoted(now.as_deref()),
            quoted(nonce),
            quoted(salt)
        ),
        format!("request {}; extra {}", members(request), pairs(extra)),
        format!("url {}; headers {}", maybe_quoted(url.as_deref()), pairs(headers)),
        format!("body {}; signature {}", maybe_quoted(body.as_deref()), maybe_quoted(signature.as_deref())),
    ];
    (format!("example {name}"), *span, joined(&words, "; "))
}

fn written_credentials(credentials: &[(Arc<Credential>, CredentialData)]) -> String {
    let names = |keys: &[Arc<Key>]| keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(" ");
    let data = |data: &CredentialData| match data {
        CredentialData::Text(text) => quoted(text),
        CredentialData::Key(key) => format!("key {}", key.name),
        CredentialData::Keys(keys) => {
            keys.iter().map(|(serial, key)| format!("{} {}", quoted(serial), key.name)).collect::<Vec<_>>().join(" ")
        }
        CredentialData::Shared(keys) => format!("shared {}", pairs(keys)),
        CredentialData::Anchors(keys) => format!("anchors {}", names(keys)),
    };
    credentials.iter().map(|(name, value)| format!("{}={}", name.name, data(value))).collect::<Vec<_>>().join(", ")
}

fn answer(answer: &Answer) -> Piece {
    let Answer {
        name,
        operation,
        to,
        source,
        status,
        headers,
        target,
        body,
        now,
        now_at: _,
        reads,
        outcome,
        on_repeat,
        fails,
        acknowledged,
        span,
        spans: _,
    } = answer;
    let acknowledged = acknowledged.as_ref().map(|expected| {
        format!("; acknowledged {}, headers {}", maybe_quoted(expected.body.as_deref()), pairs(&expected.headers))
    });
    let reads = reads.iter().map(|(path, text)| format!("{}={}", dotted(path), maybe_quoted(text.as_deref())));
    let words = [
        format!("operation {operation}, to {}, source {}", to.name, quoted(&source.written())),
        format!("status {status}, headers {}, now {}", pairs(headers), maybe_quoted(now.as_deref())),
        format!("body {}, target {}", quoted(body), maybe_quoted(target.as_deref())),
        format!("reads {}", reads.collect::<Vec<_>>().join(", ")),
        format!(
            "outcome {}, on repeat {}, fails {}{}",
            outcome.map(meaning).unwrap_or_default(),
            on_repeat.map(meaning).unwrap_or_default(),
            failure(*fails),
            acknowledged.unwrap_or_default()
        ),
    ];
    (format!("answer {name}"), *span, joined(&words, "; "))
}

fn failure(fails: Option<Failure>) -> String {
    maybe(fails)
}

fn refused(refused: &Refused) -> Piece {
    let Refused { name, message, rule, like, request, extra, span, spans: _ } = refused;
    let words = [
        format!("{message}.{rule}, like {}", like.name),
        format!("request {}; extra {}", members(request), pairs(extra)),
    ];
    (format!("refused {name}"), *span, joined(&words, "; "))
}
