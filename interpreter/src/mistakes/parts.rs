//! Mistakes in the parts of a text, such as its lines: missing, swapped, or replaced.

use std::sync::Arc;

use refundry_codegen::model::{
    Case, Codec, Part, PathPiece, Selection, System,
    operation::dotted,
    value::{Order, Style},
};

use super::{
    members::field_of,
    mistake::{List, MistakeKind},
    variant::{Variant, Way},
};

pub(crate) fn put(base: &Variant, out: &mut List) {
    let Some(case) = base.focused().and_then(|value| value.cases.first()) else { return };
    let named: Vec<(usize, String)> =
        case.parts.iter().enumerate().filter_map(|(at, part)| Some((at, word(base, part)?))).collect();
    instead(base, out);
    for pair in named.windows(2) {
        if let [(one, first), (other, second)] = pair {
            let (one, other) = (*one, *other);
            out.put(MistakeKind::Part, format!("{first} and {second} swapped"), move |variant| {
                variant.cases(|case| {
                    let there = one < case.parts.len() && other < case.parts.len();
                    if there {
                        case.parts.swap(one, other);
                    }
                    there
                })
            });
        }
    }
    for (at, word) in named.iter().filter(|_| named.len() > 1) {
        let at = *at;
        out.put(MistakeKind::Part, format!("{word} left out"), move |variant| {
            variant.cases(|case| leave_out(case, at))
        });
    }
    out.put(MistakeKind::Part, "the body taken as empty", |variant| {
        replace(variant, System::Body, &Part::Literal(String::new()))
    });
    out.put(MistakeKind::Part, "no line ends between the parts", |variant| {
        variant.cases(|case| {
            let before = case.parts.len();
            case.parts.retain(|part| !matches!(part, Part::Literal(text) if text == "\n" || text == "\r\n"));
            case.parts.len() < before
        })
    });
}

/// The name of a part in words; `None` for literals, secrets and selections.
pub(crate) fn word(base: &Variant, part: &Part) -> Option<String> {
    Some(match part {
        Part::System(system) => match system {
            System::Method => "the method",
            System::Url => "the URL",
            System::Path => "the path",
            System::Query => "the query",
            System::Target => "the path with its query",
            System::ContentType => "the content type",
            System::Body => "the body",
            System::Status => "the status",
            System::Nonce => "the nonce",
            System::Salt => "the salt",
        }
        .to_owned(),
        Part::Remainder(remainder) => format!("the text without `{}`", remainder.without.wire),
        Part::Now(_) => "the time".to_owned(),
        Part::Header { name, parameter: None } => format!("the header `{name}`"),
        Part::Header { name, parameter: Some(parameter) } => format!("the parameter `{parameter}` of `{name}`"),
        Part::Credential(credential) if !credential.secret => format!("the credential `{}`", credential.name),
        Part::Sent(path) => format!("the request's `{}`", dotted(path)),
        Part::Value(index) => format!("the value `{}`", base.values().get(*index)?.name),
        Part::Literal(_)
        | Part::Credential(_)
        | Part::Serial(..)
        | Part::Field { .. }
        | Part::KeyOf { .. }
        | Part::Received(_)
        | Part::Fields(_)
        | Part::Optional(_) => format!("the field `{}`", field_of(part)?.wire),
    })
}

/// Removes a part with its separating literal.
fn leave_out(case: &mut Case, at: usize) -> bool {
    let literal = |at: Option<usize>| at.filter(|at| matches!(case.parts.get(*at), Some(Part::Literal(_))));
    let separator = literal(at.checked_add(1)).or_else(|| literal(at.checked_sub(1)));
    if at >= case.parts.len() {
        return false;
    }
    let mut index = 0;
    case.parts.retain(|_| {
        index += 1;
        index - 1 != at && Some(index - 1) != separator
    });
    true
}

/// Replaces a system part by `part`.
fn replace(variant: &mut Variant, system: System, part: &Part) -> bool {
    variant.cases(|case| {
        let mut changed = false;
        for found in &mut case.parts {
            if matches!(found, Part::System(other) if *other == system) {
                *found = part.clone();
                changed = true;
            }
        }
        changed
    })
}

