//! Splits the signed text of correctly signed answers into other members. Each such answer must be rejected or keep its
//! meaning.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "cuts/body.rs"]
mod body;

use std::path::{Path, PathBuf};

use body::{Body, Member};
use refundry_codegen::{
    compile,
    model::{Answer as Example, Cut, Operation, Provider, Receives, Selection, value::Order, value::Style},
    source::Source,
    spec::syntax::OperationKind,
};
use refundry_interpreter::{
    Answer, Interpreter, examples,
    runtime::{Attempt, Context, Outcome, ReadError, Received, Record, TimeFormat, Timestamp, http},
};

use crate::merge;

const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

fn providers(folder: &str, whole: impl Fn(String) -> String) -> Vec<Provider> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = whole(std::fs::read_to_string(&path).expect("a spec"));
        let (provider, faults) = compile(&Source { path: path.clone(), text });
        let mut provider = provider.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
        provider.id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        provider
    };
    paths.into_iter().map(read).collect()
}

/// The outermost selection with separated members, and its pair and member separators.
fn joined(receives: &Receives) -> Option<(&Selection, &str, &str)> {
    receives.cuts().into_iter().find_map(|cut| match cut {
        Cut::Members { selection, .. } if selection.carriers.is_empty() && selection.percent.is_none() => {
            match &selection.style {
                Style::Pair(pair) => Some((selection, pair.as_str(), selection.join.as_str())),
                Style::Brackets => Some((selection, "=", ",")),
                Style::Values | Style::Json | Style::Concatenated => None,
            }
        }
        _ => None,
    })
}

/// The signed members in the order of the signed text, and the unsigned members.
fn sorted(body: &Body, selection: &Selection, pair: &str) -> (Vec<Member>, Vec<Member>) {
    let takes = |member: &&Member| selection.takes(&member.name) && (selection.keep_empty || !member.text.is_empty());
    let (mut signed, rest): (Vec<Member>, Vec<Member>) =
        body.members.iter().cloned().partition(|member| takes(&member));
    match (selection.order, &selection.only) {
        (Order::Name, _) => signed.sort_by(|one, other| one.name.cmp(&other.name)),
        (Order::NameIgnoringCase, _) => signed.sort_by_key(|member| member.name.to_ascii_lowercase()),
        (Order::Value, _) => signed.sort_by(|one, other| one.text.cmp(&other.text)),
        (Order::Pair, _) => signed.sort_by_key(|member| format!("{}{pair}{}", member.name, member.text)),
        (Order::Declared, Some(only)) => signed.sort_by_key(|member| only.iter().position(|name| *name == member.name)),
        (Order::Declared, None) => {}
    }
    (signed, rest)
}

/// Every move of one separator: two members in one value, two in one name, a split value, a value part in a name.
fn moved(signed: &[Member], pair: &str, join: &str) -> Vec<Vec<Member>> {
    let mut out = Vec::new();
    let mut with = |at: usize, count: usize, new: Vec<Member>| {
        let mut members = signed.to_vec();
        members.splice(at..at + count, new);
        out.push(members);
    };
    for (at, one) in signed.iter().enumerate() {
        if let Some(two) = signed.get(at + 1) {
            with(at, 2, vec![Member::new(&one.name, &[&one.text, join, &two.name, pair, &two.text].concat())]);
            with(at, 2, vec![Member::new(&[&one.name, pair, &one.text, join, &two.name].concat(), &two.text)]);
        }
        for (from, _) in one.text.match_indices(join).filter(|_| !join.is_empty()) {
            let (before, after) = (&one.text[..from], &one.text[from + join.len()..]);
            if let Some((name, value)) = after.split_once(pair) {
                with(at, 1, vec![Member::new(&one.name, before), Member::new(name, value)]);
            }
        }
        for (from, _) in one.text.match_indices(pair).filter(|_| !pair.is_empty()) {
            let (before, after) = (&one.text[..from], &one.text[from + pair.len()..]);
            with(at, 1, vec![Member::new(&[&one.name, pair, before].concat(), after)]);
        }
        if pair.is_empty() && one.text.len() > 1 && one.text.is_ascii() && one.name.len() > 1 {
            with(at, 1, vec![Member::new(&[&one.name, &one.text[..1]].concat(), &one.text[1..])]);
            let (name, rest) = one.name.split_at(one.name.len() - 1);
            with(at, 1, vec![Member::new(name, &[rest, &one.text].concat())]);
        }
    }
    out
}

/// An answer example with the inputs of reading it.
struct Case<'m> {
    interpreter: Interpreter<'m>,
    operation: &'m Operation,
    example: &'m Example,
    sent: Record,
}

