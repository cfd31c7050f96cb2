//! The data of the template: Markdown texts, lists and tables. The template makes no decisions.

use serde::Serialize;

use super::examples::{self, ExampleView};
use super::fields::{MessageView, Messages};
use super::markdown::{Table, block, code, codes, prose, sentence, sentences};
use super::words::{confidence, credential_kind, outcome};
use super::worked::{self, Worked, WorkedView};
use super::{signing, verification};
use crate::emit::program;
use crate::model::words::unnumbered;
use crate::model::{
    About, Acknowledge, Erratum, ErrorCode, Operation, OperationKind, PathPiece, Provider, Sends, Zone, message::camel,
    rust_name,
};

/// The data of one page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    title: String,
    intro: Vec<String>,
    contents: Vec<String>,
    servers: Option<Table>,
    credentials: Option<Table>,
    tls: String,
    feature: String,
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

#[derive(Debug, Serialize)]
struct OperationView {
    name: String,
    intro: String,
    unnumbered: String,
    endpoint: String,
    request: Vec<MessageView>,
    signing: Vec<String>,
    worked: Option<WorkedView>,
    received: &'static str,
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
pub(super) fn page(provider: &Provider, worked: &[Worked]) -> Page {
    let mut messages = Messages::new(provider);
    let operations: Vec<OperationView> =
        provider.operations.iter().map(|one| operation(one, worked, &mut messages)).collect();
    Page {
        title: prose(&provider.about.title),
        intro: intro(provider),
        contents: contents(provider),
        servers: servers(provider),
        credentials: credentials(provider),
        tls: provider.tls_identity.as_deref().map(tls).unwrap_or_default(),
        feature: code(&provider.id),
        start: start(provider).unwrap_or_default(),
        operations,
        errors: errors(provider),
        enumerations: enumerations(provider),
        limits: limits(provider),
        notes: provider.notes.iter().map(|note| with_section(&note.doc, &note.section)).collect(),
        errata: errata(provider),
        examples: examples::requests(provider),
        answers: examples::answers(provider),
        refused: examples::refused(provider),
    }
}

fn intro(provider: &Provider) -> Vec<String> {
    let About { name, title: _, document, doc } = &provider.about;
    let title = match &document.url {
        Some(url) => format!("[{}](<{}>)", prose(&document.title), url.replace(['<', '>'], "")),
        None => prose(&document.title),
    };
    let revision =
        document.revision.as_ref().map(|revision| format!(", revision {}", prose(revision))).unwrap_or_default();
    let name = if name.is_empty() { String::new() } else { format!("{}: ", prose(name)) };
    let currency = if provider.currency.is_empty() {
        String::new()
    } else {
        format!("Amounts are in {}.", prose(&provider.currency))
    };
    let facts = [
        format!("Written from the page {name}{title}{revision}."),
        currency,
        format!("Times are local to {}.", offset(provider)),
    ];
    vec![sentence(doc), sentences(facts)].into_iter().filter(|text| !text.is_empty()).collect()
}

fn offset(provider: &Provider) -> String {
    let minutes = match &provider.zone {
        Zone::Fixed(minutes) => *minutes,
        Zone::Named(name) => {
            return format!("{} with its summer time, and one that occurs twice is the earlier", code(name));
        }
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    if minutes == 0 {
        "UTC".to_owned()
    } else {
        format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

fn contents(provider: &Provider) -> Vec<String> {
    let operation = |operation: &Operation| {
        let title = if operation.title.is_empty() { String::new() } else { format!(": {}", prose(&operation.title)) };
        format!("[{0}](#{0}){title}", operation.name)
    };
    let sections = [
        ("Outcomes", "outcomes", true),
        ("Error codes", "error-codes", !provider.errors.is_empty()),
        ("Enumerations", "enumerations", !provider.enumerations.is_empty()),
        ("Limits", "limits", !provider.limits.is_empty()),
        ("Notes", "notes", !provider.notes.is_empty()),
        ("Errata", "errata", !provider.errata.is_empty()),
        ("Examples", "examples", !provider.examples.is_empty()),
    ];
    let sections =
        sections.into_iter().filter(|(.., there)| *there).map(|(title, anchor, _)| format!("[{title}](#{anchor})"));
    provider.operations.iter().map(operation).chain(sections).collect()
}

/// The example program with its introduction.
fn start(provider: &Provider) -> Option<String> {
    let (example, text) = (code(program::example(provider)?), program::program_text(provider)?);
    let intro = "The program sends the refund of the example {example}. A test of the crate runs it, and the service there \
                 answers as the examples of this page say.";
    Some(format!("{}\n\n{}", intro.replace("{example}", &example), block("rust", &text)))
}

fn servers(provider: &Provider) -> Option<Table> {
    let rows = provider.servers.iter();
    let rows = rows.map(|server| {
        let constant = format!("servers::{}", rust_name::static_name(&server.name));
        vec![server.name.clone(), code(&server.url), code(&constant)]
    });
    Table::new(&["Server", "URL", "In Rust"], rows.collect())
}

fn credentials(provider: &Provider) -> Option<Table> {
    let rows = provider.credentials.iter().map(|credential| {
        let secret = if credential.secret { "secret" } else { "" };
        let required = if credential.required { "yes" } else { "no" };
        vec![
            code(&credential.name),
            credential_kind(&credential.ty),
            required.to_owned(),
            secret.to_owned(),
            sentence(&credential.doc),
        ]
    });
    Table::dense(&["Credential", "Type", "Required", "", "Meaning"], rows.collect())
}

fn tls(doc: &str) -> String {
    sentences(["The HTTP client presents the merchant's client certificate.".to_owned(), sentence(doc)])
}

fn operation(operation: &Operation, worked: &[Worked], messages: &mut Messages<'_>) -> OperationView {
    let (sends, receives) = (operation.sends.as_ref(), operation.receives.as_ref());
    let reply = operation.reply().map(|(_, reply)| reply);
    OperationView {
        name: operation.name.clone(),
        intro: sentences([sentence(&operation.title), sentence(&operation.doc)]),
        unnumbered: prose(&unnumbered(operation)),
        endpoint: sends.map(endpoint).unwrap_or_default(),
        request: sends.map(|sends| messages.layers(&sends.layers, Some(&sends.constants))).unwrap_or_default(),
        signing: sends.map(signing::steps).unwrap_or_default(),
        worked: worked::view(worked, &operation.name),
        received: if operation.kind == OperationKind::Notification { "Message" } else { "Answer" },
        answer: receives.map(|receives| messages.layers(&receives.layers, None)).unwrap_or_default(),
        verification: receives.map(verification::steps).unwrap_or_default(),
        echo: receives.and_then(verification::echo),
        unechoed: receives.map(|receives| sentence(&receives.unechoed)).unwrap_or_default(),
        outcome: receives.and_then(|receives| verification::outcome(operation, receives)),
        acknowledge: operation.acknowledge.as_ref().map(acknowledge).unwrap_or_default(),
        reply: reply.map(|reply| messages.layers(&reply.layers, Some(&[]))).unwrap_or_default(),
        replying: reply.map(signing::steps).unwrap_or_default(),
    }
}

fn endpoint(sends: &Sends) -> String {
    let piece = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => text.clone(),
        PathPiece::Field(field) => format!("{{{}}}", field.wire),
    };
    let path: String = sends.path.iter().map(piece).collect();
    let content =
        sends.content_type.as_ref().map(|content| format!(", content type {}", code(content))).unwrap_or_default();
    let fixed = sends.query.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join("&");
    let query = if fixed.is_empty() { fixed } else { format!("?{fixed}") };
    format!("{}{content}", code(&format!("{} {path}{query}", sends.method)))
}

fn acknowledge(acknowledge: &Acknowledge) -> String {
    let content = |content_type: &Option<String>| {
        content_type.as_ref().map(|content| format!(", content type {}", code(content))).unwrap_or_default()
    };
    match acknowledge {
        Acknowledge::Fixed { status, content_type, body } => {
            format!("HTTP {status}{}, and the body {}.", content(content_type), code(body))
        }
        Acknowledge::Written { status, reply } => {
            let written = "written for each notification as follows";
            format!("HTTP {status}{}, {written}:", content(&reply.content_type))
        }
    }
}

fn errors(provider: &Provider) -> Option<Table> {
    let row = |error: &ErrorCode| {
        let aliases = error.aliases.iter().map(|alias| code(alias));
        let names = std::iter::once(error.class.prose(code)).chain(aliases).collect::<Vec<_>>().join(", ");
        let named = error.variant != camel(&error.wire);
        let names = if named { format!("{names}, in Rust {}", code(&error.variant)) } else { names };
        vec![
            names,
            prose(&error.name),
            sentences([sentence(&error.meaning), confidence(error.confidence)]),
            sentence(&error.remedy),
            error.outcome.map(outcome).unwrap_or_default().to_owned(),
            verification::repeat(error.judge(), &error.because),
        ]
    };
    let head = ["Code", "Name", "Meaning", "Remedy", "Outcome", "On a repeated request"];
    Table::dense(&head, provider.errors.iter().map(row).collect())
}

fn enumerations(provider: &Provider) -> Vec<EnumerationView> {
    let view = |enumeration: &crate::model::Enumeration| {
        let rows =
            enumeration.values.iter().map(|value| vec![code(&value.wire), code(&value.variant), sentence(&value.doc)]);
        let table = Table::dense(&["Value", "In Rust", "Meaning"], rows.collect());
        EnumerationView { name: enumeration.name.clone(), doc: sentence(&enumeration.doc), table }
    };
    provider.enumerations.iter().map(|enumeration| view(enumeration)).collect()
}

fn limits(provider: &Provider) -> Option<Table> {
    let row = |limit: &crate::model::Limit| {
        vec![code(&limit.name), prose(&limit.limit), with_section(&limit.doc, &limit.section)]
    };
    Table::dense(&["Limit", "Figure", "Meaning"], provider.limits.iter().map(row).collect())
}

fn with_section(doc: &str, section: &str) -> String {
    let section = if section.is_empty() { String::new() } else { format!("(Section {}.)", prose(section)) };
    sentences([sentence(doc), section])
}

fn errata(provider: &Provider) -> Option<Table> {
    let row = |(index, erratum): (usize, &Erratum)| {
        vec![
            (index + 1).to_string(),
            codes(erratum.places()),
            sentence(&erratum.says),
            sentence(&erratum.does),
            sentences([sentence(&erratum.because), confidence(erratum.confidence)]),
        ]
    };
    let rows = provider.errata.iter().enumerate().map(row).collect();
    Table::dense(&["No.", "Where", "The page says", "Here", "Because"], rows)
}
