//! An outcome or a comparison of answers that differs.

use refundry_codegen::{
    diagnostic::{Cause, Diagnostic},
    model::{Echo, Receives, operation::dotted},
    source::Span,
};
use refundry_interpreter::examples::{self, Mismatch, Problem};

use super::{Teller, cause::Group, fault::fault, subject};

impl Teller<'_> {
    /// Answers that are compared otherwise than expected.
    pub(super) fn echo(&self, operation: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let told = fault(first);
        let reason = group.failures.iter().find_map(|failure| {
            let Problem::Unread { reason, .. } = &failure.problem else { return None };
            Some(reason.as_str())
        });
        let receives = self.provider.operation(operation)?.receives.as_ref()?;
        let named = |echo: &&Echo| {
            let names = echo.answers.iter().map(|path| dotted(path));
            reason.is_some_and(|reason| names.into_iter().any(|name| reason.contains(&format!("`{name}`"))))
        };
        let place =
            receives.echo.iter().find(named).map(|echo| echo.spans.answers.first().copied().unwrap_or(echo.span));
        Some(match place {
            Some(place) if group.failures.len() > 1 => {
                let message = format!("this comparison is not the one that {} answers expect", group.failures.len());
                let help = "correct the echo, or the answers".to_owned();
                Diagnostic { span: place, message, ..told }.other(first.at, "the first of them").help(help)
            }
            Some(place) => told.other(place, "it is compared here"),
            None => self.uncompared(operation, receives, first).unwrap_or(told),
        })
    }

    /// The fault of an echo without a member, by which answers should differ.
    fn uncompared(&self, operation: &str, receives: &Receives, first: &Mismatch) -> Option<Diagnostic> {
        let of_operation = |fault: &Diagnostic| match fault.cause.as_deref() {
            Some(Cause::NotCompared(of, member)) if of == operation => Some(member.clone()),
            _ => None,
        };
        let member = self.known.iter().find_map(of_operation)?;
        let message = format!("the echo of `{operation}` does not compare `{member}`");
        let told = Diagnostic { span: receives.echo.first()?.span, message, notes: Box::default(), ..fault(first) };
        Some(told.other(first.at, "so this answer is read").help(format!("list `{member}` under `echo:`")))
    }
}

/// The reason of an outcome: the row that decides, or the members that the answer lacks.
pub(super) fn outcome(
    fault: Diagnostic,
    first: &Mismatch,
    row: Option<Span>,
    missing: &[String],
    count: usize,
) -> Diagnostic {
    let Problem::Outcome { found, why, .. } = &first.problem else { return fault };
    let listed = why.listed.map(examples::spelled);
    let lacks = !missing.is_empty() && !subject::is_listed(found, why);
    let fault = match why.row {
        None => fault.note("no row of the table matches, so the outcome is unknown"),
        Some(_) if !lacks => fault,
        Some(_) => {
            let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            let listed = listed.unwrap_or_default();
            let fault = fault.note(format!("the row says `{listed}`, but the answer lacks {}", names.join(", ")));
            fault.help("leave out `missing: unsettled`, or correct the expected outcome")
        }
    };
    let place = if lacks { why.missing.first().map(|(_, span)| *span) } else { row };
    let Some(place) = place else { return fault };
    match count {
        1 => fault.other(place, if lacks { "this member is missing" } else { "this row decides" }),
        _ => {
            let at = fault.span;
            let message = match lacks {
                true => format!("{count} answers settle nothing without this member"),
                false => format!("this row gives {count} answers another outcome than expected"),
            };
            Diagnostic { span: place, message, ..fault }.other(at, "the first of them")
        }
    }
}
