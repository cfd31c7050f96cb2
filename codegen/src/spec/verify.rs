//! How what was received is verified.

use super::condition::conditions;
use super::number::{count, integer};
use super::reader::{Keys, boolean, one_or_more, prose};
use super::syntax::{Fresh, Locus, Signed, Spanned, Verify};
use super::tree::{Kind, Node};
use super::{name, pattern};
use crate::diagnostic::Diagnostics;

pub(super) fn verify(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Verify>> {
    let mut keys = Keys::open(node, "a verification", out);
    let value = match keys.one_of(&["signature", "unsigned"], out) {
        Some("unsigned") => unsigned(&mut keys, out),
        Some(_) => signed(&mut keys, out),
        None => {
            keys.allow(&["settles", "value", "prefix", "suffix", "salt", "and", "unless", "fresh"]);
            None
        }
    };
    keys.close(out);
    Some(Spanned { value: value?, span: node.place })
}

fn unsigned(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let why = keys.required("unsigned", prose, out);
    let settles = keys.required("settles", boolean, out);
    Some(Verify::Unsigned { why: why?, settles: settles?.value })
}

fn signed(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let first = signature(keys, out);
    let salt = keys.optional("salt", salt, out);
    let first = first.map(|signed| Signed { salt, ..signed });
    let more = keys.optional("and", more, out).unwrap_or_default();
    let unless = keys.optional("unless", conditions, out).unwrap_or_default();
    let fresh = keys.optional("fresh", fresh, out);
    let signatures = [first?].into_iter().chain(more).collect();
    Some(Verify::Signed { signatures, unless, fresh })
}

fn signature(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Signed> {
    let signature = keys.required("signature", locus, out);
    let value = keys.required("value", name::reference, out);
    let (prefix, suffix) = (keys.optional("prefix", name::literal, out), keys.optional("suffix", name::literal, out));
    Some(Signed { signature: signature?, prefix, suffix, value: value?, salt: None })
}

/// `{ last: 4 }`
fn salt(node: &Node, out: &mut Diagnostics) -> Option<Spanned<usize>> {
    let mut keys = Keys::open(node, "the salt of a signature", out);
    let last = keys.required("last", count, out);
    keys.close(out);
    // A faulty count is reported; that there is a salt is known all the same.
    Some(Spanned { value: last.unwrap_or(1), span: node.place })
}

/// Further signatures of the same message.
fn more(node: &Node, out: &mut Diagnostics) -> Option<Vec<Signed>> {
    let one = |node: &Node, out: &mut Diagnostics| {
        let mut keys = Keys::open(node, "a signature", out);
        let signed = signature(&mut keys, out);
        keys.close(out);
        signed
    };
    Some(one_or_more(node, one, out))
}

/// `sign` or `{ header: X-Sign }`
pub(super) fn locus(node: &Node, out: &mut Diagnostics) -> Option<Locus> {
    if !matches!(node.kind, Kind::Map(_)) {
        return name::reference(node, out).map(Locus::Member);
    }
    let mut keys = Keys::open(node, "the place of a signature", out);
    let locus = at(&mut keys, out);
    keys.close(out);
    locus
}

fn at(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Locus> {
    let header = keys
        .optional("header", name::reference, out)
        .map(|name| Locus::Header { name, parameter: keys.optional("parameter", name::reference, out) });
    keys.beside("header", "parameter");
    let member = keys.optional("member", name::reference, out).map(Locus::Member);
    keys.one_of(&["header", "member"], out);
    header.or(member)
}

fn fresh(node: &Node, out: &mut Diagnostics) -> Option<Fresh> {
    let mut keys = Keys::open(node, "a freshness", out);
    let at = at(&mut keys, out);
    let format = keys.required("format", pattern::format, out);
    let within = keys.required("within", integer, out);
    keys.close(out);
    Some(Fresh { at: at?, format: format?, within: within? })
}
