//! Text to syntax tree: what an author may write, nothing of what it means.

pub mod syntax;

mod address;
mod answer;
mod builder;
mod catalogue;
mod condition;
mod credential;
mod cursor;
mod cut;
mod echo;
mod example;
mod expression;
mod field;
mod layer;
mod lookalike;
mod message;
mod name;
mod number;
mod operation;
mod outcome;
mod part;
mod pattern;
pub(crate) mod probe;
mod provider;
mod reader;
mod step;
mod todo;
mod tokens;
mod tree;
mod types;
mod value;
mod verify;

use crate::diagnostic::Diagnostics;
use crate::source::Source;
pub(crate) use name::is_keyword;
use reader::{Keys, Read};
use syntax::{Entries, Spec, Word};
pub use tree::MAX_BYTES;
use tree::Node;

/// Reads a spec and reports all of its faults at once.
///
/// `None` if the file is no YAML, empty or too large, which is then the only fault. Otherwise the
/// tree of what could be read: faulty things are left out.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Spec> {
    let root = tree::parse(source, diagnostics)?;
    Some(spec(&root, diagnostics))
}

/// Whether a text can name what a spec declares; if not, that is reported.
pub(crate) fn is_name(word: &Word, diagnostics: &mut Diagnostics) -> bool {
    name::declared(word, diagnostics)
}

fn spec(root: &Node, out: &mut Diagnostics) -> Spec {
    let mut keys = Keys::open(root, "a spec", out);
    let spec = Spec {
        provider: keys.required("provider", provider::provider, out).unwrap_or_default(),
        servers: section(keys.required("servers", provider::servers, out)),
        transport: keys.optional("transport", provider::transport, out),
        credentials: section(keys.optional("credentials", credential::credentials, out)),
        enumerations: section(keys.optional("enumerations", catalogue::enumerations, out)),
        values: section(keys.optional("values", value::values, out)),
        messages: section(keys.required("messages", message::messages, out)),
        operations: section(keys.required("operations", operation::operations, out)),
        errors: section(keys.optional("errors", catalogue::errors, out)),
        limits: section(keys.optional("limits", catalogue::limits, out)),
        notes: keys.optional("notes", catalogue::notes, out).unwrap_or_default(),
        errata: keys.optional("errata", catalogue::errata, out).unwrap_or_default(),
        keys: section(keys.optional("keys", credential::keys, out)),
        examples: section(keys.optional("examples", example::examples, out)),
        answers: section(keys.optional("answers", answer::answers, out)),
        refused: section(keys.optional("refused", answer::refused, out)),
    };
    keys.close(out);
    spec
}

fn section<T>(entries: Option<Entries<T>>) -> Entries<T> {
    entries.unwrap_or_default()
}

/// A mapping from names that the spec declares.
fn declared<T>(node: &Node, what: &'static str, read: Read<T>, out: &mut Diagnostics) -> Option<Entries<T>> {
    Some(reader::entries(node, what, name::declared, read, out))
}

/// A mapping from names of the wire to texts.
fn wire_texts(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    Some(reader::entries(node, "a mapping to texts", name::wire, name::literal, out))
}
