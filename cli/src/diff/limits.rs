//! Compares the limits of one field: newly rejected and newly accepted values.

use refundry_codegen::model::{Bound, CarriedCharacters, Field, Unit, bound::bounds, words::phrase};

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::pair::{Pair, by_name};
use super::types;

/// A field on one side of the comparison.
#[derive(Clone, Copy, Debug)]
pub struct Limited<'a> {
    /// The field.
    pub field: &'a Field,
    /// The characters that its layers carry, if both sides agree: an alphabet may make their rule redundant.
    pub characters: Option<CarriedCharacters>,
}

impl Limited<'_> {
    /// The bounds that validation checks.
    pub fn bounds(&self) -> Vec<Bound> {
        bounds(self.field, self.characters)
    }

    /// The limits in the words of the spec.
    fn written(&self) -> String {
        let Field { ty, alphabet, pattern, range, .. } = self.field;
        let pattern = pattern.clone().map(Bound::Pattern);
        let alphabet = alphabet.clone().map(Bound::Alphabet);
        let range =
            range.map(|range| Bound::Range { min: range.min.unwrap_or(i64::MIN), max: range.max.unwrap_or(i64::MAX) });
        let words = [
            Some(types::limits(ty)),
            alphabet.as_ref().map(phrase),
            pattern.as_ref().map(phrase),
            range.as_ref().map(phrase),
        ];
        super::words::joined(&words.map(Option::unwrap_or_default), ", ")
    }
}

/// Compares the limits of a field that callers or credentials fill.
pub fn checked(both: &Both, old: Vec<Bound>, new: Vec<Bound>, changes: &mut Changes) {
    // The presence of a field is compared elsewhere.
    let limits = |mut bounds: Vec<Bound>| {
        bounds.retain(|bound| !matches!(bound, Bound::Required | Bound::RequiredWhen(_)));
        bounds
    };
    let (old, new) = (limits(old), limits(new));
    for pair in by_name(&old, &new, |bound| bound.suffix()) {
        match pair {
            Pair::Both(old, new) if old == new => {}
            Pair::Both(old, new) => {
                // A limit that is wider in one part and narrower in another counts as both.
                kinds(old, new).into_iter().for_each(|kind| changes.differ(kind, both, phrase(old), phrase(new)));
            }
            Pair::Gone(old) => {
                changes.gone(
                    ChangeKind::LimitRemoved,
                    &both.subject,
                    ChangeState::new(both.old, phrase(old)),
                    both.new,
                );
            }
            Pair::Come(new) => {
                changes.come(ChangeKind::LimitAdded, &both.subject, both.old, ChangeState::new(both.new, phrase(new)));
            }
        }
    }
}

/// Compares the limits of a field that is not validated.
pub fn unchecked(both: &Both, old: Limited<'_>, new: Limited<'_>, changes: &mut Changes) {
    changes.differ(ChangeKind::LimitUnchecked, both, old.written(), new.written());
}

/// Compares the characters that the layers of a sent message carry.
pub fn characters(both: &Both, old: Option<CarriedCharacters>, new: Option<CarriedCharacters>, changes: &mut Changes) {
    // Every text field has a rule for these characters.
    let kind = if new.is_none() { ChangeKind::LimitRemoved } else { ChangeKind::CharactersCarried };
    let words = |set: Option<CarriedCharacters>| set.map(|set| phrase(&Bound::Characters(set))).unwrap_or_default();
    changes.differ(kind, both, words(old), words(new));
}

