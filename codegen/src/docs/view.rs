//! The data of the template: Markdown texts, lists and tables. The template makes no decisions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::examples::{self, ExampleView};
use super::fields::{MessageView, Messages};
use super::markdown::{Table, block, code, codes, prose, sentence};
use super::words::{confidence, credential_kind, shown};
use super::worked::{self, Worked, WorkedView};
use super::{outcome, page_name, signing, verification};
use crate::emit::program;
use crate::model::words::{intent_in, unnumbered_in, without_intent_in};
use crate::model::{
    About, Acknowledge, Erratum, ErrorCode, Operation, OperationKind, PathPiece, Prose, Provider, Sends, Zone,
    message::camel, rust_name,
};
use crate::phrases::Phrases;

/// The data of one page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    say: BTreeMap<&'static str, &'static str>,
    headings: Headings,
    title: String,
    other_language: String,
    intro: Vec<String>,
    contents: Vec<String>,
    servers: Option<Table>,
    credentials: Option<Table>,
    tls: String,
    module: String,
    start: String,
    operations: Vec<OperationView>,
    errors: Option<Table>,
    enumerations: Vec<EnumerationView>,
    limits: Option<Table>,
    notes: Vec<String>,
    errata: Option<Table>,
    examples: Vec<ExampleView>,
    answers: Option<Table>,
    refused: Option<Table>,
}

/// The headings of sections, which the list of contents links to.
#[derive(Debug, Serialize)]
struct Headings {
    outcomes: String,
    errors: String,
    enumerations: String,
    limits: String,
    notes: String,
    errata: String,
    examples: String,
}

/// The headings of an operation's sections.
#[derive(Debug, Serialize)]
struct OperationHeadings {
    request: String,
    signing: String,
    received: String,
    verification: String,
    outcome: String,
    acknowledgement: String,
}

#[derive(Debug, Serialize)]
struct OperationView {
    name: String,
    headings: OperationHeadings,
    intro: String,
    unnumbered: String,
    intent: String,
    endpoint: String,
    request: Vec<MessageView>,
    signing: Vec<String>,
    worked: Option<WorkedView>,
    answer: Vec<MessageView>,
    verification: Vec<String>,
    echo: Option<Table>,
    unechoed: String,
    outcome: Option<Table>,
    acknowledge: String,
    reply: Vec<MessageView>,
    replying: Vec<String>,
}

#[derive(Debug, Serialize)]
struct EnumerationView {
    name: String,
    doc: String,
    table: Option<Table>,
}

/// The view of a provider.
pub(super) fn page(say: Phrases, provider: &Provider, worked: &[Worked]) -> Page {
    let mut messages = Messages::new(say, provider);
    let operations: Vec<OperationView> =
        provider.operations.iter().map(|one| operation(say, provider, one, worked, &mut messages)).collect();
    let headings = headings(say);
    Page {
        say: say.fixed(),
        title: prose(say.text(&provider.about.title)),
        other_language: other_language(say, provider),
        intro: intro(say, provider),
        contents: contents(say, &headings, provider),
        headings,
        servers: servers(say, provider),
        credentials: credentials(say, provider),
        tls: provider.tls_identity.as_ref().map(|doc| tls(say, doc)).unwrap_or_default(),
        module: say.module(code(&provider.id)),
        start: start(say, provider).unwrap_or_default(),
        operations,
        errors: errors(say, provider),
        enumerations: enumerations(say, provider),
        limits: limits(say, provider),
        notes: provider.notes.iter().map(|note| with_section(say, &note.doc, &note.section)).collect(),
        errata: errata(say, provider),
        examples: examples::requests(say, provider),
        answers: examples::answers(say, provider),
        refused: examples::refused(say, provider),
    }
}

fn headings(say: Phrases) -> Headings {
    Headings {
        outcomes: say.outcomes_heading(),
        errors: say.errors_heading(),
        enumerations: say.enumerations_heading(),
        limits: say.limits_heading(),
        notes: say.notes_heading(),
        errata: say.errata_heading(),
        examples: say.examples_heading(),
    }
}

/// The link to the page in the other language; empty if there is none.
fn other_language(say: Phrases, provider: &Provider) -> String {
    let other = provider.languages().into_iter().find(|language| *language != say.language());
    other.map(|other| format!("[{}](<{}>)", other.row().name, page_name(provider, other))).unwrap_or_default()
}

fn intro(say: Phrases, provider: &Provider) -> Vec<String> {
    let About { name, title: _, document, doc } = &provider.about;
    let title = match &document.url {
        Some(url) => format!("[{}](<{}>)", prose(&document.title), url.replace(['<', '>'], "")),
        None => prose(&document.title),
    };
    let revision = document.revision.as_ref().map(|revision| say.revision(prose(revision))).unwrap_or_default();
    let name = if name.is_empty() { String::new() } else { say.page_of(prose(name)) };
    let currency = if provider.currency.is_empty() { String::new() } else { say.amounts_in(prose(&provider.currency)) };
    let facts = [say.written_from(name, title, revision), currency, say.times_in(offset(say, provider))];
    vec![sentence(say, doc), say.sentences(facts)].into_iter().filter(|text| !text.is_empty()).collect()
}

