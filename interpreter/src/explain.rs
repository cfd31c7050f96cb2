//! Explains a signature: the members of its text, the output of every step, and the finished request.

use refundry_codegen::model::{Operation, Part, Sends, Source};
use refundry_runtime::{Call, Record, SignError};

use crate::{
    condition::is_present,
    context::Context,
    credentials::Credentials,
    exposure::Exposure,
    interpreter::{Interpreter, Request},
    trace::Traced,
};

pub use crate::redaction::Redaction;

/// The computation of a request's signature.
pub struct Explanation {
    /// The finished request.
    pub call: Call<Record>,
    /// Every value with its steps, in the order of computation.
    pub values: Vec<Traced>,
    /// The index of the signature: the last value with a digest, a cipher or a key.
    pub signature: Option<usize>,
    /// The members of the signature's selections, and whether they take part.
    pub members: Vec<Taken>,
}

/// Whether a member takes part in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The member's wire name.
    pub name: String,
    /// The reason why the member is left out; `None` if it takes part.
    pub dropped: Option<&'static str>,
}

/// Explains the signature of a request.
///
/// # Errors
/// Every violation at once, or the reason why a key cannot sign.
pub fn explain(
    interpreter: &Interpreter<'_>,
    operation: &Operation,
    request: &Request,
    credentials: &Credentials,
    context: &Context<'_>,
) -> Result<Explanation, SignError> {
    let (call, values) = interpreter.explain(operation, request, credentials, context)?;
    let sends = operation.sends.as_ref();
    let signature = sends.and_then(|sends| {
        let name = &sends.values.get(signature_of(sends)?)?.name;
        values.iter().rposition(|traced| traced.value == *name)
    });
    let members = sends.map(|sends| members(sends, request, credentials)).unwrap_or_default();
    Ok(Explanation { call, values, signature, members })
}

/// The index of the signature: the last computed value that proves something and stands in the request.
pub fn signature_of(sends: &Sends) -> Option<usize> {
    use refundry_codegen::model::operation::Item;
    let published = Exposure::of_sent(sends).published;
    let proves = |index: &usize| published.get(*index) == Some(&true);
    let mut computed =
        sends.plan.iter().filter_map(|item| if let Item::Value(index) = item { Some(*index) } else { None });
    computed.rfind(proves)
}

fn members(sends: &Sends, request: &Request, credentials: &Credentials) -> Vec<Taken> {
    let Some(value) = signature_of(sends).and_then(|index| sends.values.get(index)) else { return Vec::new() };
    let mut out: Vec<Taken> = Vec::new();
    for selection in value.parts().into_iter().filter_map(Part::selection) {
        let Some(layer) = sends.layers.get(selection.layer) else { continue };
        for field in &layer.message.fields {
            let there = match &field.source {
                Source::Caller => request.object.get(&field.rust).is_some(),
                Source::Credential(credential) => credentials.text(credential).is_some(),
                Source::Received(_) => false,
                Source::Sent(name) => request.sent.as_ref().is_some_and(|sent| sent.get(name).is_some()),
                Source::Constant(_)
                | Source::Conditional(_)
                | Source::Value(_)
                | Source::Nonce
                | Source::Salt
                | Source::Now
                | Source::Operation
                | Source::Layer
                | Source::Tag
                | Source::Members => true,
            };
            let empty = field.source.is_caller() && !is_present(request.object.get(&field.rust));
            let listed = selection.fields.iter().any(|other| other.wire == field.wire);
            let dropped = match () {
                () if !selection.takes(&field.wire) && selection.only.is_some() => Some("not listed"),
                () if !selection.takes(&field.wire) => Some("left out by name"),
                () if !listed => Some("not in this layer's text"),
                () if !there => Some("not given"),
                () if empty && !selection.keep_empty => Some("empty"),
                () => None,
            };
            if !out.iter().any(|taken| taken.name == field.wire) {
                out.push(Taken { name: field.wire.clone(), dropped });
            }
        }
        let extended = sends.extends(selection);
        for (name, text) in request.extras.iter().filter(|_| extended) {
            let dropped = match () {
                () if !selection.takes(name) => Some("left out by name"),
                () if text.is_empty() && !selection.keep_empty => Some("empty"),
                () => None,
            };
            out.push(Taken { name: name.to_owned(), dropped });
        }
    }
    out
}
