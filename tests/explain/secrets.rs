//! Checks that no secret, and nothing derived from one, is shown, for every example and answer of every spec in the
//! tree.
//!
//! Derived values are found by experiment: each message is explained twice with different secrets, and the values that
//! differ are derived. Only the output of a one-way step that is part of the sent request may be shown.

use std::path::PathBuf;

use refundry_codegen::{
    compile,
    model::{Answer, CredentialData, CredentialType, Example, KeyType, Operation, Provider},
    source::Source,
};
use refundry_interpreter::{
    CredentialValue, Credentials, Interpreter, Traced, Value,
    examples::{self, Given},
    explain::{self, Explanation, Redaction},
    runtime::{Context, decode, encode},
};

use super::super::{
    Shown,
    answer::{self, Heard, Message},
    json, text,
    visible::visible,
};
use crate::sampled::{sampled, step};

#[path = "../../codegen/tests/emit/merge.rs"]
mod merge;

/// The base of the small specs.
const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");
/// Folders of specs, from the folder of this package.
const FOLDERS: [&str; 4] = ["../specs", "../tests/shapes", "../tests/interpreted", "tests/specs"];
const SMALL: &str = "../codegen/tests/emit";

/// The forms of secrets, the hardest to redact first; every spec accepts the last one.
const SECRETS: [fn(&str, char) -> String; 3] = [
    |_, tag| format!("q{tag}Z \"&<'é/+%>\\ {tag}x{tag}K "),
    |_, tag| format!("q{tag}Zw9{tag}xKv{tag}Qj7{tag}"),
    |given, tag| given.chars().map(|c| if c.is_ascii_alphanumeric() { tag } else { c }).collect(),
];

/// All specs of the tree, which must compile; of the small ones a share.
fn providers() -> Vec<Provider> {
    let whole = FOLDERS.iter().flat_map(|folder| specs(folder, |text| text));
    whole.chain(sampled(specs(SMALL, |text| merge::merge(BASE, &text)).into_iter())).map(sound).collect()
}

/// Compiles a spec: a faulty one must fail the test, not be skipped.
fn sound(spec: Source) -> Provider {
    compile(&spec).0.unwrap_or_else(|| panic!("{} has errors", spec.path.display()))
}

fn specs(folder: &str, whole: fn(String) -> String) -> Vec<Source> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml") && !path.ends_with("broken.yaml"));
    paths.sort();
    let read = |path: PathBuf| Source { text: whole(std::fs::read_to_string(&path).expect("a spec")), path };
    paths.into_iter().map(read).collect()
}

/// An example with other secrets, which contain a tag.
struct Told {
    given: Given,
    secrets: Vec<String>,
}

impl Told {
    fn of(provider: &Provider, example: &Example, given: &Given, way: usize, tag: char) -> Option<Self> {
        let operation = provider.operation(&example.operation)?;
        let mut out = Self { given: given.clone(), secrets: Vec::new() };
        for (credential, data) in example.credentials.iter().filter(|(credential, _)| credential.secret) {
            let CredentialData::Text(given) = data else { continue };
            let secret = match credential.ty {
                CredentialType::Text(_) => SECRETS[way](given, tag),
                CredentialType::Key(KeyType::Hex) => tag.to_string().repeat(given.len()),
                CredentialType::Key(_) => given.chars().map(|c| if c.is_ascii_digit() { tag } else { c }).collect(),
            };
            out.given.credentials.set(&credential.name, CredentialValue::parse(credential, &secret).ok()?);
            out.secrets.push(secret);
        }
        for field in operation.sends.iter().flat_map(|sends| &sends.layers).flat_map(|layer| &layer.message.fields) {
            if let Some(Value::Text(given)) = out.given.request.object.get(&field.rust).filter(|_| field.secret) {
                let secret = SECRETS[way](&given.clone(), tag);
                out.given.request.object.set(&field.rust, Value::Text(secret.clone()));
                out.secrets.push(secret);
            }
        }
        // Short texts may occur by chance, so they prove nothing.
        out.secrets.retain(|secret| secret.len() >= 8);
        Some(out)
    }

    fn explained(
        &self,
        interpreter: &Interpreter<'_>,
        operation: &Operation,
        example: &Example,
    ) -> Result<Explanation, String> {
        let Given { request, credentials, server, now } = &self.given;
        let context = Context { server, now: *now, nonce: &example.nonce, salt: &example.salt };
        explain::explain(interpreter, operation, request, credentials, &context)
            .map_err(|error| format!("{error} {error:?}"))
    }
}