fn offset(say: Phrases, provider: &Provider) -> String {
    let minutes = match &provider.zone {
        Zone::Fixed(minutes) => *minutes,
        Zone::Named(name) => {
            return say.summer_time(code(name));
        }
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    if minutes == 0 {
        "UTC".to_owned()
    } else {
        format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

fn contents(say: Phrases, headings: &Headings, provider: &Provider) -> Vec<String> {
    let operation = |operation: &Operation| {
        let link = format!("[{0}](#{0})", operation.name);
        if operation.title.is_empty() { link } else { say.titled(link, prose(say.text(&operation.title))) }
    };
    let sections = [
        (&headings.outcomes, true),
        (&headings.errors, !provider.errors.is_empty()),
        (&headings.enumerations, !provider.enumerations.is_empty()),
        (&headings.limits, !provider.limits.is_empty()),
        (&headings.notes, !provider.notes.is_empty()),
        (&headings.errata, !provider.errata.is_empty()),
        (&headings.examples, !provider.examples.is_empty()),
    ];
    let sections = sections.into_iter().filter(|(_, there)| *there);
    let sections = sections.map(|(title, _)| format!("[{title}](#{})", title.to_lowercase().replace(' ', "-")));
    provider.operations.iter().map(operation).chain(sections).collect()
}

/// The example program with its introduction.
fn start(say: Phrases, provider: &Provider) -> Option<String> {
    let (example, text) = (code(program::example(provider)?), program::program_text(provider)?);
    Some(format!("{}\n\n{}", say.start_intro(example), block("rust", &text)))
}

fn servers(say: Phrases, provider: &Provider) -> Option<Table> {
    let rows = provider.servers.iter();
    let rows = rows.map(|server| {
        let constant = format!("servers::{}", rust_name::static_name(&server.name));
        vec![server.name.clone(), code(&server.url), code(&constant)]
    });
    Table::new(&[say.server(), "URL".to_owned(), say.in_rust()], rows.collect())
}

fn credentials(say: Phrases, provider: &Provider) -> Option<Table> {
    let rows = provider.credentials.iter().map(|credential| {
        let secret = if credential.secret { say.secret_word() } else { String::new() };
        vec![
            code(&credential.name),
            credential_kind(say, credential),
            if credential.required { say.yes() } else { say.no() },
            secret,
            sentence(say, &credential.doc),
        ]
    });
    let head = [say.credential_head(), say.kind(), say.required(), String::new(), say.meaning()];
    Table::dense(&head, rows.collect())
}

fn tls(say: Phrases, doc: &Prose) -> String {
    say.sentences([say.tls(), sentence(say, doc)])
}

fn operation_headings(say: Phrases, operation: &Operation) -> OperationHeadings {
    let name = &operation.name;
    let notification = operation.kind == OperationKind::Notification;
    OperationHeadings {
        request: say.request_of(name),
        signing: say.signing_of(name),
        received: if notification { say.message_of(name) } else { say.answer_of(name) },
        verification: say.verification_of(name),
        outcome: say.outcome_of(name),
        acknowledgement: say.acknowledgement_of(name),
    }
}

fn operation(
    say: Phrases,
    provider: &Provider,
    operation: &Operation,
    worked: &[Worked],
    messages: &mut Messages<'_>,
) -> OperationView {
    let (sends, receives) = (operation.sends.as_ref(), operation.receives.as_ref());
    let reply = operation.reply().map(|(_, reply)| reply);
    OperationView {
        name: operation.name.clone(),
        headings: operation_headings(say, operation),
        intro: say.sentences([sentence(say, &operation.title), sentence(say, &operation.doc)]),
        unnumbered: prose(&unnumbered_in(say, operation)),
        intent: prose(&intent(say, provider, operation)),
        endpoint: sends.map(|sends| endpoint(say, sends)).unwrap_or_default(),
        request: sends.map(|sends| messages.layers(&sends.layers, Some(&sends.constants))).unwrap_or_default(),
        signing: sends.map(|sends| signing::steps(say, sends)).unwrap_or_default(),
        worked: worked::view(say, worked, &operation.name),
        answer: receives.map(|receives| messages.layers(&receives.layers, None)).unwrap_or_default(),
        verification: receives.map(|receives| verification::steps(say, receives)).unwrap_or_default(),
        echo: receives.and_then(|receives| verification::echo(say, receives)),
        unechoed: receives.map(|receives| unechoed(say, &receives.unechoed)).unwrap_or_default(),
        outcome: receives.and_then(|receives| outcome::table(say, operation, receives)),
        acknowledge: operation.acknowledge.as_ref().map(|how| acknowledge(say, how)).unwrap_or_default(),
        reply: reply.map(|reply| messages.layers(&reply.layers, Some(&[]))).unwrap_or_default(),
        replying: reply.map(|reply| signing::steps(say, reply)).unwrap_or_default(),
    }
}

/// The fields of a refund that an intent fills, or the reasons why it makes no request.
fn intent(say: Phrases, provider: &Provider, operation: &Operation) -> String {
    match provider.intent(operation) {
        Some(Ok(intent)) => intent_in(say, &intent),
        Some(Err(obstacles)) => without_intent_in(say, &obstacles),
        None => String::new(),
    }
}

fn unechoed(say: Phrases, why: &Prose) -> String {
    if why.is_empty() { String::new() } else { say.unechoed(sentence(say, why)) }
}

fn endpoint(say: Phrases, sends: &Sends) -> String {
    let piece = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => text.clone(),
        PathPiece::Field(field) => format!("{{{}}}", field.wire),
    };
    let path: String = sends.path.iter().map(piece).collect();
    let content = content(say, sends.content_type.as_ref());
    let fixed = sends.query.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join("&");
    let query = if fixed.is_empty() { fixed } else { format!("?{fixed}") };
    format!("{}{content}", code(&format!("{} {path}{query}", sends.method)))
}

fn content(say: Phrases, content_type: Option<&String>) -> String {
    content_type.map(|content| say.content_type(code(content))).unwrap_or_default()
}

fn acknowledge(say: Phrases, acknowledge: &Acknowledge) -> String {
    match acknowledge {
        Acknowledge::Fixed { status, content_type, body } => {
            say.fixed_reply(status, content(say, content_type.as_ref()), shown(say, body))
        }
        Acknowledge::Written { status, reply } => say.written_reply(status, content(say, reply.content_type.as_ref())),
    }
}

fn errors(say: Phrases, provider: &Provider) -> Option<Table> {
    let row = |error: &ErrorCode| {
        let aliases = error.aliases.iter().map(|alias| code(alias));
        let names = say.list(std::iter::once(outcome::codes_of(say, &error.class)).chain(aliases));
        let named = error.variant != camel(&error.wire);
        let names = if named { say.code_in_rust(names, code(&error.variant)) } else { names };
        vec![
            names,
            prose(&error.name),
            say.sentences([sentence(say, &error.meaning), confidence(say, error.confidence)]),
            sentence(say, &error.remedy),
            error.outcome.map(|_| say.judged(error.judge())).unwrap_or_default(),
            outcome::repeat(say, error.judge(), &error.because),
        ]
    };
    let (outcome, repeat) = (say.outcome_head(), say.on_repeat_head());
    let head = [say.code_head(), say.name(), say.meaning(), say.remedy(), outcome, repeat];
    Table::dense(&head, provider.errors.iter().map(row).collect())
}

fn enumerations(say: Phrases, provider: &Provider) -> Vec<EnumerationView> {
    let view = |enumeration: &crate::model::Enumeration| {
        let rows = enumeration.values.iter();
        let rows = rows.map(|value| vec![code(&value.wire), code(&value.variant), sentence(say, &value.doc)]);
        let table = Table::dense(&[say.value_head(), say.in_rust(), say.meaning()], rows.collect());
        EnumerationView { name: enumeration.name.clone(), doc: sentence(say, &enumeration.doc), table }
    };
    provider.enumerations.iter().map(|enumeration| view(enumeration)).collect()
}

fn limits(say: Phrases, provider: &Provider) -> Option<Table> {
    let row = |limit: &crate::model::Limit| {
        let figure = prose(say.text(&limit.limit));
        vec![code(&limit.name), figure, with_section(say, &limit.doc, &limit.section)]
    };
    Table::dense(&[say.limit(), say.figure(), say.meaning()], provider.limits.iter().map(row).collect())
}

fn with_section(say: Phrases, doc: &Prose, section: &str) -> String {
    let section = if section.is_empty() { String::new() } else { say.in_section(prose(section)) };
    say.sentences([sentence(say, doc), section])
}

fn errata(say: Phrases, provider: &Provider) -> Option<Table> {
    let row = |(index, erratum): (usize, &Erratum)| {
        vec![
            (index + 1).to_string(),
            codes(say, erratum.places()),
            sentence(say, &erratum.says),
            sentence(say, &erratum.does),
            say.sentences([sentence(say, &erratum.because), confidence(say, erratum.confidence)]),
        ]
    };
    let rows = provider.errata.iter().enumerate().map(row).collect();
    let head = [say.number_head(), say.where_head(), say.page_says(), say.here(), say.because()];
    Table::dense(&head, rows)
}
