//! A text of the request that differs: the URL, a header, or a member of the body.

use std::sync::Arc;

use refundry_codegen::{diagnostic::Diagnostic, model::Example, source::Span};
use refundry_interpreter::examples::{Mismatch, Problem};

use super::{
    Teller, cause::Group, difference::Difference, fault::fault, origin::Origin, subject, written::written_offset,
};

impl Teller<'_> {
    /// A text of the request that differs.
    pub(super) fn text(&self, what: &str, member: Option<&str>, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let (expected, found) = texts(first)?;
        let difference = Difference::of(expected, found);
        let mut told = fault(first);
        // The values that follow from the text differ, too.
        told.notes.truncate(2);
        told.span = self.byte(first.at, difference.at).unwrap_or_else(|| self.first_line(first.at));
        let same = group.failures.iter().all(|failure| words(failure) == words(first));
        let origin = self.origin(what, member, group, same, &difference);
        told = match origin {
            None => told,
            Some(place) if group.failures.len() == 1 => told.other(place, "the found text comes from here"),
            Some(place) => {
                let subject = member.unwrap_or(what);
                told.message = format!("`{subject}` is not the one that {} examples expect", group.failures.len());
                let expectation = std::mem::replace(&mut told.span, place);
                told.other(expectation, "the first of them").help("correct it here, or in the examples")
            }
        };
        let Difference { expected, found, .. } = difference;
        if same && !expected.is_empty() && !found.is_empty() && found != expected {
            told = told.label(format!("`{found}` is sent, `{expected}` is expected"));
        }
        Some(match strange(found) {
            Some(sign) => told.help(format!("write the text without `{sign}`: YAML knows `\"` and `'` alone")),
            None => told,
        })
    }

    /// The place where the found text comes from.
    fn origin(
        &self,
        what: &str,
        member: Option<&str>,
        group: &Group,
        same: bool,
        difference: &Difference<'_>,
    ) -> Option<Span> {
        let first = group.failures.first()?;
        let states = |example: &&Arc<Example>| {
            let body = example.body.as_deref().unwrap_or_default();
            member.is_some_and(|member| body.contains(member))
        };
        let all = group.failures.len() == self.provider.examples.iter().filter(states).count();
        let example = subject::example(self.provider, first)?;
        let origin = Origin { source: self.source, provider: self.provider, example, same, all };
        origin.find(what, member, texts(first)?.1, difference)
    }

    /// The first line of a text.
    pub(super) fn first_line(&self, text: Span) -> Span {
        let written = self.source.text.get(text.start..text.end).unwrap_or_default();
        Span::new(text.start, text.start + written.lines().next().unwrap_or_default().len())
    }

    /// The byte of an expected text in the file, if the text stands there as it is read.
    pub(super) fn byte(&self, text: Span, at: usize) -> Option<Span> {
        let written = self.source.text.get(text.start..text.end)?;
        let start = text.start + written_offset(written, at)?;
        let length = self.source.text.get(start..)?.chars().next()?.len_utf8();
        Some(Span::new(start, start + length))
    }
}

/// The expected and the found text of a difference.
fn texts(failure: &Mismatch) -> Option<(&str, &str)> {
    let Problem::Differs { expected, found, .. } = &failure.problem else { return None };
    Some((expected.as_deref()?, found.as_deref()?))
}

/// The words around the first difference.
fn words(failure: &Mismatch) -> Option<(&str, &str)> {
    let (expected, found) = texts(failure)?;
    let difference = Difference::of(expected, found);
    Some((difference.expected, difference.found))
}

/// The quote of a Chinese keyboard in a text.
fn strange(text: &str) -> Option<char> {
    text.chars()
        .find(|next| matches!(next, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{300C}'..='\u{300F}'))
}
