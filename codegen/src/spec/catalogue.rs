//! The sections that list facts: `enumerations`, `errors`, `limits`, `notes` and `errata`.

use super::credential::confidence;
use super::outcome::outcome;
use super::reader::{Keys, entries, list, prose, wrong_shape};
use super::syntax::{Entries, Enumeration, EnumerationValue, Erratum, ErrorCode, Limit, Note};
use super::tree::{Kind, Node};
use super::{declared, name};
use crate::diagnostic::Diagnostics;

pub(super) fn enumerations(node: &Node, out: &mut Diagnostics) -> Option<Entries<Enumeration>> {
    declared(node, "the enumerations", enumeration, out)
}

fn enumeration(node: &Node, out: &mut Diagnostics) -> Option<Enumeration> {
    let mut keys = Keys::open(node, "an enumeration", out);
    let enumeration = Enumeration {
        doc: keys.optional("doc", prose, out),
        values: keys.required("values", values, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(enumeration)
}

fn values(node: &Node, out: &mut Diagnostics) -> Option<Entries<EnumerationValue>> {
    let values = entries(node, "the values of an enumeration", name::wire, value, out);
    if matches!(&node.kind, Kind::Map(members) if members.is_empty()) {
        return wrong_shape(node, "a mapping of values", "there is none in it", out);
    }
    Some(values)
}

fn value(node: &Node, out: &mut Diagnostics) -> Option<EnumerationValue> {
    if !matches!(node.kind, Kind::Map(_)) {
        return Some(EnumerationValue { name: None, doc: Some(prose(node, out)?) });
    }
    let mut keys = Keys::open(node, "a value of an enumeration", out);
    let value =
        EnumerationValue { name: keys.optional("name", name::identifier, out), doc: keys.optional("doc", prose, out) };
    keys.close(out);
    Some(value)
}

pub(super) fn errors(node: &Node, out: &mut Diagnostics) -> Option<Entries<ErrorCode>> {
    Some(entries(node, "the errors", name::wire, error, out))
}

fn error(node: &Node, out: &mut Diagnostics) -> Option<ErrorCode> {
    let mut keys = Keys::open(node, "an error", out);
    let error = ErrorCode {
        name: keys.optional("name", prose, out),
        rust: keys.optional("rust", name::identifier, out),
        meaning: keys.optional("meaning", prose, out),
        remedy: keys.optional("remedy", prose, out),
        outcome: keys.optional("outcome", outcome, out),
        on_repeat: keys.optional("on_repeat", outcome, out),
        because: keys.optional("because", prose, out),
        aliases: keys.optional("aliases", name::references, out).unwrap_or_default(),
        confidence: keys.optional("confidence", confidence, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(error)
}

pub(super) fn limits(node: &Node, out: &mut Diagnostics) -> Option<Entries<Limit>> {
    declared(node, "the limits", limit, out)
}

fn limit(node: &Node, out: &mut Diagnostics) -> Option<Limit> {
    let mut keys = Keys::open(node, "a limit", out);
    let limit = Limit {
        limit: keys.required("limit", prose, out),
        section: keys.optional("section", prose, out),
        doc: keys.optional("doc", prose, out),
    };
    keys.close(out);
    Some(limit)
}

pub(super) fn notes(node: &Node, out: &mut Diagnostics) -> Option<Vec<Note>> {
    list(node, "the notes", note, out)
}

fn note(node: &Node, out: &mut Diagnostics) -> Option<Note> {
    let mut keys = Keys::open(node, "a note", out);
    let note = Note { section: keys.optional("section", prose, out), doc: keys.required("doc", prose, out) };
    keys.close(out);
    Some(note)
}

pub(super) fn errata(node: &Node, out: &mut Diagnostics) -> Option<Vec<Erratum>> {
    list(node, "the errata", erratum, out)
}

fn erratum(node: &Node, out: &mut Diagnostics) -> Option<Erratum> {
    let mut keys = Keys::open(node, "an erratum", out);
    let erratum = Erratum {
        at: keys.required("at", name::references, out).unwrap_or_default(),
        page: keys.optional("page", prose, out),
        says: keys.required("says", prose, out),
        does: keys.required("does", prose, out),
        because: keys.required("because", prose, out),
        confidence: keys.optional("confidence", confidence, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(erratum)
}
