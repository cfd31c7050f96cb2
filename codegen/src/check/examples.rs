//! Rules over examples: what is signed, verified or forbidden is shown once.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Failure, Presence, Provider, Verify},
    spec::syntax::Spec,
};

/// Every request has an example with its expected bytes; every answer one that reads, and a signed one one that fails.
pub(super) fn signatures(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for operation in &provider.operations {
        let name = &operation.name;
        let mut lacks = |text: String, help: &str| {
            diagnostics.push(Diagnostic::new(Code::WithoutExample, operation.span, text).help(help));
        };
        // The syntax tree is asked, so that a faulty example is not reported as a missing one.
        let of = |example: &crate::spec::syntax::Example| example.operation.as_ref().is_none_or(|word| word.value == *name);
        let shows = |example: &crate::spec::syntax::Example| {
            example.sends.as_ref().is_some_and(|sent| sent.body.is_some() || sent.signature.is_some() || sent.url.is_some() || !sent.headers.is_empty())
        };
        let sent = spec.examples.iter().any(|(_, example)| of(example) && shows(example));
        if operation.sends.is_some() && !sent {
            lacks(format!("no example shows what `{name}` sends"), "add one under `examples:` with the expected `body` or `signature`, made with another tool");
        }
        let Some(receives) = &operation.receives else { continue };
        let answers = || {
            spec.answers.iter().map(|(_, answer)| answer).filter(|answer| match &answer.operation {
                Some(word) => word.value == *name,
                None => answer.to.as_ref().is_none_or(|to| is_of(spec, &to.value, name)),
            })
        };
        if !answers().any(|answer| answer.outcome.is_some()) {
            lacks(format!("no example shows an answer to `{name}`"), "add one under `answers:` with its `outcome`");
        }
        let signed = matches!(receives.verify, Some(Verify::Signed { .. }));
        let forged = answers().any(|answer| answer.fails.as_ref().is_some_and(|fails| fails.value == Failure::Signature));
        if signed && !forged {
            lacks(format!("no example shows a forged answer to `{name}`"), "add one under `answers:` with `fails: signature`");
        }
    }
}

fn is_of(spec: &Spec, example: &str, operation: &str) -> bool {
    spec.examples.iter().any(|(name, found)| {
        name.value == example && found.operation.as_ref().is_none_or(|word| word.value == operation)
    })
}

/// Every rule between fields is broken by an example.
pub(super) fn rules(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    let sent: Vec<_> = provider.operations.iter().filter_map(|operation| operation.sends.as_ref()).collect();
    let mut messages: Vec<&crate::model::Message> = Vec::new();
    for layer in sent.iter().flat_map(|sends| sends.layers.iter()) {
        reach(&layer.message, &mut messages);
    }
    for message in messages {
        let named = message.rules.iter().map(|rule| (rule.name.clone(), rule.span));
        let conditional = message.fields.iter().filter(|field| matches!(field.presence, Presence::When(_)));
        let conditional = conditional.map(|field| (format!("{}.required", field.wire), field.span));
        for (rule, span) in named.chain(conditional) {
            let full = format!("{}.{rule}", message.name);
            let shown = spec.refused.iter().filter_map(|(_, refused)| refused.rule.as_ref()).any(|word| word.value == rule || word.value == full);
            if !shown {
                diagnostics.push(
                    Diagnostic::new(Code::RuleWithoutExample, span, format!("no refused example breaks the rule `{rule}`"))
                        .help(format!("add one under `refused:`, with `rule: {rule}`")),
                );
            }
        }
    }
}

fn reach<'m>(message: &'m crate::model::Message, out: &mut Vec<&'m crate::model::Message>) {
    if out.iter().any(|seen| seen.name == message.name) {
        return;
    }
    out.push(message);
    message.fields.iter().filter_map(|field| field.ty.message()).for_each(|inner| reach(inner, out));
}
