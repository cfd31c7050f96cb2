//! Places where the signed text of a received message could be cut into other members than those that are read.

use std::sync::Arc;

use super::{
    Field, Part, Receives, Row, Selection, Type, Value,
    message::leaves,
    part_cut::{name_of_part, neighbours},
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
    /// A check of one part beside another, with a fixed text between them.
    Part {
        /// The part that does not hold the fixed text.
        part: &'r Part,
        /// The part's name in errors.
        name: String,
        /// The text between the two parts.
        separator: String,
    },
    /// A check of optional parts that begin alike: none is there after one that is absent.
    Order {
        /// The optional parts, in the order of the text.
        groups: Vec<&'r Part>,
        /// The text with which they begin.
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
            out.extend(self.part_cuts(parts));
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
            let of_parts =
                pairs.filter_map(|(part, _, next)| Some(Blur::Parts(name_of_part(part)?, name_of_part(next)?)));
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

    /// The texts of every value that a signature covers.
    pub(super) fn signed_texts(&self) -> Vec<&[Part]> {
        let cases = self.signed_values().into_iter().flat_map(|value| &value.cases);
        cases.map(|case| case.parts.as_slice()).collect()
    }

    /// Every value that a signature covers, directly or through other values.
    pub(super) fn signed_values(&self) -> Vec<&Value> {
        let mut reached: Vec<usize> = self.signatures().iter().map(|signed| signed.value).collect();
        let mut next = 0;
        let mut out: Vec<&Value> = Vec::new();
        while let Some(value) = reached.get(next).and_then(|index| self.values.get(*index)) {
            out.push(value);
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
            Style::Json | Style::Concatenated => false,
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
        Style::Concatenated => Some(Blur::Members),
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
