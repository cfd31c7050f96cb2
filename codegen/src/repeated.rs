//! Faults with one cause: a name that several places spell otherwise than its declaration is reported once.

use std::collections::HashMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Fix},
    source::{Source, Span},
};

/// The greatest number of further places that are shown.
const SHOWN: usize = 2;

/// Joins the faults that share a cause. The file's order stays.
pub(crate) fn joined(source: &Source, diagnostics: Diagnostics) -> Diagnostics {
    let (listed, unlisted) = diagnostics.into_parts();
    let mut groups: Vec<Vec<Diagnostic>> = Vec::new();
    let mut known: HashMap<(Code, String), usize> = HashMap::new();
    // A name inside a longer one, as in `refund_request.number.length`.
    let wrong: Vec<String> = listed.iter().filter_map(|fault| Some(names(fault)?.0.to_owned())).collect();
    let absent: Vec<String> = listed.iter().filter_map(|fault| Some(undeclared(fault)?.to_owned())).collect();
    // Faults with the same near name are joined below, and the declaration is told.
    let near: Vec<_> = listed.iter().filter(|fault| undeclared(fault).is_some()).filter_map(names).collect();
    let near: Vec<(String, String)> = near.into_iter().map(|(one, other)| (one.to_owned(), other.to_owned())).collect();
    let is_joined = |fault: &Diagnostic| {
        names(fault).is_some_and(|(one, other)| near.iter().any(|pair| pair.0 == one && pair.1 == other))
    };
    let follows = |fault: &Diagnostic| {
        let name = fault.message.rsplit('`').nth(1).unwrap_or_default();
        let has_one = |of: &[String]| name.split('.').any(|part| of.iter().any(|name| name == part));
        let longer = name.contains('.');
        fault.code == Code::UnknownReference
            && !is_joined(fault)
            && (longer && (has_one(&absent) || names(fault).is_none() && has_one(&wrong))
                || fault.message.starts_with("there is no place ") && has_one(&absent))
    };
    let consequences = consequences(&listed);
    let stands = |fault: &Diagnostic| !follows(fault) && !consequences.iter().any(|said| fault.message.contains(said));
    for fault in listed.into_iter().filter(stands).collect::<Vec<_>>() {
        let Some(cause) = cause(source, &fault) else {
            groups.push(vec![fault]);
            continue;
        };
        let place = *known.entry((fault.code, cause)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(fault),
            None => groups.push(vec![fault]),
        }
    }
    Diagnostics::of_parts(groups.into_iter().filter_map(|group| told(source, group)), unlisted)
}

/// The parts of messages that follow from another fault.
fn consequences(faults: &[Diagnostic]) -> Vec<String> {
    let begins = faults.iter().filter_map(|fault| {
        let name = fault.message.split('`').nth(1)?;
        match fault.code {
            Code::KeyDoesNotFit if fault.message.contains("` is not a credential of type ") => {
                Some(format!("this is no value of credential `{name}`"))
            }
            Code::MissingKey if fault.message.ends_with("does not say which refund it asks about") => {
                Some("no field of the request".to_owned())
            }
            _ => None,
        }
    });
    begins.collect()
}

/// The name that a fault finds undeclared.
fn undeclared(fault: &Diagnostic) -> Option<&str> {
    if let Some((name, said)) = fault.message.strip_prefix('`').and_then(|rest| rest.split_once('`'))
        && said.contains(", and no ")
    {
        return Some(name);
    }
    let said = fault.message.strip_prefix("there is no ")?;
    let kinds = ["message", "operation", "value", "credential", "enumeration", "key", "example"];
    kinds.iter().find_map(|kind| said.strip_prefix(kind)?.strip_prefix(" `")?.strip_suffix('`'))
}

/// The cause that a fault shares with others; `None` if it stands alone.
fn cause(source: &Source, fault: &Diagnostic) -> Option<String> {
    match fault.code {
        Code::UnknownReference => Some(match names(fault) {
            Some((written, near)) => format!("{written} for {near}"),
            None => match source.text.get(fault.span.start..fault.span.end) {
                Some(written) if fault.message.contains(&format!("`{written}`")) => format!("no {written}"),
                _ => fault.message.clone(),
            },
        }),
        Code::ValueDoesNotFit if fault.message.contains("` is not an amount") => {
            fault.message.split_once("` ").map(|(_, said)| said.to_owned())
        }
        Code::NotCarried if fault.message.ends_with("is nested, and this layer's members are texts") => {
            fault.others.first().map(|layer| format!("nested at {}", layer.span.start))
        }
        Code::MissingKey if is_of_example(&fault.message) => {
            fault.message.split_once("` ").map(|(_, said)| said.to_owned())
        }
        Code::LayerMismatch if !fault.message.contains("` has 0 fields that carry ") => None,
        Code::SourceDoesNotFit if !fault.message.ends_with("` does not come from the caller") => None,
        Code::KeyDoesNotFit | Code::LayerMismatch | Code::SourceDoesNotFit => Some(fault.message.clone()),
        Code::StepDoesNotFit | Code::ValueDoesNotFit if fault.message.contains('`') => Some(fault.message.clone()),
        _ => None,
    }
}

/// Whether an example lacks credentials or fields, as all do that are like it.
fn is_of_example(message: &str) -> bool {
    message.contains("` lacks the credentials ") || message.contains("` leaves out required fields: ")
}

/// The segment of the unknown name that differs from the nearest one, and that of the nearest one.
fn names(fault: &Diagnostic) -> Option<(&str, &str)> {
    let near = fault.help.as_deref()?.strip_prefix("did you mean `")?.strip_suffix("`?")?;
    // The place of the search follows the name: ` in `refund_request`.
    let said = fault.message.split_once("` in `").map_or(fault.message.strip_suffix('`')?, |(said, _)| said);
    let written = said.rsplit('`').next()?;
    let mut pairs = written.split('.').zip(near.split('.')).filter(|(written, near)| written != near);
    let differing = pairs.next()?;
    (written.split('.').count() == near.split('.').count() && pairs.next().is_none()).then_some(differing)
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
    let (written, near) = names(fault)?;
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