/// The text in all usual encodings.
fn spelled(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let json = serde_json::to_string(secret).expect("JSON");
    let xml = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    vec![
        secret.to_owned(),
        secret.trim().to_owned(),
        encode::percent_form(bytes),
        encode::percent_rfc3986(bytes),
        encode::percent_php(bytes),
        json[1..json.len() - 1].to_owned(),
        xml.clone(),
        xml.replace('"', "&quot;").replace('\'', "&apos;"),
        encode::hex_lower(bytes),
        encode::hex_upper(bytes),
        encode::base64(bytes),
        encode::base64(bytes).trim_end_matches('=').to_owned(),
        encode::base64url(bytes),
        visible(secret),
    ]
}

fn of_bytes(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).ok().into_iter().flat_map(|text| spelled(&text));
    text.chain([encode::hex_lower(bytes), encode::hex_upper(bytes), encode::base64(bytes)]).collect()
}

/// The values derived from a secret that are not sent, in all usual encodings.
fn derived(one: &[Traced], other: &[Traced], secrets: &[String], sent: &dyn Fn(&Traced) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for (one, other) in one.iter().zip(other) {
        // A sent value without a one-way step only re-encodes a text that is already visible.
        let clear = secrets.iter().flat_map(|secret| spelled(secret)).all(|secret| !one.text.contains(&secret));
        let last = one.steps.iter().rposition(|step| step.one_way).or(clear.then_some(0)).filter(|_| sent(one));
        for (at, (step, other)) in one.steps.iter().zip(&other.steps).enumerate() {
            if step.output != other.output && last.is_none_or(|last| at < last) {
                out.extend(of_bytes(&step.output));
            }
        }
    }
    // A few digits may occur by chance.
    out.retain(|text| text.len() >= 6);
    out
}

/// Whether the final text of a value is part of the request.
fn is_sent(explanation: &Explanation, traced: &Traced) -> bool {
    let request = explanation.call.request();
    let headers = request.headers().values().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let body = String::from_utf8_lossy(request.body()).into_owned();
    let places: Vec<String> = headers.chain([request.uri().to_string(), body]).collect();
    let made = traced.steps.last().map(|step| step.output.clone()).unwrap_or_default();
    let layer = traced.value.starts_with("layer ");
    layer || of_bytes(&made).iter().any(|text| places.iter().any(|place| place.contains(text.as_str())))
}

/// The values that are keys, which are secret everywhere.
fn keys(operation: &Operation) -> Vec<&str> {
    let Some(sends) = &operation.sends else { return Vec::new() };
    let steps = sends.values.iter().flat_map(|value| value.steps());
    let steps = steps.chain(sends.layers.iter().flat_map(|layer| &layer.steps));
    let keys = steps.flat_map(|step| step.values());
    keys.filter_map(|index| sends.values.get(index)).map(|value| value.name.as_str()).collect()
}

/// The secrets and derived values shown in a text, in any encoding, even nested ones.
fn leaks(what: &str, shown: &str, secrets: &[String], derived: &[String]) -> Option<String> {
    let mut texts = vec![shown.to_owned()];
    let mut next = 0;
    // Decoded texts are shorter than their source, so the loop ends.
    while let Some(text) = texts.get(next).cloned() {
        texts.extend(inner_texts(&text));
        next += 1;
    }
    let mut all = secrets.iter().flat_map(|secret| spelled(secret)).chain(derived.iter().cloned());
    let leaked = all.find(|secret| texts.iter().any(|text| text.contains(secret)));
    leaked.map(|secret| format!("{what} shows {secret}:\n{shown}"))
}

/// Decodes a text in one encoding.
type Decode = fn(&str) -> Option<Vec<u8>>;

/// The texts encoded in another one as base64, hex or percent-encoding.
fn inner_texts(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric() && !"+/-_=%".contains(c)).filter(|run| run.len() >= 12);
    let decode: [Decode; 4] = [decode::base64, decode::base64url, decode::hex_lower, |run| {
        decode::percent_form(run).filter(|_| run.contains('%'))
    }];
    // A member's name may precede the encoded text.
    let runs = runs.flat_map(|run| run.split_once('=').map(|(_, rest)| rest).into_iter().chain([run]));
    let decoded = runs.flat_map(|run| decode.iter().filter_map(move |decode| decode(run)));
    decoded.filter_map(|bytes| String::from_utf8(bytes).ok()).filter(|inner| inner.len() < text.len()).collect()
}

