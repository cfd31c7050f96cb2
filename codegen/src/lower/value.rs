//! Values, bound to each message that uses them.

use super::{
    Scope,
    binder::Binder,
    literal_text, part,
    scope::{Used, entry},
    step,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Case, Direction, Part, Step, Value},
    spec::syntax::{self, Formula, Spanned, Word, WrittenPart},
};

/// Checks of values that no message affects: their steps, their keys, and the values of a choice.
pub(super) fn check_values(scope: &mut Scope<'_>) {
    let spec = scope.spec;
    for (_, value) in &spec.values {
        match &value.formula {
            // Whether the keys may be optional depends on the direction.
            Formula::Text { steps, .. } => step::check_steps(scope, steps, true),
            Formula::Choice { .. } => check_choice(scope, &value.formula),
        }
    }
}

/// A choice names texts, not bytes or other choices.
fn check_choice(scope: &mut Scope<'_>, formula: &Formula) {
    for word in chosen(formula) {
        let Some(value) = scope.declared_value(word) else { continue };
        let fault = match &value.formula {
            Formula::Choice { .. } => {
                let fault = format!("`{}` is a choice itself", word.value);
                Diagnostic::new(Code::StepDoesNotFit, word.span, fault).help("name a value that has a `text`")
            }
            Formula::Text { steps, .. } if steps.last().is_some_and(|step| !step.value.yields_text()) => {
                ends_in_bytes(word, steps, "a choice is a text")
            }
            Formula::Text { .. } => continue,
        };
        scope.diagnostics.push(fault);
    }
}

/// The values that a choice names.
fn chosen(formula: &Formula) -> impl Iterator<Item = &Word> {
    let (cases, otherwise) = match formula {
        Formula::Choice { cases, otherwise, .. } => (&**cases, otherwise.as_ref()),
        Formula::Text { .. } => (&[][..], None),
    };
    cases.iter().map(|(_, value)| value).chain(otherwise)
}

/// The word of a step that writes bytes as a text.
fn encoding(step: &Spanned<syntax::Step>) -> Option<&'static str> {
    match &step.value {
        syntax::Step::Convert(conversion) if !conversion.takes_text() && !conversion.yields_bytes() => {
            Some(conversion.word())
        }
        syntax::Step::Convert(_)
        | syntax::Step::Digest(_)
        | syntax::Step::Hmac(..)
        | syntax::Step::Sign(_)
        | syntax::Step::Encrypt(_)
        | syntax::Step::Decrypt(_)
        | syntax::Step::Slice(_) => None,
    }
}

/// The fault of a value that ends in bytes, at its steps: each place that takes it wants a text.
fn ends_in_bytes(word: &Word, steps: &[Spanned<syntax::Step>], wanted: &str) -> Diagnostic {
    let text = format!("`{}` ends in bytes, and {wanted}", word.value);
    let Some(last) = steps.last() else {
        let fault = Diagnostic::new(Code::StepDoesNotFit, word.span, text);
        return fault.help("give it `steps:` that end in `hex_lower`, `hex_upper` or `base64`");
    };
    let fault = Diagnostic::new(Code::StepDoesNotFit, last.span, text).label("this step yields bytes");
    let fault = fault.other(word.span, "taken here");
    // An encoding that writes the bytes of a step before it stands right there.
    let first = steps.iter().position(|step| encoding(step).is_some()).unwrap_or_default();
    let after_bytes = steps.iter().take(first).any(|step| !matches!(step.value, syntax::Step::Convert(_)));
    fault.help(match steps.iter().rev().skip(1).find_map(encoding) {
        Some(encoding) if !after_bytes => format!("move `{encoding}` to the end"),
        _ => "end its steps in `hex_lower`, `hex_upper` or `base64`".to_owned(),
    })
}

impl Binder<'_, '_> {
    /// The index of a value, which is bound on first use.
    pub(crate) fn value(&mut self, word: &Word) -> Option<usize> {
        self.scope.declared_value(word)?;
        if let Some(index) = self.values.iter().position(|value| value.name == word.value) {
            return Some(index);
        }
        if !self.scope.may_open("values", word) {
            return None;
        }
        let syntax = self.scope.declared_value(word)?.clone();
        let index = self.values.len();
        self.values.push(Value {
            name: word.value.clone(),
            doc: syntax.doc.clone(),
            by: None,
            cases: Vec::new(),
            secret: false,
            span: self.scope.declared_at(&word.value).unwrap_or(word.span),
        });
        // A value is computed before any inner layer is read.
        let (layer, optional) = (std::mem::take(&mut self.layer), std::mem::take(&mut self.optional));
        self.scope.open.push(word.value.clone());
        let (by, mut cases) = self.formula(&syntax.formula);
        self.scope.open.pop();
        (self.layer, self.optional) = (layer, optional);
        let size = cases.iter().flat_map(|case| &case.parts).map(|part| self.size(part)).sum();
        if !self.scope.may_hold(Used::Value(word.value.clone()), size, "value", word) {
            cases.clear();
        }
        let secret = self.writes_secret(&cases);
        if let Some(value) = self.values.get_mut(index) {
            value.by = by;
            value.cases = cases;
            value.secret = secret;
        }
        Some(index)
    }

    fn writes_secret(&self, cases: &[Case]) -> bool {
        cases.iter().any(|case| case.shows_secret(self.shows_secret(&case.parts)))
    }