fn kinds(old: &Bound, new: &Bound) -> Vec<ChangeKind> {
    let length = |old: (usize, usize), new: (usize, usize)| {
        directions(old.0 > new.0 || old.1 < new.1, old.0 < new.0 || old.1 > new.1, LENGTH)
    };
    match (old, new) {
        (Bound::Length { min, max, unit }, Bound::Length { min: least, max: most, unit: other }) => {
            with_unit(length((*min, *max), (*least, *most)), *unit, *other)
        }
        (Bound::KeyLength(max, unit), Bound::KeyLength(most, other))
        | (Bound::ValueLength(max, unit), Bound::ValueLength(most, other)) => {
            with_unit(length((0, *max), (0, *most)), *unit, *other)
        }
        (Bound::Digits { min, max }, Bound::Digits { min: least, max: most }) => length((*min, *max), (*least, *most)),
        (Bound::Entries(max), Bound::Entries(most)) => length((0, *max), (0, *most)),
        (Bound::Range { min, max }, Bound::Range { min: least, max: most }) => {
            directions(min > least || max < most, min < least || max > most, RANGE)
        }
        (Bound::Alphabet(old), Bound::Alphabet(new)) => match (covers(new, old), covers(old, new)) {
            // The same characters in another notation.
            (true, true) => vec![ChangeKind::AlphabetWidened],
            (kept, known) => directions(!known, !kept, ALPHABET),
        },
        (Bound::Pattern(_), Bound::Pattern(_)) => vec![ChangeKind::PatternChanged],
        // Enumerations and fields that write map keys are compared on their own.
        (Bound::Listed(_), Bound::Listed(_)) | (Bound::Keys(_), Bound::Keys(_)) => Vec::new(),
        // Bounds with the same name have the same shape. Each is named, so that a new bound gets an arm above.
        (Bound::Length { .. } | Bound::KeyLength(..) | Bound::ValueLength(..) | Bound::Digits { .. }, _)
        | (
            Bound::Entries(_)
            | Bound::Range { .. }
            | Bound::Alphabet(_)
            | Bound::Pattern(_)
            | Bound::Listed(_)
            | Bound::Keys(_),
            _,
        )
        | (Bound::Required | Bound::RequiredWhen(_) | Bound::Currency | Bound::Year | Bound::Characters(_), _) => {
            Vec::new()
        }
    }
}

const LENGTH: (ChangeKind, ChangeKind) = (ChangeKind::LengthWidened, ChangeKind::LengthNarrowed);
const RANGE: (ChangeKind, ChangeKind) = (ChangeKind::RangeWidened, ChangeKind::RangeNarrowed);
const ALPHABET: (ChangeKind, ChangeKind) = (ChangeKind::AlphabetWidened, ChangeKind::AlphabetNarrowed);

fn directions(wider: bool, narrower: bool, kinds: (ChangeKind, ChangeKind)) -> Vec<ChangeKind> {
    let wider = wider.then_some(kinds.0);
    wider.into_iter().chain(narrower.then_some(kinds.1)).collect()
}

fn with_unit(mut kinds: Vec<ChangeKind>, old: Unit, new: Unit) -> Vec<ChangeKind> {
    kinds.extend((old != new).then_some(ChangeKind::LengthUnit));
    kinds
}

/// Whether every character of `small` is in `large`.
fn covers(large: &[(char, char)], small: &[(char, char)]) -> bool {
    let mut sorted = large.to_vec();
    sorted.sort_unstable();
    small.iter().all(|(first, last)| {
        // Walks from range to range, across adjacent ranges.
        let mut next = u32::from(*first);
        for (from, to) in &sorted {
            if u32::from(*from) <= next && next <= u32::from(*to) {
                next = u32::from(*to).saturating_add(1);
            }
        }
        next > u32::from(*last)
    })
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn alphabets_cover_each_other_whatever_their_ranges() {
        assert!(covers(&[('a', 'f'), ('g', 'z')], &[('b', 'y')]));
        assert!(covers(&[('g', 'z'), ('a', 'f')], &[('b', 'y')]));
        assert!(!covers(&[('a', 'f'), ('h', 'z')], &[('b', 'y')]));
        assert!(!covers(&[('a', 'f')], &[('a', 'g')]));
        assert!(covers(&[('a', 'z'), ('c', 'd')], &[('b', 'z')]));
    }
}
