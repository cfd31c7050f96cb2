//! A step whose algorithm and key stand under keys of their own: `{ hmac: api_key, digest: sha256 }`.

use super::grammar::{Mapping, Need};
use super::reader::shown;
use super::syntax::{Scheme, Word};
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic};

/// The fault of two entries that together are one step.
pub(super) fn fault(entries: &[(Word, &Node)], steps: &Mapping) -> Option<Diagnostic> {
    let [(first, one), (second, other)] = entries else { return None };
    let (one, other) = (text(one)?, text(other)?);
    let step = |text: &str| steps.of_need(Need::Choice).find(|word| letters(word) == letters(text));
    // The algorithm is the value of one entry, alone or behind the key of the other one, whose value is the step's key.
    let meant = |named: &Word, key: &str, algorithm: &str| {
        let joined = format!("{}_{algorithm}", named.value);
        Some((step(&joined).or_else(|| step(algorithm))?, key.to_owned()))
    };
    let (word, key) = meant(first, one, other).or_else(|| meant(second, other, one))?;
    let key = shown(&key);
    let keys = if Scheme::of_word(word).is_some() { format!("{{ sign: {key} }}") } else { key };
    let message = format!("`{}` and `{}` are one step", shown(&first.value), shown(&second.value));
    let fault = Diagnostic::new(Code::UnknownKey, first.span, message).other(second.span, "and here");
    Some(fault.help(format!("write `{{ {word}: {keys} }}`")))
}

/// The letters and digits of a name, in which the spellings of one algorithm agree.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|next| next.to_ascii_lowercase()).collect()
}

fn text(node: &Node) -> Option<&str> {
    if let NodeContent::Scalar(scalar) = &node.kind { Some(&scalar.text) } else { None }
}
