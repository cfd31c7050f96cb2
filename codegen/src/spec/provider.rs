//! The sections `provider`, `servers` and `transport`.

use super::number::{bad_word, time_zone};
use super::reader::{Keys, choose, prose, text};
use super::syntax::{Document, Entries, Provider, Transport, Word};
use super::tree::Node;
use super::{declared, name};
use crate::diagnostic::Diagnostics;

pub(super) fn provider(node: &Node, out: &mut Diagnostics) -> Option<Provider> {
    let mut keys = Keys::open(node, "the provider", out);
    let provider = Provider {
        id: keys.required("id", name::identifier, out),
        name: keys.optional("name", prose, out),
        title: keys.required("title", prose, out),
        document: keys.required("document", document, out).unwrap_or_default(),
        time_zone: keys.optional("time_zone", time_zone, out),
        currency: keys.optional("currency", text, out),
        doc: keys.optional("doc", prose, out),
    };
    keys.close(out);
    Some(provider)
}

fn document(node: &Node, out: &mut Diagnostics) -> Option<Document> {
    let mut keys = Keys::open(node, "a document", out);
    let document = Document {
        title: keys.required("title", prose, out),
        url: keys.optional("url", text, out),
        revision: keys.optional("revision", prose, out),
    };
    keys.close(out);
    Some(document)
}

pub(super) fn servers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    declared(node, "the servers", server, out)
}

fn server(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let url = text(node, out)?;
    let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let sound = |rest: &&str| {
        let strange = |next: char| next.is_whitespace() || next.is_control() || "?#".contains(next);
        !rest.is_empty() && !rest.starts_with('/') && !rest.ends_with('/') && !rest.contains(strange)
    };
    match rest.filter(sound) {
        Some(_) => Some(url),
        None => bad_word(
            node,
            &url.value,
            "a server",
            "write scheme, host and path prefix: `https://api.acme.example`, no slash at the end",
            out,
        ),
    }
}

pub(super) fn transport(node: &Node, out: &mut Diagnostics) -> Option<Transport> {
    let mut keys = Keys::open(node, "the transport", out);
    let transport = Transport {
        tls_identity_required: keys.optional("tls_identity", tls_identity, out).unwrap_or_default(),
        doc: keys.optional("doc", prose, out),
    };
    keys.close(out);
    Some(transport)
}

fn tls_identity(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a demand", &[("required", true)], out).map(|required| required.value)
}
