//! The sections `answers` and `refused`.

use super::example::members;
use super::number::status;
use super::outcome::outcome;
use super::reader::{Keys, choose, prose, text};
use super::syntax::{Answer, Entries, Failure, Refused, Spanned};
use super::tree::Node;
use super::{declared, name, wire_texts};
use crate::diagnostic::Diagnostics;

pub(super) fn answers(node: &Node, out: &mut Diagnostics) -> Option<Entries<Answer>> {
    declared(node, "the answers", answer, out)
}

fn answer(node: &Node, out: &mut Diagnostics) -> Option<Answer> {
    let mut keys = Keys::open(node, "an answer", out);
    let answer = Answer {
        to: keys.optional("to", name::reference, out),
        operation: keys.optional("operation", name::reference, out),
        source: keys.optional("source", prose, out),
        status: keys.optional("status", status, out).unwrap_or(200),
        headers: keys.optional("headers", wire_texts, out).unwrap_or_default(),
        body: keys.optional("body", text, out),
        reads: keys.optional("reads", wire_texts, out).unwrap_or_default(),
        outcome: keys.optional("outcome", outcome, out),
        on_repeat: keys.optional("on_repeat", outcome, out),
        fails: keys.optional("fails", failure, out),
        now: keys.optional("now", text, out),
    };
    keys.close(out);
    Some(answer)
}

fn failure(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Failure>> {
    let words = [
        ("signature", Failure::Signature),
        ("unsigned", Failure::Unsigned),
        ("ambiguous", Failure::Ambiguous),
        ("stale", Failure::Stale),
        ("echo", Failure::Echo),
        ("malformed", Failure::Malformed),
        ("duplicate", Failure::Duplicate),
        ("member", Failure::Member),
    ];
    choose(node, "a way to fail", &words, out)
}

pub(super) fn refused(node: &Node, out: &mut Diagnostics) -> Option<Entries<Refused>> {
    declared(node, "the refused", refusal, out)
}

fn refusal(node: &Node, out: &mut Diagnostics) -> Option<Refused> {
    let mut keys = Keys::open(node, "a refused request", out);
    let refusal = Refused {
        rule: keys.required("rule", name::reference, out),
        like: keys.required("like", name::reference, out),
        set: keys.optional("set", members, out).unwrap_or_default(),
        unset: keys.optional("unset", name::references, out).unwrap_or_default(),
        extra: keys.optional("extra", wire_texts, out).unwrap_or_default(),
    };
    keys.close(out);
    Some(refusal)
}
