//! The sections `answers` and `refused`.

use super::entries::{WIRE_TEXTS, declared, wire_texts};
use super::example::{MEMBERS, members};
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::number::status;
use super::outcome::{OUTCOME, outcome};
use super::prose::PROSE;
use super::reader::{decide, text};
use super::shape::{AllowedWord, Shape, words};
use super::syntax::{Acknowledged, Answer, Entries, Failure, Refused, Spanned};
use super::tree::Node;
use crate::diagnostic::Diagnostics;

pub(super) static ANSWERS: Shape = Shape::Declared(&Shape::Mapping(&ANSWER));

pub(super) fn answers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Answer>> {
    declared(node, "the answers", answer, out)
}

static ANSWER: Mapping = Mapping {
    name: "answer",
    noun: "an answer",
    keys: &[
        Key::optional("to", Shape::Text, "The example that was sent"),
        Key::optional("operation", Shape::Text, "The operation of a notification"),
        Key::optional("source", PROSE, "The source of the bytes"),
        Key::optional("status", Shape::Form(Form::Status), "The HTTP status; default 200"),
        Key::optional("headers", WIRE_TEXTS, "The headers as they come"),
        Key::optional(
            "target",
            Shape::Text,
            "The path and the query that a notification was sent to, `/hook?a=1`; default `/`",
        ),
        Key::optional("body", Shape::Text, "The exact bytes of the body"),
        Key::optional("reads", WIRE_TEXTS, "Members and the value that is read of each; `absent` where there is none"),
        Key::optional("outcome", OUTCOME, "The outcome of the refund"),
        Key::optional(
            "on_repeat",
            OUTCOME,
            "The outcome where the request was a repeated one; default: `unknown` of a refusal or failure, else as \
             `outcome`",
        ),
        Key::optional(
            "fails",
            Shape::Word(failures),
            "The reason of the refusal, instead of `outcome`. `ambiguous`: rightly signed, and to be cut into other \
             members; `malformed`: not readable, or not to be decrypted; `duplicate`: a name that occurs twice, or \
             two members that carry one layer",
        ),
        Key::optional("now", Shape::Text, "The receiver's clock; default: that of the example"),
        Key::optional(
            "acknowledged",
            Shape::Mapping(&ACKNOWLEDGED),
            "The acknowledgement of a notification, with the nonce and the salt of the example",
        ),
    ],
};

static ACKNOWLEDGED: Mapping = Mapping {
    name: "expected_acknowledgement",
    noun: "an expected acknowledgement",
    keys: &[
        Key::optional("headers", WIRE_TEXTS, "The headers as they are sent"),
        Key::optional("body", Shape::Text, "The exact bytes of the body"),
    ],
};

fn acknowledged(node: &Node, out: &mut Diagnostics) -> Option<Acknowledged> {
    let mut keys = Keys::open(node, &ACKNOWLEDGED, out);
    let acknowledged = Acknowledged {
        span: node.place,
        headers: keys.read("headers", wire_texts, out).unwrap_or_default(),
        body: keys.read("body", text, out),
    };
    keys.close(out);
    Some(acknowledged)
}

fn answer(node: &Node, out: &mut Diagnostics) -> Option<Answer> {
    let mut keys = Keys::open(node, &ANSWER, out);
    let answer = Answer {
        to: keys.read("to", name::reference, out),
        operation: keys.read("operation", name::reference, out),
        source: keys.prose("source", out),
        status: keys.read("status", status, out).unwrap_or(200),
        headers: keys.read("headers", wire_texts, out).unwrap_or_default(),
        target: keys.read("target", text, out),
        body: keys.read("body", text, out),
        reads: keys.read("reads", wire_texts, out).unwrap_or_default(),
        outcome: keys.read("outcome", outcome, out),
        on_repeat: keys.read("on_repeat", outcome, out),
        outcome_at: keys.place_of("outcome"),
        on_repeat_at: keys.place_of("on_repeat"),
        fails: keys.read("fails", failure, out),
        now: keys.read("now", text, out),
        acknowledged: keys.read("acknowledged", acknowledged, out),
    };
    keys.close(out);
    Some(answer)
}

fn failures() -> Vec<AllowedWord> {
    words(&Failure::ALL.map(|failure| (failure.word(), failure)))
}

fn failure(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Failure>> {
    let words = Failure::ALL.map(|failure| (failure.word(), failure));
    decide(node, "a way to fail", &words, out)
}

pub(super) static REFUSED: Shape = Shape::Declared(&Shape::Mapping(&REFUSED_REQUEST));

pub(super) fn refused(node: &Node, out: &mut Diagnostics) -> Option<Entries<Refused>> {
    declared(node, "the refused", refusal, out)
}

static REFUSED_REQUEST: Mapping = Mapping {
    name: "refused_request",
    noun: "a refused request",
    keys: &[
        Key::required("rule", Shape::Text, "The rule that is broken; `message.rule` where several have that name"),
        Key::required("like", Shape::Text, "The example that is changed"),
        Key::optional("set", MEMBERS, "Members and their new values, by path"),
        Key::optional("unset", name::REFERENCES, "Members that are left out"),
        Key::optional("extra", WIRE_TEXTS, "Fields that the spec lacks"),
    ],
};

fn refusal(node: &Node, out: &mut Diagnostics) -> Option<Refused> {
    let mut keys = Keys::open(node, &REFUSED_REQUEST, out);
    let refusal = Refused {
        rule: keys.read("rule", name::reference, out),
        like: keys.read("like", name::reference, out),
        set: keys.read("set", members, out).unwrap_or_default(),
        set_at: keys.place_of("set"),
        unset: keys.read("unset", name::references, out).unwrap_or_default(),
        extra: keys.read("extra", wire_texts, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(refusal)
}
