//! Searches for a cause: single mistakes first, then pairs.

use super::{Reproduced, list, mistake::Mistake, variant::Variant};
use crate::sign::Computed;

/// The result of a variant.
pub(crate) struct Attempt {
    /// The signed text.
    pub(crate) text: String,
    /// The signed bytes.
    pub(crate) bytes: Vec<u8>,
    /// Fingerprint used to discard attempts with no effect; empty if there is none.
    pub(crate) print: Vec<u8>,
    /// Whether the attempt reproduces the target.
    pub(crate) hit: bool,
}

/// Computes and judges variants.
pub(crate) trait Trial {
    /// A cheap test whether the variant can reproduce the target.
    fn may(&self, variant: &Variant) -> bool;

    /// Computes everything except the steps; `None` if that fails.
    fn prepare(&self, variant: &Variant) -> Option<Prepared>;

    /// Computes the steps and the result.
    fn finish(&self, variant: &Variant, prepared: &Prepared) -> Option<Attempt>;
}

/// A variant before its steps; many variants share it.
#[derive(Default)]
pub(crate) struct Prepared {
    /// The signed text.
    pub(crate) text: String,
    /// The other computed values.
    pub(crate) computed: Computed,
}

/// A mistake with its variant of the message.
struct Tried {
    rank: usize,
    mistake: Mistake,
    variant: Variant,
    prepared: Option<Prepared>,
    may: bool,
}

/// The mistakes that reproduce the target: single mistakes, or pairs if no single one does; the likeliest first.
pub(crate) fn search(base: &Variant, right: &Attempt, trial: &dyn Trial) -> Vec<Reproduced> {
    let (mut found, mut tried) = (Vec::new(), Vec::new());
    let mistakes = list::all(base);
    if !is_possible(base, &mistakes, trial) {
        return found;
    }
    for (rank, mistake) in mistakes.into_iter().enumerate() {
        let mut variant = base.clone();
        if !(mistake.change)(&mut variant) {
            continue;
        }
        let prepared = trial.prepare(&variant);
        let may = trial.may(&variant);
        let finish = |prepared| if may { trial.finish(&variant, prepared) } else { None };
        match prepared.as_ref().and_then(finish) {
            Some(attempt) if attempt.hit => found.push(reproduced(&[&mistake], attempt)),
            // A mistake without effect does not apply to this message.
            Some(attempt) if !attempt.print.is_empty() && attempt.print == right.print => continue,
            _ => {}
        }
        tried.push(Tried { rank, mistake, variant, prepared, may });
    }
    if found.is_empty() { pairs(&tried, trial.may(base), trial) } else { found }
}

/// Whether a computation with the mistakes in its steps can have an output like the target.
fn is_possible(base: &Variant, mistakes: &[Mistake], trial: &dyn Trial) -> bool {
    let of_steps: Vec<&Mistake> = mistakes.iter().filter(|mistake| mistake.kind.changes_output()).collect();
    let fits = |variant: &Variant| trial.may(variant);
    fits(base)
        || of_steps.iter().enumerate().any(|(at, first)| {
            let mut variant = base.clone();
            (first.change)(&mut variant)
                && (fits(&variant)
                    || of_steps.iter().skip(at + 1).any(|second| {
                        let mut both = variant.clone();
                        first.kind.goes_with(second.kind) && (second.change)(&mut both) && fits(&both)
                    }))
        })
}

/// Whether two mistakes together can have an output like the target, as far as that is known without trying them.
fn may(first: &Tried, second: &Tried, base: bool) -> bool {
    match (first.mistake.kind.changes_output(), second.mistake.kind.changes_output()) {
        (true, true) => true,
        (true, false) => first.may,
        (false, true) => second.may,
        (false, false) => base,
    }
}

fn pairs(tried: &[Tried], base: bool, trial: &dyn Trial) -> Vec<Reproduced> {
    let mut found: Vec<(usize, Reproduced)> = Vec::new();
    for (at, first) in tried.iter().enumerate() {
        for second in tried.iter().skip(at + 1) {
            if !first.mistake.kind.goes_with(second.mistake.kind) || !may(first, second, base) {
                continue;
            }
            let mut both = first.variant.clone();
            if !(second.mistake.change)(&mut both) || !trial.may(&both) {
                continue;
            }
            // If one mistake changes only the steps, the prepared text of the other mistake is reused.
            let attempt = match (first.mistake.kind.is_of_steps(), second.mistake.kind.is_of_steps()) {
                (_, true) => first.prepared.as_ref().and_then(|prepared| trial.finish(&both, prepared)),
                (true, _) => second.prepared.as_ref().and_then(|prepared| trial.finish(&both, prepared)),
                _ => trial.prepare(&both).and_then(|prepared| trial.finish(&both, &prepared)),
            };
            if let Some(attempt) = attempt.filter(|attempt| attempt.hit) {
                found.push((first.rank + second.rank, reproduced(&[&first.mistake, &second.mistake], attempt)));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, reproduced)| reproduced).collect()
}

fn reproduced(mistakes: &[&Mistake], attempt: Attempt) -> Reproduced {
    let mistakes = mistakes.iter().map(|mistake| mistake.words.clone()).collect();
    Reproduced { mistakes, text: attempt.text, bytes: attempt.bytes, signature: String::new() }
}