/// Checks an example with the first form of secrets that its spec accepts; returns the number of answers checked.
fn check(interpreter: &Interpreter<'_>, example: &Example, given: &Given, faults: &mut Vec<String>) -> Option<usize> {
    let provider = interpreter.provider();
    let operation = provider.operation(&example.operation)?;
    for way in 0..SECRETS.len() {
        let [one, other] = ['3', '5'].map(|tag| Told::of(provider, example, given, way, tag));
        let (Some(one), Some(other)) = (one, other) else { continue };
        let what = format!("{} {}", provider.id, example.name);
        let [first, second] = [&one, &other].map(|told| told.explained(interpreter, operation, example));
        for failed in [&first, &second].into_iter().filter_map(|explained| explained.as_ref().err()) {
            faults.extend(leaks(&what, failed, &one.secrets, &[]));
        }
        let (Ok(first), Ok(second)) = (first, second) else { continue };
        let keys = keys(operation);
        // The signature may be shown inside an encrypted layer as well: it is the result that the user asks for.
        let signature = first.signature.and_then(|index| first.values.get(index)).map(|traced| traced.value.as_str());
        let public = |traced: &Traced| is_sent(&first, traced) || signature == Some(traced.value.as_str());
        let seen = |traced: &Traced| public(traced) && !keys.contains(&traced.value.as_str());
        let hidden = derived(&first.values, &second.values, &one.secrets, &seen);
        let Given { request, credentials, .. } = &one.given;
        let redaction = Redaction::new(provider, operation, request, credentials, &first.values);
        let (explanation, redaction) = (&first, &redaction);
        let shown = Shown { provider, operation, explanation, redaction, causes: None, misfit: None, foreign: None };
        for shown in [text::request(&shown), json::request(&shown).expect("JSON")] {
            faults.extend(leaks(&what, &shown, &one.secrets, &hidden));
        }
        let answers = provider.answers.iter().filter(|answer| answer.to.name == example.name);
        return Some(answers.map(|answer| check_answer(interpreter, answer, &one, &other, faults)).count());
    }
    None
}

fn check_answer(interpreter: &Interpreter<'_>, example: &Answer, one: &Told, other: &Told, faults: &mut Vec<String>) {
    let provider = interpreter.provider();
    let operation = provider.operation(&example.operation).expect("an operation");
    let asked = provider.operation(&example.to.operation).expect("an operation");
    let message = Message { status: example.status, headers: example.headers.clone(), body: example.body.clone() };
    let heard = |credentials: &Credentials| {
        answer::receive(operation, &message, |received| {
            interpreter.explain_received(operation, received, credentials, one.given.now, None)
        })
        .expect("a message")
    };
    let ((read, traced), (_, others)) = (heard(&one.given.credentials), heard(&other.given.credentials));
    // No message carries the signature of a made-up secret, so it must not be shown either.
    let hidden = derived(&traced, &others, &one.secrets, &|_| false);
    let Given { request, credentials, .. } = &one.given;
    let redaction =
        Redaction::of_answer(provider, (operation, asked), request, credentials, (&traced, answer::is_verified(&read)));
    let verdict = answer::verdict(&read);
    let heard = Heard { operation, traced, causes: None, age: None, redaction, verdict, reply: None };
    let what = format!("{} {}", provider.id, example.name);
    for shown in [heard.text(), heard.json().expect("JSON")] {
        faults.extend(leaks(&what, &shown, &one.secrets, &hidden));
    }
}

#[test]
fn nothing_shows_a_secret() {
    let (mut requests, mut answers, mut faults) = (0, 0, Vec::new());
    for provider in providers() {
        let interpreter = Interpreter::new(&provider);
        // The keys of a spec are parsed once.
        for (example, given) in examples::all_given(&provider) {
            if let Some(count) = given.ok().and_then(|given| check(&interpreter, example, &given, &mut faults)) {
                (requests, answers) = (requests + 1, answers + count);
            }
        }
    }
    assert!(faults.is_empty(), "{} leaks\n{}", faults.len(), faults.join("\n\n"));
    // A test that checks too few messages must fail.
    assert!(requests >= 300 / step() && answers >= 300 / step(), "{requests} requests, {answers} answers");
}
