//! The section `operations`: the request and the answer of each.

use super::entries::{declared, wire_texts};
use super::grammar::{Key, Mapping};
use super::number::status;
use super::outcome::rows;
use super::part::parts;
use super::reader::{Keys, choose, entries, list, prose, text};
use super::syntax::{Acknowledge, Entries, Kind, Layer, Operation, Receives, Sends, Spanned, Word, WrittenPart};
use super::tree::Node;
use super::{address, echo, layer, name, verify};
use crate::diagnostic::Diagnostics;

pub(super) fn operations(node: &Node, out: &mut Diagnostics) -> Option<Entries<Operation>> {
    declared(node, "the operations", operation, out)
}

static OPERATION: Mapping = Mapping {
    name: "operation",
    noun: "an operation",
    keys: &[
        Key::required("kind", "A `refund` moves money, a `query` asks, a `notification` comes from the provider"),
        Key::optional("title", "One line for the documentation"),
        Key::optional("doc", "What it does"),
        Key::optional("of", "The refund that a query asks about, or whose request a notification is compared with"),
        Key::optional("unnumbered", "Why the interface knows no number of a refund, so that none may be repeated"),
        Key::optional("sends", "The request"),
        Key::optional("receives", "The answer, or the notification"),
        Key::optional("acknowledge", "What the merchant answers to a notification"),
    ],
};

fn operation(node: &Node, out: &mut Diagnostics) -> Option<Operation> {
    let mut keys = Keys::open(node, &OPERATION, out);
    let operation = Operation {
        kind: keys.read("kind", kind, out),
        title: keys.prose("title", out),
        doc: keys.prose("doc", out),
        of: keys.read("of", name::reference, out),
        unnumbered: keys.prose("unnumbered", out),
        sends: keys.read("sends", sends, out),
        receives: keys.read("receives", receives, out),
        acknowledge: keys.read("acknowledge", acknowledge, out),
    };
    keys.close(out);
    Some(operation)
}

fn kind(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Kind>> {
    let words = [("refund", Kind::Refund), ("query", Kind::Query), ("notification", Kind::Notification)];
    choose(node, "a kind of operation", &words, out)
}

static SENT: Mapping = Mapping {
    name: "what_is_sent",
    noun: "what is sent",
    keys: &[
        Key::required("method", "The HTTP method"),
        Key::required("path", "Begins with `/`; `{field}` stands for a field with `in: path`"),
        Key::optional("query", "Members of the URL's query that are the same for every request"),
        Key::optional("content_type", "Of the body; default: the codec's own"),
        Key::optional("headers", "Further headers, each a text in parts. In an example: as they are sent"),
        Key::optional("constants", "What fields with `from: operation` hold"),
        Key::required("layers", "The layers of the body, outside in"),
    ],
};

fn sends(node: &Node, out: &mut Diagnostics) -> Option<Sends> {
    let mut keys = Keys::open(node, &SENT, out);
    let sends = Sends {
        span: node.place,
        method: keys.read("method", method, out),
        path: keys.read("path", address::path, out),
        query: keys.read("query", wire_texts, out).unwrap_or_default(),
        content_type: keys.read("content_type", name::literal, out),
        headers: keys.read("headers", headers, out).unwrap_or_default(),
        constants: keys.read("constants", wire_texts, out).unwrap_or_default(),
        layers: keys.read("layers", layers, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(sends)
}

fn method(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let words = ["GET", "POST", "PUT", "PATCH", "DELETE"].map(|method| (method, ()));
    choose(node, "an HTTP method", &words, out)?;
    text(node, out)
}

fn headers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Vec<WrittenPart>>> {
    Some(entries(node, "the headers", name::wire, parts, out))
}

fn layers(node: &Node, out: &mut Diagnostics) -> Option<Vec<Layer>> {
    list(node, "the layers, outside in", layer::layer, out)
}

static RECEIVED: Mapping = Mapping {
    name: "what_is_received",
    noun: "what is received",
    keys: &[
        Key::required("layers", "The layers of the body, outside in"),
        Key::optional("verify", "How it is known to come from the provider"),
        Key::optional("echo", "What must agree between the answer and the request"),
        Key::optional("unechoed", "Why nothing comes back that could be compared, so that the connection alone tells"),
        Key::optional("outcome", "What it means for the refund: the first row that matches decides"),
    ],
};

fn receives(node: &Node, out: &mut Diagnostics) -> Option<Receives> {
    let mut keys = Keys::open(node, &RECEIVED, out);
    let receives = Receives {
        span: node.place,
        layers: keys.read("layers", layers, out).unwrap_or_default(),
        verify: keys.read("verify", verify::verify, out),
        echo: keys.read("echo", echo::echoes, out).unwrap_or_default(),
        unechoed: keys.read("unechoed", prose, out),
        outcome: keys.read("outcome", rows, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(receives)
}

static ACKNOWLEDGEMENT: Mapping = Mapping {
    name: "acknowledgement",
    noun: "an acknowledgement",
    keys: &[
        Key::optional("status", "The HTTP status; default 200"),
        Key::optional("content_type", "Of the body"),
        Key::unless("body", "status", "204", "What the provider wants to read"),
    ],
};

fn acknowledge(node: &Node, out: &mut Diagnostics) -> Option<Acknowledge> {
    let mut keys = Keys::open(node, &ACKNOWLEDGEMENT, out);
    let status = keys.read("status", status, out).unwrap_or(200);
    let content_type = keys.read("content_type", name::literal, out).map(|word| word.value);
    let body = keys.read("body", name::literal, out).map(|word| word.value).unwrap_or_default();
    keys.close(out);
    Some(Acknowledge { status, content_type, body })
}
