//! Rules over the error table.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::Provider,
    spec::syntax::Spec,
};

/// Every code says what it means for the refund.
pub(super) fn outcomes(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for code in provider.errors.iter().filter(|code| code.outcome.is_none()) {
        diagnostics.push(
            Diagnostic::new(Code::CodeWithoutOutcome, code.span, format!("error code `{}` has no outcome", code.wire))
                .help("add `outcome:`; `unknown` is right where it may or may not have happened"),
        );
    }
}

/// No code has two entries.
pub(super) fn aliases(_: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<&str, crate::source::Span> = HashMap::new();
    for (code, entry) in &spec.errors {
        for word in [code].into_iter().chain(&entry.aliases) {
            if let Some(first) = seen.get(word.value.as_str()) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::NameCollision,
                        word.span,
                        format!("error code `{}` is listed twice", word.value),
                    )
                    .other(*first, "first here")
                    .help("leave one of them out"),
                );
            }
            seen.entry(&word.value).or_insert(word.span);
        }
    }
}
