//! Mistakes in a selection: its fields, their order, and the form of their values.

use std::sync::Arc;

use refundry_codegen::model::{
    Case, Credential, Field, Part, Percent, Selection, Source,
    value::{Order, Style},
};

use super::{
    edit::Edit,
    mistake::{List, MistakeKind},
    variant::{Variant, Way},
    writing::Writing,
};
use crate::object::Value;

pub(crate) fn empties(out: &mut List) {
    out.put(MistakeKind::Empty, "empty fields kept", |variant| {
        variant.selections(|selection, _| !std::mem::replace(&mut selection.keep_empty, true))
    });
    out.put(MistakeKind::Empty, "empty fields dropped", |variant| {
        variant.edits.push(Edit::Json(Writing { drop_empty: true, ..Writing::default() }));
        variant.selections(|selection, _| std::mem::replace(&mut selection.keep_empty, false));
        true
    });
    out.put(MistakeKind::Empty, "absent fields written as empty ones", |variant| {
        let absent = absent(variant);
        for field in &absent {
            variant.object_mut().set(&field.rust, Value::Text(String::new()));
        }
        variant.selections(|selection, _| {
            selection.keep_empty = true;
            true
        });
        !absent.is_empty()
    });
    out.put(MistakeKind::Empty, "absent fields written as null", |variant| {
        let layers = variant.written_layers().iter_mut();
        layers.fold(false, |changed, layer| !std::mem::replace(&mut layer.style.nulls, true) | changed)
    });
}

/// Absent caller fields that could take part as empty texts.
pub(crate) fn absent(variant: &Variant) -> Vec<Arc<Field>> {
    if matches!(variant.way, Way::Receives(_)) {
        return Vec::new();
    }
    let fields = variant.layers().iter().flat_map(|layer| layer.message.caller_fields());
    let fields = fields.filter(|field| {
        let text = field.ty.content().is_text();
        let plain = !field.ty.is_nested() && !field.ty.is_literal();
        (text || plain) && variant.request.object.get(&field.rust).is_none()
    });
    fields.cloned().collect()
}

const ORDERS: [(Order, &str); 5] = [
    (Order::Declared, "the fields as they are sent, unsorted"),
    (Order::Name, "the fields sorted by name"),
    (Order::NameIgnoringCase, "the fields sorted by name, capitals taken for small letters"),
    (Order::Value, "the fields sorted by value"),
    (Order::Pair, "the fields sorted by the written pair"),
];

pub(crate) fn orders(out: &mut List) {
    for (order, words) in ORDERS {
        out.put(MistakeKind::Order, words, move |variant| {
            variant.selections(|selection, _| {
                let changed = selection.order != order || selection.only.is_some() && order == Order::Declared;
                if order == Order::Declared {
                    selection.only = None;
                }
                selection.order = order;
                changed
            })
        });
    }
    out.put(MistakeKind::Order, "the fields sorted backwards", |variant| {
        // A fixed list would omit members that the spec does not list.
        if matches!(variant.way, Way::Receives(_)) || !variant.request.extras.is_empty() {
            return false;
        }
        variant.selections(|selection, _| {
            selection.order = Order::Declared;
            selection.only = Some(selection.fields.iter().map(|field| field.wire.clone()).collect());
            selection.fields.sort_by(|one, other| other.wire.cmp(&one.wire));
            true
        })
    });
}

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
pub(crate) fn pairs(out: &mut List) {
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
        variant.selections(|selection, _| match &mut selection.style {
            Style::Pair(sign) if sign == "=" => {
                sign.replace_range(.., ":");
                true
            }
            _ => false,
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

/// Objects and lists, in a selection that leaves them out.
pub(crate) fn nested(out: &mut List) {
    out.put(MistakeKind::Empty, "objects and lists signed too, as their JSON", |variant| {
        variant.selections(|selection, message| {
            let nested = message.fields.iter().filter(|field| field.ty.is_nested() && selection.takes(&field.wire));
            let nested: Vec<Arc<Field>> = nested.cloned().collect();
            let left_out = !std::mem::replace(&mut selection.keep_nested, true) && !nested.is_empty();
            if left_out {
                selection.fields.extend(nested);
            }
            left_out
        })
    });
}

pub(crate) fn encodings(out: &mut List) {
    for (percent, words) in [
        (Percent::Form, "values percent-encoded as in forms"),
        (Percent::Rfc3986, "values percent-encoded as in RFC 3986"),
        (Percent::Php, "values percent-encoded as PHP does it"),
        (Percent::DotNet, "values percent-encoded as .NET does it"),
    ] {
        out.put(MistakeKind::Encoding, words, move |variant| {
            variant.selections(|selection, _| selection.percent.replace(percent) != Some(percent))
        });
    }
    out.put(MistakeKind::Encoding, "values as they are, not percent-encoded", |variant| {
        variant.selections(|selection, _| selection.percent.take().is_some())
    });
    for (percent, words) in [
        (Percent::Form, "the whole text percent-encoded as in forms"),
        (Percent::Rfc3986, "the whole text percent-encoded as in RFC 3986"),
    ] {
        out.put(MistakeKind::Encoding, words, move |variant| {
            variant.edits.push(Edit::Encoded(percent));
            true
        });
    }
}
