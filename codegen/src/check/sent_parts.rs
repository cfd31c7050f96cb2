//! Names that a query and its refund share, where the answer of the query signs the query's own field.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Operation, Provider, Receives, Sends, operation::recorded_name},
};

/// The record of a query keeps one field under a name: nothing else takes the refund's field of a name that the answer
/// signs as the query's own.
pub(super) fn check_sent_parts(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, receives) in provider.received() {
        if let Some(sends) = &operation.sends {
            faults(provider, operation, sends, receives).into_iter().for_each(|fault| diagnostics.push(fault));
        }
    }
}

fn faults(provider: &Provider, operation: &Operation, sends: &Sends, receives: &Receives) -> Vec<Diagnostic> {
    let replaced = provider.replaced(operation, sends);
    let echoes = receives.echo.iter().map(|echo| (echo.recorded_name(), echo.span));
    let parts = receives.sent_parts().into_iter().filter_map(|path| {
        let field = path.last().filter(|field| field.sent_name().is_some())?;
        Some((recorded_name(path), field.span))
    });
    let taken = echoes.chain(parts).filter(|(name, _)| replaced.contains(name));
    let fault = |(name, span)| {
        let text = format!("`{name}` of the refund is needed, and the answer signs the `{name}` of the query");
        let help = format!("leave one of them out: the record of the query keeps one `{name}`");
        Diagnostic::new(Code::NameCollision, span, text).help(help)
    };
    taken.map(fault).collect()
}
