//! The sections `provider`, `servers` and `transport`.

use super::entries::declared;
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::number::time_zone;
use super::prose::PROSE;
use super::reader::{choose, quotation};
use super::shape::{Shape, words};
use super::syntax::{About, Document, Entries, Provider, Transport, Word};
use super::tree::Node;
use super::{address, name};
use crate::diagnostic::Diagnostics;

pub(super) static PROVIDER: Mapping = Mapping {
    name: "provider",
    noun: "the provider",
    keys: &[
        Key::required("id", Shape::Name, "The Rust module and the cargo feature, in snake_case"),
        Key::optional("name", Shape::Text, "The provider's own name for itself"),
        Key::required("title", PROSE, "One line for the documentation"),
        Key::required("document", Shape::Mapping(&DOCUMENT), "The provider's page that the spec is written beside"),
        Key::optional(
            "time_zone",
            Shape::Form(Form::TimeZone),
            "The time zone of all times without an offset: `UTC` (default), an offset such as \
             `\"+08:00\"`, or a name of the IANA database such as `Europe/Berlin`, with its summer time. A received \
             local time that occurs twice in autumn is the earlier one; one that is skipped in spring is no time",
        ),
        Key::optional("currency", Shape::Text, "The currency of all amounts but those whose currency a member names"),
        Key::optional("doc", PROSE, "The provider's business, in a paragraph"),
    ],
};

pub(super) fn provider(node: &Node, out: &mut Diagnostics) -> Option<Provider> {
    let mut keys = Keys::open(node, &PROVIDER, out);
    let provider = Provider {
        id: keys.read("id", name::identifier, out),
        about: About {
            name: keys.quotation("name", out),
            title: keys.prose("title", out),
            document: keys.read("document", document, out).unwrap_or_default(),
            doc: keys.prose("doc", out),
        },
        time_zone: keys.read("time_zone", time_zone, out),
        currency: keys.read("currency", name::literal, out),
    };
    keys.close(out);
    Some(provider)
}

static DOCUMENT: Mapping = Mapping {
    name: "document",
    noun: "a document",
    keys: &[
        Key::required("title", Shape::Text, "The title of the page"),
        Key::optional("url", Shape::Form(Form::Page), "The address of the page"),
        Key::optional("revision", Shape::Text, "Its version or date"),
    ],
};

fn document(node: &Node, out: &mut Diagnostics) -> Option<Document> {
    let mut keys = Keys::open(node, &DOCUMENT, out);
    let document = Document {
        title: keys.quotation("title", out),
        url: keys.read("url", address::document, out).map(|url| url.value),
        revision: keys.read("revision", quotation, out).map(|revision| revision.value),
    };
    keys.close(out);
    Some(document)
}

pub(super) static SERVERS: Shape = Shape::Declared(&Shape::Form(Form::Server));

pub(super) fn servers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    declared(node, "the servers", address::server, out)
}

pub(super) static TRANSPORT: Mapping = Mapping {
    name: "transport",
    noun: "the transport",
    keys: &[
        Key::optional(
            "tls_identity",
            Shape::Word(|| words(DEMANDS)),
            "`required`: the provider asks for the merchant's client certificate. It is documented, and supplied by \
             the HTTP client in use",
        ),
        Key::optional("doc", PROSE, "The source of the certificate"),
    ],
};

pub(super) fn transport(node: &Node, out: &mut Diagnostics) -> Option<Transport> {
    let mut keys = Keys::open(node, &TRANSPORT, out);
    let transport = Transport {
        tls_identity_required: keys.read("tls_identity", tls_identity, out).unwrap_or_default(),
        doc: keys.prose("doc", out),
    };
    keys.close(out);
    Some(transport)
}

const DEMANDS: &[(&str, bool)] = &[("required", true)];

fn tls_identity(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a demand", DEMANDS, out).map(|required| required.value)
}
