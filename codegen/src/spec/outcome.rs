//! The outcome of an answer: rows, of which the first match decides.

use super::condition::{CONDITIONS, conditions};
use super::grammar::{Key, Mapping, Need};
use super::keys::Keys;
use super::name;
use super::prose::PROSE;
use super::reader::{decide_word, entries, list, shown};
use super::shape::{Shape, family};
use super::syntax::{Decision, Outcome, Row, Word};
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) static OUTCOME: Shape = Shape::Word(family::<Outcome>);

/// Reads an outcome in words.
pub(super) fn outcome(node: &Node, out: &mut Diagnostics) -> Option<Outcome> {
    decide_word(node, "an outcome", out).map(|outcome| outcome.value)
}

pub(super) static ROWS: Shape = Shape::List(&Shape::Mapping(&ROW));

pub(super) fn rows(node: &Node, out: &mut Diagnostics) -> Option<Vec<Row>> {
    list(node, "the rows of the outcome", row, out)
}

static ROW: Mapping = Mapping {
    name: "row_of_the_outcome",
    noun: "a row of the outcome",
    keys: &[
        Key::optional("when", CONDITIONS, "Conditions on members and on `http`; all have to hold"),
        Key::choice("is", OUTCOME, "The outcome"),
        Key::choice("by", Shape::Text, "The member whose value decides"),
        Key::choice("errors", Shape::Text, "The member with an error code: the section `errors` decides"),
        Key::required(
            "map",
            Shape::Wire(&OUTCOME),
            "The outcome for each value, or class of values: `\"05*\"`, `\"100..=199\"`",
        )
        .with(&["by"]),
        Key::optional("otherwise", OUTCOME, "The outcome for values that nobody listed").with(&["by", "errors"]),
        Key::optional(
            "on_repeat",
            OUTCOME,
            "The outcome where the request was a repeated one: `unknown` (default of `refused …`) or the outcome \
             itself. `failed` needs it",
        ),
        Key::optional("because", PROSE, "The reason why a repeated request believes the refusal or failure"),
    ],
};

/// Whether a word is a key that a row has beside its decision.
pub(crate) fn is_key_of_row(word: &str) -> bool {
    ROW.of_need(Need::Optional).any(|key| key == word)
}

fn row(node: &Node, out: &mut Diagnostics) -> Option<Row> {
    let mut keys = Keys::open(node, &ROW, out);
    let when = keys.read("when", conditions, out).unwrap_or_default();
    let is = keys.read("is", outcome, out);
    let by = keys.read("by", name::reference, out);
    let errors = keys.read("errors", name::reference, out);
    let decision = match keys.choice(out) {
        Some("is") => is.map(Decision::Is),
        Some("by") => by_value(&mut keys, by, out),
        Some(_) => by_code(&mut keys, errors, out),
        None => {
            keys.allow_all();
            None
        }
    };
    let repeat_at = keys.value_at("on_repeat").unwrap_or(node.place);
    let on_repeat = keys.read("on_repeat", outcome, out);
    let because = keys.prose("because", out);
    let map = keys.place_of("map").unwrap_or(node.place);
    keys.close(out);
    let decision = decision?;
    let member = match &decision {
        Decision::Is(_) => node.place,
        Decision::By { path, .. } | Decision::Errors { path, .. } => path.span,
    };
    Some(Row { when, decision, on_repeat, repeat_at, because, span: node.place, member, map })
}

fn by_value(keys: &mut Keys<'_>, member: Option<Word>, out: &mut Diagnostics) -> Option<Decision> {
    let map = keys.read("map", outcomes, out);
    let otherwise = keys.read("otherwise", outcome, out);
    Some(Decision::By { path: member?, map: map?, otherwise })
}

fn by_code(keys: &mut Keys<'_>, member: Option<Word>, out: &mut Diagnostics) -> Option<Decision> {
    let otherwise = keys.read("otherwise", outcome, out);
    Some(Decision::Errors { path: member?, otherwise })
}

fn outcomes(node: &Node, out: &mut Diagnostics) -> Option<Vec<(Word, Outcome)>> {
    if let Some(fault) = reversed(node) {
        out.push(fault);
        return None;
    }
    Some(entries(node, "outcomes by value", name::code, outcome, out).into_iter().collect())
}

/// The first entry with the outcome in front of the value.
fn reversed(node: &Node) -> Option<Diagnostic> {
    let NodeContent::Map(entries) = &node.kind else { return None };
    entries.iter().find_map(|(key, value)| {
        let (NodeContent::Scalar(outcome), NodeContent::Scalar(code)) = (&key.kind, &value.kind) else { return None };
        let is_outcome = |text: &str| Outcome::of_word(text).is_some();
        let turned = is_outcome(&outcome.text) && !is_outcome(&code.text);
        let message = format!("`{}` is an outcome, and the value stands in front of it", outcome.text);
        let help = format!("write `{}: {}`", shown(&code.text), outcome.text);
        turned.then(|| Diagnostic::new(Code::WrongShape, key.span, message).help(help))
    })
}
