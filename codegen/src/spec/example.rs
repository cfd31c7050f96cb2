//! The section `examples`, and the values in examples.

use super::reader::{Keys, entries, prose, text};
use super::syntax::{CredentialData, Data, Entries, Example, Sent, Word};
use super::tree::{Kind, Node};
use super::{declared, name, wire_texts};
use crate::diagnostic::Diagnostics;

pub(super) fn examples(node: &Node, out: &mut Diagnostics) -> Option<Entries<Example>> {
    declared(node, "the examples", example, out)
}

fn example(node: &Node, out: &mut Diagnostics) -> Option<Example> {
    let mut keys = Keys::open(node, "an example", out);
    let example = Example {
        operation: keys.required("operation", name::reference, out),
        like: keys.optional("like", name::reference, out),
        of: keys.optional("of", name::reference, out),
        source: keys.optional("source", prose, out),
        credentials: keys.optional("credentials", credentials, out).unwrap_or_default(),
        now: keys.optional("now", text, out),
        nonce: keys.optional("nonce", text, out),
        salt: keys.optional("salt", text, out),
        server: keys.optional("server", name::reference, out),
        request: keys.optional("request", members, out).unwrap_or_default(),
        extra: keys.optional("extra", wire_texts, out).unwrap_or_default(),
        sends: keys.optional("sends", sent, out),
    };
    keys.close(out);
    Some(example)
}

fn credentials(node: &Node, out: &mut Diagnostics) -> Option<Entries<CredentialData>> {
    Some(entries(node, "credentials by name", name::wire, credential, out))
}

fn credential(node: &Node, out: &mut Diagnostics) -> Option<CredentialData> {
    if !matches!(node.kind, Kind::Map(_)) {
        return text(node, out).map(CredentialData::Text);
    }
    let mut keys = Keys::open(node, "a credential's value", out);
    let data = match keys.one_of(&["key", "keys", "anchors"], out) {
        Some("keys") => keys.required("keys", keys_by_serial, out).map(CredentialData::Keys),
        Some("anchors") => keys.required("anchors", name::references, out).map(CredentialData::Anchors),
        _ => keys.optional("key", name::reference, out).map(CredentialData::Key),
    };
    keys.close(out);
    data
}

fn keys_by_serial(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    Some(entries(node, "keys by their serial", name::wire, name::reference, out))
}

fn sent(node: &Node, out: &mut Diagnostics) -> Option<Sent> {
    let mut keys = Keys::open(node, "what is sent", out);
    let sent = Sent {
        url: keys.optional("url", text, out),
        headers: keys.optional("headers", wire_texts, out).unwrap_or_default(),
        body: keys.optional("body", text, out),
        signature: keys.optional("signature", text, out),
    };
    keys.close(out);
    Some(sent)
}

/// Values by name, or by path.
pub(super) fn members(node: &Node, out: &mut Diagnostics) -> Option<Entries<Data>> {
    Some(entries(node, "values by name", name::wire, data, out))
}

fn data(node: &Node, out: &mut Diagnostics) -> Option<Data> {
    match &node.kind {
        Kind::List(items) => Some(Data::List(items.iter().filter_map(|item| data(item, out)).collect(), node.span)),
        Kind::Map(_) => Some(Data::Map(members(node, out)?, node.span)),
        _ => text(node, out).map(Data::Text),
    }
}
