//! Answers whose outcome is unknown because nothing that is compared says which refund they speak of.

use refundry_codegen::{
    diagnostic::Diagnostic,
    model::{Message, Operation, Provider, Receives, Role, operation::dotted},
};

use super::{Teller, cause::Group, fault::fault};

impl Teller<'_> {
    /// The fault of the echo of an operation.
    pub(super) fn unidentified(&self, operation: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let operation = self.provider.operation(operation)?;
        let receives = operation.receives.as_ref()?;
        let echo = receives.echo.first()?;
        let message = format!("the echo of `{}` does not say which refund the answer speaks of", operation.name);
        let told = Diagnostic { span: echo.span, message, notes: Box::default(), ..fault(first) };
        let help = match repeated_number(self.provider, operation, receives) {
            Some((member, number)) => format!("add `{{ answer: {member}, request: {number} }}`, the refund's number"),
            None => "compare a field with the role `refund_number` or `provider_refund_id`".to_owned(),
        };
        Some(told.other(first.at, "so this outcome is unknown").help(help))
    }
}

/// The received member with the name of the refund's number, and that number in the request.
fn repeated_number(provider: &Provider, operation: &Operation, receives: &Receives) -> Option<(String, String)> {
    let refund = operation.of.as_deref().and_then(|of| provider.operation(of)).unwrap_or(operation);
    let number = refund.sends.as_ref()?.with_role(Role::RefundNumber).into_iter().next()?;
    let name = &number.last()?.wire;
    let mut around = Vec::new();
    for layer in &receives.layers {
        if let Some(field) = layer.message.field(name) {
            around.push(field.wire.clone());
            return Some((around.join("."), dotted(&number)));
        }
        around.push(carrier(&layer.message)?);
    }
    None
}

fn carrier(message: &Message) -> Option<String> {
    message.fields.iter().find(|field| field.source.is_layer()).map(|field| field.wire.clone())
}
