//! The sections `answers` and `refused`.

use super::entries::{declared, wire_texts};
use super::example::members;
use super::grammar::{Key, Mapping};
use super::name;
use super::number::status;
use super::outcome::outcome;
use super::reader::{Keys, choose, text};
use super::syntax::{Answer, Entries, Failure, Refused, Spanned};
use super::tree::Node;
use crate::diagnostic::Diagnostics;

pub(super) fn answers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Answer>> {
    declared(node, "the answers", answer, out)
}

static ANSWER: Mapping = Mapping {
    name: "answer",
    noun: "an answer",
    keys: &[
        Key::optional("to", "The example that was sent"),
        Key::optional("operation", "The notification that this is"),
        Key::optional("source", "Where the bytes come from"),
        Key::optional("status", "The HTTP status; default 200"),
        Key::optional("headers", "As they come"),
        Key::optional("body", "The exact bytes of the body"),
        Key::optional("reads", "Members and what is read of them; `absent` where there is none"),
        Key::optional("outcome", "What it means for the refund"),
        Key::optional(
            "on_repeat",
            "The same where the request was a repeated one; default: `unknown` of a refusal or failure, else as `outcome`",
        ),
        Key::optional("fails", "Why it is refused, instead of `outcome`"),
        Key::optional("now", "The receiver's clock; default: that of the example"),
    ],
};

fn answer(node: &Node, out: &mut Diagnostics) -> Option<Answer> {
    let mut keys = Keys::open(node, &ANSWER, out);
    let answer = Answer {
        to: keys.read("to", name::reference, out),
        operation: keys.read("operation", name::reference, out),
        source: keys.prose("source", out),
        status: keys.read("status", status, out).unwrap_or(200),
        headers: keys.read("headers", wire_texts, out).unwrap_or_default(),
        body: keys.read("body", text, out),
        reads: keys.read("reads", wire_texts, out).unwrap_or_default(),
        outcome: keys.read("outcome", outcome, out),
        on_repeat: keys.read("on_repeat", outcome, out),
        fails: keys.read("fails", failure, out),
        now: keys.read("now", text, out),
    };
    keys.close(out);
    Some(answer)
}

fn failure(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Failure>> {
    let words = Failure::ALL.map(|failure| (failure.word(), failure));
    choose(node, "a way to fail", &words, out)
}

pub(super) fn refused(node: &Node, out: &mut Diagnostics) -> Option<Entries<Refused>> {
    declared(node, "the refused", refusal, out)
}

static REFUSED: Mapping = Mapping {
    name: "refused_request",
    noun: "a refused request",
    keys: &[
        Key::required("rule", "The rule that is broken; `message.rule` where several have that name"),
        Key::required("like", "The example that is changed"),
        Key::optional("set", "Members and their new values, by path"),
        Key::optional("unset", "Members that are left out"),
        Key::optional("extra", "Fields that the spec lacks"),
    ],
};

fn refusal(node: &Node, out: &mut Diagnostics) -> Option<Refused> {
    let mut keys = Keys::open(node, &REFUSED, out);
    let refusal = Refused {
        rule: keys.read("rule", name::reference, out),
        like: keys.read("like", name::reference, out),
        set: keys.read("set", members, out).unwrap_or_default(),
        unset: keys.read("unset", name::references, out).unwrap_or_default(),
        extra: keys.read("extra", wire_texts, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(refusal)
}
