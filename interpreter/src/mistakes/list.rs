//! The list of known mistakes, the likeliest first.

use super::mistake::{List, Mistake};
use super::{digests, keys, members, parts, selections, texts, values, variant::Variant, verifiers};

/// Every mistake that may apply.
pub(crate) fn all(base: &Variant) -> Vec<Mistake> {
    let mut out = List::default();
    verifiers::put(base, &mut out);
    keys::put(base, &mut out);
    digests::outputs(&mut out);
    digests::digests(&mut out);
    selections::empties(&mut out);
    selections::orders(&mut out);
    selections::encodings(&mut out);
    values::blanks(&mut out);
    values::amounts(&mut out);
    members::put(base, &mut out);
    parts::put(base, &mut out);
    texts::charsets(&mut out);
    texts::json(&mut out);
    texts::edits(&mut out);
    out.0
}
