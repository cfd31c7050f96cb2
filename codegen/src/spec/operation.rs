//! The section `operations`: what is sent, what is received.

use super::number::status;
use super::outcome::rows;
use super::reader::{Keys, choose, entries, list, prose, text};
use super::syntax::{Acknowledge, Entries, Kind, Layer, Operation, Part, Receives, Sends, Spanned, Word};
use super::tree::Node;
use super::value::parts;
use super::{address, declared, echo, layer, name, verify, wire_texts};
use crate::diagnostic::{Diagnostics, Unless};

pub(super) fn operations(node: &Node, out: &mut Diagnostics) -> Option<Entries<Operation>> {
    declared(node, "the operations", operation, out)
}

fn operation(node: &Node, out: &mut Diagnostics) -> Option<Operation> {
    let mut keys = Keys::open(node, "an operation", out);
    let operation = Operation {
        kind: keys.required("kind", kind, out),
        title: keys.optional("title", prose, out),
        doc: keys.optional("doc", prose, out),
        of: keys.optional("of", name::reference, out),
        unnumbered: keys.optional("unnumbered", prose, out),
        sends: keys.optional("sends", sends, out),
        receives: keys.optional("receives", receives, out),
        acknowledge: keys.optional("acknowledge", acknowledge, out),
    };
    keys.close(out);
    Some(operation)
}

fn kind(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Kind>> {
    let words = [("refund", Kind::Refund), ("query", Kind::Query), ("notification", Kind::Notification)];
    choose(node, "a kind of operation", &words, out)
}

fn sends(node: &Node, out: &mut Diagnostics) -> Option<Sends> {
    let mut keys = Keys::open(node, "what is sent", out);
    let sends = Sends {
        span: node.place,
        method: keys.required("method", method, out),
        path: keys.required("path", address::path, out),
        query: keys.optional("query", wire_texts, out).unwrap_or_default(),
        content_type: keys.optional("content_type", name::literal, out),
        headers: keys.optional("headers", headers, out).unwrap_or_default(),
        constants: keys.optional("constants", wire_texts, out).unwrap_or_default(),
        layers: keys.required("layers", layers, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(sends)
}

fn method(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let words = ["GET", "POST", "PUT", "PATCH", "DELETE"].map(|method| (method, ()));
    choose(node, "an HTTP method", &words, out)?;
    text(node, out)
}

fn headers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Vec<Spanned<Part>>>> {
    Some(entries(node, "the headers", name::wire, parts, out))
}

fn layers(node: &Node, out: &mut Diagnostics) -> Option<Vec<Layer>> {
    list(node, "the layers, outside in", layer::layer, out)
}

fn receives(node: &Node, out: &mut Diagnostics) -> Option<Receives> {
    let mut keys = Keys::open(node, "what is received", out);
    let receives = Receives {
        span: node.place,
        layers: keys.required("layers", layers, out).unwrap_or_default(),
        verify: keys.optional("verify", verify::verify, out),
        echo: keys.optional("echo", echo::echoes, out).unwrap_or_default(),
        unechoed: keys.optional("unechoed", prose, out),
        outcome: keys.optional("outcome", rows, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(receives)
}

fn acknowledge(node: &Node, out: &mut Diagnostics) -> Option<Acknowledge> {
    let mut keys = Keys::open(node, "an acknowledgement", out);
    let status = keys.optional("status", status, out).unwrap_or(200);
    let content_type = keys.optional("content_type", name::literal, out);
    // 204 says that there is none.
    let body = keys.required_unless(Unless { key: "body", beside: "status", word: "204" }, name::literal, out);
    keys.close(out);
    let body = body.unwrap_or(Spanned { value: String::new(), span: node.place });
    Some(Acknowledge { status, content_type, body })
}
