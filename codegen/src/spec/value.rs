//! The section `values`: a text in parts, and what is done to it.

use super::reader::{Keys, one_or_more, prose};
use super::syntax::{Entries, Part, Spanned, Step, Value};
use super::tree::Node;
use super::{declared, part, step};
use crate::diagnostic::Diagnostics;

pub(super) fn values(node: &Node, out: &mut Diagnostics) -> Option<Entries<Value>> {
    declared(node, "the values", value, out)
}

fn value(node: &Node, out: &mut Diagnostics) -> Option<Value> {
    let mut keys = Keys::open(node, "a value", out);
    let value = Value {
        doc: keys.optional("doc", prose, out),
        text: keys.required("text", parts, out).unwrap_or_default(),
        steps: keys.optional("steps", steps, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(value)
}

/// The parts of a text, or the only one.
pub(super) fn parts(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Part>>> {
    Some(one_or_more(node, part::part, out))
}

/// The steps in the sender's order, or the only one.
pub(super) fn steps(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Step>>> {
    Some(one_or_more(node, step::step, out))
}
