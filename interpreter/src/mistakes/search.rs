//! Searches for a cause: single mistakes first, then pairs.

use super::{
    Reproduced, edit, list,
    mistake::{Mistake, MistakeKind},
    variant::Variant,
};
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

    /// Whether [`Trial::prepare`] applies the edits of the text, so that further ones can be applied to its result.
    fn edits_text(&self) -> bool;

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
    /// Whether the mistake applies without another one.
    alone: bool,
}

impl Tried {
    /// A mistake that applies after another one only.
    fn following(rank: usize, mistake: Mistake, base: &Variant) -> Self {
        Self { rank, mistake, variant: base.clone(), prepared: None, may: false, alone: false }
    }

    /// Whether a second mistake can apply after this one.
    fn leads_to(&self, second: &Self) -> bool {
        let (own, other) = (self.mistake.kind, second.mistake.kind);
        own.goes_with(other) && (second.alone || own == MistakeKind::Digest)
    }
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
        let follows = mistake.kind.follows();
        if !(mistake.change)(&mut variant) {
            tried.extend(follows.then(|| Tried::following(rank, mistake, base)));
            continue;
        }
        let prepared = trial.prepare(&variant);
        let may = trial.may(&variant);
        let finish = |prepared| if may { trial.finish(&variant, prepared) } else { None };
        match prepared.as_ref().and_then(finish) {
            Some(attempt) if attempt.hit => found.push(reproduced(&[&mistake], &variant, attempt)),
            // A mistake without effect does not apply to this message.
            Some(attempt) if !attempt.print.is_empty() && attempt.print == right.print => {
                tried.extend(follows.then(|| Tried::following(rank, mistake, base)));
                continue;
            }
            _ => {}
        }
        tried.push(Tried { rank, mistake, variant, prepared, may, alone: true });
    }
    unambiguous(if found.is_empty() { pairs(&tried, trial.may(base), trial) } else { found })
}

/// Keeps the mistakes if they agree on the signed bytes: a short signature can be that of several texts by chance, and
/// then none of them is known to be the cause.
fn unambiguous(found: Vec<Reproduced>) -> Vec<Reproduced> {
    let agree = found.windows(2).all(|pair| matches!(pair, [one, other] if one.bytes == other.bytes));
    if agree { found } else { Vec::new() }
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
    for (at, first) in tried.iter().enumerate().filter(|(_, first)| first.alone) {
        for second in tried.iter().skip(at + 1) {
            if !first.leads_to(second) || !may(first, second, base) {
                continue;
            }
            let mut both = first.variant.clone();
            if !(second.mistake.change)(&mut both) || !trial.may(&both) {
                continue;
            }
            if let Some(attempt) = together(first, second, &both, trial).filter(|attempt| attempt.hit) {
                found.push((first.rank + second.rank, reproduced(&[&first.mistake, &second.mistake], &both, attempt)));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, reproduced)| reproduced).collect()
}

/// Computes a variant with two mistakes. The prepared text of one mistake is reused if the other one changes only the
/// steps or the finished text.
fn together(first: &Tried, second: &Tried, both: &Variant, trial: &dyn Trial) -> Option<Attempt> {
    match (first.mistake.kind, second.mistake.kind) {
        (_, kind) if kind.is_of_steps() => trial.finish(both, first.prepared.as_ref()?),
        (kind, _) if kind.is_of_steps() => trial.finish(both, second.prepared.as_ref()?),
        (_, kind) if kind.is_of_text() && trial.edits_text() => {
            let prepared = first.prepared.as_ref()?;
            let own = both.edits.get(first.variant.edits.len()..).unwrap_or_default();
            let text = edit::edited(own, prepared.text.clone());
            trial.finish(both, &Prepared { text, computed: prepared.computed.clone() })
        }
        _ => trial.prepare(both).and_then(|prepared| trial.finish(both, &prepared)),
    }
}

fn reproduced(mistakes: &[&Mistake], variant: &Variant, attempt: Attempt) -> Reproduced {
    let mistakes = mistakes.iter().map(|mistake| mistake.words.clone()).collect();
    let secrets = secrets(variant);
    Reproduced { mistakes, text: attempt.text, bytes: attempt.bytes, signature: String::new(), outside: false, secrets }
}

/// The secret texts of a variant, also as its edits of the text write them.
fn secrets(variant: &Variant) -> Vec<String> {
    let used = variant.used().into_iter().filter(|credential| credential.secret);
    let texts = used.filter_map(|credential| variant.credentials.text(&credential).map(str::to_owned));
    let written = texts.flat_map(|text| [edit::edited(&variant.edits, text.clone()), text]);
    // A line end or a blank after a secret is the mistake, and no part of the secret.
    let mut out: Vec<String> = written.map(|text| text.trim().to_owned()).collect();
    out.retain(|text| text.len() >= LEAST_SECRET);
    out
}

/// The length of the shortest secret that is searched for; a shorter one occurs by chance.
const LEAST_SECRET: usize = 4;