/// The greatest number of segments that are left out at the start of a path.
const SEGMENTS: usize = 3;

/// A path without its first segments, or without the path of the server's base URL.
fn prefixes(base: &Variant, out: &mut List) {
    let Way::Sends(sends) = &base.way else { return };
    out.put(MistakeKind::Part, "the path without the prefix that the server's URL has", |variant| {
        variant.without_prefix = true;
        true
    });
    let Some(PathPiece::Literal(path)) = sends.path.first() else { return };
    let starts = path.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0);
    for at in starts.take(SEGMENTS).filter(|at| at + 1 < path.len() || sends.path.len() > 1) {
        let Some((prefix, rest)) = path.split_at_checked(at) else { continue };
        let (words, rest) = (format!("the path without `{prefix}`"), rest.to_owned());
        out.put(MistakeKind::Part, words, move |variant| {
            let Way::Sends(sends) = &mut variant.way else { return false };
            let Some(first) = Arc::make_mut(sends).path.first_mut() else { return false };
            *first = PathPiece::Literal(rest.clone());
            true
        });
    }
}

/// The fields as pairs, as most providers sign them, instead of the body.
fn pairs_for_body(base: &Variant, out: &mut List) {
    let Some(layer) = base.layers().first().filter(|layer| !layer.message.fields.is_empty()) else { return };
    for (order, words) in [
        (Order::Name, "the fields as pairs sorted by name instead of the body"),
        (Order::Declared, "the fields as pairs in the order of the body instead of it"),
    ] {
        let selection = Selection {
            layer: 0,
            carriers: Vec::new(),
            fields: layer.message.fields.clone(),
            only: None,
            except: Vec::new(),
            keep_empty: false,
            keep_nested: false,
            order,
            style: Style::Pair("=".to_owned()),
            join: "&".to_owned(),
            percent: None,
        };
        out.put(MistakeKind::Literal, words, move |variant| {
            let mut selection = selection.clone();
            if order == Order::Name {
                selection.fields.sort_by(|one, other| one.wire.cmp(&other.wire));
            }
            replace(variant, System::Body, &Part::Fields(selection))
        });
    }
}

/// Mistakes that replace one part by another.
fn instead(base: &Variant, out: &mut List) {
    for (from, to, words) in [
        (System::Target, System::Path, "the path without its query"),
        (System::Target, System::Url, "the whole URL instead of the path"),
        (System::Path, System::Target, "the path with its query"),
        (System::Path, System::Url, "the whole URL instead of the path"),
        (System::Url, System::Target, "the path instead of the whole URL"),
    ] {
        out.put(MistakeKind::Part, words, move |variant| replace(variant, from, &Part::System(to)));
    }
    prefixes(base, out);
    bodies(base, out);
    methods(base, out);
}

/// Another body.
fn bodies(base: &Variant, out: &mut List) {
    for (empty, words) in [("{}", "the body `{}` instead of none"), ("null", "the body `null` instead of none")] {
        out.put(MistakeKind::Literal, words, move |variant| {
            let Way::Sends(sends) = &variant.way else { return false };
            sends.layers.iter().all(|layer| layer.codecs.contains(&Codec::Query))
                && replace(variant, System::Body, &Part::Literal(empty.to_owned()))
        });
    }
    pairs_for_body(base, out);
    out.put(MistakeKind::Literal, "the body alone", |variant| {
        variant.cases(|case| {
            let several = case.parts.len() > 1;
            let body = case.parts.iter().find(|part| matches!(part, Part::System(System::Body))).cloned();
            let Some(body) = body.filter(|_| several) else { return false };
            case.parts = vec![body];
            true
        })
    });
}

/// Another method.
fn methods(base: &Variant, out: &mut List) {
    let Way::Sends(sends) = &base.way else { return };
    for method in ["GET", "POST", "PUT"] {
        if sends.method != method {
            let part = Part::Literal(method.to_owned());
            out.put(MistakeKind::Literal, format!("`{method}` as the method"), move |variant| {
                replace(variant, System::Method, &part)
            });
        }
    }
    let method = Part::Literal(sends.method.to_ascii_lowercase());
    out.put(MistakeKind::Part, "the method in lower case", move |variant| replace(variant, System::Method, &method));
}
