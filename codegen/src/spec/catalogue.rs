//! The sections that list facts: `enumerations`, `errors`, `limits`, `notes` and `errata`.

use super::credential::{CONFIDENCE, confidence};
use super::entries::declared;
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::number::plain_count;
use super::outcome::{OUTCOME, outcome};
use super::prose::{PROSE, prose};
use super::reader::{entries, list, quotation};
use super::shape::Shape;
use super::shape_fault::wrong_shape;
use super::syntax::{Entries, Enumeration, EnumerationValue, Erratum, ErrorCode, Figures, Limit, Note, PageSays};
use super::tree::{Node, NodeContent};
use crate::diagnostic::Diagnostics;

pub(super) static ENUMERATIONS: Shape = Shape::Declared(&Shape::Mapping(&ENUMERATION));

pub(super) fn enumerations(node: &Node, out: &mut Diagnostics) -> Option<Entries<Enumeration>> {
    declared(node, "the enumerations", enumeration, out)
}

static ENUMERATION: Mapping = Mapping {
    name: "enumeration",
    noun: "an enumeration",
    keys: &[
        Key::optional("doc", PROSE, "The meaning of the enumeration"),
        Key::required("values", VALUES, "Each wire value with its meaning"),
    ],
};

fn enumeration(node: &Node, out: &mut Diagnostics) -> Option<Enumeration> {
    let mut keys = Keys::open(node, &ENUMERATION, out);
    let enumeration =
        Enumeration { doc: keys.prose("doc", out), values: keys.read("values", values, out).unwrap_or_default() };
    keys.close(out);
    Some(enumeration)
}

static VALUES: Shape = Shape::NonEmptyWire(&Shape::Either(&[Shape::Text, Shape::Mapping(&ENUMERATION_VALUE)]));

fn values(node: &Node, out: &mut Diagnostics) -> Option<Entries<EnumerationValue>> {
    let values = entries(node, "the values of an enumeration", name::wire, enumeration_value, out);
    if matches!(&node.kind, NodeContent::Map(members) if members.is_empty()) {
        return wrong_shape(node, "a mapping of values", "there is none in it", out);
    }
    Some(values)
}

static ENUMERATION_VALUE: Mapping = Mapping {
    name: "value_of_an_enumeration",
    noun: "a value of an enumeration",
    keys: &[
        Key::optional("name", Shape::Name, "Its name in Rust, where the word itself says nothing"),
        Key::optional("doc", PROSE, "The meaning of the word"),
    ],
};

fn enumeration_value(node: &Node, out: &mut Diagnostics) -> Option<EnumerationValue> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        let doc = prose(node, out).map(|doc| doc.value).unwrap_or_default();
        return Some(EnumerationValue { name: None, doc });
    }
    let mut keys = Keys::open(node, &ENUMERATION_VALUE, out);
    let value = EnumerationValue { name: keys.read("name", name::identifier, out), doc: keys.prose("doc", out) };
    keys.close(out);
    Some(value)
}

pub(super) static ERRORS: Shape = Shape::Wire(&Shape::Mapping(&ERROR));

pub(super) fn errors(node: &Node, out: &mut Diagnostics) -> Option<Entries<ErrorCode>> {
    Some(entries(node, "the errors", name::code, error, out))
}

static ERROR: Mapping = Mapping {
    name: "error",
    noun: "an error",
    keys: &[
        Key::optional("name", Shape::Text, "The provider's words for it"),
        Key::optional(
            "rust",
            Shape::Name,
            "A name for Rust, where the code says nothing or joins its words: `system_error` for `SYSTEMERROR`. A code of more \
             than three letters, without digits, keeps its letters",
        ),
        Key::optional("meaning", PROSE, "The meaning of the code"),
        Key::optional("remedy", PROSE, "The advice to the caller"),
        Key::optional("outcome", OUTCOME, "The outcome of the refund; `unknown` where it may have happened"),
        Key::optional(
            "on_repeat",
            OUTCOME,
            "The outcome where the request was a repeated one: `unknown` (default of `refused …`) or the outcome \
             itself. `failed` needs it",
        ),
        Key::optional("because", PROSE, "The reason why a repeated request believes the refusal or failure"),
        Key::optional("aliases", name::REFERENCES, "Other spellings of the code"),
        Key::optional("confidence", CONFIDENCE, "The confidence in the fact: `high` (default), `medium`, `low`"),
    ],
};

