//! The checks of a signed text against ambiguous cuts, and the ambiguities that no check can resolve.

use super::markdown::code;
use crate::model::{Blur, Cut, Receives, Selection, value::Style};

/// One sentence for each check, then one for each ambiguity.
pub(super) fn steps(receives: &Receives) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in receives.cuts().iter().map(cut).chain(receives.blurs().iter().map(blur)) {
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

fn cut(cut: &Cut<'_>) -> String {
    match cut {
        Cut::Members { selection, .. } if selection.style == Style::Values => format!(
            "Refuse the message if a listed member is missing, or if a value holds {}: the signed text shows no names.",
            code(&selection.join)
        ),
        Cut::Members { selection, .. } => {
            let (pair, join) = separators(selection);
            let separators: Vec<String> =
                [pair, join].iter().filter(|text| !text.is_empty()).map(|text| code(text)).collect();
            let named = [join, "NAME", pair].concat();
            format!(
                "Refuse the message if its signed text could be cut into other members: an unlisted name holds {}, or a \
                 value holds {} with the name of a listed member.",
                separators.join(" or "),
                code(&named)
            )
        }
        Cut::Part { name, separator, .. } => format!(
            "Refuse the message if {} holds {}: the signed text could be cut elsewhere.",
            code(name),
            code(&separator.replace('\n', "\\n"))
        ),
        Cut::Order { separator, .. } => format!(
            "Refuse the message if an optional part of the signed text that begins with {} is there after one that is \
             absent: the text could be that of the absent part.",
            code(&separator.replace('\n', "\\n"))
        ),
    }
}

fn separators(selection: &Selection) -> (&str, &str) {
    match &selection.style {
        Style::Pair(pair) => (pair, &selection.join),
        Style::Brackets => ("=", ","),
        Style::Values | Style::Json | Style::Concatenated => ("", &selection.join),
    }
}

fn blur(blur: &Blur) -> String {
    match blur {
        Blur::Names => {
            "The signed text holds values without names: the signature does not prove which member has which \
                        value. The connection has to be trusted for that."
                .to_owned()
        }
        Blur::Members => {
            "Nothing separates some names and values in the signed text: the signature does not prove where \
                          each of them ends. The connection has to be trusted for that."
                .to_owned()
        }
        Blur::Parts(before, after) => format!(
            "Nothing separates {} from {} in the signed text: the signature does not prove where one ends and the other \
             begins. The connection has to be trusted for that.",
            code(before),
            code(after)
        ),
    }
}
