//! Examples exist for every signature, verification and rule.

use std::collections::HashSet;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Example, Failure, OperationKind, Presence, Provider, Verify},
};

/// Every request has an example with its bytes. Every answer has one that reads, and a signed one a forged example.
pub(super) fn check_examples(provider: &Provider, diagnostics: &mut Diagnostics) {
    for operation in &provider.operations {
        let name = &operation.name;
        let mut lacks = |text: String, help: &str| {
            diagnostics.push(Diagnostic::new(Code::WithoutExample, operation.span, text).help(help));
        };
        if operation.sends.is_some() && !provider.examples.iter().any(|of| of.operation == *name && shows_bytes(of)) {
            lacks(
                format!("no example shows a request of `{name}`"),
                "add one under `examples:` with the expected `body` or `signature`, made with another tool",
            );
        }
        let Some(receives) = &operation.receives else { continue };
        // An operation without a described request needs no example of an answer.
        if operation.kind != OperationKind::Notification && operation.sends.is_none() {
            continue;
        }
        let answers = || provider.answers.iter().filter(|answer| answer.operation == *name);
        if !answers().any(|answer| answer.outcome.is_some()) {
            lacks(format!("no example shows an answer to `{name}`"), "add one under `answers:` with its `outcome`");
        }
        let signed = matches!(receives.verify, Some(Verify::Signed { .. } | Verify::Token { .. }));
        if signed && !answers().any(|answer| answer.fails == Some(Failure::Signature)) {
            lacks(
                format!("no example shows a forged answer to `{name}`"),
                "add one under `answers:` with `fails: signature`",
            );
        }
    }
}

fn shows_bytes(example: &Example) -> bool {
    example.body.is_some() || example.signature.is_some() || example.url.is_some() || !example.headers.is_empty()
}

/// Every rule between fields has an example that breaks it.
pub(super) fn check_refused(provider: &Provider, diagnostics: &mut Diagnostics) {
    let refused = provider.refused.iter().map(|refused| (refused.message.as_str(), refused.rule.as_str()));
    let shown: HashSet<(&str, &str)> = refused.collect();
    for (message, _) in provider.sent_messages() {
        let named = message.rules.iter().map(|rule| (rule.name.clone(), rule.span));
        let conditional = message.fields.iter().filter(|field| matches!(field.presence, Presence::When(_)));
        let conditional = conditional.map(|field| (format!("{}.required", field.wire), field.span));
        for (rule, span) in named.chain(conditional) {
            if !shown.contains(&(message.name.as_str(), rule.as_str())) {
                let text = format!("no refused example breaks the rule `{rule}`");
                let help = format!("add one under `refused:`, with `rule: {rule}`");
                diagnostics.push(Diagnostic::new(Code::RuleWithoutExample, span, text).help(help));
            }
        }
    }
}
