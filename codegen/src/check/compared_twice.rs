//! Members of answers that are compared with the request twice, by one echo or by two.

use std::collections::{HashMap, HashSet};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Echo, Provider, Receives, operation::dotted},
    source::Span,
};

/// An echo names a member once. A second echo of a member repeats the first one, or contradicts it if both fields are
/// sent.
pub(super) fn check_compared_twice(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        receives.echo.iter().filter_map(named_twice).for_each(|fault| diagnostics.push(fault));
        told_twice(receives, diagnostics);
    }
}

fn named_twice(echo: &Echo) -> Option<Diagnostic> {
    let mut known = HashSet::new();
    let mut members = echo.answers.iter().map(|path| dotted(path)).zip(&echo.spans.answers);
    let (member, span) = members.find(|(member, _)| !known.insert(member.clone()))?;
    let fault = Diagnostic::new(Code::RuleDoesNotFit, *span, format!("`{member}` is named twice"));
    Some(fault.help("name each member once"))
}

fn told_twice(receives: &Receives, diagnostics: &mut Diagnostics) {
    let mut first: HashMap<String, (bool, Span)> = HashMap::new();
    let mut pairs: HashSet<(String, String)> = HashSet::new();
    for echo in receives.echo.iter().filter(|echo| demands_each(echo)) {
        let always = !echo.at_least && echo.request.iter().all(|field| field.is_always_there());
        for member in echo.answers.iter().map(|path| dotted(path)) {
            let repeated = !pairs.insert((member.clone(), dotted(&echo.request)));
            let (known, span) = *first.entry(member.clone()).or_insert((always, echo.span));
            // A request may have one of two fields, and the answer may return either in the same member.
            if span != echo.span && (repeated || !echo.at_least && (known || always)) {
                let text = format!("another echo compares `{member}` already");
                let fault = Diagnostic::new(Code::RuleDoesNotFit, echo.span, text).other(span, "the first one");
                diagnostics.push(fault.help("compare a member once"));
            }
        }
    }
}

/// Whether every member of the echo must agree, not one of several.
fn demands_each(echo: &Echo) -> bool {
    echo.each || echo.answers.len() == 1
}
