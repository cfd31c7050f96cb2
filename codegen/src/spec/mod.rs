//! Parses text to the syntax tree: the form that an author may write, without its meaning.

pub mod syntax;

mod address;
mod answer;
mod builder;
mod catalogue;
mod comment;
mod condition;
mod conditional;
mod credential;
mod cursor;
mod cut_list;
mod echo;
mod entries;
mod example;
mod expression;
mod expression_slip;
mod facts;
mod field;
mod foreign;
pub(crate) mod form;
pub(crate) mod grammar;
mod homes;
mod key_fault;
mod key_level;
mod keys;
mod layer;
mod length;
mod lookalike;
mod message;
mod misplaced;
mod name;
mod noun;
mod number;
mod operation;
mod outcome;
mod page_type;
mod part;
mod pattern;
mod prose;
mod provider;
mod reader;
mod respell;
pub(crate) mod shape;
mod shape_fault;
mod slip;
mod split_scalar;
mod split_step;
mod step;
mod stranger;
mod suggest;
mod todo;
mod tokens;
mod tree;
mod type_slip;
mod types;
mod value;
mod verify;
mod yaml;

use crate::diagnostic::Diagnostics;
use crate::source::Source;
use grammar::{Key, Mapping};
use keys::Keys;
pub use name::is_keyword;
pub(crate) use outcome::is_key_of_row;
pub(crate) use reader::shown;
use shape::Shape;
use syntax::{Entries, Spec, Word};
pub use tree::MAX_BYTES;
use tree::Node;

/// Reads a spec and reports all of its faults at once.
///
/// `None` if the file is not YAML, empty or too large, which is then the only fault. Otherwise the tree of everything
/// that could be read, without the faulty parts.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Spec> {
    let root = yaml::parse_yaml(source, diagnostics)?;
    Some(spec(&root, diagnostics))
}

/// Whether a text is valid as a declared name; reports it if not.
pub(crate) fn is_name(word: &Word, diagnostics: &mut Diagnostics) -> bool {
    name::declared(word, diagnostics)
}

pub(crate) static SPEC: Mapping = Mapping {
    name: "spec",
    noun: "a spec",
    keys: &[
        Key::required("provider", Shape::Mapping(&provider::PROVIDER), "The provider whose interface this is"),
        Key::required("servers", provider::SERVERS, "The servers that requests go to, by a name of your own"),
        Key::optional("transport", Shape::Mapping(&provider::TRANSPORT), "The demands on the connection beside HTTPS"),
        Key::optional(
            "credentials",
            credential::CREDENTIALS,
            "The numbers and keys that the merchant holds, by a name of your own",
        ),
        Key::optional(
            "enumerations",
            catalogue::ENUMERATIONS,
            "Lists of words that fields have, by a name of your own",
        ),
        Key::optional("values", value::VALUES, "Texts that are computed, such as signatures, by a name of your own"),
        Key::required("messages", message::MESSAGES, "The messages that are sent and received, by a name of your own"),
        Key::required("operations", operation::OPERATIONS, "Refunds, queries and notifications, by a name of your own"),
        Key::optional("errors", catalogue::ERRORS, "The provider's error codes, each with its meaning for the refund"),
        Key::optional("limits", catalogue::LIMITS, "Facts that a request alone cannot show, such as a time limit"),
        Key::optional("notes", catalogue::NOTES, "Prose rules and advice of the page"),
        Key::optional("errata", catalogue::ERRATA, "The places where the page is wrong or silent"),
        Key::optional("keys", credential::KEYS, "Throw-away keys of the examples"),
        Key::optional("examples", example::EXAMPLES, "Requests, to the byte; they run as tests"),
        Key::optional(
            "answers",
            answer::ANSWERS,
            "Answers and notifications, and the members that are read of them; they run as tests",
        ),
        Key::optional("refused", answer::REFUSED, "Requests that break a rule; they run as tests"),
    ],
};

fn spec(root: &Node, out: &mut Diagnostics) -> Spec {
    let mut keys = Keys::open(root, &SPEC, out);
    let spec = Spec {
        provider: keys.read("provider", provider::provider, out).unwrap_or_default(),
        servers: section(keys.read("servers", provider::servers, out)),
        transport: keys.read("transport", provider::transport, out),
        credentials: section(keys.read("credentials", credential::credentials, out)),
        enumerations: section(keys.read("enumerations", catalogue::enumerations, out)),
        values: section(keys.read("values", value::values, out)),
        messages: section(keys.read("messages", message::messages, out)),
        operations: section(keys.read("operations", operation::operations, out)),
        errors: section(keys.read("errors", catalogue::errors, out)),
        limits: keys.read("limits", catalogue::limits, out).unwrap_or_default(),
        notes: keys.read("notes", catalogue::notes, out).unwrap_or_default(),
        errata: keys.read("errata", catalogue::errata, out).unwrap_or_default(),
        keys: section(keys.read("keys", credential::keys, out)),
        examples: section(keys.read("examples", example::examples, out)),
        answers: section(keys.read("answers", answer::answers, out)),
        refused: section(keys.read("refused", answer::refused, out)),
    };
    keys.close(out);
    spec
}

fn section<T>(entries: Option<Entries<T>>) -> Entries<T> {
    entries.unwrap_or_default()
}

/// Whether a text on the wire holds no invisible sign, which copying from a page adds.
pub fn is_wire_text(text: &str) -> bool {
    lookalike::first(text).is_none_or(|sign| sign.meant.is_some())
}
