//! The search for a cause: single readings first, then pairs of them.

use super::{Reproduced, list, reading::Reading, variant::Variant};
use crate::sign::Done;

/// What a variant makes.
pub(crate) struct Attempt {
    /// The text that is signed.
    pub(crate) text: String,
    /// The bytes that it is signed as.
    pub(crate) bytes: Vec<u8>,
    /// What tells it from another attempt: what is computed, or what is signed and how. Empty where nothing tells.
    pub(crate) print: Vec<u8>,
    /// Whether it is what is looked for.
    pub(crate) hit: bool,
}

/// How variants are tried.
pub(crate) trait Trial {
    /// Whether the variant can make what is looked for at all; cheap.
    fn may(&self, variant: &Variant) -> bool;

    /// Everything but the steps; `None` where nothing can be computed.
    fn prepare(&self, variant: &Variant) -> Option<Prepared>;

    /// What the variant makes.
    fn finish(&self, variant: &Variant, prepared: &Prepared) -> Option<Attempt>;
}

/// A variant before its steps, which many share.
#[derive(Default)]
pub(crate) struct Prepared {
    /// The text that is signed.
    pub(crate) text: String,
    /// What else was computed.
    pub(crate) done: Done,
}

/// A reading, and the message as it takes it.
struct Tried {
    rank: usize,
    reading: Reading,
    variant: Variant,
    prepared: Option<Prepared>,
}

/// The readings that make it: single ones or, where none does, pairs. The likeliest come first.
pub(crate) fn search(base: &Variant, right: &Attempt, trial: &dyn Trial) -> Vec<Reproduced> {
    let (mut found, mut tried) = (Vec::new(), Vec::new());
    for (rank, reading) in list::all(base).into_iter().enumerate() {
        let mut variant = base.clone();
        if !(reading.change)(&mut variant) {
            continue;
        }
        let prepared = trial.prepare(&variant);
        let finish = |prepared| if trial.may(&variant) { trial.finish(&variant, prepared) } else { None };
        match prepared.as_ref().and_then(finish) {
            Some(attempt) if attempt.hit => found.push(reproduced(&[&reading], attempt)),
            // What changes nothing is no reading of this message.
            Some(attempt) if !attempt.print.is_empty() && attempt.print == right.print => continue,
            _ => {}
        }
        tried.push(Tried { rank, reading, variant, prepared });
    }
    if found.is_empty() { pairs(&tried, trial) } else { found }
}

fn pairs(tried: &[Tried], trial: &dyn Trial) -> Vec<Reproduced> {
    let mut found: Vec<(usize, Reproduced)> = Vec::new();
    for (at, first) in tried.iter().enumerate() {
        for second in tried.iter().skip(at + 1) {
            if !first.reading.kind.goes_with(second.reading.kind) {
                continue;
            }
            let mut both = first.variant.clone();
            if !(second.reading.change)(&mut both) || !trial.may(&both) {
                continue;
            }
            // What changes the steps alone leaves the text as the other has it.
            let attempt = match (first.reading.kind.is_of_steps(), second.reading.kind.is_of_steps()) {
                (_, true) => first.prepared.as_ref().and_then(|prepared| trial.finish(&both, prepared)),
                (true, _) => second.prepared.as_ref().and_then(|prepared| trial.finish(&both, prepared)),
                _ => trial.prepare(&both).and_then(|prepared| trial.finish(&both, &prepared)),
            };
            if let Some(attempt) = attempt.filter(|attempt| attempt.hit) {
                found.push((first.rank + second.rank, reproduced(&[&first.reading, &second.reading], attempt)));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, reproduced)| reproduced).collect()
}

fn reproduced(readings: &[&Reading], attempt: Attempt) -> Reproduced {
    let readings = readings.iter().map(|reading| reading.words.clone()).collect();
    Reproduced { readings, text: attempt.text, bytes: attempt.bytes, signature: String::new() }
}
