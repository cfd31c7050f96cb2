//! The sections `credentials` and `keys`.

use super::entries::declared;
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::number::bad_word;
use super::prose::PROSE;
use super::reader::{decide, text};
use super::shape::{Shape, words};
use super::syntax::{Confidence, Credential, Entries, KeyKind};
use super::tree::Node;
use super::types;
use crate::diagnostic::Diagnostics;

pub(super) static CREDENTIALS: Shape = Shape::Declared(&Shape::Mapping(&CREDENTIAL));

pub(super) fn credentials(node: &Node, out: &mut Diagnostics) -> Option<Entries<Credential>> {
    declared(node, "the credentials", credential, out)
}

static CREDENTIAL: Mapping = Mapping {
    name: "credential",
    noun: "a credential",
    keys: &[
        Key::required("type", types::CREDENTIAL_TYPE, "`string(32)`, `digits(10)`, or the kind of a key"),
        Key::optional("secret", Shape::Boolean, "Masked in every output; keys that sign are secret anyway"),
        Key::optional("required", Shape::Boolean, "`false`: some merchants do not have it"),
        Key::optional("confidence", CONFIDENCE, "The confidence in the fact: `high` (default), `medium`, `low`"),
        Key::optional("doc", PROSE, "The meaning of the credential, and where the merchant gets it"),
    ],
};

fn credential(node: &Node, out: &mut Diagnostics) -> Option<Credential> {
    let mut keys = Keys::open(node, &CREDENTIAL, out);
    let credential = Credential {
        ty: keys.read("type", types::credential, out),
        secret: keys.flag("secret", false, out),
        required: keys.flag("required", true, out),
        confidence: keys.read("confidence", confidence, out).unwrap_or_default(),
        doc: keys.prose("doc", out),
    };
    keys.close(out);
    Some(credential)
}

const CONFIDENCES: &[(&str, Confidence)] =
    &[("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

pub(super) static CONFIDENCE: Shape = Shape::Word(|| words(CONFIDENCES));

pub(super) fn confidence(node: &Node, out: &mut Diagnostics) -> Option<Confidence> {
    decide(node, "a confidence", CONFIDENCES, out).map(|confidence| confidence.value)
}

pub(super) static KEYS: Shape = Shape::Declared(&Shape::Mapping(&KEY));

pub(super) fn keys(node: &Node, out: &mut Diagnostics) -> Option<Entries<KeyKind>> {
    declared(node, "the keys", key, out)
}

static KEY: Mapping = Mapping {
    name: "key",
    noun: "a key",
    keys: &[
        Key::choice("n", Shape::Form(Form::Hex), "An RSA key's modulus, in hex"),
        Key::choice("sm2_private", Shape::Form(Form::Hex), "An SM2 private key, in hex"),
        Key::choice("sm2_public", Shape::Form(Form::Hex), "An SM2 public key, in hex"),
        Key::choice("p256_private", Shape::Form(Form::Hex), "A P-256 private key, in hex"),
        Key::choice("p256_public", Shape::Form(Form::Hex), "A P-256 public key, in hex"),
        Key::choice("p384_private", Shape::Form(Form::Hex), "A P-384 private key, in hex"),
        Key::choice("p384_public", Shape::Form(Form::Hex), "A P-384 public key, in hex"),
        Key::choice("certificate", Shape::Text, "A certificate in PEM"),
        Key::required("e", Shape::Form(Form::Hex), "Its public exponent, in hex").with(&["n"]),
        Key::optional("d", Shape::Form(Form::Hex), "Its private exponent, in hex").with(&["n"]),
        Key::optional("p", Shape::Form(Form::Hex), "Its first prime, in hex").with(&["n"]),
        Key::optional("q", Shape::Form(Form::Hex), "Its second prime, in hex").with(&["n"]),
        Key::optional("dp", Shape::Form(Form::Hex), "d modulo p - 1, in hex").with(&["n"]),
        Key::optional("dq", Shape::Form(Form::Hex), "d modulo q - 1, in hex").with(&["n"]),
        Key::optional("qinv", Shape::Form(Form::Hex), "The inverse of q modulo p, in hex").with(&["n"]),
    ],
};

fn key(node: &Node, out: &mut Diagnostics) -> Option<KeyKind> {
    let mut keys = Keys::open(node, &KEY, out);
    let key = match keys.choice(out) {
        Some("n") => Some(KeyKind::Rsa(numbers(&mut keys, out))),
        Some("sm2_private") => keys.read("sm2_private", hex, out).map(KeyKind::Sm2Private),
        Some("sm2_public") => keys.read("sm2_public", hex, out).map(KeyKind::Sm2Public),
        Some("p256_private") => keys.read("p256_private", hex, out).map(KeyKind::P256Private),
        Some("p256_public") => keys.read("p256_public", hex, out).map(KeyKind::P256Public),
        Some("p384_private") => keys.read("p384_private", hex, out).map(KeyKind::P384Private),
        Some("p384_public") => keys.read("p384_public", hex, out).map(KeyKind::P384Public),
        Some(_) => keys.read("certificate", text, out).map(|pem| KeyKind::Certificate(pem.value)),
        None => {
            keys.allow_all();
            // The kind of key is unknown: this one prevents follow-up errors.
            Some(KeyKind::Rsa(Vec::new()))
        }
    };
    keys.close(out);
    key
}

/// The numbers that are present; modulus and exponent are required.
fn numbers(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Vec<(&'static str, String)> {
    let needed = ["n", "e"].map(|name| (name, keys.read(name, hex, out)));
    let private = ["d", "p", "q", "dp", "dq", "qinv"].map(|name| (name, keys.read(name, hex, out)));
    needed.into_iter().chain(private).filter_map(|(name, number)| Some((name, number?))).collect()
}

fn hex(node: &Node, out: &mut Diagnostics) -> Option<String> {
    let number = text(node, out)?.value;
    match !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        true => Some(number),
        false => bad_word(node, &number, Form::Hex, "write hexadecimal digits and nothing else", out),
    }
}
