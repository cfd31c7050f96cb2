//! Tries the fixes of faults: a fix stays only if its fault is gone after it, and no further fault comes with it.

use crate::{
    Pass, Told,
    diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix, Severity},
    source::Source,
};

/// The bytes that all trials of one file may compile.
const BUDGET: usize = 1 << 23;

/// The faults with those of their fixes that hold together.
pub(crate) fn proven(source: &Source, told: Told) -> Told {
    let fixes: Vec<(usize, Fix)> = told
        .diagnostics
        .iter()
        .enumerate()
        .filter_map(|(at, fault)| Some((at, fault.fix.as_deref()?.clone())))
        .collect();
    if fixes.is_empty() {
        return told;
    }
    let kept = Trial { source, told: &told }.kept(&fixes);
    let (listed, unlisted) = told.diagnostics.into_parts();
    let listed = listed.into_iter().enumerate().map(|(at, mut fault)| {
        fault.fix = fault.fix.filter(|_| kept.contains(&at));
        fault
    });
    Told { diagnostics: Diagnostics::of_parts(listed, unlisted), ..told }
}

struct Trial<'t> {
    source: &'t Source,
    told: &'t Told,
}

impl Trial<'_> {
    /// The faults whose fixes hold: all at once, or else one after the other.
    fn kept(&self, fixes: &[(usize, Fix)]) -> Vec<usize> {
        let (all, whole) = joined(fixes.iter().map(|(at, fix)| (*at, fix)));
        if whole.is_some_and(|whole| self.holds(&whole, all.len())) {
            return all;
        }
        let trials = (BUDGET / self.source.text.len().max(1)).max(4);
        let (mut kept, mut sum): (Vec<usize>, Option<Fix>) = (Vec::new(), None);
        for (at, fix) in fixes.iter().take(trials) {
            let Some(next) = sum.as_ref().map_or_else(|| Some(fix.clone()), |sum| sum.with(fix)) else { continue };
            if self.holds(&next, kept.len() + 1) {
                kept.push(*at);
                sum = Some(next);
            }
        }
        kept
    }

    /// Whether the spec is nearer to a sound one by this number of faults.
    fn holds(&self, fix: &Fix, fixed: usize) -> bool {
        let Some(text) = fix.applied(&self.source.text) else { return false };
        let source = Source { text, path: self.source.path.clone() };
        let after = crate::told(&source);
        let errors = |told: &Told| told.diagnostics.count(Severity::Error);
        match (self.told.pass, after.pass) {
            (Pass::Text, Pass::Text) => unread(&source, &after) < unread(self.source, self.told),
            (before, now) if before == now => errors(&after) + fixed <= errors(self.told),
            (before, now) => before < now && !self.uncovers(fix, &after),
        }
    }

    /// Whether a fault of the later pass comes from the fix: it names what the fix replaced, or the form of the spec is
    /// wrong after lines have moved.
    fn uncovers(&self, fix: &Fix, after: &Told) -> bool {
        let moves = fix.edits().iter().any(|edit| self.moves_lines(edit));
        let old = fix.edits().iter().filter_map(|edit| self.source.text.get(edit.span.start..edit.span.end));
        let old: Vec<String> = old.filter(|old| !old.trim().is_empty()).map(|old| format!("`{old}`")).collect();
        let mut errors = after.diagnostics.iter().filter(|fault| fault.severity() == Severity::Error);
        errors.any(|fault| moves && is_of_structure(fault) || old.iter().any(|old| fault.message.contains(old)))
    }

    /// Whether an edit changes the indentation of a line, or the number of lines.
    fn moves_lines(&self, edit: &Edit) -> bool {
        let before = self.source.text.get(..edit.span.start).unwrap_or_default();
        edit.text.contains('\n') || before.is_empty() || before.ends_with('\n')
    }
}

/// The fixes that do not overlap, earlier faults first, as one.
fn joined<'f>(fixes: impl Iterator<Item = (usize, &'f Fix)>) -> (Vec<usize>, Option<Fix>) {
    let (mut kept, mut sum): (Vec<usize>, Option<Fix>) = (Vec::new(), None);
    for (at, fix) in fixes {
        let next = sum.as_ref().map_or_else(|| Some(fix.clone()), |sum| sum.with(fix));
        if next.is_some() {
            kept.push(at);
            sum = next;
        }
    }
    (kept, sum)
}

/// The bytes after the fault of a text that is not YAML.
fn unread(source: &Source, told: &Told) -> usize {
    source.text.len().saturating_sub(told.diagnostics.first().map_or(0, |fault| fault.span.start))
}

fn is_of_structure(fault: &Diagnostic) -> bool {
    matches!(fault.code, Code::UnknownKey | Code::MissingKey | Code::DuplicateKey | Code::WrongShape)
}
