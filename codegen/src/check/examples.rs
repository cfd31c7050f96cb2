//! Rules over examples: what is signed, verified or forbidden is shown once.

use std::collections::HashSet;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Failure, Kind, Presence, Provider, Verify},
    spec::syntax::{Example, Spec},
};

/// Every request has an example with its expected bytes; every answer one that reads, and a signed one one that fails.
pub(super) fn signatures(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    for operation in &provider.operations {
        let name = &operation.name;
        let mut lacks = |text: String, help: &str| {
            diagnostics.push(Diagnostic::new(Code::WithoutExample, operation.span, text).help(help));
        };
        // The syntax tree is asked, so that a faulty example is not reported as a missing one.
        let of = |example: &Example| example.operation.as_ref().is_none_or(|word| may_be(spec, &word.value, name));
        let shows = |example: &Example| {
            example.sends.as_ref().is_some_and(|sent| {
                sent.body.is_some() || sent.signature.is_some() || sent.url.is_some() || !sent.headers.is_empty()
            })
        };
        let sent = spec.examples.iter().any(|(_, example)| of(example) && shows(example));
        if operation.sends.is_some() && !sent {
            lacks(
                format!("no example shows what `{name}` sends"),
                "add one under `examples:` with the expected `body` or `signature`, made with another tool",
            );
        }
        let Some(receives) = &operation.receives else { continue };
        // Nothing answers a request that is not described.
        if operation.kind != Kind::Notification && operation.sends.is_none() {
            continue;
        }
        let answers = || {
            spec.answers.iter().map(|(_, answer)| answer).filter(|answer| match &answer.operation {
                Some(word) => may_be(spec, &word.value, name),
                None => answer.to.as_ref().is_none_or(|to| is_of(spec, &to.value, name)),
            })
        };
        if !answers().any(|answer| answer.outcome.is_some()) {
            lacks(format!("no example shows an answer to `{name}`"), "add one under `answers:` with its `outcome`");
        }
        let signed = matches!(receives.verify, Some(Verify::Signed { .. }));
        let forged =
            answers().any(|answer| answer.fails.as_ref().is_some_and(|fails| fails.value == Failure::Signature));
        if signed && !forged {
            lacks(
                format!("no example shows a forged answer to `{name}`"),
                "add one under `answers:` with `fails: signature`",
            );
        }
    }
}

/// Whether a name is the operation's, or nobody's and reported as such.
fn may_be(spec: &Spec, written: &str, operation: &str) -> bool {
    written == operation || spec.operations.entry(written).is_none()
}

fn is_of(spec: &Spec, example: &str, operation: &str) -> bool {
    let found = spec.examples.entry(example);
    found.is_none_or(|(_, found)| found.operation.as_ref().is_none_or(|word| may_be(spec, &word.value, operation)))
}

/// Every rule between fields is broken by an example.
pub(super) fn rules(provider: &Provider, spec: &Spec, diagnostics: &mut Diagnostics) {
    let sent: Vec<_> = provider.operations.iter().filter_map(|operation| operation.sends.as_ref()).collect();
    let mut messages: Vec<&crate::model::Message> = Vec::new();
    for layer in sent.iter().flat_map(|sends| sends.layers.iter()) {
        reach(&layer.message, &mut messages);
    }
    let shown = spec.refused.iter().filter_map(|(_, refused)| refused.rule.as_ref());
    let shown: HashSet<&str> = shown.map(|word| word.value.as_str()).collect();
    for message in messages {
        let named = message.rules.iter().map(|rule| (rule.name.clone(), rule.span));
        let conditional = message.fields.iter().filter(|field| matches!(field.presence, Presence::When(_)));
        let conditional = conditional.map(|field| (format!("{}.required", field.wire), field.span));
        for (rule, span) in named.chain(conditional) {
            let full = format!("{}.{rule}", message.name);
            if !shown.contains(rule.as_str()) && !shown.contains(full.as_str()) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::RuleWithoutExample,
                        span,
                        format!("no refused example breaks the rule `{rule}`"),
                    )
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
