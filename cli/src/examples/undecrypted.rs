//! Answers that a layer's steps do not decrypt, told at the key of the cipher.

use std::collections::BTreeSet;

use refundry_codegen::{
    compile_for_examples,
    diagnostic::Diagnostic,
    model::{Layer, Receives, Step, value::KeySource},
    source::{Source, Span},
};
use refundry_interpreter::examples;

use super::{Teller, cause::Group, fault::fault, subject};

/// The greatest number of names that are tried as the key.
const MOST: usize = 16;

impl Teller<'_> {
    /// Answers that a layer's steps do not decrypt.
    pub(super) fn undecrypted(&self, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let operation = &subject::answer(self.provider, first)?.operation;
        let answers = self.provider.answers.iter().filter(|answer| answer.operation == *operation).count();
        let receives = self.provider.operation(operation)?.receives.as_ref()?;
        let layer = receives.layers.iter().find(|layer| !layer.steps.is_empty())?;
        if group.failures.len() * 2 <= answers {
            return None;
        }
        let key = self.cipher_key(receives, layer);
        let span = key.as_ref().map_or(layer.span, |(_, span)| *span);
        let message = format!("{} answers of `{operation}` cannot be decrypted by this layer", group.failures.len());
        let told = Diagnostic { span, message, ..fault(first) }.other(first.at, "the first of them");
        let other = key.and_then(|(name, span)| Some((self.other_key(receives, (&name, span), group)?, name)));
        let Some((other, name)) = other else { return Some(told.help("correct its steps, or the value of its key")) };
        let unused = self.unused().find(|(unused, _)| *unused == other);
        let told = unused.into_iter().fold(told, |told, (_, span)| told.other(span, "nothing uses this one"));
        let note = format!("with `{other}` in place of `{name}` they can be decrypted");
        Some(told.note(note).help(format!("write `{other}`")))
    }

    /// The name of a cipher's key, and its place in the layer.
    fn cipher_key(&self, receives: &Receives, layer: &Layer) -> Option<(String, Span)> {
        let at = layer.steps.iter().position(|step| matches!(step, Step::Encrypt(_)))?;
        let name = match layer.steps.get(at)?.key()? {
            KeySource::Credential(credential) => credential.name.clone(),
            KeySource::Value(index) => receives.values.get(*index)?.name.clone(),
        };
        let start = layer.spans.steps.get(at)?.start;
        let rest = self.source.text.get(start..)?;
        let of_name = |next: char| next.is_ascii_alphanumeric() || next == '_';
        let whole = |at: &usize| {
            let (before, after) =
                (rest.get(..*at).unwrap_or_default(), rest.get(at + name.len()..).unwrap_or_default());
            !before.ends_with(of_name) && !after.starts_with(of_name)
        };
        let found = rest.match_indices(&name).map(|(at, _)| start + at).find(|at| whole(&(at - start)))?;
        let span = Span::new(found, found + name.len());
        Some((name, span))
    }

    /// The only other name with which the answers hold: the spec is tried with each.
    fn other_key(&self, receives: &Receives, (name, span): (&str, Span), group: &Group) -> Option<String> {
        let credentials = self.provider.credentials.iter().map(|credential| credential.name.as_str());
        let values = receives.values.iter().map(|value| value.name.as_str());
        let names = self.unused().map(|(name, _)| name).chain(credentials).chain(values);
        let names: BTreeSet<&str> = names.filter(|other| *other != name).take(MOST).collect();
        let mut sound = names.into_iter().filter(|other| self.holds_with(span, other, group));
        let only = sound.next()?.to_owned();
        sound.next().is_none().then_some(only)
    }

    /// The names of the declarations that nothing refers to.
    fn unused(&self) -> impl Iterator<Item = (&str, Span)> {
        let unused = self.provider.unused.iter();
        unused.filter_map(|(span, _)| Some((self.source.text.get(span.start..span.end)?, *span)))
    }

    fn holds_with(&self, span: Span, name: &str, group: &Group) -> bool {
        let mut text = self.source.text.clone();
        if text.get(span.start..span.end).is_none() {
            return false;
        }
        text.replace_range(span.start..span.end, name);
        let (provider, faults) = compile_for_examples(&Source { text, path: self.source.path.clone() });
        let Some(provider) = provider.filter(|_| !faults.has_errors()) else { return false };
        let failing: BTreeSet<String> =
            examples::run_examples(&provider).into_iter().map(|failure| failure.example).collect();
        group.failures.iter().all(|failure| !failing.contains(&failure.example))
    }
}
