//! Mistakes in the literals between the parts of a text, such as separators.

use refundry_codegen::model::{Part, System};

use super::{
    mistake::{List, MistakeKind},
    parts,
    variant::Variant,
};

pub(crate) fn put(base: &Variant, out: &mut List) {
    let Some(case) = base.focused().and_then(|value| value.cases.first()) else { return };
    separators(&case.parts, out);
    for (at, part) in case.parts.iter().enumerate() {
        let words = if let Part::Literal(text) = part {
            format!("the literal `{}` left out", shown(text))
        } else {
            // The mistakes in parts have the body.
            let word = parts::word(base, part).filter(|_| !matches!(part, Part::System(System::Body)));
            let Some(word) = word else { continue };
            format!("{word} taken as empty")
        };
        if let Part::Literal(text) = part {
            in_case(at, text, out);
        }
        out.put(MistakeKind::Literal, words, move |variant| {
            variant.cases(|case| {
                let there = at < case.parts.len();
                if there {
                    case.parts.remove(at);
                }
                there
            })
        });
    }
}

/// A literal in the other letter case.
fn in_case(at: usize, text: &str, out: &mut List) {
    let cases = [(text.to_uppercase(), "upper"), (text.to_lowercase(), "lower")];
    for (other, name) in cases.into_iter().filter(|(other, _)| other != text) {
        let words = format!("the literal `{}` in {name} case", shown(text));
        out.put(MistakeKind::Literal, words, move |variant| {
            variant.cases(|case| match case.parts.get_mut(at) {
                Some(Part::Literal(literal)) => {
                    literal.clone_from(&other);
                    true
                }
                Some(_) | None => false,
            })
        });
    }
}

/// Several separators left out, or one more at the end.
fn separators(parts: &[Part], out: &mut List) {
    out.put(MistakeKind::Part, "the separators between the parts left out", |variant| {
        variant.cases(|case| {
            let before = case.parts.len();
            case.parts.retain(|part| separator(part).is_none());
            case.parts.len() + 1 < before
        })
    });
    let mut known: Vec<&str> = Vec::new();
    for end in parts.iter().filter_map(separator) {
        if !known.contains(&end) {
            known.push(end);
            let end = end.to_owned();
            out.put(MistakeKind::Part, "a separator more at the end of the text", move |variant| {
                variant.cases(|case| {
                    case.parts.push(Part::Literal(end.clone()));
                    true
                })
            });
        }
    }
}

/// The text of a literal without letters and digits; `None` for any other part.
fn separator(part: &Part) -> Option<&str> {
    let Part::Literal(text) = part else { return None };
    Some(text.as_str()).filter(|text| !text.is_empty() && !text.contains(char::is_alphanumeric))
}

/// A literal in one line.
fn shown(text: &str) -> String {
    text.replace('\n', "\\n")
}
