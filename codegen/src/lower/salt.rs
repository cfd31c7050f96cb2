//! A salt that only the signature shows: it is found before anything is computed with it.

use super::value::Binder;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Case, Part, Step, Value},
    source::Span,
    spec::syntax::System,
};

impl Binder<'_, '_> {
    /// The steps of a value that shows its salt can be undone, and then the salt stands at the end.
    pub(super) fn check_salt(&mut self, value: usize, span: Span) {
        let Some(value) = self.values.get(value) else { return };
        let [case] = value.cases.as_slice() else {
            let text = format!("`{}` is a choice, and the salt is found before anything is chosen", value.name);
            self.scope.fault_with(Code::StepDoesNotFit, span, text, "name a value that has a `text`");
            return;
        };
        let fault = if let Some(step) = case.steps.iter().find(|step| !step.can_be_undone()) {
            let help = "use ciphers, and ways of writing bytes as text such as `base64`";
            (Code::StepDoesNotFit, format!("`{}` cannot be undone, so the signature shows no salt", step.name()), help)
        } else if !matches!(case.parts.last(), Some(Part::System(System::Salt))) {
            let help = "end its text with `{ system: salt }`";
            (Code::SourceDoesNotFit, format!("the text of `{}` does not end in the salt", value.name), help)
        } else if self.undoing(case).any(|index| self.rests_on_salt(index)) {
            let help = "let the keys and vectors of its steps rest on credentials";
            (Code::Circular, format!("the salt is needed to undo the steps of `{}`, which show it", value.name), help)
        } else {
            return;
        };
        self.scope.diagnostics.push(Diagnostic::new(fault.0, span, fault.1).help(fault.2));
    }

    /// The values that are needed to undo the steps of a case.
    fn undoing(&self, case: &Case) -> impl Iterator<Item = usize> {
        let values = case.steps.iter().flat_map(Step::values);
        let texts = case.steps.iter().flat_map(Step::texts).filter_map(|part| match part {
            Part::Value(index) => Some(*index),
            Part::Literal(_)
            | Part::Credential(_)
            | Part::Serial(..)
            | Part::Field { .. }
            | Part::Fields(_)
            | Part::Optional(_)
            | Part::System(_)
            | Part::Header { .. }
            | Part::Now(_) => None,
        });
        values.chain(texts)
    }

    fn rests_on_salt(&self, index: usize) -> bool {
        Value::rests_on_salt(&self.values, index)
    }
}
