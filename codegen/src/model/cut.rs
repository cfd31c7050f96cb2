//! Places where the signed text of a received message could be cut into other members than those that are read.

use std::sync::Arc;

use super::{
    Field, Layer, Part, Receives, Row, Selection, System, Type, View,
    message::leaves,
    operation::dotted,
    value::{Order, Style},
};

/// A check of a signed text, made after its signature was found right.
#[derive(Clone, Debug)]
pub enum Cut<'r> {
    /// A check of members that separators join.
    Members {
        /// The way in which the members are selected and joined.
        selection: &'r Selection,
        /// The names that the spec lists; a name that ends in `*` stands for all names with that beginning.
        declared: Vec<String>,
        /// The listed names on which the outcome or the echo rests.
        decisive: Vec<String>,
    },
    /// A check of one part in front of another, with a fixed text between them.
    Part {
        /// The first of the two parts.
        part: &'r Part,
        /// The part's name in errors.
        name: String,
        /// The text between the two parts.
        separator: String,
    },
}

/// The ambiguities of a signed text that no check can resolve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blur {
    /// Values stand without their names, so that no member can be told from another.
    Names,
    /// Nothing separates members, or names from values.
    Members,
    /// Nothing separates two parts.
    Parts(String, String),
}

impl Receives {
    /// The checks of all signed texts.
    pub fn cuts(&self) -> Vec<Cut<'_>> {
        let mut out = Vec::new();
        let mut seen: Vec<&Selection> = Vec::new();
        for parts in self.signed_texts() {
            for selection in selections(parts) {
                if !seen.iter().any(|earlier| is_cut_alike(earlier, selection)) {
                    seen.push(selection);
                    out.extend(self.members_cut(selection));
                }
            }
            let pairs = neighbours(parts).into_iter();
            out.extend(pairs.filter_map(|(part, separator, next)| self.part_cut(part, separator, next)));
        }
        out
    }

    /// The ambiguities of the signed texts that remain after every check.
    pub fn blurs(&self) -> Vec<Blur> {
        let mut out: Vec<Blur> = Vec::new();
        for parts in self.signed_texts() {
            let of_selections = selections(parts).into_iter().filter_map(blur);
            let pairs = neighbours(parts)
                .into_iter()
                .filter(|(part, separator, next)| separator.is_empty() && !self.is_delimited(part, next));
            let of_parts = pairs.filter_map(|(part, _, next)| Some(Blur::Parts(name(part)?, name(next)?)));
            for blur in of_selections.chain(of_parts).collect::<Vec<_>>() {
                if !out.contains(&blur) {
                    out.push(blur);
                }
            }
        }
        out
    }

    /// The paths of members on which the outcome or the echo rests.
    pub fn decisive(&self) -> Vec<&[Arc<Field>]> {
        let echoed = self.echo.iter().flat_map(|echo| &echo.answers).map(Vec::as_slice);
        let opening = self.layers.iter().flat_map(|layer| &layer.when).map(|condition| condition.path.as_slice());
        echoed.chain(self.outcome.iter().flat_map(Row::members)).chain(opening).collect()
    }

    /// The texts of every value that a signature covers, directly or through other values.
    fn signed_texts(&self) -> Vec<&[Part]> {
        let mut reached: Vec<usize> = self.signatures().iter().map(|signed| signed.value).collect();
        let mut next = 0;
        let mut out: Vec<&[Part]> = Vec::new();
        while let Some(value) = reached.get(next).and_then(|index| self.values.get(*index)) {
            out.extend(value.cases.iter().map(|case| case.parts.as_slice()));
            for index in Part::values(value.parts()) {
                if !reached.contains(&index) {
                    reached.push(index);
                }
            }
            next += 1;
        }
        out
    }

    /// The check of a selection; `None` if it could find nothing.
    fn members_cut<'r>(&self, selection: &'r Selection) -> Option<Cut<'r>> {
        let told = match &selection.style {
            Style::Json => false,
            Style::Brackets => true,
            Style::Values => blur(selection).is_none(),
            Style::Pair(pair) => !pair.is_empty() || !selection.join.is_empty(),
        };
        if !told {
            return None;
        }
        let received = selection.fields.iter().filter(|field| field.is_received());
        let declared: Vec<String> = received.flat_map(|field| arriving(field)).collect();
        let depth = selection.carriers.len();
        let inside = self
            .decisive()
            .into_iter()
            .filter(|path| path.iter().zip(&selection.carriers).all(|(field, names)| names.contains(&field.wire)));
        let names = inside.filter_map(|path| path.get(depth).map(|field| field.wire.clone()));
        let mut decisive: Vec<String> = names.filter(|name| declared.contains(name)).collect();
        decisive.sort();
        decisive.dedup();
        Some(Cut::Members { selection, declared, decisive })
    }

    fn part_cut<'r>(&self, part: &'r Part, separator: String, next: &Part) -> Option<Cut<'r>> {
        let checked = !separator.is_empty() && !self.is_delimited(part, next);
        let name = name(part).filter(|_| checked)?;
        Some(Cut::Part { part, name, separator })
    }

    /// Whether two neighbours are delimited without a separator: JSON and XML end where their brackets close, and
    /// only one of alternative carriers is there.
    fn is_delimited(&self, part: &Part, next: &Part) -> bool {
        let carrier = |part: &Part| matches!(part, Part::Field { path, .. } if matches!(path.last().map(|field| &field.ty), Some(Type::Layer(_))));
        let closed = |part: &Part| self.closes(part);
        carrier(part) && carrier(next) || closed(part) || closed(next)
    }

    /// Whether the text of a part ends where its brackets close. The source of a member of JSON has its quotes or
    /// brackets; that of a text in XML has none.
    fn closes(&self, part: &Part) -> bool {
        let Some((index, layer)) = self.layer_around(part) else { return false };
        let in_xml = layer.has_elements();
        let is_whole =
            matches!(part, Part::System(System::Body) | Part::Remainder(_) | Part::Field { view: View::Element, .. })
                || !in_xml && matches!(part, Part::Field { view: View::Source, .. });
        is_whole && (index > 0 || layer.steps.is_empty()) && layer.is_bracketed()
    }

    /// The layer that holds a part, with its index.
    fn layer_around(&self, part: &Part) -> Option<(usize, &Layer)> {
        let path = if let Part::Field { path, .. } = part { path.as_slice() } else { &[] };
        let carriers = path.iter().rev().skip(1).filter(|field| field.source.is_layer()).count();
        let inner = if let Part::Remainder(remainder) = part { remainder.layer } else { carriers };
        Some((inner, self.layers.get(inner)?))
    }
}

