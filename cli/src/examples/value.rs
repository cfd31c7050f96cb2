//! A value that is computed otherwise than examples expect.

use std::borrow::Cow;

use refundry_codegen::{
    diagnostic::{Code, Diagnostic},
    model::{Case, Part, Value},
    source::Span,
};
use refundry_interpreter::{
    Traced,
    examples::{self, Mismatch, Problem},
    mistakes::Reproduced,
};

use super::{Teller, cause::Group, difference::Difference, fault::fault, subject};

impl Teller<'_> {
    /// A value that is computed otherwise than expected.
    pub(super) fn value(&self, name: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let mut told = fault(first);
        let causes = self.causes(first, name);
        if let Some(found) = causes.first().filter(|found| !found.mistakes.is_empty()) {
            told.notes.insert(
                0,
                format!("the expected one comes from another computation: {}", found.mistakes.join(", and ")),
            );
        }
        if let Some(header) = self.missing_header(first, name) {
            told.notes.insert(0, format!("the answer has no header `{header}`, which the text takes"));
            told = told.help("give the header under `headers:`, or correct its name");
        }
        if group.failures.len() == 1 {
            if let Some(case) = letter_case(&first.problem, name) {
                told = told.help(format!("write its digits in {case} case, as `{name}` makes them"));
            }
            return Some(Diagnostic { span: self.differing(first, name).unwrap_or(told.span), ..told });
        }
        self.shared_value(name, group, told, &causes)
    }

    /// A value that several examples expect otherwise.
    fn shared_value(
        &self,
        name: &str,
        group: &Group,
        mut told: Diagnostic,
        causes: &[Reproduced],
    ) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let traced = traced(&first.problem).iter().find(|value| value.value == name);
        let same_text = causes.first().zip(traced).map(|(cause, traced)| cause.text == traced.text);
        let (at_fault, declared) = self.at_fault(name, group, same_text == Some(false))?;
        let strange = self.lookalike(declared);
        let key = strange.map(|fault| fault.span).or_else(|| self.key_of(declared, same_text));
        told.message = format!("`{at_fault}` is not the value that {} examples expect", group.failures.len());
        told.span = key.unwrap_or(declared);
        told =
            told.other(self.differing(first, name).unwrap_or_else(|| self.first_line(first.at)), "the first of them");
        told = told.help(match (strange.and_then(|fault| fault.help.clone()), same_text) {
            (Some(help), _) => help.into_string(),
            (None, Some(true)) => format!("correct the steps of `{at_fault}`, or the expected values"),
            (None, Some(false)) => format!("correct the text of `{at_fault}`, or the expected values"),
            (None, None) => self
                .named_in(declared)
                .unwrap_or_else(|| format!("correct the text, the steps or the key of `{at_fault}`")),
        });
        if strange.is_none()
            && causes.is_empty()
            && let Some((credential, span, only)) = self.shared_credential(group)
        {
            let text = format!("all of them take this `{credential}`");
            if only || self.lacks_plain_text {
                let value = std::mem::replace(&mut told.span, span);
                told = told.label(text).help("correct the key, or the value that it signs").other(value, "the value");
            } else {
                told = told.other(span, text);
            }
        }
        Some(told)
    }

    /// The value that has the text and the steps, with its place: of a choice, the value of the only case that fails.
    fn at_fault(&self, name: &str, group: &Group, other_text: bool) -> Option<(String, Span)> {
        let value = self.provider.value(name)?;
        let chosen = chosen_by_all(value, group);
        // A value that two cases name may serve the other one well: then the choice between them is wrong, if it is not
        // known that the text is.
        let takes = |case: &&Case| case.chosen.as_ref() == chosen;
        let own = chosen.filter(|_| other_text || value.cases.iter().filter(takes).count() == 1);
        Some(own.cloned().unwrap_or_else(|| (value.name.clone(), value.span)))
    }

    /// An example that alone is wrong, with the byte that differs.
    pub(super) fn own(&self, first: &Mismatch) -> Diagnostic {
        let told = fault(first);
        let name = traced(&first.problem).last().map(|value| value.value.as_str());
        let byte = name.and_then(|name| self.differing(first, name));
        Diagnostic { span: byte.unwrap_or_else(|| self.first_line(told.span)), ..told }
    }

    /// The byte of the expected value that differs.
    fn differing(&self, first: &Mismatch, name: &str) -> Option<Span> {
        let (expected, found) = match &first.problem {
            Problem::Differs { expected: Some(expected), found: Some(found), .. } => {
                (expected.as_str(), found.as_str())
            }
            Problem::Signature { expected, traced } => {
                let value = traced.iter().find(|value| value.value == name)?;
                (expected.as_str(), value.result().filter(|result| result.len() == expected.len())?)
            }
            Problem::Differs { .. }
            | Problem::Fails(_)
            | Problem::Outcome { .. }
            | Problem::Unread { .. }
            | Problem::Refused { .. } => return None,
        };
        self.byte(first.at, Difference::of(expected, found).at)
    }

    /// The known mistakes that explain the expected value.
    fn causes(&self, first: &Mismatch, name: &str) -> Vec<Reproduced> {
        if let Some(answer) = subject::answer(self.provider, first) {
            return examples::answer_causes(self.provider, answer);
        }
        let Some(example) = subject::example(self.provider, first) else { return Vec::new() };
        let expected = match &first.problem {
            Problem::Signature { expected, .. } => Some(Cow::Borrowed(expected.as_str())),
            Problem::Differs { expected: Some(expected), found: Some(found), traced, .. } => {
                let value = traced.iter().find(|value| value.value == name).and_then(Traced::result);
                value.and_then(|value| examples::in_place_of(expected, found, value)).map(Cow::Owned)
            }
            Problem::Differs { .. }
            | Problem::Fails(_)
            | Problem::Outcome { .. }
            | Problem::Unread { .. }
            | Problem::Refused { .. } => None,
        };
        expected.map(|expected| examples::request_causes(self.provider, example, &expected)).unwrap_or_default()
    }

    /// A header that a value takes and the answer lacks.
    fn missing_header(&self, first: &Mismatch, name: &str) -> Option<String> {
        let answer = subject::answer(self.provider, first)?;
        let receives = self.provider.operation(&answer.operation)?.receives.as_ref()?;
        let value = receives.values.iter().find(|value| value.name == name)?;
        let lacks = |header: &str| !answer.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(header));
        let named = |part: &Part| if let Part::Header { name, .. } = part { Some(name.clone()) } else { None };
        value.parts().into_iter().filter_map(named).find(|name| lacks(name))
    }

    /// The warning about a character inside a value's declaration.
    fn lookalike(&self, declared: Span) -> Option<&Diagnostic> {
        let end = self.block(declared).end;
        let mut strange = self.known.iter().filter(|fault| fault.code == Code::Lookalike);
        strange.find(|fault| (declared.start..end).contains(&fault.span.start))
    }

    /// The help for a value whose text has the name of a part as a literal.
    fn named_in(&self, declared: Span) -> Option<String> {
        const SYSTEM: [&str; 5] = ["body", "method", "path", "nonce", "target"];
        let Span { start, end } = self.block(declared);
        let block = self.source.text.get(start..end)?;
        let text = block.split("text:").nth(1)?.split("steps:").next()?;
        let of_name = |next: char| next.is_ascii_alphanumeric() || next == '_';
        // The names behind the keys of parts stand there as they should.
        let mut before = "";
        let mut literals = text.split(|next| !of_name(next)).filter(|word| !word.is_empty()).filter(|word| {
            let key = std::mem::replace(&mut before, word);
            !["credential", "system", "field", "value", "header"].contains(&key)
        });
        let credential = |word: &str| self.provider.credentials.iter().any(|known| known.name == word);
        literals.find_map(|word| match (credential(word), SYSTEM.contains(&word)) {
            (true, _) => Some(format!("`{word}` is a literal here: write `{{ credential: {word} }}` for its value")),
            (_, true) => {
                Some(format!("`{word}` is a literal here: write `{{ system: {word} }}` for the part of the call"))
            }
            _ => None,
        })
    }

    /// The key `steps` or `text` of a value: the steps differ where the texts are the same.
    fn key_of(&self, declared: Span, same_text: Option<bool>) -> Option<Span> {
        let key = if same_text? { "steps:" } else { "text:" };
        let Span { start, end } = self.block(declared);
        let at = self.source.text.get(start..end)?.find(key)?;
        Some(Span::new(start + at, start + at + key.len() - 1))
    }

    /// The lines below a declared name that are indented further than it.
    fn block(&self, declared: Span) -> Span {
        let text = self.source.text.get(declared.start..).unwrap_or_default();
        let line = self.source.text.get(..declared.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let indent = declared.start - line;
        let mut end = text.find('\n').unwrap_or(text.len());
        for next in text.get(end + 1..).unwrap_or_default().lines() {
            let blanks = next.len() - next.trim_start().len();
            if !next.trim().is_empty() && blanks <= indent {
                break;
            }
            end += next.len() + 1;
        }
        Span::new(declared.start, declared.start + end)
    }
}

