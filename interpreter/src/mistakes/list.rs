//! The list of known mistakes, the likeliest first.

use super::mistake::{List, Mistake, MistakeKind};
use super::{
    additions, digests, hmac_keys, keys, layers, literals, members, numbers, pairs, parts, selections, spelling, texts,
    times, values, variant::Variant, verifiers,
};

/// Every mistake that may apply.
pub(crate) fn all(base: &Variant) -> Vec<Mistake> {
    let mut out = List::default();
    verifiers::put(base, &mut out);
    keys::put(base, &mut out);
    digests::outputs(&mut out);
    digests::digests(&mut out);
    hmac_keys::put(&mut out);
    selections::empties(&mut out);
    selections::orders(&mut out);
    pairs::put(&mut out);
    selections::nested(&mut out);
    selections::encodings(&mut out);
    values::blanks(&mut out);
    values::cdata(base, &mut out);
    values::amounts(base, &mut out);
    numbers::put(&mut out);
    times::put(base, &mut out);
    members::put(base, &mut out);
    parts::put(base, &mut out);
    texts::charsets(&mut out);
    texts::edits(base, &mut out);
    texts::json(&mut out);
    texts::escapes(&mut out);
    digests::steps(base, &mut out);
    layers::put(base, &mut out);
    texts::lines(&mut out);
    literals::put(base, &mut out);
    spelling::put(base, &mut out);
    additions::put(base, &mut out);
    inner(base, &mut out);
    out.0
}

/// The mistakes in each value that the signature takes.
fn inner(base: &Variant, out: &mut List) {
    for focus in base.inner() {
        let Some(value) = base.values().get(focus) else { continue };
        let focused = Variant { focus, ..base.clone() };
        let mut own = List::default();
        digests::outputs(&mut own);
        digests::digests(&mut own);
        selections::orders(&mut own);
        selections::encodings(&mut own);
        members::put(&focused, &mut own);
        parts::put(&focused, &mut own);
        literals::put(&focused, &mut own);
        digests::steps(&focused, &mut own);
        for Mistake { words, change, .. } in own.0 {
            let words = format!("{words} in the value `{}`", value.name);
            out.put(MistakeKind::Inner, words, move |variant| {
                let outer = std::mem::replace(&mut variant.focus, focus);
                let changed = change(variant);
                variant.focus = outer;
                changed
            });
        }
    }
}