fn error(node: &Node, out: &mut Diagnostics) -> Option<ErrorCode> {
    let mut keys = Keys::open(node, &ERROR, out);
    let error = ErrorCode {
        name: keys.quotation("name", out),
        rust: keys.read("rust", name::identifier, out),
        meaning: keys.prose("meaning", out),
        remedy: keys.prose("remedy", out),
        outcome: keys.read("outcome", outcome, out),
        repeat_at: keys.value_at("on_repeat").unwrap_or(node.place),
        on_repeat: keys.read("on_repeat", outcome, out),
        because: keys.prose("because", out),
        aliases: keys.read("aliases", name::references, out).unwrap_or_default(),
        confidence: keys.read("confidence", confidence, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(error)
}

pub(super) static LIMITS: Shape = Shape::Declared(&Shape::Mapping(&LIMIT));

pub(super) fn limits(node: &Node, out: &mut Diagnostics) -> Option<Vec<Limit>> {
    let limits = declared(node, "the limits", limit, out)?;
    Some(limits.into_iter().map(|(name, limit)| Limit { name: name.value, span: name.span, ..limit }).collect())
}

const COUNT: Shape = Shape::Form(Form::Count);

static LIMIT: Mapping = Mapping {
    name: "limit",
    noun: "a limit",
    keys: &[
        Key::required("limit", PROSE, "The limit itself, in a few words"),
        Key::optional("days_after_payment", COUNT, "The days after the payment within which a refund is taken"),
        Key::optional("refunds_per_order", COUNT, "The number of refunds that an order takes"),
        Key::optional("requests_per_second", COUNT, "The requests that a merchant may send in a second"),
        Key::optional("bad_requests_per_second", COUNT, "The refused requests of a merchant in a second"),
        Key::optional("one_at_a_time", Shape::Boolean, "`true`: a second refund of an order waits for the first"),
        Key::optional("section", Shape::Text, "The section of the provider's page"),
        Key::optional("doc", PROSE, "Further facts"),
    ],
};

fn limit(node: &Node, out: &mut Diagnostics) -> Option<Limit> {
    let mut keys = Keys::open(node, &LIMIT, out);
    let limit = Limit {
        limit: keys.prose("limit", out),
        figures: Figures {
            days_after_payment: keys.read("days_after_payment", plain_count, out),
            refunds_per_order: keys.read("refunds_per_order", plain_count, out),
            requests_per_second: keys.read("requests_per_second", plain_count, out),
            bad_requests_per_second: keys.read("bad_requests_per_second", plain_count, out),
            one_at_a_time: keys.flag("one_at_a_time", false, out),
        },
        section: keys.quotation("section", out),
        doc: keys.prose("doc", out),
        ..Limit::default()
    };
    keys.close(out);
    Some(limit)
}

pub(super) static NOTES: Shape = Shape::List(&Shape::Mapping(&NOTE));

pub(super) fn notes(node: &Node, out: &mut Diagnostics) -> Option<Vec<Note>> {
    list(node, "the notes", note, out)
}

static NOTE: Mapping = Mapping {
    name: "note",
    noun: "a note",
    keys: &[
        Key::optional("section", Shape::Text, "The section of the provider's page"),
        Key::required("doc", PROSE, "The rule or advice, in your words"),
    ],
};

fn note(node: &Node, out: &mut Diagnostics) -> Option<Note> {
    let mut keys = Keys::open(node, &NOTE, out);
    let (section, doc) = (keys.quotation("section", out), keys.read("doc", prose, out));
    keys.close(out);
    doc.map(|doc| Note { section, doc: doc.value, span: doc.span })
}

pub(super) static ERRATA: Shape = Shape::List(&Shape::Mapping(&ERRATUM));

pub(super) fn errata(node: &Node, out: &mut Diagnostics) -> Option<Vec<Erratum>> {
    list(node, "the errata", erratum, out)
}

static ERRATUM: Mapping = Mapping {
    name: "erratum",
    noun: "an erratum",
    keys: &[
        Key::required(
            "at",
            name::REFERENCES,
            "The places that the erratum is about: a message, `message.field`, an operation, a value, an error or \
             `document`",
        ),
        Key::optional(
            "page",
            Shape::Text,
            "The text of the page's row: a type such as `String(32)`, `required`, `optional`, `conditional` or `absent`",
        ),
        Key::required("says", PROSE, "The claim of the page"),
        Key::required("does", PROSE, "The behaviour that the spec describes"),
        Key::required("because", PROSE, "The reason why the spec departs from the page"),
        Key::optional("confidence", CONFIDENCE, "The confidence in the erratum: `high` (default), `medium`, `low`"),
    ],
};

fn erratum(node: &Node, out: &mut Diagnostics) -> Option<Erratum> {
    let mut keys = Keys::open(node, &ERRATUM, out);
    let at = keys.read("at", name::references, out).unwrap_or_default();
    let erratum = Erratum {
        span: at.first().map(|at| at.span).unwrap_or_default(),
        at,
        page: keys.read("page", quotation, out).map(|page| PageSays::new(&page.value)),
        says: keys.prose("says", out),
        does: keys.prose("does", out),
        because: keys.prose("because", out),
        confidence: keys.read("confidence", confidence, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(erratum)
}
