//! Mistakes in the names, the separators and the places of the fields that a text selects.

use std::sync::Arc;

use refundry_codegen::model::{Case, Credential, Field, Part, Selection, Source, value::Style};

use super::{
    mistake::{List, MistakeKind},
    variant::Variant,
};

/// Separators between fields, and the mistakes in which programs use them.
const JOINS: [(&str, &str); 6] = [
    ("", "the fields without a separator between them"),
    ("&", "the fields joined by `&`"),
    (",", "the fields joined by `,`"),
    ("|", "the fields joined by `|`"),
    (";", "the fields joined by `;`"),
    ("\n", "the fields joined by line feeds"),
];

/// Mistakes in the names and separators of the fields.
pub(crate) fn put(out: &mut List) {
    out.put(MistakeKind::Pair, "the names of the fields left out, only their values signed", |variant| {
        variant.selections(|selection, _| {
            let paired = matches!(selection.style, Style::Pair(_));
            if paired {
                selection.style = Style::Values;
            }
            paired
        })
    });
    out.put(MistakeKind::Pair, "the names of the fields signed beside their values", |variant| {
        variant.selections(|selection, _| {
            let bare = matches!(selection.style, Style::Values);
            if bare {
                selection.style = Style::Pair("=".to_owned());
                selection.join = "&".to_owned();
            }
            bare
        })
    });
    for (join, words) in JOINS {
        out.put(MistakeKind::Pair, words, move |variant| {
            variant.selections(|selection, _| {
                !selection.style.is_whole() && std::mem::replace(&mut selection.join, join.to_owned()) != join
            })
        });
    }
    more_pairs(out);
    out.put(MistakeKind::Pair, "a separator more before the first field", |variant| {
        beside(variant, |case, at, join| case.parts.insert(at, Part::Literal(join)))
    });
    out.put(MistakeKind::Pair, "a separator of the fields more at the end of the text", |variant| {
        beside(variant, |case, at, join| {
            if at + 1 < case.parts.len() {
                case.parts.push(Part::Literal(join));
            }
        })
    });
    out.put(MistakeKind::Pair, "a separator more after the last field", |variant| {
        variant.cases(|case| {
            let selection = case.parts.iter().enumerate().find_map(|(at, part)| Some((at, part.selection()?)));
            let Some((at, selection)) = selection.filter(|(_, found)| !found.style.is_whole()) else { return false };
            let join = selection.join.clone();
            case.parts.insert(at + 1, Part::Literal(join.clone()));
            !join.is_empty()
        })
    });
}

/// Adds the separator of the first selection to a case; returns whether there is one.
fn beside(variant: &mut Variant, add: impl Fn(&mut Case, usize, String)) -> bool {
    variant.cases(|case| {
        let selection = case.parts.iter().enumerate().find_map(|(at, part)| Some((at, part.selection()?)));
        let Some((at, selection)) = selection.filter(|(_, found)| !found.style.is_whole()) else { return false };
        let (join, before) = (selection.join.clone(), case.parts.len());
        if join.is_empty() {
            return false;
        }
        add(case, at, join);
        case.parts.len() > before
    })
}

/// Fields as a list in another notation.
fn more_pairs(out: &mut List) {
    out.put(MistakeKind::Literal, "`:` between names and values instead of `=`", |variant| {
        variant.selections(|selection, _| {
            let pair = matches!(&selection.style, Style::Pair(sign) if sign == "=");
            if pair {
                selection.style = Style::Pair(":".to_owned());
            }
            pair
        })
    });
    out.put(MistakeKind::Literal, "the fields as one object of JSON", |variant| {
        variant.selections(|selection, _| {
            let pairs = matches!(selection.style, Style::Pair(_));
            if pairs {
                selection.style = Style::Json;
            }
            pairs
        })
    });
    out.put(MistakeKind::Literal, "every value in double quotes", |variant| {
        let paired = variant.selections(|selection, _| matches!(selection.style, Style::Pair(_)));
        paired && variant.around.replace(("\"", "\"")).is_none()
    });
    alone(out);
}

/// One field in a place of its own: the carried JSON alone, or the key field behind the others.
fn alone(out: &mut List) {
    out.put(MistakeKind::Literal, "the carried JSON alone, without the other fields", |variant| {
        variant.selections(|selection, _| {
            let carries = |field: &Arc<Field>| matches!(field.source, Source::Layer);
            let carrier = selection.fields.iter().find(|field| carries(field)).cloned();
            let Some(carrier) = carrier.filter(|_| selection.fields.len() > 1) else { return false };
            selection.only = Some(vec![carrier.wire.clone()]);
            selection.fields = vec![carrier];
            selection.style = Style::Values;
            true
        })
    });
    for (bare, words) in [
        (false, "the key field as the last one, unsorted"),
        (true, "the value of the key field alone, after the others"),
    ] {
        out.put(MistakeKind::Literal, words, move |variant| {
            let credentials = Arc::clone(&variant.credentials);
            let held = |credential: &Credential| credential.secret && credentials.get(credential).is_some();
            variant.cases(|case| key_last(case, bare, &held))
        });
    }
}

/// Moves the secret field of a selection behind the others, alone or as a pair.
fn key_last(case: &mut Case, bare: bool, held: &dyn Fn(&Credential) -> bool) -> bool {
    let secret = |field: &Arc<Field>| field.source.credential().is_some_and(|credential| held(credential));
    let found = case.parts.iter().enumerate().find_map(|(at, part)| Some((at, part.selection()?.clone())));
    let Some((at, selection)) = found.filter(|(_, found)| matches!(found.style, Style::Pair(_))) else { return false };
    let Some(key) = selection.fields.iter().find(|field| secret(field)).cloned() else { return false };
    let mut others = selection.clone();
    others.fields.retain(|field| field.wire != key.wire);
    others.except.push(key.wire.clone());
    let style = if bare { Style::Values } else { selection.style.clone() };
    let last = Selection { only: Some(vec![key.wire.clone()]), fields: vec![key], style, ..selection.clone() };
    let join = (!bare).then(|| Part::Literal(selection.join.clone()));
    let parts = [Part::Fields(others)].into_iter().chain(join).chain([Part::Fields(last)]);
    case.parts.splice(at..=at, parts);
    true
}