/// The value that the choice gives in every failure.
fn chosen_by_all<'v>(value: &'v Value, group: &Group) -> Option<&'v (String, Span)> {
    let chosen_in = |failure: &Mismatch| {
        let traced = traced(&failure.problem).iter().find(|traced| traced.value == value.name)?;
        value.cases.iter().find(|case| case.when == traced.case)?.chosen.as_ref()
    };
    let first = group.failures.first().and_then(chosen_in)?;
    group.failures.iter().all(|failure| chosen_in(failure) == Some(first)).then_some(first)
}

/// The letter case of a value that an expected signature has in the other case.
fn letter_case(problem: &Problem, name: &str) -> Option<&'static str> {
    let Problem::Signature { expected, traced } = problem else { return None };
    let found = traced.iter().find(|value| value.value == name)?.result()?;
    let upper = !found.contains(|next: char| next.is_ascii_lowercase());
    found.eq_ignore_ascii_case(expected).then_some(if upper { "upper" } else { "lower" })
}

fn traced(problem: &Problem) -> &[Traced] {
    match problem {
        Problem::Differs { traced, .. } | Problem::Unread { traced, .. } | Problem::Signature { traced, .. } => traced,
        Problem::Fails(_) | Problem::Outcome { .. } | Problem::Refused { .. } => &[],
    }
}
