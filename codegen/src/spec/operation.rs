//! The section `operations`: the request and the answer of each.

use super::condition::{CONDITIONS, conditions};
use super::entries::{WIRE_TEXTS, declared, wire_texts};
use super::form::Form;
use super::grammar::{Excuse, Key, Mapping};
use super::keys::Keys;
use super::number::{count, status};
use super::outcome::{ROWS, rows};
use super::part::{PARTS, parts};
use super::prose::{PROSE, reason};
use super::reader::{choose, decide, entries, list, spoilt, text};
use super::shape::{Shape, words};
use super::syntax::{
    Acknowledge, Entries, Layer, Operation, OperationKind, Receives, Sends, Spanned, Word, WrittenPart,
};
use super::tree::Node;
use super::{address, echo, layer, name, verify};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) static OPERATIONS: Shape = Shape::Declared(&Shape::Mapping(&OPERATION));

pub(super) fn operations(node: &Node, out: &mut Diagnostics) -> Option<Entries<Operation>> {
    declared(node, "the operations", operation, out)
}

static OPERATION: Mapping = Mapping {
    name: "operation",
    noun: "an operation",
    keys: &[
        Key::required(
            "kind",
            Shape::Word(|| words(KINDS)),
            "A `refund` moves money, a `query` asks, a `notification` comes from the provider",
        ),
        Key::optional("title", PROSE, "One line for the documentation"),
        Key::optional("doc", PROSE, "The effect of the operation"),
        Key::optional(
            "of",
            Shape::Text,
            "The refund that a query asks about, or whose request a notification is compared with",
        ),
        Key::optional(
            "unnumbered",
            PROSE,
            "The reason why the interface knows no number of a refund, so that none may be repeated",
        ),
        Key::optional(
            "number_lifetime",
            Shape::Form(Form::Count),
            "The seconds for which the provider recognises a repeated number; default: for ever",
        ),
        Key::optional("sends", Shape::Mapping(&SENT), "The request"),
        Key::optional("receives", Shape::Mapping(&RECEIVED), "The answer, or the notification"),
        Key::optional("acknowledge", Shape::Mapping(&ACKNOWLEDGEMENT), "The merchant's answer to a notification"),
    ],
};

/// The content type of a body: a text of a header, which is ASCII.
fn content_type(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let word = text(node, out)?;
    if let Some(fault) = spoilt(node, &word.value, str::is_ascii) {
        out.push(fault);
        return None;
    }
    name::literal(node, out)
}

fn operation(node: &Node, out: &mut Diagnostics) -> Option<Operation> {
    let mut keys = Keys::open(node, &OPERATION, out);
    let operation = Operation {
        kind: keys.read("kind", kind, out),
        title: keys.prose("title", out),
        doc: keys.prose("doc", out),
        of: keys.read("of", name::reference, out),
        unnumbered: keys.reason("unnumbered", out),
        number_lifetime: keys.read("number_lifetime", count, out),
        sends: keys.read("sends", sends, out),
        receives: keys.read("receives", receives, out),
        acknowledge: keys.read("acknowledge", acknowledge, out),
    };
    keys.close(out);
    Some(operation)
}

const KINDS: &[(&str, OperationKind)] = &[
    ("refund", OperationKind::Refund),
    ("query", OperationKind::Query),
    ("notification", OperationKind::Notification),
];

fn kind(node: &Node, out: &mut Diagnostics) -> Option<Spanned<OperationKind>> {
    decide(node, "a kind of operation", KINDS, out)
}

static SENT: Mapping = Mapping {
    name: "what_is_sent",
    noun: "a request",
    keys: &[
        Key::required("method", Shape::Word(|| words(METHODS)), "The HTTP method"),
        Key::required(
            "path",
            Shape::Form(Form::Path),
            "Begins with `/`; `{field}` is replaced by a field with `in: path`",
        ),
        Key::optional("query", WIRE_TEXTS, "Members of the URL's query that are the same for every request"),
        Key::optional(
            "content_type",
            Shape::Text,
            "The content type of the body; default: the codec's own; without a body none, unless it is written here",
        ),
        Key::optional("headers", HEADERS, "Further headers, each a text in parts"),
        Key::optional("constants", WIRE_TEXTS, "The values of fields with `from: operation`"),
        Key::required("layers", LAYERS, "The layers of the body, outside in"),
    ],
};

