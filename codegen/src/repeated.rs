//! Faults with one cause: a name that several places spell otherwise than its declaration is reported once.

use std::collections::HashMap;

use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics, Fix, Undeclared},
    source::{Source, Span},
};

/// The greatest number of further places that are shown.
const SHOWN: usize = 2;

/// Joins the faults that share a cause, and leaves out those that follow from another one. The file's order stays.
pub(crate) fn joined(source: &Source, diagnostics: Diagnostics) -> Diagnostics {
    let (listed, unlisted) = diagnostics.into_parts();
    let follows: Vec<bool> = listed.iter().map(|fault| listed.iter().any(|other| explains(other, fault))).collect();
    let causes = listed.into_iter().zip(follows).filter(|(_, follows)| !follows);
    let mut groups: Vec<Vec<Diagnostic>> = Vec::new();
    let mut known: HashMap<(Code, String), usize> = HashMap::new();
    for (fault, _) in causes {
        let Some(shared) = shared(&fault) else {
            groups.push(vec![fault]);
            continue;
        };
        let place = *known.entry((fault.code, shared)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(fault),
            None => groups.push(vec![fault]),
        }
    }
    Diagnostics::of_parts(groups.into_iter().filter_map(|group| told(source, group)), unlisted)
}

/// Whether a fault explains another one.
fn explains(fault: &Diagnostic, other: &Diagnostic) -> bool {
    match (fault.cause.as_deref(), other.cause.as_deref()) {
        (Some(Cause::CredentialType(name)), Some(Cause::CredentialValue(of))) => name == of,
        (Some(Cause::RefundUnknown), Some(Cause::Undeclared(undeclared))) => {
            undeclared.wanted == "field of the request"
        }
        (Some(Cause::Undeclared(absent)), Some(Cause::Undeclared(undeclared))) => is_around(absent, undeclared),
        _ => false,
    }
}

/// Whether an undeclared name, or a misspelled segment of it, is a segment of a longer one: `refund_request` in
/// `refund_request.number.length`. Names with the same near name are one cause.
fn is_around(absent: &Undeclared, undeclared: &Undeclared) -> bool {
    let is_longer = undeclared.name != absent.name && (undeclared.name.contains('.') || undeclared.wanted == "place");
    let has = |name: &str| undeclared.name.split('.').any(|segment| segment == name);
    is_longer
        && match (absent.misspelled(), undeclared.misspelled()) {
            (Some((written, _)), None) => has(written) || has(&absent.name),
            (one, other) => has(&absent.name) && (one.is_none() || one != other),
        }
}

/// The cause that a fault shares with others; `None` if it stands alone.
fn shared(fault: &Diagnostic) -> Option<String> {
    if let Some(undeclared) = fault.undeclared() {
        return Some(match undeclared.misspelled() {
            Some((written, near)) => format!("{written} for {near}"),
            None => format!("no {}", undeclared.name),
        });
    }
    match (fault.code, fault.cause.as_deref()) {
        (_, Some(Cause::Shared(text))) => Some(text.clone()),
        (Code::KeyDoesNotFit | Code::UnknownReference, _) => Some(fault.message.clone()),
        // A message without a name is about its place.
        (Code::StepDoesNotFit | Code::ValueDoesNotFit, _) if fault.message.contains('`') => Some(fault.message.clone()),
        _ => None,
    }
}

/// One fault for a group.
fn told(source: &Source, mut group: Vec<Diagnostic>) -> Option<Diagnostic> {
    group.sort_by_key(|fault| fault.span);
    if group.len() > 1
        && let Some(fault) = group.first().and_then(|first| declared_otherwise(source, first, group.len()))
    {
        return Some(fault);
    }
    let mut rest: Vec<Span> = group.iter().skip(1).map(|fault| fault.span).collect();
    // A value that several messages take is written once.
    rest.dedup();
    rest.retain(|span| group.first().is_none_or(|first| first.span != *span));
    let fix = of_all(&group);
    let first = Diagnostic { fix, ..group.into_iter().next()? };
    let fault = rest.iter().take(SHOWN).fold(first, |fault, span| fault.other(*span, "and here"));
    Some(match rest.len().saturating_sub(SHOWN) {
        0 => fault,
        more => fault.note(format!("the same in {more} more place{}", if more == 1 { "" } else { "s" })),
    })
}

/// The fix of every place; `None` if one of them has none.
fn of_all(group: &[Diagnostic]) -> Option<Box<Fix>> {
    let (first, rest) = group.split_first()?;
    let sum = rest.iter().try_fold((**first.fix.as_ref()?).clone(), |sum, fault| sum.with(fault.fix.as_ref()?));
    sum.map(Box::new)
}

/// The fault at the declaration, if nothing names the declaration as it is spelt.
fn declared_otherwise(source: &Source, fault: &Diagnostic, places: usize) -> Option<Diagnostic> {
    let (written, near) = fault.undeclared()?.misspelled()?;
    let mut found = occurrences(&source.text, near);
    let declared = found.next().filter(|_| found.next().is_none())?;
    let is_key = source.text.get(declared.end..)?.starts_with(':');
    let message = format!("`{near}` is declared, and {places} places name `{written}`");
    let fault = Diagnostic::new(fault.code, declared, message).other(fault.span, "the first of them");
    is_key.then(|| fault.help(format!("write `{written}` here, or `{near}` there")))
}

/// Where a name stands as a whole word.
fn occurrences<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Span> + 't {
    let inside = |next: char| next.is_alphanumeric() || "_/-".contains(next);
    text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).filter(move |span| {
        let before = text.get(..span.start).and_then(|before| before.chars().next_back());
        let after = text.get(span.end..).and_then(|after| after.chars().next());
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}
