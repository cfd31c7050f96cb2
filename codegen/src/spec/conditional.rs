//! A fixed text that depends on other fields.

use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::shape::Shape;
use super::syntax::{ConditionalText, Expr};
use super::tree::{Node, NodeContent};
use super::{expression, name};
use crate::diagnostic::Diagnostics;

pub(super) static CONDITIONAL: Mapping = Mapping {
    name: "text_on_a_condition",
    noun: "a text on a condition",
    keys: &[
        Key::required(
            "when",
            Shape::Text,
            "An expression over the caller's fields of the message: `refund_fee == total_fee`. It is false if an operand is \
             absent",
        ),
        Key::required("constant", Shape::Text, "The text if the expression is true"),
        Key::required("otherwise", Shape::Text, "The text if it is false"),
    ],
};

pub(super) fn conditional(node: &Node, out: &mut Diagnostics) -> Option<ConditionalText<Expr>> {
    let mut keys = Keys::open(node, &CONDITIONAL, out);
    let when = keys.read("when", expression::read_expression, out);
    let constant = keys.read("constant", name::literal, out);
    let otherwise = keys.read("otherwise", name::literal, out);
    keys.close(out);
    Some(ConditionalText { when: when?, constant: constant?.value, otherwise: otherwise?.value })
}

/// Whether a mapping is meant to be one: it has one of the keys.
pub(super) fn is_conditional(node: &Node) -> bool {
    let NodeContent::Map(entries) = &node.kind else { return false };
    let is_key = |text: &str| CONDITIONAL.keys.iter().any(|key| key.name == text);
    entries.iter().any(|(key, _)| matches!(&key.kind, NodeContent::Scalar(scalar) if is_key(&scalar.text)))
}
