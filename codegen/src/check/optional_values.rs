//! Values that are absent for a merchant without an optional credential, in places that need a value.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Credential, Provider, Sends},
    source::Span,
};

/// A required field, a choice and the steps of a layer need their values.
pub(super) fn check_optional_values(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        let faults = required_fields(sends).into_iter().chain(choices(sends)).chain(layers(sends));
        faults.for_each(|fault| diagnostics.push(fault));
    }
}

fn required_fields(sends: &Sends) -> Vec<Diagnostic> {
    let fields = sends.layers.iter().flat_map(|layer| layer.message.sourced());
    let required = fields.filter(|field| field.presence.is_required());
    let absent = required.filter_map(|field| {
        let credential = sends.needs_of_field(field).into_iter().next()?;
        let text = format!("`{}` is required, and its value is absent without `{}`", field.wire, credential.name);
        Some(fault(field.spans.source, text, &credential))
    });
    absent.collect()
}

fn choices(sends: &Sends) -> Vec<Diagnostic> {
    let choices = sends.values.iter().filter(|value| value.by.is_some());
    let absent = choices.filter_map(|value| {
        let taken = value.taken_values();
        let credential = taken.into_iter().find_map(|index| sends.needs_of_value(index).into_iter().next())?;
        let text =
            format!("`{}` is never absent, and takes a value that is absent without `{}`", value.name, credential.name);
        Some(fault(value.span, text, &credential))
    });
    absent.collect()
}

fn layers(sends: &Sends) -> Vec<Diagnostic> {
    let absent = sends.layers.iter().filter_map(|layer| {
        let mut taken = layer.steps.iter().flat_map(|step| step.taken_values());
        let credential = taken.find_map(|index| sends.needs_of_value(index).into_iter().next())?;
        let text = format!("this layer needs a value that is absent without `{}`", credential.name);
        Some(fault(layer.span, text, &credential))
    });
    absent.collect()
}

fn fault(span: Span, text: String, credential: &Arc<Credential>) -> Diagnostic {
    let help = format!("leave `required: false` of the credential `{}` out, or use another value", credential.name);
    Diagnostic::new(Code::SourceDoesNotFit, span, text).help(help)
}
