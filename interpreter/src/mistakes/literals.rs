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
    between(base, &case.parts, out);
    bearer(&case.parts, out);
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

/// Separators that programs put between parts.
const SIGNS: [(&str, &str); 7] =
    [(".", "`.`"), ("\n", "a line feed"), ("|", "`|`"), (":", "`:`"), (",", "`,`"), ("&", "`&`"), (";", "`;`")];

/// A separator between two parts that stand side by side, and another one in the place of the only one.
fn between(base: &Variant, parts: &[Part], out: &mut List) {
    for (at, pair) in parts.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        // The mistakes in keys have what stands before a key.
        let (Some(one), Some(other)) = (parts::word(base, one), parts::word(base, other)) else { continue };
        for (sign, shown) in SIGNS {
            out.put(MistakeKind::Literal, format!("{shown} between {one} and {other}"), move |variant| {
                variant.cases(|case| {
                    let there = at + 1 < case.parts.len();
                    if there {
                        case.parts.insert(at + 1, Part::Literal(sign.to_owned()));
                    }
                    there
                })
            });
        }
    }
    let own: Vec<&str> = parts.iter().filter_map(separator).collect();
    let Some(first) = own.first().filter(|first| own.len() > 1 && own.iter().all(|sign| sign == *first)) else {
        return;
    };
    for (sign, shown) in SIGNS.iter().filter(|(sign, _)| sign != first) {
        let (first, sign) = ((*first).to_owned(), (*sign).to_owned());
        out.put(MistakeKind::Literal, format!("{shown} between the parts"), move |variant| {
            variant.cases(|case| {
                let is_own = |part: &Part| matches!(part, Part::Literal(text) if *text == first);
                // A program that joins the parts has no separator behind the last one.
                if case.parts.last().is_some_and(is_own) {
                    case.parts.pop();
                }
                case.parts.iter_mut().filter(|part| is_own(part)).for_each(|part| *part = Part::Literal(sign.clone()));
                true
            })
        });
    }
}

/// `Bearer` before a token, which the header has in front of it.
fn bearer(parts: &[Part], out: &mut List) {
    for (at, part) in parts.iter().enumerate() {
        let Part::Credential(credential) = part else { continue };
        let words = format!("`Bearer ` before the credential `{}`", credential.name);
        out.put(MistakeKind::Literal, words, move |variant| {
            variant.cases(|case| {
                let there = at < case.parts.len();
                if there {
                    case.parts.insert(at, Part::Literal("Bearer ".to_owned()));
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