impl<'m> Case<'m> {
    fn new(provider: &'m Provider, example: &'m Example) -> Self {
        let interpreter = Interpreter::new(provider);
        let operation = provider.operation(&example.to.operation).expect("an operation");
        let given = examples::given(provider, &example.to).expect("what the example gives");
        let context =
            Context { server: &given.server, now: given.now, nonce: &example.to.nonce, salt: &example.to.salt };
        let call = interpreter.sign(operation, &given.request, &given.credentials, &context).expect("a request");
        let operation = provider.operation(&example.operation).expect("an operation");
        Self { sent: call.sent().clone(), interpreter, operation, example }
    }

    fn read(&self, provider: &Provider, body: &str) -> Result<Answer<'m>, ReadError> {
        let given = examples::given(provider, &self.example.to).expect("what the example gives");
        let now = clock(self.example);
        let headers = self.example.headers.iter();
        let answer = if self.operation.kind == OperationKind::Notification {
            let new = http::Request::builder().method("POST");
            let request = headers.fold(new, |request, (name, value)| request.header(name, value));
            let request = request.body(body.as_bytes()).expect("a request");
            let received = Received::request(&request)?;
            self.interpreter.explain_received(self.operation, &received, &given.credentials, now, None).0
        } else {
            let new = http::Response::builder().status(self.example.status);
            let response = headers.fold(new, |response, (name, value)| response.header(name, value));
            let response = response.body(body.as_bytes()).expect("a response");
            let received = Received::response(&response)?;
            let sent = Some(&self.sent);
            self.interpreter.explain_received(self.operation, &received, &given.credentials, now, sent).0
        };
        answer?.compare(&self.sent)
    }
}

/// The clock for reading an answer, RFC 3339.
fn clock(example: &Example) -> Timestamp {
    let format = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    let text = example.now.as_deref().or(example.to.now.as_deref());
    text.and_then(|text| Timestamp::parse(text, format).ok()).unwrap_or(Timestamp::from_epoch_ms(0))
}

/// The outcomes of an answer, and the members that decide them.
fn meaning(answer: &Answer<'_>, receives: &Receives) -> (Vec<Outcome>, Vec<Option<String>>) {
    let outcomes = [Attempt::First, Attempt::Repeated].map(|attempt| answer.outcome(attempt)).to_vec();
    (outcomes, receives.decisive().into_iter().map(|path| answer.text(path)).collect())
}

#[derive(Default)]
struct Counts {
    moved: usize,
    ambiguous: usize,
    read: usize,
}

fn hold(provider: &Provider, counts: &mut Counts, wrong: &mut Vec<String>) {
    for example in provider.answers.iter().filter(|example| example.fails.is_none()) {
        let operation = provider.operation(&example.operation).expect("an operation");
        let Some(receives) = operation.receives.as_ref() else { continue };
        let Some((selection, pair, join)) = joined(receives) else { continue };
        let Some(body) = Body::of(&receives.layers[0], &example.body) else { continue };
        let case = Case::new(provider, example);
        let Ok(honest) = case.read(provider, &example.body) else { continue };
        let honest = meaning(&honest, receives);
        let (signed, rest) = sorted(&body, selection, pair);
        let turned = signed.iter().rev().cloned().collect();
        for members in moved(&signed, pair, join).into_iter().chain([turned]) {
            let Some(text) = body.with(members.into_iter().chain(rest.clone()).collect()) else { continue };
            counts.moved += 1;
            match case.read(provider, &text) {
                Err(ReadError::Ambiguous { .. }) => counts.ambiguous += 1,
                Err(_) => {}
                Ok(answer) => {
                    counts.read += 1;
                    let found = meaning(&answer, receives);
                    let unknown = found.0.iter().all(|outcome| outcome.is_unknown());
                    if !unknown && found != honest {
                        wrong.push(format!("{} {}: {found:?}, not {honest:?}: {text}", provider.id, example.name));
                    }
                }
            }
        }
    }
}

fn held(providers: &[Provider], least: usize) {
    let (mut counts, mut wrong) = (Counts::default(), Vec::new());
    providers.iter().for_each(|provider| hold(provider, &mut counts, &mut wrong));
    assert!(wrong.is_empty(), "{} answers mean something else:\n{}", wrong.len(), wrong.join("\n"));
    // `Ambiguous` implies a correct signature: the split moved and the text stayed the same.
    let Counts { moved, ambiguous, read } = counts;
    assert!(ambiguous >= least, "{ambiguous} of {moved} were found ambiguous, {read} were read");
}

#[test]
fn a_moved_cut_changes_no_answer_of_the_providers() {
    held(&providers("specs", |text| text), 500);
}

#[test]
fn a_moved_cut_changes_no_answer_of_other_shapes() {
    held(&providers("tests/shapes", |text| text), 10);
}

#[test]
fn a_moved_cut_changes_no_answer_of_interpreted_providers() {
    held(&providers("tests/interpreted", |text| text), 10);
}

#[test]
fn a_moved_cut_changes_no_answer_of_small_specs() {
    held(&providers("codegen/tests/emit", |text| merge::merge(BASE, &text)), 50);
}