impl Layer {
    /// Whether the layer's text ends where its outermost bracket closes.
    fn is_bracketed(&self) -> bool {
        !self.codecs.is_empty() && self.codecs.iter().all(|codec| codec.row().closes)
    }
}

/// The names under which a field arrives.
fn arriving(field: &Field) -> Vec<String> {
    match &field.ty {
        Type::Indexed { message, .. } => leaves(message).into_iter().map(|(name, _)| format!("{name}_*")).collect(),
        Type::Parallel { message, .. } => message.fields.iter().map(|field| field.wire.clone()).collect(),
        Type::Scalar(_) | Type::Object(_) | Type::List(_) | Type::Map { .. } | Type::Json(_) | Type::Layer(_) => {
            vec![field.wire.clone()]
        }
    }
}

fn blur(selection: &Selection) -> Option<Blur> {
    let in_place = selection.only.is_some() && selection.order == Order::Declared && !selection.join.is_empty();
    match &selection.style {
        Style::Values => (!in_place).then_some(Blur::Names),
        Style::Pair(pair) => (pair.is_empty() || selection.join.is_empty()).then_some(Blur::Members),
        Style::Json | Style::Brackets => None,
    }
}

/// Whether two selections take the same members and join them in the same way.
fn is_cut_alike(one: &Selection, other: &Selection) -> bool {
    let members = |selection: &Selection| (selection.keep_empty, selection.keep_nested, selection.percent);
    (&one.carriers, &one.only, &one.except) == (&other.carriers, &other.only, &other.except)
        && (&one.style, &one.join, one.order) == (&other.style, &other.join, other.order)
        && members(one) == members(other)
}

fn selections(parts: &[Part]) -> Vec<&Selection> {
    Part::flat(parts).into_iter().filter_map(Part::selection).collect()
}

/// Each part whose text varies, with the next such part, if nothing but fixed text stands between them.
fn neighbours(parts: &[Part]) -> Vec<(&Part, String, &Part)> {
    let mut flat = Vec::new();
    flatten(parts, &mut flat);
    let mut out = Vec::new();
    let mut before: Option<(&Part, String, bool)> = None;
    for part in flat {
        match (part, &mut before) {
            (Some(Part::Literal(text)), Some((_, separator, false))) => separator.push_str(text),
            (Some(Part::Literal(_)), _) => {}
            (Some(part), _) if name(part).is_some() => {
                out.extend(before.take().map(|(earlier, separator, _)| (earlier, separator, part)));
                // A field of the request is known, so the text after it begins where the field ends.
                let known = matches!(part, Part::Sent(_));
                before = (!known).then(|| (part, String::new(), false));
            }
            // A text that is no literal separates the parts.
            (Some(_), _) => before = None,
            // The literals inside optional parts are not there in every message.
            (None, Some((_, separator, closed))) => *closed = !separator.is_empty(),
            (None, None) => {}
        }
    }
    out
}

/// The parts in one list; `None` marks the beginning and the end of optional parts.
fn flatten<'p>(parts: &'p [Part], out: &mut Vec<Option<&'p Part>>) {
    for part in parts {
        if let Part::Optional(inner) = part {
            out.push(None);
            flatten(inner, out);
            out.push(None);
        } else {
            out.push(Some(part));
        }
    }
}

/// The name of a part whose text and length the sender of a message chooses, or that differs with each request; `None`
/// for other parts.
fn name(part: &Part) -> Option<String> {
    match part {
        Part::Field { path, .. } => path.first().filter(|field| field.is_received()).map(|_| dotted(path)),
        Part::Sent(path) => Some(dotted(path)),
        Part::Header { name, parameter: None } => Some(name.clone()),
        Part::Header { name, parameter: Some(parameter) } => Some(format!("{name}.{parameter}")),
        Part::Remainder(remainder) => Some(remainder.carrier().unwrap_or("body").to_owned()),
        Part::System(system) => system_name(*system).map(str::to_owned),
        Part::Literal(_) | Part::Credential(_) | Part::Serial(..) | Part::Value(_) | Part::Fields(_) => None,
        Part::Optional(_) | Part::Now(_) => None,
    }
}

fn system_name(system: System) -> Option<&'static str> {
    match system {
        System::Body => Some("body"),
        System::Query => Some("query"),
        System::ContentType => Some("content type"),
        System::Target | System::Url | System::Path => Some("address"),
        System::Method | System::Status | System::Nonce | System::Salt => None,
    }
}
