//! Salts that only the signature shows: a receiver finds the salt before it computes values with it.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Case, Part, Provider, Signed, Step, System, Value},
    source::Span,
};

/// The steps of a value that shows its salt can be undone, and the salt stands at the end of its text.
pub(super) fn check_salt(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let salted = receives.signatures().iter().filter_map(|signed| Some((signed, signed.salt.as_ref()?.span)));
        let faults = salted.filter_map(|(signed, span)| fault(signed, span, &receives.values));
        faults.for_each(|fault| diagnostics.push(fault));
    }
}

fn fault(signed: &Signed, span: Span, values: &[Value]) -> Option<Diagnostic> {
    let value = values.get(signed.value)?;
    let [case] = value.cases.as_slice() else {
        let text = format!("`{}` is a choice, and the salt is found before anything is chosen", value.name);
        let fault = Diagnostic::new(Code::StepDoesNotFit, span, text);
        return Some(fault.help("name a value that has a `text`"));
    };
    let (code, text, help) = if let Some(step) = case.steps.iter().find(|step| !step.can_be_undone()) {
        let help = "use ciphers, and ways of writing bytes as text such as `base64`";
        (Code::StepDoesNotFit, format!("`{}` cannot be undone, so the signature shows no salt", step.name()), help)
    } else if !matches!(case.parts.last(), Some(Part::System(System::Salt))) {
        let help = "end its text with `{ system: salt }`";
        (Code::SourceDoesNotFit, format!("the text of `{}` does not end in the salt", value.name), help)
    } else if undoing(case).any(|index| Value::rests_on_salt(values, index)) {
        let help = "let the keys and vectors of its steps rest on credentials";
        (Code::Circular, format!("the salt is needed to undo the steps of `{}`, which show it", value.name), help)
    } else {
        return None;
    };
    Some(Diagnostic::new(code, span, text).help(help))
}

/// The values that are needed to undo the steps of a case.
fn undoing(case: &Case) -> impl Iterator<Item = usize> {
    case.steps.iter().flat_map(Step::taken_values)
}
