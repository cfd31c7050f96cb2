//! Keys that stand a level too far out or in, which explain the faults of another mapping.

use super::homes;
use super::keys::Keys;
use super::reader::key_word;
use super::suggest::{listed, meant};
use super::syntax::Word;
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Cause, Code, Diagnostic, Diagnostics};

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

    /// The fault of the first of these keys that stands among the names below another key: `is` in `when`.
    pub(super) fn too_deep(&self, wanted: &[&'static str]) -> Option<Diagnostic> {
        self.entries.iter().find_map(|(holder, node)| {
            let shape = self.mapping.key(&holder.value)?.shape;
            let NodeContent::Map(names) = &node.kind else { return None };
            let (word, value) = names
                .iter()
                .filter_map(|(key, value)| Some((key_word(key)?, value)))
                .find(|(key, _)| shape.has_own_names() && wanted.contains(&key.value.as_str()))?;
            let fits = self.mapping.key(&word.value).is_some_and(|key| key.shape.admits(value));
            let message =
                format!("`{}` is a key of {}, and stands below `{}`", word.value, self.mapping.noun, holder.value);
            let fault = Diagnostic::new(Code::MissingKey, word.span, message);
            let help = format!("write `{}` beside `{}`, not below it", word.value, holder.value);
            fits.then(|| fault.help(help))
        })
    }

    /// The section in front of an unknown key, where its value has the keys of an entry of that section.
    pub(super) fn section_before(&self, word: &Word, node: &Node) -> Option<&str> {
        let before = self.entries.iter().take_while(|(other, _)| other.span != word.span);
        let (section, _) = before.filter(|(other, _)| self.allows(&other.value)).last()?;
        let entry = self.mapping.key(&section.value)?.shape.of_entry()?;
        let NodeContent::Map(keys) = &node.kind else { return None };
        let is_key = |key: &Node| {
            key_word(key).is_some_and(|key| entry.mappings().iter().any(|mapping| mapping.key(&key.value).is_some()))
        };
        (!keys.is_empty() && keys.iter().all(|(key, _)| is_key(key))).then_some(section.value.as_str())
    }

    /// Whether an unknown key below, whose fault is reported, is one that this mapping lacks.
    pub(super) fn is_told_below(&self, key: &str, out: &Diagnostics) -> bool {
        let below = homes::below(self.mapping);
        let is_told = |fault: &Diagnostic| match fault.cause.as_deref() {
            Some(Cause::UnknownKey(inner, written)) => written == key && below.iter().any(|one| one.name == *inner),
            _ => false,
        };
        out.iter().any(|fault| self.span.holds(fault.span) && is_told(fault))
    }

    /// Withdraws the fault of a mapping below that lacks this key only: the key stands too far out.
    pub(super) fn withdraw_below(&self, key: &str, out: &mut Diagnostics) {
        let below = homes::below(self.mapping);
        let (key, owns) = (listed(&[key]), |inner: &str| below.iter().any(|one| one.name == inner));
        let lacks = |fault: &Diagnostic| match fault.cause.as_deref() {
            Some(Cause::MissingKeys(inner, keys)) => *keys == key && owns(inner),
            _ => false,
        };
        out.withdraw(|fault| self.span.holds(fault.span) && lacks(fault));
    }
}
