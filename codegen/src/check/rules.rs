//! Rules over the rules of messages.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Bound, Message, Provider, bound, message::snake},
    source::Span,
    spec::syntax::Spec,
};

/// Each rule of a message, and each limit of its fields, is a static: `tip.range` and `tip_range` are one name.
pub(super) fn names(provider: &Provider, _: &Spec, diagnostics: &mut Diagnostics) {
    for message in &provider.messages {
        if let Some(rule) = message.rules.iter().find(|rule| rule.name == "listed") {
            let text = "a rule cannot be called `listed`: the list of all rules has that name";
            let fault = Diagnostic::new(Code::NameCollision, rule.span, text);
            diagnostics.push(fault.help("give the rule another name"));
        }
        let mut seen: HashMap<String, (String, Span)> = HashMap::new();
        for (rule, span) in listed(message) {
            let name = snake(&rule);
            if let Some((first, place)) = seen.get(&name) {
                let text = format!("the rules `{first}` and `{rule}` are both `{}` in Rust", name.to_ascii_uppercase());
                let fault = Diagnostic::new(Code::NameCollision, span, text).other(*place, "the first");
                diagnostics.push(fault.help("give the rule another name"));
            }
            seen.entry(name).or_insert((rule, span));
        }
    }
}

fn listed(message: &Message) -> Vec<(String, Span)> {
    let limits = message.fields.iter().flat_map(|field| {
        let bounds = bound::bounds(field, None);
        bounds
            .iter()
            .map(Bound::suffix)
            .map(|suffix| (format!("{}.{suffix}", field.wire), field.span))
            .collect::<Vec<_>>()
    });
    limits.chain(message.rules.iter().map(|rule| (rule.name.clone(), rule.span))).collect()
}
