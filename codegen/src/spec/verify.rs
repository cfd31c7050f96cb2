//! The verification of received messages.

use super::condition::conditions;
use super::grammar::{Key, Mapping};
use super::number::{count, integer};
use super::reader::{Keys, boolean, one_or_more};
use super::syntax::{Fresh, Locus, Signed, Spanned, Verify, Word};
use super::tree::{Kind, Node};
use super::{name, pattern};
use crate::diagnostic::Diagnostics;

static VERIFICATION: Mapping = Mapping {
    name: "verification",
    noun: "a verification",
    keys: &[
        Key::choice("signature", "The member, or header, that holds the signature"),
        Key::choice("unsigned", "Why the provider does not sign"),
        Key::required("settles", "Whether the outcome counts all the same").with(&["unsigned"]),
        Key::required("value", "The value that it is compared with").with(&["signature"]),
        Key::optional("prefix", "What stands before the signature").with(&["signature"]),
        Key::optional("suffix", "What stands after the signature").with(&["signature"]),
        Key::optional("salt", "Where the salt stands that only undoing the signature's steps shows")
            .with(&["signature"]),
        Key::optional("and", "Further signatures that have to hold as well").with(&["signature"]),
        Key::optional("unless", "Such answers come unsigned, and settle nothing").with(&["signature"]),
        Key::optional("fresh", "How old the message may be").with(&["signature"]),
    ],
};

pub(super) fn verify(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Verify>> {
    let mut keys = Keys::open(node, &VERIFICATION, out);
    let value = match keys.choice(out) {
        Some("unsigned") => unsigned(&mut keys, out),
        Some(_) => signed(&mut keys, out),
        None => {
            keys.allow_all();
            None
        }
    };
    keys.close(out);
    Some(Spanned { value: value?, span: node.place })
}

fn unsigned(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let why = keys.prose("unsigned", out);
    let settles = keys.read("settles", boolean, out);
    Some(Verify::Unsigned { why, settles: settles?.value })
}

fn signed(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let first = signature(keys, out);
    let salt = keys.read("salt", salt, out);
    let first = first.map(|signed| Signed { salt, ..signed });
    let more = keys.read("and", more, out).unwrap_or_default();
    let unless = keys.read("unless", conditions, out).unwrap_or_default();
    let fresh = keys.read("fresh", fresh, out);
    let signatures = [first?].into_iter().chain(more).collect();
    Some(Verify::Signed { signatures, unless, fresh })
}

fn signature(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Signed> {
    let signature = keys.read("signature", locus, out);
    let value = keys.read("value", name::reference, out);
    let text = |word: Option<Word>| word.map(|word| word.value).unwrap_or_default();
    let prefix = text(keys.read("prefix", name::literal, out));
    let suffix = text(keys.read("suffix", name::literal, out));
    let value = value?;
    Some(Signed { signature: signature?, prefix, suffix, span: value.span, value, salt: None })
}

static SALT: Mapping = Mapping {
    name: "salt_of_a_signature",
    noun: "the salt of a signature",
    keys: &[Key::required("last", "How many characters at the end of the value's text it has")],
};

/// `{ last: 4 }`
fn salt(node: &Node, out: &mut Diagnostics) -> Option<Spanned<usize>> {
    let mut keys = Keys::open(node, &SALT, out);
    let last = keys.read("last", count, out);
    keys.close(out);
    // A faulty count is reported. Read it as 1, because the signature still has a salt.
    Some(Spanned { value: last.unwrap_or(1), span: node.place })
}

static SIGNATURE: Mapping = Mapping {
    name: "signature",
    noun: "a signature",
    keys: &[
        Key::required("signature", "The member, or header, that holds the signature"),
        Key::required("value", "The value that it is compared with"),
        Key::optional("prefix", "What stands before the signature"),
        Key::optional("suffix", "What stands after the signature"),
    ],
};

/// The further signatures of the same message.
fn more(node: &Node, out: &mut Diagnostics) -> Option<Vec<Signed>> {
    let one = |node: &Node, out: &mut Diagnostics| {
        let mut keys = Keys::open(node, &SIGNATURE, out);
        let signed = signature(&mut keys, out);
        keys.close(out);
        signed
    };
    Some(one_or_more(node, one, out))
}

static LOCUS: Mapping = Mapping {
    name: "place_of_a_signature",
    noun: "the place of a signature",
    keys: &[
        Key::choice("header", "The header that holds it"),
        Key::choice("member", "The member that holds it"),
        Key::optional("parameter", "One `name=value` of the header").with(&["header"]),
    ],
};

/// `sign` or `{ header: X-Sign }`
pub(super) fn locus(node: &Node, out: &mut Diagnostics) -> Option<Locus> {
    if !matches!(node.kind, Kind::Map(_)) {
        return name::reference(node, out).map(Locus::Member);
    }
    let mut keys = Keys::open(node, &LOCUS, out);
    let locus = at(&mut keys, out);
    keys.close(out);
    locus
}

fn at(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Locus> {
    let header = keys
        .read("header", name::reference, out)
        .map(|name| Locus::Header { name: name.value, parameter: parameter(keys, out) });
    let member = keys.read("member", name::reference, out).map(Locus::Member);
    keys.choice(out);
    header.or(member)
}

fn parameter(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<String> {
    keys.read("parameter", name::reference, out).map(|parameter| parameter.value)
}

static FRESHNESS: Mapping = Mapping {
    name: "freshness",
    noun: "a freshness",
    keys: &[
        Key::choice("header", "The header with the time"),
        Key::choice("member", "The member with the time"),
        Key::required("format", "How the time is written: `epoch_s`, `epoch_ms`, `http_date` or a pattern"),
        Key::required("within", "The greatest age, in seconds"),
        Key::optional("parameter", "One `name=value` of the header").with(&["header"]),
    ],
};

fn fresh(node: &Node, out: &mut Diagnostics) -> Option<Fresh> {
    let mut keys = Keys::open(node, &FRESHNESS, out);
    let at = at(&mut keys, out);
    let format = keys.read("format", pattern::format, out);
    let within = keys.read("within", integer, out);
    keys.close(out);
    Some(Fresh { at: at?, format: format?, within: within? })
}
