//! The section `values`: a text in parts, and the steps applied to it.

use super::entries::{WIRE_TEXTS, declared};
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::part::{self, PARTS, SINGLE_PART, parts};
use super::prose::PROSE;
use super::reader::entries;
use super::shape::Shape;
use super::step::{STEPS, steps};
use super::syntax::{Entries, Formula, Value, Word};
use super::tree::Node;
use crate::diagnostic::Diagnostics;

pub(super) static VALUES: Shape = Shape::Declared(&Shape::Mapping(&VALUE));

pub(super) fn values(node: &Node, out: &mut Diagnostics) -> Option<Entries<Value>> {
    declared(node, "the values", value, out)
}

static VALUE: Mapping = Mapping {
    name: "value",
    noun: "a value",
    keys: &[
        Key::optional("doc", PROSE, "The purpose of the value"),
        Key::choice("text", PARTS, "The parts that it is put together from, or the only one"),
        Key::choice("choose", SINGLE_PART, "The part whose text selects another value"),
        Key::optional("steps", STEPS, "The steps applied to the text, in the sender's order").with(&["text"]),
        Key::required("cases", WIRE_TEXTS, "The value for each text").with(&["choose"]),
        Key::optional("otherwise", Shape::Text, "The value for any other text").with(&["choose"]),
    ],
};

fn value(node: &Node, out: &mut Diagnostics) -> Option<Value> {
    let mut keys = Keys::open(node, &VALUE, out);
    let doc = keys.prose("doc", out);
    let formula = match keys.choice(out) {
        Some("choose") => choice(&mut keys, out),
        Some(_) => Some(Formula::Text {
            text: keys.read("text", parts, out).unwrap_or_default(),
            steps: keys.read("steps", steps, out).unwrap_or_default(),
        }),
        None => {
            keys.allow_all();
            None
        }
    };
    keys.close(out);
    Some(Value { doc, formula: formula? })
}

fn choice(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Formula> {
    let by = keys.read("choose", part::part, out);
    let cases = keys.read("cases", cases, out);
    let otherwise = keys.read("otherwise", name::reference, out);
    Some(Formula::Choice { by: Box::new(by?), cases: cases?, otherwise })
}

fn cases(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    Some(entries(node, "values by the text that chooses them", name::wire, name::reference, out))
}
