//! Compares the content of two requests under one number.

use super::{Fields, Record};
use crate::kept::Value;

/// The first field in which two requests under one number differ. Records that both hold their request differ by it,
/// and by the fields that both keep; other records by every field that either keeps.
pub(super) fn difference(ours: &Record, theirs: &Record) -> Option<String> {
    let requests = ours.request.as_ref().zip(theirs.request.as_ref());
    let changed = requests.and_then(|(ours, theirs)| {
        ["fields", "extras"].into_iter().find_map(|part| changed(ours.get(part), theirs.get(part), part))
    });
    let whole = requests.is_some();
    changed.or_else(|| lost(&ours.fields, &theirs.fields, whole)).or_else(|| lost(&theirs.fields, &ours.fields, whole))
}

/// The first field of `from` that `to` has with another text, or lacks if the fields are the whole content.
fn lost(from: &Fields, to: &Fields, whole: bool) -> Option<String> {
    let differs = |name: &str, text: &str| to.get(name).map_or(!whole, |other| other != text);
    from.iter().find(|(name, text)| differs(name, text)).map(|(name, _)| name.to_owned())
}

/// The name of the first member that differs; `part` itself if these are no objects.
fn changed(ours: Option<&Value>, theirs: Option<&Value>, part: &str) -> Option<String> {
    if ours == theirs {
        return None;
    }
    let (Some(Value::Object(ours)), Some(Value::Object(theirs))) = (ours, theirs) else {
        return Some(part.to_owned());
    };
    ours.keys().chain(theirs.keys()).find(|name| ours.get(*name) != theirs.get(*name)).cloned()
}
