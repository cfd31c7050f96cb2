//! The checks of a signed text against ambiguous cuts, and the ambiguities that no check can resolve.

use super::markdown::code;
use crate::model::{Blur, Cut, Receives, Selection, value::Style};
use crate::phrases::Phrases;

/// One sentence for each check, then one for each ambiguity.
pub(super) fn steps(say: Phrases, receives: &Receives) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in receives.cuts().iter().map(|one| cut(say, one)).chain(receives.blurs().iter().map(|one| blur(say, one)))
    {
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

fn cut(say: Phrases, cut: &Cut<'_>) -> String {
    match cut {
        Cut::Members { selection, .. } if selection.style == Style::Values => say.values_uncut(code(&selection.join)),
        Cut::Members { selection, .. } => {
            let (pair, join) = separators(selection);
            let separators = [pair, join].into_iter().filter(|text| !text.is_empty()).map(code);
            let named = [join, "NAME", pair].concat();
            say.members_uncut(say.any(separators), code(&named))
        }
        Cut::Part { name, separator, .. } => say.part_uncut(code(name), code(&separator.replace('\n', "\\n"))),
        Cut::Order { separator, .. } => say.order_uncut(code(&separator.replace('\n', "\\n"))),
    }
}

fn separators(selection: &Selection) -> (&str, &str) {
    match &selection.style {
        Style::Pair(pair) => (pair, &selection.join),
        Style::Brackets => ("=", ","),
        Style::Values | Style::Json | Style::Concatenated => ("", &selection.join),
    }
}

fn blur(say: Phrases, blur: &Blur) -> String {
    match blur {
        Blur::Names => say.blurred_names(),
        Blur::Members => say.blurred_members(),
        Blur::Parts(before, after) => say.blurred_parts(code(before), code(after)),
    }
}
