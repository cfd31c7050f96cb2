//! The path that a row's name states.

use super::spec_names::{SpecNames, is_name};

/// The path in a name, outermost first: `goods[].goods_id` is a field of `goods`, `coupon_id_$n` one of a flat list.
pub fn path(name: &str, known: &SpecNames) -> Option<Vec<String>> {
    if known.field(name) {
        return Some(vec![name.to_owned()]);
    }
    let name = unindexed(name);
    if !is_name(name) || name.is_empty() {
        return None;
    }
    let parts = name.split('.').map(|part| part.split('[').next().unwrap_or(part)).filter(|part| !part.is_empty());
    let path: Vec<String> = parts.map(|part| unindexed(part).to_owned()).collect();
    (!path.is_empty()).then_some(path)
}

/// The name without placeholders of indices at its end.
fn unindexed(mut name: &str) -> &str {
    const ENDS: &[&str] = &["_$n", "_$m", "_$x", "$n", "$m", "_{n}", "_{m}", "_n", "_m"];
    while let Some(rest) = ENDS.iter().find_map(|end| name.strip_suffix(end)).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    name
}