    /// Marks the values that are keys of steps in values and layers, and the values that write such a key.
    pub(crate) fn mark_keys<'s>(&mut self, of_layers: impl IntoIterator<Item = &'s Step>) {
        let of_values = self.values.iter().flat_map(Value::steps).flat_map(Step::values);
        let keys: Vec<usize> = of_values.chain(of_layers.into_iter().flat_map(Step::values)).collect();
        let mark = |values: &mut [Value], index: usize| values.get_mut(index).into_iter().for_each(|v| v.secret = true);
        keys.into_iter().for_each(|index| mark(&mut self.values, index));
        while let Some(index) = self.values.iter().position(|value| !value.secret && self.writes_secret(&value.cases)) {
            mark(&mut self.values, index);
        }
    }

    /// Marks a value that is a token: whoever knows it can send messages.
    pub(crate) fn mark_token(&mut self, token: &Part) {
        for index in Part::values([token]) {
            self.values.get_mut(index).into_iter().for_each(|value| value.secret = true);
        }
    }

    fn size(&self, part: &Part) -> usize {
        match part {
            Part::Literal(text) => text.len(),
            Part::Optional(parts) => parts.iter().map(|part| self.size(part)).sum(),
            Part::Value(index) => {
                self.values.get(*index).map_or(1, |value| 1 + self.scope.size(&Used::Value(value.name.clone())))
            }
            Part::Credential(_)
            | Part::Serial(..)
            | Part::Field { .. }
            | Part::KeyOf { .. }
            | Part::Received(_)
            | Part::Sent(_)
            | Part::Fields(_)
            | Part::Remainder(_)
            | Part::System(_)
            | Part::Header { .. }
            | Part::Now(_) => 1,
        }
    }

    fn formula(&mut self, formula: &Formula) -> (Option<Part>, Vec<Case>) {
        match formula {
            Formula::Text { .. } => {
                // A request may lack a value. A message whose signature may be absent is not signed.
                self.optional = self.direction == Direction::Sent;
                (None, self.case(None, formula).into_iter().collect())
            }
            Formula::Choice { by, cases, otherwise } => {
                let by = match &by.value {
                    // A merchant without the credential takes the `otherwise` case.
                    syntax::Part::Credential(word) if otherwise.is_some() => {
                        part::find_text_credential(self, word).map(Part::Credential)
                    }
                    syntax::Part::Literal(_)
                    | syntax::Part::Credential(_)
                    | syntax::Part::Field { .. }
                    | syntax::Part::Received(_)
                    | syntax::Part::KeyOf { .. }
                    | syntax::Part::Sent(_)
                    | syntax::Part::Value(_)
                    | syntax::Part::Fields(_)
                    | syntax::Part::Remainder(_)
                    | syntax::Part::System(_)
                    | syntax::Part::Optional(_)
                    | syntax::Part::Header { .. }
                    | syntax::Part::Serial(..)
                    | syntax::Part::Now(_) => step::lower_only_part(self, by).map(|part| *part),
                };
                let listed = cases.iter().map(|(text, value)| (Some(text.value.clone()), value));
                let all = listed.chain(otherwise.iter().map(|value| (None, value)));
                let cases = all.filter_map(|(when, word)| {
                    let formula = self.scope.declared_value(word)?.formula.clone();
                    self.optional = true;
                    let chosen = Some((word.value.clone(), self.scope.declared_at(&word.value)?));
                    Some(Case { chosen, ..self.case(when, &formula)? })
                });
                let cases = cases.collect();
                self.optional = false;
                (by, cases)
            }
        }
    }

    fn case(&mut self, when: Option<String>, formula: &Formula) -> Option<Case> {
        let Formula::Text { text, steps } = formula else { return None };
        Some(Case {
            when,
            parts: self.parts(text),
            steps: step::lower_steps(self, steps),
            last_step: steps.last().map(|step| step.span).unwrap_or_default(),
            chosen: None,
        })
    }

    /// A value in a place that takes only text.
    pub(crate) fn text_value(&mut self, word: &Word) -> Option<usize> {
        let index = self.value(word)?;
        if self.values.get(index).is_some_and(|value| value.by.is_none() && !value.yields_text()) {
            let steps = match entry(&self.scope.spec.values, &word.value).map(|value| &value.formula) {
                Some(Formula::Text { steps, .. }) => steps.as_slice(),
                Some(Formula::Choice { .. }) | None => &[],
            };
            self.scope.diagnostics.push(ends_in_bytes(word, steps, "a text is needed"));
        }
        Some(index)
    }

    /// A value as a part of another text.
    pub(super) fn text_part(&mut self, word: &Word) -> Option<usize> {
        self.text_value(word).filter(|index| self.can_compute(*index, word))
    }

    /// A value as a key or as other bytes.
    pub(super) fn computed(&mut self, word: &Word) -> Option<usize> {
        self.value(word).filter(|index| self.can_compute(*index, word))
    }

    /// Whether this direction can compute the value: a receiver lacks the private key of a signature.
    fn can_compute(&mut self, index: usize, word: &Word) -> bool {
        let signs = |value: &Value| value.steps().any(|step| matches!(step, Step::Sign(_)));
        if self.direction == Direction::Sent || !self.values.get(index).is_some_and(signs) {
            return true;
        }
        let text = format!("a receiver cannot compute `{}`: it is made with a private key", word.value);
        let help = "take the member or header that carries the signature, as in `{ field: sign }`";
        self.scope.fault_with(Code::StepDoesNotFit, word.span, text, help);
        false
    }

    pub(crate) fn parts(&mut self, parts: &[WrittenPart]) -> Vec<Part> {
        literal_text::check_literals(self, parts);
        parts.iter().filter_map(|part| part::lower_part(self, part)).collect()
    }
}
