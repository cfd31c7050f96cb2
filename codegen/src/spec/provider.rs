//! The sections `provider`, `servers` and `transport`.

use super::number::time_zone;
use super::reader::{Keys, choose, prose};
use super::syntax::{Document, Entries, Provider, Transport, Word};
use super::tree::Node;
use super::{address, declared, name};
use crate::diagnostic::Diagnostics;

pub(super) fn provider(node: &Node, out: &mut Diagnostics) -> Option<Provider> {
    let mut keys = Keys::open(node, "the provider", out);
    let provider = Provider {
        id: keys.required("id", name::identifier, out),
        name: keys.optional("name", prose, out),
        title: keys.required("title", prose, out),
        document: keys.required("document", document, out).unwrap_or_default(),
        time_zone: keys.optional("time_zone", time_zone, out),
        currency: keys.optional("currency", name::literal, out),
        doc: keys.optional("doc", prose, out),
    };
    keys.close(out);
    Some(provider)
}

fn document(node: &Node, out: &mut Diagnostics) -> Option<Document> {
    let mut keys = Keys::open(node, "a document", out);
    let document = Document {
        title: keys.required("title", prose, out),
        url: keys.optional("url", address::document, out),
        revision: keys.optional("revision", prose, out),
    };
    keys.close(out);
    Some(document)
}

pub(super) fn servers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    declared(node, "the servers", address::server, out)
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
