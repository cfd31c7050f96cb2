//! The comparisons of an answer with its request.

use refundry_vocabulary::{Missing, Unsent};

use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::noun;
use super::reader::{decide, list, shown};
use super::shape::{Shape, words};
use super::shape_fault::wrong_shape;
use super::syntax::{Echo, Spanned, Word};
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) static ECHOES: Shape = Shape::List(&Shape::Either(&[Shape::Text, Shape::Mapping(&ECHO)]));

pub(super) fn echoes(node: &Node, out: &mut Diagnostics) -> Option<Vec<Echo>> {
    list(node, noun::ECHO, echo, out)
}

static ECHO: Mapping = Mapping {
    name: "echo",
    noun: "an echo",
    keys: &[
        Key::choice("answer", MEMBERS, "The member of the answer, or several of which one has to agree"),
        Key::choice("each", MEMBERS, "In place of `answer`: several members, and each that is there has to agree"),
        Key::rival("request", Shape::Text, "The field of the request; default: that of the member's name"),
        Key::rival(
            "at_least",
            Shape::Text,
            "In place of `request`: the amount that was sent, and the answer may hold a greater one, as a sum over \
             several refunds does",
        ),
        Key::optional(
            "missing",
            MISSING,
            "`unsettled`: an answer without the member settles nothing. `{ is: EUR }`: this text counts as received \
             where the answer lacks the member, and identifies no refund. Default `accept`",
        ),
        Key::optional(
            "unsent",
            UNSENT,
            "`refuse`: the member must not come where the request lacked the field, such as a sub-merchant's number \
             in an answer to a merchant without one; an empty text counts as absent. `{ is: CNY }`: this text counts \
             as sent where the request lacked the field. Default `accept`: it is not compared",
        ),
    ],
};

static ASSUMED_TEXT: Mapping = Mapping {
    name: "a_text_that_counts_as_sent",
    noun: "a text that counts as sent",
    keys: &[Key::required("is", Shape::Text, "The text, as the provider assumes it")],
};

static IMPLIED_TEXT: Mapping = Mapping {
    name: "a_text_that_counts_as_received",
    noun: "a text that counts as received",
    keys: &[Key::required("is", Shape::Text, "The text that the provider leaves out")],
};

fn echo(node: &Node, out: &mut Diagnostics) -> Option<Echo> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        let answer = name::reference(node, out)?;
        let sides = answer.value.split_once("==").or_else(|| answer.value.split_once(": "));
        if let Some((one, other)) = sides {
            let fault = Diagnostic::new(Code::WrongShape, node.place, "an echo of two names is a mapping");
            out.push(fault.help(format!(
                "write `{{ answer: {}, request: {} }}`",
                shown(one.trim()),
                shown(other.trim())
            )));
            return None;
        }
        return Some(Echo::new(vec![answer.clone()], answer, None, None));
    }
    let mut keys = Keys::open(node, &ECHO, out);
    let (one, several) = (keys.read("answer", members, out), keys.read("each", members, out));
    keys.choice(out);
    let (request, floor) = (keys.read("request", name::reference, out), keys.read("at_least", name::reference, out));
    keys.has_rivals(out);
    let missing = keys.read("missing", missing, out);
    let unsent = keys.read("unsent", unsent, out);
    keys.close(out);
    // If both keys of an exclusive pair are present, use the plain one, so that one cause gives one error.
    let (each, at_least) = (one.is_none(), floor.is_some() && request.is_none());
    let answers = one.or(several)?;
    let request = request.or(floor).or_else(|| answers.first().cloned())?;
    Some(Echo { each, at_least, ..Echo::new(answers, request, missing, unsent) })
}

static MEMBERS: Shape = Shape::Either(&[Shape::Text, Shape::NonEmptyList(&Shape::Text)]);

/// One member, or a list of alternative members.
fn members(node: &Node, out: &mut Diagnostics) -> Option<Vec<Word>> {
    match &node.kind {
        NodeContent::List(items) if items.is_empty() => {
            wrong_shape(node, "a list of members", "there is none in it", out)
        }
        NodeContent::List(_) => list(node, noun::MEMBERS, name::reference, out),
        _ => name::reference(node, out).map(|member| vec![member]),
    }
}

const MISSING_WORDS: &[(&str, bool)] = &[("unsettled", true), ("accept", false)];

static MISSING: Shape = Shape::Either(&[Shape::Word(|| words(MISSING_WORDS)), Shape::Mapping(&IMPLIED_TEXT)]);

/// `unsettled` or `{ is: EUR }`
fn missing(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Missing<String>>> {
    if matches!(node.kind, NodeContent::Map(_)) {
        let text = counted_text(node, &IMPLIED_TEXT, out);
        return text.map(|text| Spanned { value: Missing::Is(text.value), span: text.span });
    }
    let unsettled = decide(node, "a treatment of a missing member", MISSING_WORDS, out)?;
    let value = if unsettled.value { Missing::Unsettled } else { Missing::Accept };
    Some(Spanned { value, span: unsettled.span })
}

/// The text in `{ is: TEXT }`.
fn counted_text(node: &Node, mapping: &'static Mapping, out: &mut Diagnostics) -> Option<Word> {
    let mut keys = Keys::open(node, mapping, out);
    let text = keys.read("is", name::literal, out);
    keys.close(out);
    text
}

const UNSENT_WORDS: &[(&str, bool)] = &[("refuse", true), ("accept", false)];

static UNSENT: Shape = Shape::Either(&[Shape::Word(|| words(UNSENT_WORDS)), Shape::Mapping(&ASSUMED_TEXT)]);

/// `refuse` or `{ is: CNY }`
fn unsent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Unsent<String>>> {
    if matches!(node.kind, NodeContent::Map(_)) {
        let text = counted_text(node, &ASSUMED_TEXT, out);
        return text.map(|text| Spanned { value: Unsent::Is(text.value), span: text.span });
    }
    let refuse = decide(node, "a treatment of a field that was not sent", UNSENT_WORDS, out)?;
    Some(Spanned { value: if refuse.value { Unsent::Refuse } else { Unsent::Accept }, span: refuse.span })
}
