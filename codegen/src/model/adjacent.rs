//! Parts of a signed text that stand side by side, with nothing that separates them.

use std::sync::Arc;

use super::{Field, Part, Receives, Scalar, Value, ZonelessTimeFormat, part_cut};

impl Part {
    /// The name of a part whose text the sender of a message chooses; `None` for other parts.
    pub fn varying_name(&self) -> Option<String> {
        part_cut::name_of_part(self)
    }
}

impl Receives {
    /// The parts whose text varies, in runs in which nothing separates a part from the next, with the value of each run.
    pub fn runs(&self) -> Vec<(&Value, Vec<&Part>)> {
        let mut out = Vec::new();
        for value in self.signed_values() {
            let runs = value.cases.iter().flat_map(|case| self.runs_of(&case.parts));
            out.extend(runs.map(|run| (value, run)));
        }
        out
    }

    fn runs_of<'r>(&self, parts: &'r [Part]) -> Vec<Vec<&'r Part>> {
        let mut out: Vec<Vec<&Part>> = Vec::new();
        for (part, separator, next) in part_cut::neighbours(parts) {
            if !separator.is_empty() || self.is_delimited(part, next) {
                continue;
            }
            match out.last_mut().filter(|run| run.last().is_some_and(|last| std::ptr::eq(*last, part))) {
                Some(run) => run.push(next),
                None => out.push(vec![part, next]),
            }
        }
        out
    }

    /// Whether a text of the part with another length is refused: by its type, or by the comparison with a number of
    /// ours that has one length.
    pub fn has_one_length(&self, part: &Part) -> bool {
        let Part::Field { path, .. } = part else { return matches!(part, Part::Sent(_)) };
        let Some(field) = path.last() else { return false };
        let same = |answer: &Vec<_>| answer.last().is_some_and(|last| Arc::ptr_eq(last, field));
        let mut echoed = self.echo.iter().filter(|echo| echo.answers.iter().any(same));
        is_fixed(field) || echoed.any(|echo| echo.request.last().is_some_and(|field| is_limited_to_one(field)))
    }
}

/// Whether no text of another length is of the type.
fn is_fixed(field: &Field) -> bool {
    match field.ty.scalar() {
        Some(Scalar::Time { format, .. }) => matches!(format, ZonelessTimeFormat::Pattern(_)),
        Some(Scalar::Amount(amount)) => amount.padded,
        Some(_) | None => false,
    }
}

/// Whether every text that we send has the same length.
fn is_limited_to_one(field: &Field) -> bool {
    field.ty.scalar().and_then(Scalar::ascii_length).is_some_and(|(min, max)| min == max)
}
