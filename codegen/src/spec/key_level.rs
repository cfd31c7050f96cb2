//! Keys that stand a level too far out or in, which explain the faults of another mapping.

use super::keys::Keys;
use super::suggest::{listed, meant};
use super::syntax::Word;
use super::tree::Node;
use super::{homes, key_fault};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

impl Keys<'_> {
    /// The fault of entries without the key that they belong to, which is the only missing one: `fields` of a message.
    pub(super) fn unheaded(&self) -> Option<Diagnostic> {
        let [lacks] = self.missing.as_slice() else { return None };
        let entry = self.mapping.key(lacks)?.shape.of_entry()?;
        let unknown: Vec<_> = self.entries.iter().filter(|(word, _)| !self.allows(&word.value)).collect();
        let is_entry = |(word, node): &&(Word, &Node)| {
            entry.admits(node)
                && meant(&word.value, &self.allowed).is_none()
                && homes::elsewhere(&word.value, self.mapping).is_none()
        };
        let ((first, _), rest) = unknown.split_first().filter(|_| unknown.iter().all(is_entry))?;
        let message = format!("`{lacks}` is missing above `{}`", first.value);
        let fault = Diagnostic::new(Code::MissingKey, first.span, message);
        let fault = rest.iter().take(2).fold(fault, |fault, (word, _)| fault.other(word.span, "and here"));
        Some(fault.help(format!("write `{lacks}:` in front of it, and indent what belongs to it below")))
    }

    /// Whether an unknown key below, whose fault is reported, is one that this mapping lacks.
    pub(super) fn is_told_below(&self, key: &str, out: &Diagnostics) -> bool {
        let told: Vec<String> = homes::below(self.mapping).iter().map(|inner| key_fault::no_key(inner, key)).collect();
        out.iter().any(|fault| self.span.holds(fault.span) && told.contains(&fault.message))
    }

    /// Withdraws the fault of a mapping below that lacks this key only: the key stands too far out.
    pub(super) fn withdraw_below(&self, key: &str, out: &mut Diagnostics) {
        let owners: Vec<_> = homes::below(self.mapping).into_iter().filter(|inner| inner.key(key).is_some()).collect();
        let lacks: Vec<String> = owners.iter().map(|inner| key_fault::lacks(inner, &listed(&[key]))).collect();
        out.withdraw(|fault| self.span.holds(fault.span) && lacks.contains(&fault.message));
    }
}
