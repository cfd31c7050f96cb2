//! The comparisons of an answer with its request.

use super::grammar::{Key, Mapping};
use super::name;
use super::reader::{Keys, choose, list, wrong_shape};
use super::syntax::{Echo, Spanned, Unsent, Word};
use super::tree::{Kind, Node};
use crate::diagnostic::Diagnostics;

pub(super) fn echoes(node: &Node, out: &mut Diagnostics) -> Option<Vec<Echo>> {
    list(node, "the echo", echo, out)
}

static ECHO: Mapping = Mapping {
    name: "echo",
    noun: "an echo",
    keys: &[
        Key::choice("answer", "The member of the answer, or several of which one has to agree"),
        Key::choice("each", "Several members of the answer; each that is there has to agree"),
        Key::rival("request", "The member of the request; default: of the same name"),
        Key::rival(
            "at_least",
            "In place of `request`: the amount that was sent, and the answer may hold a greater one",
        ),
        Key::optional("missing", "`unsettled`: an answer without it settles nothing; default `accept`"),
        Key::optional(
            "unsent",
            "The request lacked the field: `refuse` the member, or `{ is: TEXT }` counts as sent; default `accept`",
        ),
    ],
};

static ASSUMED_TEXT: Mapping = Mapping {
    name: "a_text_that_counts_as_sent",
    noun: "a text that counts as sent",
    keys: &[Key::required("is", "The text, as the provider assumes it")],
};

fn echo(node: &Node, out: &mut Diagnostics) -> Option<Echo> {
    if !matches!(node.kind, Kind::Map(_)) {
        let answer = name::reference(node, out)?;
        return Some(Echo::new(vec![answer.clone()], answer, None));
    }
    let mut keys = Keys::open(node, &ECHO, out);
    let (one, several) = (keys.read("answer", members, out), keys.read("each", members, out));
    keys.choice(out);
    let (request, floor) = (keys.read("request", name::reference, out), keys.read("at_least", name::reference, out));
    keys.has_rivals(out);
    let needed = keys.read("missing", missing, out).unwrap_or_default();
    let unsent = keys.read("unsent", unsent, out);
    keys.close(out);
    // If both keys of an exclusive pair are present, use the plain one, so that one cause gives one error.
    let (each, at_least) = (one.is_none(), floor.is_some() && request.is_none());
    let answers = one.or(several)?;
    let request = request.or(floor).or_else(|| answers.first().cloned())?;
    Some(Echo { each, at_least, needed, ..Echo::new(answers, request, unsent) })
}

/// One member, or a list of alternative members.
fn members(node: &Node, out: &mut Diagnostics) -> Option<Vec<Word>> {
    match &node.kind {
        Kind::List(items) if items.is_empty() => wrong_shape(node, "a list of members", "there is none in it", out),
        Kind::List(_) => list(node, "the members", name::reference, out),
        _ => name::reference(node, out).map(|member| vec![member]),
    }
}

fn missing(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    let words = [("unsettled", true), ("accept", false)];
    choose(node, "a treatment of a missing member", &words, out).map(|needed| needed.value)
}

/// `refuse` or `{ is: CNY }`
fn unsent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Unsent>> {
    if matches!(node.kind, Kind::Map(_)) {
        let mut keys = Keys::open(node, &ASSUMED_TEXT, out);
        let text = keys.read("is", name::literal, out);
        keys.close(out);
        return text.map(|text| Spanned { value: Unsent::Is(text.value), span: text.span });
    }
    let words = [("refuse", true), ("accept", false)];
    let refuse = choose(node, "a treatment of a field that was not sent", &words, out)?;
    Some(Spanned { value: if refuse.value { Unsent::Refuse } else { Unsent::Accept }, span: refuse.span })
}
