//! Texts in the spec that are given as values of fields.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{
        Field, Provider, Source,
        literal::{fits, misfits},
    },
};

/// The example of a field keeps the limits of the field.
pub(super) fn check_field_examples(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        let Some(example) = &field.example else { continue };
        // The example of a list is an example of one item.
        let shown = Field { ty: field.ty.content().item().clone(), ..Field::clone(field) };
        if shown.ty.content().is_nested() {
            continue;
        }
        if let Err(reason) = fits(&shown, example) {
            let text = format!("the example of `{}` breaks its own limits: {reason}", field.wire);
            let fault = Diagnostic::new(Code::ValueDoesNotFit, field.spans.example, text);
            diagnostics.push(fault.help("mend the example, or the limit"));
        }
    }
}

/// A field admits every value of its enumeration.
pub(super) fn check_listed_values(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        let Some(enumeration) = field.ty.enumeration() else { continue };
        for (value, reason) in misfits(field, enumeration) {
            let text = format!("`{}` cannot hold the value `{}`: {reason}", field.wire, value.wire);
            let fault = Diagnostic::new(Code::ValueDoesNotFit, field.spans.ty, text).other(value.span, "the value");
            diagnostics.push(fault.help("mend the length, or the value"));
        }
    }
}

/// A constant of a field or of an operation is a value of its field.
pub(super) fn check_constants(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        for reason in field.source.constants().into_iter().filter_map(|constant| fits(field, constant).err()) {
            let text = format!("`{}` cannot hold this: {reason}", field.wire);
            let fault = Diagnostic::new(Code::ValueDoesNotFit, field.spans.source, text);
            diagnostics.push(fault.help(match field.ty.enumeration() {
                Some(listed) => {
                    let values: Vec<&str> = listed.values.iter().map(|value| value.wire.as_str()).collect();
                    format!(
                        "write one of {}, or list this value in `{}`",
                        crate::diagnostic::listed(&values),
                        listed.name
                    )
                }
                None => "change the type, or where the value comes from".to_owned(),
            }));
        }
    }
    for (_, sends) in provider.sent() {
        let fields = sends.layers.iter().flat_map(|layer| layer.message.sourced());
        let set: Vec<&Arc<Field>> = fields.filter(|field| matches!(field.source, Source::Operation)).collect();
        for ((name, text), span) in sends.constants.iter().zip(&sends.spans.constants) {
            let Some(field) = set.iter().find(|field| field.wire == *name) else { continue };
            if let Err(reason) = fits(field, text) {
                let message = format!("`{}` cannot hold this: {reason}", field.wire);
                let fault = Diagnostic::new(Code::ValueDoesNotFit, *span, message);
                diagnostics.push(fault.help("mend the constant, or the field"));
            }
        }
    }
}
