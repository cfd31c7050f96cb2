//! The section `examples`, and the values in examples.

use super::entries::{WIRE_TEXTS, declared, wire_texts};
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::noun;
use super::prose::PROSE;
use super::reader::{entries, text};
use super::shape::Shape;
use super::syntax::{CredentialData, Data, Entries, Example, Sent, Spanned, Word};
use super::tree::{Node, NodeContent};
use crate::diagnostic::Diagnostics;

pub(super) static EXAMPLES: Shape = Shape::Declared(&Shape::Mapping(&EXAMPLE));

pub(super) fn examples(node: &Node, out: &mut Diagnostics) -> Option<Entries<Example>> {
    declared(node, "the examples", example, out)
}

static EXAMPLE: Mapping = Mapping {
    name: "example",
    noun: "an example",
    keys: &[
        Key::required("operation", Shape::Text, "The operation that is asked for"),
        Key::optional("like", Shape::Text, "The example whose credentials, clock and nonce are taken"),
        Key::optional(
            "of",
            Shape::Text,
            "For a query: the example of the refund that it asks about; default: that of `like`, or `like` itself",
        ),
        Key::optional("source", PROSE, "The source of the expected bytes"),
        Key::optional("credentials", CREDENTIALS, "The merchant's credentials, made up"),
        Key::optional("now", Shape::Text, "The clock, with an offset: `2024-11-18T12:00:00+08:00`"),
        Key::optional("nonce", Shape::Text, "The text of the context's nonce"),
        Key::optional("salt", Shape::Text, "The text of the context's salt"),
        Key::optional("server", Shape::Text, "One of the servers; default: the first"),
        Key::optional("request", MEMBERS, "The fields that the caller sets, in wire form"),
        Key::optional("extra", WIRE_TEXTS, "Fields that the spec lacks"),
        Key::optional("sends", Shape::Mapping(&SENT_EXACTLY), "The request that must be sent"),
    ],
};

fn example(node: &Node, out: &mut Diagnostics) -> Option<Example> {
    let mut keys = Keys::open(node, &EXAMPLE, out);
    let example = Example {
        operation: keys.read("operation", name::reference, out),
        like: keys.read("like", name::reference, out),
        of: keys.read("of", name::reference, out),
        source: keys.prose("source", out),
        credentials: keys.read("credentials", credentials, out).unwrap_or_default(),
        now: keys.read("now", text, out),
        nonce: keys.read("nonce", text, out),
        salt: keys.read("salt", text, out),
        server: keys.read("server", name::reference, out),
        request: keys.read("request", members, out).unwrap_or_default(),
        extra: keys.read("extra", wire_texts, out).unwrap_or_default(),
        sends: keys.read("sends", sent, out),
        credentials_at: keys.place_of("credentials"),
        request_at: keys.place_of("request"),
    };
    keys.close(out);
    Some(example)
}

static CREDENTIALS: Shape = Shape::Wire(&Shape::Either(&[Shape::Text, Shape::Mapping(&CREDENTIAL_VALUE)]));

fn credentials(node: &Node, out: &mut Diagnostics) -> Option<Entries<Spanned<CredentialData>>> {
    Some(entries(node, noun::CREDENTIALS, name::wire, credential, out))
}

static CREDENTIAL_VALUE: Mapping = Mapping {
    name: "credential_s_value",
    noun: "a credential's value",
    keys: &[
        Key::choice("key", Shape::Text, "One of the section `keys`"),
        Key::choice("keys", WIRE_TEXTS, "Several of the section `keys`, by their serial number"),
        Key::choice("shared", WIRE_TEXTS, "Several shared keys, by their names"),
        Key::choice("anchors", name::REFERENCES, "Certificates of the section `keys`"),
    ],
};

fn credential(node: &Node, out: &mut Diagnostics) -> Option<Spanned<CredentialData>> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        return text(node, out).map(|text| Spanned { value: CredentialData::Text(text.value), span: text.span });
    }
    let mut keys = Keys::open(node, &CREDENTIAL_VALUE, out);
    let data = match keys.choice(out) {
        Some("keys") => keys.read("keys", keys_by_serial, out).map(CredentialData::Keys),
        Some("shared") => keys
            .read("shared", wire_texts, out)
            .map(|keys| CredentialData::Shared(keys.into_iter().map(|(name, key)| (name.value, key.value)).collect())),
        Some("anchors") => keys.read("anchors", name::references, out).map(CredentialData::Anchors),
        _ => keys.read("key", name::reference, out).map(CredentialData::Key),
    };
    keys.close(out);
    Some(Spanned { value: data?, span: node.place })
}

fn keys_by_serial(node: &Node, out: &mut Diagnostics) -> Option<Vec<(String, Word)>> {
    let keys = entries(node, noun::KEYS, name::wire, name::reference, out);
    Some(keys.into_iter().map(|(serial, key)| (serial.value, key)).collect())
}

static SENT_EXACTLY: Mapping = Mapping {
    name: "what_is_sent_2",
    noun: "an expected request",
    keys: &[
        Key::optional("url", Shape::Text, "The whole URL as it is sent"),
        Key::optional("headers", WIRE_TEXTS, "The headers as they are sent"),
        Key::optional("body", Shape::Text, "The exact bytes of the body"),
        Key::optional(
            "signature",
            Shape::Text,
            "The signature alone: it occurs in the body, the headers or the URL, plain or percent-encoded",
        ),
    ],
};

fn sent(node: &Node, out: &mut Diagnostics) -> Option<Sent> {
    let mut keys = Keys::open(node, &SENT_EXACTLY, out);
    let sent = Sent {
        url: keys.read("url", text, out),
        headers: keys.read("headers", wire_texts, out).unwrap_or_default(),
        body: keys.read("body", text, out),
        signature: keys.read("signature", text, out),
    };
    keys.close(out);
    Some(sent)
}

pub(super) static MEMBERS: Shape = Shape::Wire(&Shape::Data);

/// Values by wire name or path.
pub(super) fn members(node: &Node, out: &mut Diagnostics) -> Option<Entries<Data>> {
    Some(entries(node, noun::VALUES, name::wire, data, out))
}

fn data(node: &Node, out: &mut Diagnostics) -> Option<Data> {
    match &node.kind {
        NodeContent::List(items) => {
            Some(Data::List(items.iter().filter_map(|item| data(item, out)).collect(), node.span))
        }
        NodeContent::Map(_) => Some(Data::Map(members(node, out)?, node.span)),
        _ => text(node, out).map(Data::Text),
    }
}
