//! The checks of a signed text that is a list of parts: no part holds the text that separates it from its neighbour, and
//! of optional parts that begin alike none is there after one that is absent.

use super::{Cut, Layer, Part, Receives, System, Type, View, operation::dotted};

impl Receives {
    /// The checks of the parts of one signed text.
    pub(super) fn part_cuts<'r>(&self, parts: &'r [Part]) -> Vec<Cut<'r>> {
        let orders = orders(parts);
        let pairs = neighbours(parts);
        let free = free_part(parts, &pairs).or(pairs.last().map(|(_, _, last)| *last).filter(|_| orders.is_empty()));
        let has_optional = parts.iter().any(|part| matches!(part, Part::Optional(_)));
        let mut out = Vec::new();
        for (index, (part, separator, next)) in pairs.iter().enumerate() {
            out.extend(self.part_cut(part, separator, next));
            // Where optional parts are absent, a later separator ends the part.
            let later = pairs.iter().skip(index + 1).filter(|(_, later, _)| has_optional && later != separator);
            out.extend(later.filter_map(|(_, later, next)| self.part_cut(part, later, next)));
        }
        out.extend(pairs.last().and_then(|(part, separator, last)| self.part_cut(last, separator, part)));
        out.retain(|cut| !matches!(cut, Cut::Part { part, .. } if free.is_some_and(|free| std::ptr::eq(free, *part))));
        out.extend(orders);
        out
    }

    fn part_cut<'r>(&self, part: &'r Part, separator: &str, other: &Part) -> Option<Cut<'r>> {
        let known = matches!(part, Part::Sent(_));
        let checked = !separator.is_empty() && !known && !self.is_delimited(part, other);
        let name = name_of_part(part).filter(|_| checked)?;
        Some(Cut::Part { part, name, separator: separator.to_owned() })
    }

    /// Whether two neighbours are delimited without a separator: JSON and XML end where their brackets close, and
    /// only one of alternative carriers is there.
    pub(super) fn is_delimited(&self, part: &Part, next: &Part) -> bool {
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

/// The part that may hold the separator although it is not the last: the page fixes the characters of all other parts,
/// and one separator stands between any two.
fn free_part<'p>(parts: &'p [Part], pairs: &[(&'p Part, String, &'p Part)]) -> Option<&'p Part> {
    let (_, separator, last) = pairs.last()?;
    // A credential is known, so it stands at an end of the list as a literal does.
    let known = |part: &Part| matches!(part, Part::Literal(_) | Part::Credential(_));
    let alone = parts.iter().all(|part| known(part) || name_of_part(part).is_some());
    let chained = parts.iter().filter(|part| !known(part)).count() == pairs.len() + 1;
    let alike = pairs.iter().all(|(_, other, _)| other == separator);
    let all = pairs.iter().map(|(part, ..)| *part).chain([*last]);
    let mut open = all.filter(|part| !excludes(part, separator));
    open.next().filter(|_| alone && chained && alike && open.next().is_none())
}

/// Whether the page allows no text of a part to hold the separator.
fn excludes(part: &Part, separator: &str) -> bool {
    let Part::Field { path, .. } = part else { return false };
    let Some(characters) = path.last().and_then(|field| field.fixed_characters()) else { return false };
    separator.chars().any(|sign| !characters.iter().any(|(first, last)| (*first..=*last).contains(&sign)))
}

/// The optional parts of a text in runs that begin with the same fixed text. A run of one needs no check.
fn orders(parts: &[Part]) -> Vec<Cut<'_>> {
    let mut runs: Vec<(&str, Vec<&Part>)> = Vec::new();
    for (beginning, group) in groups(parts) {
        let alike = |(other, _): &&mut (&str, _)| other.starts_with(beginning) || beginning.starts_with(*other);
        match runs.iter_mut().find(alike) {
            Some((_, run)) => run.push(group),
            None => runs.push((beginning, vec![group])),
        }
    }
    let several = runs.into_iter().filter(|(_, groups)| groups.len() > 1);
    several.map(|(separator, groups)| Cut::Order { groups, separator: separator.to_owned() }).collect()
}

/// The optional parts, with the literal with which each begins; those inside others as well.
fn groups(parts: &[Part]) -> Vec<(&str, &Part)> {
    let mut out = Vec::new();
    for part in parts {
        if let Part::Optional(inner) = part {
            let beginning = if let Some(Part::Literal(text)) = inner.first() { text.as_str() } else { "" };
            out.push((beginning, part));
            out.extend(groups(inner));
        }
    }
    out
}

impl Layer {
    /// Whether the layer's text ends where its outermost bracket closes.
    fn is_bracketed(&self) -> bool {
        !self.codecs.is_empty() && self.codecs.iter().all(|codec| codec.row().closes)
    }
}

/// Each part whose text varies, with the next such part, if nothing but fixed text stands between them.
pub(super) fn neighbours(parts: &[Part]) -> Vec<(&Part, String, &Part)> {
    let mut flat = Vec::new();
    flatten(parts, &mut flat);
    let mut out = Vec::new();
    let mut before: Option<(&Part, String, bool)> = None;
    for part in flat {
        match (part, &mut before) {
            (Some(Part::Literal(text)), Some((_, separator, false))) => separator.push_str(text),
            (Some(Part::Literal(_)), _) => {}
            (Some(part), _) if name_of_part(part).is_some() => {
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
pub(super) fn name_of_part(part: &Part) -> Option<String> {
    match part {
        Part::Field { path, .. } => path.first().filter(|field| field.is_received()).map(|_| dotted(path)),
        Part::Sent(path) => Some(dotted(path)),
        Part::Header { name, parameter: None } => Some(name.clone()),
        Part::Header { name, parameter: Some(parameter) } => Some(format!("{name}.{parameter}")),
        Part::Remainder(remainder) => Some(remainder.carrier().unwrap_or("body").to_owned()),
        Part::System(system) => system_name(*system).map(str::to_owned),
        Part::Literal(_) | Part::Credential(_) | Part::Serial(..) | Part::Value(_) | Part::Fields(_) => None,
        Part::Optional(_) | Part::KeyOf { .. } | Part::Received(_) | Part::Now(_) => None,
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
