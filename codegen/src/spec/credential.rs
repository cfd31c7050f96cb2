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
    let key = match keys.one_of(&["n", "sm2_private", "sm2_public", "certificate"], out) {
        Some("n") => Some(Key::Rsa(numbers(&mut keys, out))),
        Some("sm2_private") => keys.required("sm2_private", hex, out).map(Key::Sm2Private),
        Some("sm2_public") => keys.required("sm2_public", hex, out).map(Key::Sm2Public),
        Some(_) => keys.required("certificate", text, out).map(Key::Certificate),
        None => {
            keys.allow(&["e", "d", "p", "q", "dp", "dq", "qinv"]);
            // What else was said is not known: the key stands for any.
            Some(Key::Rsa(Vec::new()))
        }
    };
    keys.close(out);
    key
}

/// The numbers that are there; modulus and exponent have to be.
fn numbers(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Vec<(&'static str, Word)> {
    let needed = ["n", "e"].map(|name| (name, keys.required(name, hex, out)));
    let private = ["d", "p", "q", "dp", "dq", "qinv"].map(|name| (name, keys.optional(name, hex, out)));
    needed.into_iter().chain(private).filter_map(|(name, number)| Some((name, number?))).collect()
}

fn hex(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let number = text(node, out)?;
    match !number.value.is_empty() && number.value.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        true => Some(number),
        false => bad_word(node, &number.value, "a number in hex", "write hexadecimal digits and nothing else", out),
    }
}
