//! What an answer means: rows, the first that matches decides.

use super::condition::conditions;
use super::name;
use super::reader::{Keys, choose_word, entries, list, prose};
use super::syntax::{Decision, Entries, Outcome, Row, Spanned, Word};
use super::tree::Node;
use crate::diagnostic::Diagnostics;

/// One outcome in words.
pub(super) fn outcome(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Outcome>> {
    choose_word(node, "an outcome", out)
}

pub(super) fn rows(node: &Node, out: &mut Diagnostics) -> Option<Vec<Row>> {
    list(node, "the rows of the outcome", row, out)
}

fn row(node: &Node, out: &mut Diagnostics) -> Option<Row> {
    let mut keys = Keys::open(node, "a row of the outcome", out);
    let when = keys.optional("when", conditions, out).unwrap_or_default();
    let is = keys.optional("is", outcome, out);
    let by = keys.optional("by", name::reference, out);
    let errors = keys.optional("errors", name::reference, out);
    let decision = match keys.one_of(&["is", "by", "errors"], out) {
        Some("is") => is.map(Decision::Is),
        Some("by") => by_value(&mut keys, by, out),
        Some(_) => by_code(&mut keys, errors, out),
        None => {
            keys.allow(&["map", "otherwise"]);
            None
        }
    };
    let on_repeat = keys.optional("on_repeat", outcome, out);
    let because = keys.optional("because", prose, out);
    keys.close(out);
    Some(Row { span: node.place, when, decision, on_repeat, because })
}

fn by_value(keys: &mut Keys<'_>, member: Option<Word>, out: &mut Diagnostics) -> Option<Decision> {
    let map = keys.required("map", outcomes, out);
    let otherwise = keys.optional("otherwise", outcome, out);
    Some(Decision::By { member: member?, map: map?, otherwise })
}

fn by_code(keys: &mut Keys<'_>, member: Option<Word>, out: &mut Diagnostics) -> Option<Decision> {
    let otherwise = keys.optional("otherwise", outcome, out);
    Some(Decision::Errors { member: member?, otherwise })
}

fn outcomes(node: &Node, out: &mut Diagnostics) -> Option<Entries<Spanned<Outcome>>> {
    Some(entries(node, "outcomes by value", name::wire, outcome, out))
}
