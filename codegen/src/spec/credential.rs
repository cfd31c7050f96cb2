//! The sections `credentials` and `keys`.

use super::number::bad_word;
use super::reader::{Keys, choose, prose, text};
use super::syntax::{Confidence, Credential, Entries, Key, Word};
use super::tree::Node;
use super::{declared, types};
use crate::diagnostic::Diagnostics;

pub(super) fn credentials(node: &Node, out: &mut Diagnostics) -> Option<Entries<Credential>> {
    declared(node, "the credentials", credential, out)
}

fn credential(node: &Node, out: &mut Diagnostics) -> Option<Credential> {
    let mut keys = Keys::open(node, "a credential", out);
    let credential = Credential {
        ty: keys.required("type", types::credential, out),
        secret: keys.flag("secret", false, out),
        required: keys.flag("required", true, out),
        confidence: keys.optional("confidence", confidence, out).unwrap_or_default(),
        doc: keys.optional("doc", prose, out),
    };
    keys.close(out);
    Some(credential)
}

pub(super) fn confidence(node: &Node, out: &mut Diagnostics) -> Option<Confidence> {
    let words = [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];
    choose(node, "a confidence", &words, out).map(|confidence| confidence.value)
}

pub(super) fn keys(node: &Node, out: &mut Diagnostics) -> Option<Entries<Key>> {
    declared(node, "the keys", key, out)
}

fn key(node: &Node, out: &mut Diagnostics) -> Option<Key> {
    let mut keys = Keys::open(node, "a key", out);
    let key = Key {
        n: keys.required("n", hex, out),
        e: keys.required("e", hex, out),
        d: keys.optional("d", hex, out),
        p: keys.optional("p", hex, out),
        q: keys.optional("q", hex, out),
        dp: keys.optional("dp", hex, out),
        dq: keys.optional("dq", hex, out),
        qinv: keys.optional("qinv", hex, out),
    };
    keys.close(out);
    Some(key)
}

fn hex(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let number = text(node, out)?;
    match !number.value.is_empty() && number.value.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        true => Some(number),
        false => bad_word(node, &number.value, "a number in hex", "write hexadecimal digits and nothing else", out),
    }
}