fn sends(node: &Node, out: &mut Diagnostics) -> Option<Sends> {
    let mut keys = Keys::open(node, &SENT, out);
    let sends = Sends {
        span: node.place,
        method: keys.read("method", method, out),
        path: keys.read("path", address::path, out),
        query: keys.read("query", wire_texts, out).unwrap_or_default(),
        content_type: keys.read("content_type", content_type, out),
        headers: keys.read("headers", headers, out).unwrap_or_default(),
        constants: keys.read("constants", wire_texts, out).unwrap_or_default(),
        layers: keys.read("layers", layers, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(sends)
}

const METHODS: &[(&str, ())] = &[("GET", ()), ("POST", ()), ("PUT", ()), ("PATCH", ()), ("DELETE", ())];

fn method(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    choose(node, "an HTTP method", METHODS, out)?;
    text(node, out)
}

static HEADERS: Shape = Shape::Wire(&PARTS);

/// A header's name has no colon and no blank.
fn header_name(word: &Word, out: &mut Diagnostics) -> bool {
    let plain = word.value.trim_end_matches([':', ' ']);
    if plain.len() < word.value.len() && !plain.is_empty() {
        let fault = Diagnostic::new(Code::BadName, word.span, format!("`{}` is no name of a header", word.value));
        out.push(fault.help(format!("write `{plain}`")));
        return false;
    }
    name::wire(word, out)
}

fn headers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Vec<WrittenPart>>> {
    Some(entries(node, "the headers", header_name, parts, out))
}

static LAYERS: Shape = Shape::List(&Shape::Mapping(&layer::LAYER));

fn layers(node: &Node, out: &mut Diagnostics) -> Option<Vec<Layer>> {
    list(node, "the layers, outside in", layer::layer, out)
}

static RECEIVED: Mapping = Mapping {
    name: "what_is_received",
    noun: "an answer or notification",
    keys: &[
        Key::required("layers", LAYERS, "The layers of the body, outside in"),
        Key::optional(
            "verify",
            Shape::Mapping(&verify::VERIFICATION),
            "The verification that the message comes from the provider",
        ),
        Key::optional(
            "about",
            CONDITIONS,
            "The members that tell a notification about a refund from one of another kind, which is verified and not read",
        ),
        Key::optional("echo", echo::ECHOES, "The members that must agree between the answer and the request"),
        Key::optional(
            "unechoed",
            PROSE,
            "The reason why nothing comes back that could be compared, so that the connection alone tells",
        ),
        Key::optional("outcome", ROWS, "The outcome of the refund: the first row that matches decides"),
    ],
};

fn receives(node: &Node, out: &mut Diagnostics) -> Option<Receives> {
    let mut keys = Keys::open(node, &RECEIVED, out);
    let receives = Receives {
        span: node.place,
        layers: keys.read("layers", layers, out).unwrap_or_default(),
        verify: keys.read("verify", verify::verify, out),
        about: keys.read("about", conditions, out).unwrap_or_default(),
        echo: keys.read("echo", echo::echoes, out).unwrap_or_default(),
        unechoed: keys.read("unechoed", reason, out),
        outcome: keys.read("outcome", rows, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(receives)
}

static ACKNOWLEDGEMENT: Mapping = Mapping {
    name: "acknowledgement",
    noun: "an acknowledgement",
    keys: &[
        Key::optional("status", Shape::Form(Form::Status), "The HTTP status; default 200"),
        Key::optional("content_type", Shape::Text, "The content type of the body; default: that of the layers' codec"),
        Key::optional("headers", HEADERS, "Further headers, each a text in parts"),
        Key::unless(
            "body",
            PARTS,
            Excuse { beside: "status", word: "204", or: "layers" },
            "The exact bytes that the provider wants to read, `\"\"` for none, or a text in parts",
        ),
        Key::optional(
            "layers",
            LAYERS,
            "The layers of a body that is a message, outside in, in place of `body`; the caller supplies none of its fields",
        ),
    ],
};

fn acknowledge(node: &Node, out: &mut Diagnostics) -> Option<Acknowledge> {
    let mut keys = Keys::open(node, &ACKNOWLEDGEMENT, out);
    let acknowledge = Acknowledge {
        span: node.place,
        status: keys.read("status", status, out).unwrap_or(200),
        content_type: keys.read("content_type", content_type, out),
        headers: keys.read("headers", headers, out).unwrap_or_default(),
        body: keys.read("body", parts, out).unwrap_or_default(),
        layers: keys.read("layers", layers, out).unwrap_or_default(),
    };
    if let Some(place) = keys.place_of("body").filter(|_| keys.place_of("layers").is_some()) {
        let fault = Diagnostic::new(Code::LayerMismatch, place, "the layers are the body of this acknowledgement");
        out.push(fault.help("leave out `body` or `layers`"));
    }
    keys.close(out);
    Some(acknowledge)
}
