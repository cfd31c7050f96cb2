//! The changes of a spec as a unified diff, which `patch` and `git apply` read.

use similar::TextDiff;

use super::Mended;

/// The unified diff of a mended spec; empty if nothing changes.
pub fn unified(mended: &Mended) -> String {
    let (old, new) = (&mended.before.text, &mended.after.source.text);
    if old == new {
        return String::new();
    }
    let path = crate::report::slashed(&mended.before.path);
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(&path, &path).to_string()
}
