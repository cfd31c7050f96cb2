//! The section `values`: a text in parts, and what is done to it.

use super::reader::{Keys, entries, one_or_more, prose};
use super::syntax::{Entries, Formula, Part, Spanned, Step, Value, Word};
use super::tree::Node;
use super::{declared, name, part, step};
use crate::diagnostic::Diagnostics;

pub(super) fn values(node: &Node, out: &mut Diagnostics) -> Option<Entries<Value>> {
    declared(node, "the values", value, out)
}

fn value(node: &Node, out: &mut Diagnostics) -> Option<Value> {
    let mut keys = Keys::open(node, "a value", out);
    let doc = keys.optional("doc", prose, out);
    let formula = match keys.one_of(&["text", "choose"], out) {
        Some("choose") => choice(&mut keys, out),
        Some(_) => Some(Formula::Text {
            text: keys.required("text", parts, out).unwrap_or_default(),
            steps: keys.optional("steps", steps, out).unwrap_or_default(),
        }),
        None => {
            keys.allow(&["steps", "cases", "otherwise"]);
            None
        }
    };
    keys.close(out);
    Some(Value { doc, formula: formula.unwrap_or(Formula::Faulty) })
}

fn choice(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Formula> {
    let by = keys.required("choose", part::part, out);
    let cases = keys.required("cases", cases, out);
    let otherwise = keys.optional("otherwise", name::reference, out);
    Some(Formula::Choice { by: Box::new(by?), cases: cases?, otherwise })
}

fn cases(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    Some(entries(node, "values by the text that chooses them", name::wire, name::reference, out))
}

/// The parts of a text, or the only one.
pub(super) fn parts(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Part>>> {
    Some(one_or_more(node, part::part, out))
}

/// The steps in the sender's order, or the only one.
pub(super) fn steps(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Step>>> {
    Some(one_or_more(node, step::step, out))
}
