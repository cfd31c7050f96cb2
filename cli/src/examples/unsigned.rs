//! Answers without the signature that their operation demands.

use refundry_codegen::{diagnostic::Diagnostic, source::Span};

use super::{Teller, cause::Group, fault::fault};

/// The key of the place of a signature.
const SIGNATURE: &str = "signature:";

impl Teller<'_> {
    /// Answers without the signature that the operation demands: all of them have it elsewhere.
    pub(super) fn unsigned(&self, operation: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let answers = self.provider.answers.iter().filter(|answer| answer.operation == operation).count();
        let signed = self.provider.operation(operation)?.receives.as_ref()?.signatures().first()?;
        let before = self.source.text.get(..signed.span.start).filter(|_| group.failures.len() * 2 > answers)?;
        let at = before.rfind(SIGNATURE)?;
        let message = format!("{} answers of `{operation}` have no signature here", group.failures.len());
        let fault = Diagnostic { span: Span::new(at, at + SIGNATURE.len() - 1), message, ..fault(first) };
        Some(fault.other(first.at, "the first of them").help("name the header or the member that holds the signature"))
    }
}
