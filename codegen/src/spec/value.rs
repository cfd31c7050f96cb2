//! The section `values`: a text in parts, and the steps applied to it.

use super::entries::declared;
use super::grammar::{Key, Mapping};
use super::name;
use super::part::{self, parts};
use super::reader::{Keys, entries};
use super::step::steps;
use super::syntax::{Entries, Formula, Value, Word};
use super::tree::Node;
use crate::diagnostic::Diagnostics;

pub(super) fn values(node: &Node, out: &mut Diagnostics) -> Option<Entries<Value>> {
    declared(node, "the values", value, out)
}

static VALUE: Mapping = Mapping {
    name: "value",
    noun: "a value",
    keys: &[
        Key::optional("doc", "What the value is for"),
        Key::choice("text", "The parts that it is put together from, or the only one"),
        Key::choice("choose", "The part whose text selects another value"),
        Key::optional("steps", "What is done to the text, in the sender's order").with(&["text"]),
        Key::required("cases", "The value for each text").with(&["choose"]),
        Key::optional("otherwise", "The value for any other text").with(&["choose"]),
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
